import { XmlElement } from '@maillon/formats';
import { isChanged } from '../kept-numbers.js';
import { SCHEMA_INSTANCE, XmlNames } from './xml-names.js';
import { Trace } from './trace.js';

const TYPE = `{${SCHEMA_INSTANCE}}type`;
const NIL = `{${SCHEMA_INSTANCE}}nil`;
const SCHEMA_ATTRIBUTE = `{${SCHEMA_INSTANCE}}`;
const XML_ATTRIBUTE = '{http://www.w3.org/XML/1998/namespace}';
const NUMBER_TYPE = /(?:^|:)(?:integer|int|long|short|decimal|double|float)$/;
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;

/** True for an element that says of itself that it holds nothing (XML Schema part 1, section 2.6.2). */
export const isNil = ({ attributes }: XmlElement): boolean =>
  /^\s*(?:true|1)\s*$/.test(attributes[NIL] ?? '');

/** What an element of a foreign namespace holds: a text, a value that `xsi:type` calls number or boolean, or a group. */
export function extensionOf(element: XmlElement, names: XmlNames, trace: Trace | undefined): unknown {
  const members: Record<string, unknown> = {};
  addAttributes(members, element, names);
  addExtensions(members, element.children, names, trace);
  const text = element.text;
  if (Object.keys(members).length === 0) {
    const type = element.attributes[TYPE] ?? '';
    return isNil(element) ? null : typed(text, type);
  }
  return text.trim() === '' ? members : { ...members, '#text': text.trim() };
}

function typed(text: string, type: string): unknown {
  const bare = text.trim();
  if (NUMBER_TYPE.test(type) && NUMBER.test(bare)) {
    const number = Number(bare);
    if (isKept(bare, number)) return number;
  }
  if (/(?:^|:)boolean$/.test(type) && /^(?:true|false|1|0)$/.test(bare))
    return bare === 'true' || bare === '1';
  return text;
}

/** A number that would be rounded stays a text, as does one beyond all numbers. */
const isKept = (text: string, number: number): boolean => Number.isFinite(number) && !isChanged(text);

/** Attributes become members too; those of XML itself and of its schemas do not. */
export function addAttributes(
  members: Record<string, unknown>,
  element: XmlElement,
  names: XmlNames,
  onlyForeign = false,
): void {
  for (const [name, value] of Object.entries(element.attributes)) {
    if (name.startsWith(SCHEMA_ATTRIBUTE) || name.startsWith(XML_ATTRIBUTE)) continue;
    const close = name.lastIndexOf('}');
    if (close < 0 && onlyForeign) continue;
    put(members, names.nameOf(close < 0 ? '' : name.slice(1, close), name.slice(close + 1)), value);
  }
}

/** Adds elements as members; one that comes several times becomes a list. */
export function addExtensions(
  members: Record<string, unknown>,
  children: readonly XmlElement[],
  names: XmlNames,
  trace: Trace | undefined,
): void {
  const lists = new Set<string>();
  for (const child of children) {
    const name = names.nameOf(child.namespace, child.name);
    const value = extensionOf(child, names, trace?.into(name, child));
    if (!Object.hasOwn(members, name)) put(members, name, value);
    else if (lists.has(name)) (members[name] as unknown[]).push(value);
    else {
      put(members, name, [members[name], value]);
      lists.add(name);
    }
  }
}

/** A member may be named `__proto__`. */
const put = (members: Record<string, unknown>, name: string, value: unknown): void => {
  Object.defineProperty(members, name, { value, enumerable: true, configurable: true, writable: true });
};
