import { GS1_CONTEXT, GS1_PREFIXES } from '../prefixes.js';
import { isScheme } from '../value-rules.js';

/** Namespaces of the XML binding, EPCIS 2.0 and 1.x (EPCglobal-epcis-2_0.xsd and its companions). */
const EPCIS_NAMESPACE = /^urn:epcglobal:epcis(?:-query|-masterdata)?:xsd:[12]$/;
/** True for a namespace of EPCIS 1.x. */
export const isOfVersion1 = (namespace: string): boolean =>
  EPCIS_NAMESPACE.test(namespace) && namespace.endsWith(':1');
export const EPCIS_2 = 'urn:epcglobal:epcis:xsd:2';
export const QUERY_2 = 'urn:epcglobal:epcis-query:xsd:2';
export const SBDH = 'http://www.unece.org/cefact/namespaces/StandardBusinessDocumentHeader';
export const SCHEMA_INSTANCE = 'http://www.w3.org/2001/XMLSchema-instance';
export const XML_SCHEMA = 'http://www.w3.org/2001/XMLSchema';
/** GS1's JSON-LD context ends it with a colon, its XML examples do not: a document means what it declares. */
const MASTER_DATA = 'urn:epcglobal:cbv:mda';

/** EPCIS's terms as GS1's web vocabulary names them, `epcis:` in its JSON-LD context. */
export const WEB_VOCABULARY = 'https://ref.gs1.org/epcis/';

/** Local elements of the standard stand in no namespace; many systems write them in EPCIS's own. */
export const isStandard = (namespace: string): boolean => namespace === '' || EPCIS_NAMESPACE.test(namespace);

/** Namespaces that only serve the XML form. */
const isForm = (namespace: string): boolean =>
  isStandard(namespace) ||
  namespace === SCHEMA_INSTANCE ||
  namespace === XML_SCHEMA ||
  namespace === SBDH ||
  namespace === 'urn:epcglobal:xsd:1' ||
  namespace.startsWith('http://www.w3.org/XML/');

const DECLARATION = /\sxmlns:([\w.-]+)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/g;
/** Prefixes of one document; names in further namespaces are spelt out. */
const MOST = 1000;
const USABLE = /^[A-Za-z][A-Za-z0-9+.-]*$/;

/**
 * Prefixes under which the JSON form names what stands in foreign namespaces: those of the XML text where they can be
 * kept, else `ns1`, `ns2`... Which namespace a name is in, the XML reader says; the text only lends the prefixes.
 */
export class XmlNames {
  /** Prefix to namespace, GS1's own included: grows as namespaces are met. */
  readonly names = new Map(GS1_PREFIXES.names);
  /** The document is one of EPCIS 1.x: known once its first element was met. */
  isVersion1 = false;
  private readonly byNamespace = new Map<string, string>();
  private next = 1;

  constructor(text: string) {
    for (const [prefix, namespace] of GS1_PREFIXES.names) this.byNamespace.set(namespace, prefix);
    this.learn(text);
  }

  /** Takes the prefixes that a further piece of the text declares. */
  learn(text: string): void {
    for (const [, prefix, double, single] of text.matchAll(DECLARATION))
      this.declare(prefix!, unescaped(double ?? single ?? ''));
  }

  private declare(prefix: string, namespace: string): void {
    if (namespace === '' || isForm(namespace) || this.byNamespace.has(namespace)) return;
    if (this.names.size >= MOST) return;
    const isOther = prefix === 'cbvmda' && namespace === `${MASTER_DATA}:`;
    if ((this.names.has(prefix) && !isOther) || !USABLE.test(prefix) || isScheme(prefix)) return;
    if (isOther) this.byNamespace.delete(MASTER_DATA);
    this.names.set(prefix, namespace);
    this.byNamespace.set(namespace, prefix);
  }

  /** `prefix:local`, or the plain name where there is no namespace. */
  nameOf(namespace: string, local: string): string {
    if (namespace === '') return plainName(local);
    const prefix = this.byNamespace.get(namespace) ?? this.allot(namespace);
    if (prefix === undefined) return namespace + uriName(local);
    return `${prefix}:${uriName(local)}`;
  }

  private allot(namespace: string): string | undefined {
    if (this.names.size >= MOST) return undefined;
    while (this.names.has(`ns${this.next}`)) this.next++;
    const prefix = `ns${this.next}`;
    this.names.set(prefix, namespace);
    this.byNamespace.set(namespace, prefix);
    return prefix;
  }

  /** The `@context` of a document that uses these prefixes. */
  get context(): unknown[] {
    const own = [...this.names].filter(([prefix, name]) => GS1_PREFIXES.names.get(prefix) !== name);
    return [GS1_CONTEXT, ...(own.length > 0 ? [Object.fromEntries(own)] : [])];
  }
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };
const unescaped = (text: string): string =>
  text.replace(/&(amp|lt|gt|quot|apos);/g, (_, name: string) => ENTITIES[name]!);

/** Names of members are URIs in the JSON form: letters beyond ASCII are percent-encoded there. */
const uriName = (local: string): string => encodeURI(plainName(local));

/** A character that no XML name can hold is written `_xHHHH_` (ISO 9075-14 section 9.1). */
const ESCAPED = /_x([0-9A-F]{4,6})_/g;
const plainName = (local: string): string =>
  local.includes('_x')
    ? local.replace(ESCAPED, (whole, hex: string) =>
        isCharacter(parseInt(hex, 16)) ? String.fromCodePoint(parseInt(hex, 16)) : whole,
      )
    : local;

/** No half of a pair. */
const isCharacter = (code: number): boolean => code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);

/** XML 1.0 section 2.3, NameStartChar and NameChar without the colon. */
const START = String.raw`A-Z_a-z\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u02FF\u0370-\u037D\u037F-\u1FFF\u200C\u200D\u2070-\u218F\u2C00-\u2FEF\u3001-\uD7FF\uF900-\uFDCF\uFDF0-\uFFFD\u{10000}-\u{EFFFF}`;
const INSIDE = String.raw`${START}\-.0-9\u00B7\u0300-\u036F\u203F\u2040`;
const NOT_IN_NAME = new RegExp(`_(?=x[0-9A-F]{4,6}_)|[^${INSIDE}]|^[^${START}]`, 'gu');

/** A local name as XML can hold it; the reverse of what nameOf does. */
export function xmlLocal(name: string): string {
  if (name === '') return '_';
  return name.replace(NOT_IN_NAME, (character) => {
    const code = character.codePointAt(0)!;
    return `_x${(isCharacter(code) ? code : 0xfffd).toString(16).toUpperCase().padStart(4, '0')}_`;
  });
}
