/** An element to write: its name with prefix, its attributes, its children in order. Undefined children are left out. */
export interface XmlContent {
  readonly name: string;
  readonly attributes?: Readonly<Record<string, string | undefined>>;
  readonly children?: readonly (XmlContent | undefined)[];
  readonly text?: string;
}

/** What XML 1.0 (2.2, Char) has no place for, whatever the escaping. */
const FORBIDDEN = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;

/**
 * The document as text, UTF-8 declared, two blanks a level. Texts are escaped; characters that XML cannot hold are left
 * out. Names are taken as they are: they are ours, never those of data.
 */
export function writeXml(root: XmlContent): string {
  const parts: string[] = ['<?xml version="1.0" encoding="UTF-8"?>\n'];
  writeElement(root, '', parts);
  return parts.join('');
}

function writeElement(
  { name, attributes = {}, children = [], text = '' }: XmlContent,
  indent: string,
  parts: string[],
) {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${escapeAttribute(value!)}"`);
  const inside = children.filter((child) => child !== undefined);
  parts.push(indent, '<', name, ...written);
  if (inside.length === 0) {
    parts.push(text === '' ? '/>\n' : `>${escapeText(text)}</${name}>\n`);
    return;
  }
  parts.push('>', escapeText(text), '\n');
  for (const child of inside) writeElement(child, `${indent}  `, parts);
  parts.push(indent, `</${name}>\n`);
}

const escapeText = (text: string): string =>
  text
    .replace(FORBIDDEN, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\r', '&#13;');

/** Line breaks in attributes would be read as blanks (XML 1.0, 3.3.3). */
const escapeAttribute = (text: string): string =>
  escapeText(text).replaceAll('"', '&quot;').replaceAll('\n', '&#10;').replaceAll('\t', '&#9;');
