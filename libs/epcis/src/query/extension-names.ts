import { nearest } from '@maillon/kernel';
import { expandName } from '../prefixes.js';
import { isUri } from '../uri.js';
import { isScheme } from '../value-rules.js';
import { undeclaredPrefix } from './messages.js';
import { QueryReading } from './read-values.js';

/** A prefix as XML and GS1-Extensions allow it: with an underscore, which the scheme of a URI cannot hold. */
const PREFIX = /^[A-Za-z_][\w.-]*$/;

/** True where a declared prefix stands before the first colon. */
export function isDeclared(field: string, { prefixes }: QueryReading): boolean {
  const colon = field.indexOf(':');
  return colon > 0 && prefixes.names.has(field.slice(0, colon));
}

/** The longest declared prefix that ends here, behind an underscore. */
export function prefixBefore(text: string, end: number, { prefixes }: QueryReading): string | undefined {
  const found = [...prefixes.names.keys()].filter((prefix) => text.endsWith(`_${prefix}`, end));
  return found.sort((one, other) => other.length - one.length)[0];
}

/**
 * A field name of a parameter (EPCIS 2.0 section 8.2.7.1: `prefix:name`, or the namespace and the name joined by a hash as in
 * EPCIS 1.2), with its namespace in full; undefined when it is no field name or was refused for its prefix.
 */
export function readFieldName(field: string, reading: QueryReading): readonly string[] | undefined {
  const { prefixes } = reading;
  const colon = field.indexOf(':');
  const prefix = field.slice(0, colon);
  if (!isUri(field) && !(PREFIX.test(prefix) && isUri(`x${field.slice(colon)}`))) return undefined;
  const name = expandName(field, prefixes);
  if (name !== field) return spellingsOf([name]);
  if (!isScheme(prefix) && !prefixes.open) {
    const near = nearest(prefix, [...prefixes.names.keys()]);
    reading.refuse(undeclaredPrefix(prefix, near), { nearest: near });
    return undefined;
  }
  const hash = field.lastIndexOf('#');
  return spellingsOf(hash > 0 ? [field, field.slice(0, hash) + field.slice(hash + 1)] : [field]);
}

const MASTER_DATA = /^urn:epcglobal:cbv:mda(?::\/?|#)?(?=.)/;

/** A name of GS1's master data in its one spelling, and in the one it was kept under where XML's namespace was declared. */
function spellingsOf(names: readonly string[]): readonly string[] {
  if (!MASTER_DATA.test(names[0]!)) return names;
  return [':', ''].map((end) => names[0]!.replace(MASTER_DATA, `urn:epcglobal:cbv:mda${end}`));
}

/** Names of master data: JSON-LD and XML write its namespace in two ways, CBV 1.x in a third, and JSON by a prefix. */
const IN_MASTER_DATA = [
  'urn:epcglobal:cbv:mda:',
  'urn:epcglobal:cbv:mda',
  'urn:epcglobal:cbv:mda#',
  'cbvmda:',
];

/** Spellings of an attribute's name: as given, with its namespace in full, and GS1's own in each of its forms. */
export function readAttributeName(name: string, reading: QueryReading): readonly string[] {
  if (!name.includes(':')) return [name];
  const names = readFieldName(name, reading) ?? [];
  const ofGs1 = names[0] && MASTER_DATA.test(names[0]) ? names[0].replace(MASTER_DATA, '') : undefined;
  return [
    ...new Set([...names, name, ...(ofGs1 ? IN_MASTER_DATA.map((namespace) => namespace + ofGs1) : [])]),
  ];
}
