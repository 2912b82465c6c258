import { withoutBareDoctype } from './bare-doctype.js';

const PIECE = 64 * 1024;
/** Bytes in which a DOCTYPE is looked for: twice the characters, for UTF-16. */
const HEAD = 8192;

export interface XmlPiece {
  readonly bytes: Uint8Array;
  /** Line of a DOCTYPE without declarations that was blanked out (`withoutBareDoctype`). */
  readonly doctypeLine?: number;
}

/** The bytes of an XML document in pieces of 64 KiB at most, as a reader is to get them: a DOCTYPE that declares nothing blanked out. */
export async function* xmlPieces(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<XmlPiece> {
  let head: Uint8Array | undefined = new Uint8Array(0);
  for await (const chunk of chunks) {
    if (!head) {
      yield* inPieces(chunk);
      continue;
    }
    head = Buffer.concat([head, chunk]);
    if (head.length < HEAD) continue;
    yield* firstPieces(head);
    head = undefined;
  }
  if (head) yield* firstPieces(head);
}

function* firstPieces(head: Uint8Array): Generator<XmlPiece> {
  const { bytes, line } = withoutBareDoctype(head);
  const [first, ...rest] = inPieces(bytes);
  if (first) yield line === undefined ? first : { ...first, doctypeLine: line };
  yield* rest;
}

function* inPieces(bytes: Uint8Array): Generator<XmlPiece> {
  for (let at = 0; at < bytes.length; at += PIECE) yield { bytes: bytes.subarray(at, at + PIECE) };
}
