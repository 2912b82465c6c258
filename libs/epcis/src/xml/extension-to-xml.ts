import { XmlContent } from '@maillon/formats';
import { isObject } from '../object-rules.js';
import { Prefixes } from '../prefixes.js';
import { CbvXmlFormat } from './cbv-format.js';
import { XmlPrefixes } from './xml-prefixes.js';

/** Names members in XML, within one event or document. */
export interface Naming {
  readonly xml: XmlPrefixes;
  readonly json: Prefixes;
  readonly cbv: CbvXmlFormat;
}

/** Nesting of what is written; documents that were read hold less. */
const DEEPEST = 48;

/** The text of a single value; '' for what has none. */
export const textOf = (value: unknown): string =>
  typeof value === 'string'
    ? value
    : typeof value === 'number' || typeof value === 'boolean'
      ? String(value)
      : '';

/** Numbers and truth values say what they are, so that they come back as such. */
function typeOf(value: unknown, { xml }: Naming): Record<string, string> {
  if (value === null) return { [xml.own('xsi', 'nil')]: 'true' };
  if (typeof value !== 'number' && typeof value !== 'boolean') return {};
  const type = typeof value === 'boolean' ? 'boolean' : Number.isSafeInteger(value) ? 'integer' : 'double';
  return { [xml.own('xsi', 'type')]: xml.own('xsd', type) };
}

/** A member that the standard does not define as elements: one for each entry of a list. */
export function extensionToXml(name: string, value: unknown, naming: Naming, depth = 0): XmlContent[] {
  if (depth > DEEPEST || value === undefined) return [];
  if (Array.isArray(value))
    return (value as unknown[]).flatMap((entry) => extensionToXml(name, entry, naming, depth + 1));
  const element = naming.xml.nameOf(name, naming.json);
  if (!isObject(value)) return [{ name: element, attributes: typeOf(value, naming), text: textOf(value) }];
  const children = Object.keys(value)
    .filter((member) => member !== '#text' && member !== '@context')
    .flatMap((member) => extensionToXml(member, value[member], naming, depth + 1));
  return [{ name: element, text: textOf(value['#text']), children }];
}

/** Names that a reader takes for the standard's wrappers, with their first letter escaped. */
const NOT_WRAPPERS = new Map([
  ['extension', '_x0065_xtension'],
  ['baseExtension', '_x0062_aseExtension'],
]);

/** Elements in no namespace stand in an `extension` of the standard's, ahead of the others: so the schema wants it. */
export function inExtension(children: readonly XmlContent[]): XmlContent[] {
  const isLocal = ({ name }: XmlContent): boolean => !name.includes(':');
  const local = children
    .filter(isLocal)
    .map((child) => ({ ...child, name: NOT_WRAPPERS.get(child.name) ?? child.name }));
  if (local.length === 0) return [...children];
  return [{ name: 'extension', children: local }, ...children.filter((child) => !isLocal(child))];
}

/** Every member but those of the standard. */
export const extensionsToXml = (
  members: Readonly<Record<string, unknown>>,
  naming: Naming,
  isKnown: (name: string) => boolean,
): XmlContent[] =>
  Object.keys(members)
    .filter((name) => !isKnown(name))
    .flatMap((name) => extensionToXml(name, members[name], naming));
