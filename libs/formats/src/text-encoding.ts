import { isAscii, isUtf8 } from 'node:buffer';
import { CsvEncoding } from './csv-types.js';

/** Windows-1252 bytes 0x80 to 0x9F (Microsoft code page 1252); an empty string where the byte means nothing. */
const WINDOWS_1252_HIGH = [
  ...['€', '', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '', 'Ž', ''],
  ...['', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '', 'ž', 'Ÿ'],
];
const C1 = /[\u0080-\u009f]/;
const ALL_C1 = /[\u0080-\u009f]/g;
const UNDEFINED_1252 = /[\u0081\u008d\u008f\u0090\u009d]/;

/** The text of bytes, or undefined where they are not text of that encoding. UTF-16 comes here as UTF-8 (Utf16Transcoder). */
export function decodeText(
  bytes: Buffer,
  start: number,
  end: number,
  encoding: CsvEncoding,
): string | undefined {
  if (encoding === 'windows-1252') return decodeWindows1252(bytes, start, end);
  if (!isUtf8(bytes.subarray(start, end))) return undefined;
  const decoded = bytes.toString('utf8', start, end);
  // U+FFFD is what half a surrogate pair became
  return encoding !== 'utf-8' && decoded.includes('\uFFFD') ? undefined : decoded;
}

function decodeWindows1252(bytes: Buffer, start: number, end: number): string | undefined {
  const latin = bytes.toString('latin1', start, end);
  if (!C1.test(latin)) return latin;
  if (UNDEFINED_1252.test(latin)) return undefined;
  return latin.replace(ALL_C1, (sign) => WINDOWS_1252_HIGH[sign.charCodeAt(0) - 0x80]!);
}

/** A readable form of bytes that are not text of their encoding, to show in a message. */
export function decodeLoosely(bytes: Buffer, encoding: CsvEncoding): string {
  if (encoding !== 'windows-1252') return bytes.toString('utf8');
  return bytes
    .toString('latin1')
    .replace(ALL_C1, (sign) => WINDOWS_1252_HIGH[sign.charCodeAt(0) - 0x80] || '\uFFFD');
}

/** Offset of the first byte that is not text of the encoding, or -1. */
export function firstBadByte(bytes: Buffer, encoding: CsvEncoding): number {
  if (encoding === 'windows-1252') return bytes.toString('latin1').search(UNDEFINED_1252);
  if (encoding !== 'utf-8') return bytes.indexOf('\uFFFD');
  let good = 0;
  let bad = bytes.length;
  if (isUtf8(bytes)) return -1;
  // longest good beginning, by halving; a cut character is at most 3 bytes, so the exact byte is found from there
  while (bad - good > 4) {
    const middle = characterStart(bytes, (good + bad) >> 1);
    if (middle <= good) break;
    if (isUtf8(bytes.subarray(good, middle))) good = middle;
    else bad = middle;
  }
  while (good < bytes.length) {
    const length = [1, 2, 3, 4].find((size) => isUtf8(bytes.subarray(good, good + size)));
    if (!length) return good;
    good += length;
  }
  return -1;
}

function characterStart(bytes: Uint8Array, at: number): number {
  let start = at;
  while (start > 0 && (bytes[start]! & 0xc0) === 0x80 && at - start < 3) start--;
  return start;
}

/** How far bytes[start..end) is certainly text, so that it is asked once a chunk and not once a record. */
export function knownText(bytes: Buffer, start: number, end: number): 'ascii' | 'utf-8' | undefined {
  const part = bytes.subarray(start, end);
  if (isAscii(part)) return 'ascii';
  return isUtf8(part) ? 'utf-8' : undefined;
}

/** Says of a file read in chunks whether all of it is UTF-8 (ASCII included), with constant memory. */
export class Utf8Probe {
  private rest: Uint8Array = new Uint8Array(0);
  private failed = false;

  push(chunk: Uint8Array): void {
    if (this.failed || chunk.length === 0) return;
    const bytes = this.rest.length > 0 ? Buffer.concat([this.rest, chunk]) : chunk;
    const cut = completeUtf8(bytes);
    this.failed = !isUtf8(bytes.subarray(0, cut));
    this.rest = Uint8Array.from(bytes.subarray(cut));
  }

  /** True when everything pushed so far is UTF-8. To be asked after the last chunk. */
  get valid(): boolean {
    return !this.failed && this.rest.length === 0;
  }
}

/** Length of the bytes without a character cut off at their end. */
export function completeUtf8(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back]!;
    if ((byte & 0xc0) === 0x80) continue;
    const size = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
    return size > back ? bytes.length - back : bytes.length;
  }
  return bytes.length;
}
