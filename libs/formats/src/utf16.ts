import { CsvEncoding } from './csv-types.js';

/**
 * Turns UTF-16 into UTF-8 chunk by chunk, one code unit in, one code unit out: half a surrogate pair or a lone last
 * byte becomes U+FFFD, so that lengths in the file can be told from lengths in UTF-16 code units (sourceLength).
 */
export class Utf16Transcoder {
  private rest = Buffer.alloc(0);

  constructor(private readonly bigEndian: boolean) {}

  /** UTF-8 of the chunk; what is cut off at its end is kept for the next one, or given when `final`. */
  push(chunk: Uint8Array, final: boolean): Buffer {
    const bytes = Buffer.concat([this.rest, chunk]);
    let cut = bytes.length - (bytes.length % 2);
    // a high surrogate waits for its low one
    if (!final && cut >= 2 && (this.unit(bytes, cut - 2) & 0xfc00) === 0xd800) cut -= 2;
    const even = Buffer.from(bytes.subarray(0, cut));
    if (this.bigEndian) even.swap16();
    this.rest = Buffer.from(bytes.subarray(cut));
    const decoded = even.toString('utf16le') + (final && this.rest.length > 0 ? '\uFFFD' : '');
    return Buffer.from(decoded, 'utf8');
  }

  private unit(bytes: Buffer, at: number): number {
    return this.bigEndian ? bytes.readUInt16BE(at) : bytes.readUInt16LE(at);
  }
}

/** Bytes in the file that bytes[start..end) stand for. */
export function sourceLength(bytes: Uint8Array, start: number, end: number, encoding: CsvEncoding): number {
  if (encoding !== 'utf-16le' && encoding !== 'utf-16be') return end - start;
  let units = 0;
  for (let at = start; at < end; at++) {
    const byte = bytes[at]!;
    if ((byte & 0xc0) !== 0x80) units += byte >= 0xf0 ? 2 : 1;
  }
  return units * 2;
}
