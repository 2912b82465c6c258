/** The head of an XML document up to a DOCTYPE that names the root element and nothing else. */
const BARE_DOCTYPE =
  /^(?:\xEF\xBB\xBF)?\s*(?:<\?xml[^>]{0,200}\?>)?(?:\s|<!--(?:[^-]|-(?!-)){0,2000}-->)*(<!DOCTYPE\s{1,20}[\w:.-]{1,200}\s{0,20}>)/;
const HEAD = 4096;

/**
 * Blanks out a DOCTYPE without any declaration in or behind it, which published examples carry: it declares nothing.
 * Every other one is left for the reader to refuse. Lines and columns stay.
 */
export function withoutBareDoctype(bytes: Uint8Array): { bytes: Uint8Array; line?: number } {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, HEAD)).toString('latin1');
  if (!head.includes('<!DOCTYPE')) return { bytes };
  const found = BARE_DOCTYPE.exec(head);
  if (!found) return { bytes };
  const end = found[0].length;
  const start = end - found[1]!.length;
  const copy = Buffer.from(bytes);
  for (let at = start; at < end; at++) if (copy[at] !== 10 && copy[at] !== 13) copy[at] = 0x20;
  return { bytes: copy, line: head.slice(0, start).split('\n').length };
}
