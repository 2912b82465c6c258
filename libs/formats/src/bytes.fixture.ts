import { CsvBatch, CsvDialect, CsvEncoding, CsvPosition, CsvReadOptions, OpenBytes } from './csv-types.js';
import { readCsv } from './csv-reader.js';

/** A file in memory, handed over `chunk` bytes at a time. */
export const openBuffer = (bytes: Uint8Array, chunk = 64 * 1024): OpenBytes =>
  async function* (start) {
    for (let at = start; at < bytes.length; at += chunk) yield bytes.subarray(at, at + chunk);
  };

/** The bytes of a text in one of the encodings that the reader knows, with or without byte order mark. */
export function encode(text: string, encoding: CsvEncoding, bom = false): Buffer {
  const marked = (bom ? '\uFEFF' : '') + text;
  if (encoding === 'utf-8') return Buffer.from(marked, 'utf8');
  if (encoding === 'windows-1252')
    return Buffer.from(text.replaceAll('€', '\u0080').replaceAll('œ', '\u009c'), 'latin1');
  const bytes = Buffer.from(marked, 'utf16le');
  return encoding === 'utf-16be' ? bytes.swap16() : bytes;
}

export async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

export const PLAIN: CsvDialect = { encoding: 'utf-8', bom: false, delimiter: ';', headerLine: 1 };
export const FILE_START: CsvPosition = { byteOffset: 0, line: 1, record: 0 };

/** Everything that reading a file from a position gives. */
export async function readAll(
  bytes: Uint8Array,
  dialect: CsvDialect = PLAIN,
  options: CsvReadOptions & { chunk?: number; from?: CsvPosition } = {},
) {
  const start = { dialect, from: options.from ?? FILE_START };
  const batches: CsvBatch[] = await collect(
    readCsv(openBuffer(bytes, options.chunk), start, { readBytes: options.chunk, ...options }),
  );
  return {
    batches,
    records: batches.flatMap((batch) => batch.records),
    findings: batches.flatMap((batch) => batch.findings),
    refused: batches.reduce((sum, batch) => sum + batch.refusedRecords, 0),
    end: batches.at(-1)?.end ?? start.from,
  };
}

/** Seeded numbers: the same run every time (numerical recipes' linear congruential generator). */
export function seeded(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}
