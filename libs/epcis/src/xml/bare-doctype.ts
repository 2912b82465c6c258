/** The head of an XML document up to a DOCTYPE that names the root element and nothing else. */
const BARE_DOCTYPE =
  /^(?:\xEF\xBB\xBF|\xFF)?\s*(?:<\?xml[^>]{0,200}\?>)?(?:\s|<!--(?:[^-]|-(?!-)){0,2000}-->)*(<!DOCTYPE\s{1,20}[\w:.-]{1,200}\s{0,20}>)/;
const HEAD = 4096;

/**
 * Blanks out a DOCTYPE without any declaration in or behind it, which published examples carry: it declares nothing.
 * Every other one is left for the reader to refuse. Lines and columns stay.
 */
export function withoutBareDoctype(bytes: Uint8Array): { bytes: Uint8Array; line?: number } {
  const { step, low } = widthOf(bytes);
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, HEAD * step));
  const head = step === 1 ? start.toString('latin1') : lowBytes(start, low).toString('latin1');
  if (!head.includes('<!DOCTYPE')) return { bytes };
  const found = BARE_DOCTYPE.exec(head);
  if (!found) return { bytes };
  const end = found[0].length;
  const from = end - found[1]!.length;
  const copy = Buffer.from(bytes);
  for (let at = from; at < end; at++)
    if (head[at] !== '\n' && head[at] !== '\r') copy[at * step + low] = 0x20;
  return { bytes: copy, line: head.slice(0, from).split('\n').length };
}

/** Bytes of a character and which of them is the low one: UTF-16 has two, told by its byte order mark or the first `<`. */
function widthOf([first, second]: Uint8Array): { step: number; low: number } {
  if ((first === 0xff && second === 0xfe) || (first === 0x3c && second === 0)) return { step: 2, low: 0 };
  if ((first === 0xfe && second === 0xff) || (first === 0 && second === 0x3c)) return { step: 2, low: 1 };
  return { step: 1, low: 0 };
}

const lowBytes = (wide: Buffer, low: number): Buffer =>
  Buffer.from(wide.filter((_, index) => index % 2 === low));
