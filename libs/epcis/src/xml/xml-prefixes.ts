import { DomainError } from '@maillon/kernel';
import { splitName } from '../hash-names.js';
import { tooManyNamespaces } from '../messages.js';
import { Prefixes } from '../prefixes.js';
import { EPCIS_2, QUERY_2, SBDH, SCHEMA_INSTANCE, XML_SCHEMA, xmlLocal } from './xml-names.js';

/** Prefixes of the XML form itself. */
const OWN: readonly (readonly [string, string])[] = [
  ['epcis', EPCIS_2],
  ['epcisq', QUERY_2],
  ['sbdh', SBDH],
  ['xsi', SCHEMA_INSTANCE],
  ['xsd', XML_SCHEMA],
];
const TAKEN = new Set(['xml', 'xmlns', ...OWN.map(([prefix]) => prefix)]);
/** Namespaces of one written document: readers, ours too, take only so many attributes on its first element. */
const MOST = 200;
const XML_PREFIX = /^[A-Za-z_][\w.-]*$/;

/** A namespace that XML lets a prefix stand for (Namespaces in XML 1.0 section 3): two are its own. Readers take the spaces round it away. */
const isBindable = (namespace: string): boolean =>
  namespace !== '' &&
  namespace === namespace.trim() &&
  !/[\p{Cc}\p{Cs}\uFFFE\uFFFF]/u.test(namespace) &&
  namespace !== 'http://www.w3.org/XML/1998/namespace' &&
  namespace !== 'http://www.w3.org/2000/xmlns/';

/** The prefixes of a document to be written: those that its members use, and those that its contexts declare. */
export class XmlPrefixes {
  private readonly byNamespace = new Map<string, string>();
  private readonly used = new Set<string>();
  private next = 1;
  private readonly taken = new Set(TAKEN);

  /** `outer`: those of the element round this one, which need not be declared again. */
  constructor(
    prefixes: Prefixes,
    known: Prefixes,
    private readonly outer?: XmlPrefixes,
  ) {
    for (const [prefix, declared] of prefixes.names) {
      if (prefix === '' || known.names.has(prefix) || !isBindable(declared)) continue;
      this.prefixOf(splitName(`${prefix}:_`, prefixes).namespace, prefix);
    }
  }

  /** The name of an element or attribute for a member of the JSON form. */
  nameOf(name: string, prefixes: Prefixes): string {
    if (!name.includes(':')) return xmlLocal(name);
    const { namespace, local } = splitName(name, prefixes);
    if (!isBindable(namespace)) return xmlLocal(name);
    const wanted = name.slice(0, name.indexOf(':'));
    return `${this.prefixOf(namespace, wanted)}:${xmlLocal(local)}`;
  }

  private prefixOf(namespace: string, wanted: string): string {
    const known = this.byNamespace.get(namespace) ?? this.outer?.byNamespace.get(namespace);
    if (known !== undefined) return known;
    const isUsable = XML_PREFIX.test(wanted) && !/^xml/i.test(wanted) && !this.isTaken(wanted);
    while (this.isTaken(`ns${this.next}`)) this.next++;
    const prefix = isUsable ? wanted : `ns${this.next}`;
    if (this.byNamespace.size >= MOST)
      throw new DomainError('BAD_INPUT', tooManyNamespaces(MOST), '@context');
    this.byNamespace.set(namespace, prefix);
    this.taken.add(prefix);
    return prefix;
  }

  private isTaken(prefix: string): boolean {
    return this.taken.has(prefix) || (this.outer?.isTaken(prefix) ?? false);
  }

  /** A name with one of the form's own prefixes. */
  own(prefix: 'epcis' | 'epcisq' | 'sbdh' | 'xsi' | 'xsd', local: string): string {
    (this.outer ?? this).used.add(prefix);
    return `${prefix}:${local}`;
  }

  /** Declarations for the root element: to be asked for once everything in it has its name. */
  declarations(): Record<string, string> {
    const attributes: Record<string, string> = {};
    for (const [prefix, namespace] of OWN)
      if (this.used.has(prefix)) attributes[`xmlns:${prefix}`] = namespace;
    for (const [namespace, prefix] of this.byNamespace) attributes[`xmlns:${prefix}`] = namespace;
    return attributes;
  }
}
