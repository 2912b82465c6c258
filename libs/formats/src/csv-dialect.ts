import { Finding } from '@maillon/kernel';
import { columnLetter, isBlank, splitCells } from './csv-cells.js';
import { RecordScanner } from './csv-records.js';
import { MAX_COLUMNS, MAX_LINE_BYTES } from './csv-reader.js';
import { CsvDelimiter, CsvDetection, CsvEncoding } from './csv-types.js';
import { parseDateTime } from './date-time.js';
import { parseQuantity } from './decimal.js';
import { FileProblem, recogniseOtherFormat } from './file-signature.js';
import { normaliseHeader } from './header-name.js';
import { Advice, CSV_FILE_MESSAGES, duplicateColumn } from './messages.js';
import { printable } from './csv-problem.js';
import { completeUtf8, decodeText } from './text-encoding.js';
import { sourceLength, Utf16Transcoder } from './utf16.js';
import { isUtf8 } from 'node:buffer';

/** In order of preference where two fit as well: French Excel first. */
const DELIMITERS: readonly CsvDelimiter[] = [';', '\t', '|', ','];
const SAMPLE_RECORDS = 20;
/** Only what the beginning of a file can tell: a caller gives at most this much. */
export const HEAD_BYTES = 256 * 1024;

interface SampleRecord {
  readonly cells: readonly string[];
  readonly line: number;
  readonly start: number;
  readonly next: number;
  readonly nextLine: number;
  readonly hasNul: boolean;
}

interface Head {
  /** UTF-8, or bytes of the single-byte encoding; the byte order mark removed. */
  readonly bytes: Buffer;
  readonly encoding: CsvEncoding;
  readonly bom: boolean;
  /** True where the file may go on after these bytes. */
  readonly partial: boolean;
}

/**
 * Tells how a CSV file is written from its first bytes (at most 256 KiB): encoding (UTF-8 strict, else Windows-1252;
 * UTF-16 with its mark or recognised by its zero bytes), delimiter (a `sep=` line, else the one that cuts the first 20
 * records most evenly), and the line of the column names, which may come after a title. `known.utf8` is what Utf8Probe
 * said of the whole file: needed where the first accent comes late in a long file.
 */
export function detectDialect(head: Uint8Array, known: { readonly utf8?: boolean } = {}): CsvDetection {
  const bytes = Buffer.from(head.buffer, head.byteOffset, Math.min(head.length, HEAD_BYTES));
  const other = recogniseOtherFormat(bytes);
  if (other) return refused(other);
  const text = decodeHead(bytes, head.length < HEAD_BYTES, known.utf8);
  if (onlyBlank(text)) return refused('ONLY_BLANK');
  const separator = /^"?sep=([^"]?)"?(\r\n|\r|\n|$)/i.exec(text.bytes.toString('latin1', 0, 10));
  const announced = DELIMITERS.find((delimiter) => delimiter === separator?.[1]);
  if (separator && !announced) return refused('DELIMITER_UNKNOWN');
  const from = separator ? separator[0].length : 0;
  const candidates = announced ? [announced] : DELIMITERS;
  const fits = candidates.map((delimiter) => fitOf(text, delimiter, from, separator ? 2 : 1));
  const { delimiter, records } = bestFit(fits);
  return choose(text, delimiter, records);
}

function choose(text: Head, delimiter: CsvDelimiter, records: readonly SampleRecord[]): CsvDetection {
  const damaged = records.filter((record) => record.hasNul).length;
  const header = headerOf(records);
  if (!header) return refused(text.bytes.indexOf(0) >= 0 ? 'BINARY' : 'HEADER_UNREADABLE');
  // a line of names that goes on beyond the head cannot be trusted to end where the head does
  if (text.partial && header.next >= text.bytes.length) return refused('HEADER_UNREADABLE', header.line);
  if (header.hasNul || damaged * 2 > records.length) return refused('BINARY');
  if (header.cells.length > MAX_COLUMNS) return refused('HEADER_UNREADABLE', header.line);
  const names = header.cells.map((cell) => cell.trim());
  const named = names.filter((name) => name !== '');
  if (holdsValues(named, header, records)) return refused('NO_HEADER', header.line);
  const mark = !text.bom ? 0 : text.encoding === 'utf-8' ? 3 : 2;
  return {
    dialect: { encoding: text.encoding, bom: text.bom, delimiter, headerLine: header.line },
    header: names,
    dataStart: {
      byteOffset: mark + sourceLength(text.bytes, 0, header.next, text.encoding),
      line: header.nextLine,
      record: 0,
    },
    findings: duplicates(names, header.line),
  };
}

/** True for a first line of data: all values, or the same kinds of cells as the line below. */
function holdsValues(
  named: readonly string[],
  header: SampleRecord,
  records: readonly SampleRecord[],
): boolean {
  const values = named.filter((name) => kindOf(name) !== 'text').length;
  const below = records[records.indexOf(header) + 1];
  if (values === 0 || values === named.length) return values > 0;
  if (!below) return values * 2 >= named.length;
  return header.cells.every((cell, index) => kindOf(cell) === kindOf(below.cells[index] ?? ''));
}

/** Years and dates may name the columns of a forecast: a year alone counts as text. */
function kindOf(cell: string): 'number' | 'date' | 'text' {
  if (/^\s*(19|20)\d\d\s*$/.test(cell)) return 'text';
  if (parseQuantity(cell).ok) return 'number';
  return parseDateTime(cell).ok ? 'date' : 'text';
}

const onlyBlank = (text: Head): boolean => /^[\s;,|"]*$/.test(text.bytes.toString('latin1'));

/** The first record that names at least half as many columns as the fullest: titles above a table fill one cell or two. */
function headerOf(records: readonly SampleRecord[]): SampleRecord | undefined {
  const filled = records.map((record) => record.cells.filter((cell) => cell.trim() !== '').length);
  const fullest = Math.max(0, ...filled);
  return records[
    filled.findIndex((count) => count > 0 && count * 2 >= fullest && (count > 1 || fullest === 1))
  ];
}

interface Fit {
  readonly delimiter: CsvDelimiter;
  readonly records: readonly SampleRecord[];
  readonly width: number;
  /** Share of the records below the header that are as wide as it is. */
  readonly even: number;
  /** True where records that are no part of the table come before the header. */
  readonly titled: boolean;
}

function fitOf(text: Head, delimiter: CsvDelimiter, from: number, fromLine: number): Fit {
  const records = sample(text, delimiter, from, fromLine);
  const header = headerOf(records);
  if (!header) return { delimiter, records, width: 0, even: 0, titled: false };
  const width = header.cells.length;
  const below = records.slice(records.indexOf(header) + 1);
  const same = below.filter((record) => record.cells.length === width).length;
  const even = below.length > 0 ? same / below.length : 1;
  return { delimiter, records, width, even, titled: records[0] !== header };
}

/**
 * The most even fit whose header is the first record; one under a title only where that is wider and more even, so
 * that neither a comma in a title nor rows with a delimiter too many mislead. One column where nothing else fits.
 */
function bestFit(fits: readonly Fit[]): Fit {
  const rank = (fit: Fit): number => fit.even + Math.min(fit.width, 20) / 30;
  const best = (some: readonly Fit[]) =>
    some.reduce<Fit | undefined>((top, fit) => (top && rank(top) >= rank(fit) ? top : fit), undefined);
  const plain = best(fits.filter((fit) => !fit.titled && fit.width > 1));
  // under a lone first cell, two columns may as well be one column of text with commas
  const titled = best(
    fits.filter((fit) => fit.titled && fit.even > 0.5 && (fit.width > 2 || fit.records[0]!.cells.length > 1)),
  );
  if (plain && titled) return titled.width > plain.width && titled.even > plain.even ? titled : plain;
  return plain ?? titled ?? fits.find((fit) => fit.width === 1) ?? fits[0]!;
}

function sample(text: Head, delimiter: CsvDelimiter, from: number, fromLine: number): SampleRecord[] {
  const scanner = new RecordScanner(delimiter.charCodeAt(0), MAX_LINE_BYTES);
  const records: SampleRecord[] = [];
  let line = fromLine;
  for (let at = from; at < text.bytes.length && records.length < SAMPLE_RECORDS;) {
    const state = scanner.scan(text.bytes, at, text.bytes.length, true);
    // a fault in the first line is one of the header: no other line may pass for it
    if (scanner.next < 0 || (state !== 'record' && records.length === 0)) break;
    if (state === 'record') {
      const raw = decodeText(text.bytes, at, scanner.end, text.encoding) ?? '';
      const cells = splitCells(raw, delimiter, scanner.quoted, MAX_COLUMNS + 1);
      const nextLine = line + scanner.lines;
      if (!isBlank(cells))
        records.push({ cells, line, start: at, next: scanner.next, nextLine, hasNul: scanner.hasNul });
    }
    line += scanner.lines;
    at = scanner.next;
  }
  return records;
}

function decodeHead(head: Buffer, whole: boolean, knownUtf8: boolean | undefined): Head {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) {
    return { bytes: head.subarray(3), encoding: 'utf-8', bom: true, partial: !whole };
  }
  const little = head[0] === 0xff && head[1] === 0xfe;
  if (little || (head[0] === 0xfe && head[1] === 0xff))
    return decodeUtf16(head.subarray(2), !little, true, whole);
  const zeros = zeroShare(head);
  if (zeros.odd > 0.7 && zeros.even < 0.05) return decodeUtf16(head, false, false, whole);
  if (zeros.even > 0.7 && zeros.odd < 0.05) return decodeUtf16(head, true, false, whole);
  const utf8 = knownUtf8 ?? isUtf8(whole ? head : head.subarray(0, completeUtf8(head)));
  return { bytes: head, encoding: utf8 ? 'utf-8' : 'windows-1252', bom: false, partial: !whole };
}

const decodeUtf16 = (head: Buffer, bigEndian: boolean, bom: boolean, whole: boolean): Head => ({
  bytes: new Utf16Transcoder(bigEndian).push(head, whole),
  encoding: bigEndian ? 'utf-16be' : 'utf-16le',
  bom,
  partial: !whole,
});

/** Share of zero bytes at even and odd places: Latin text in UTF-16 has one of two bytes zero. */
function zeroShare(head: Buffer): { even: number; odd: number } {
  const counts = [0, 0];
  const length = Math.min(head.length, 4096);
  for (let at = 0; at < length; at++) if (head[at] === 0) counts[at % 2]!++;
  return { even: (counts[0]! * 2) / Math.max(1, length), odd: (counts[1]! * 2) / Math.max(1, length) };
}

function duplicates(names: readonly string[], line: number): Finding[] {
  const seen = new Set<string>();
  const findings: Finding[] = [];
  names.forEach((name, index) => {
    const key = normaliseHeader(name);
    if (key !== '' && seen.has(key)) {
      const place = { line, field: columnLetter(index), value: printable(name) };
      findings.push({
        code: 'CSV_DUPLICATE_COLUMN',
        severity: 'warning',
        ...place,
        ...duplicateColumn(printable(name)),
      });
    }
    seen.add(key);
  });
  return findings;
}

function refused(problem: FileProblem, line = 1): CsvDetection {
  const advice: Advice = CSV_FILE_MESSAGES[problem];
  const finding: Finding = {
    code: `CSV_FILE_${problem}`,
    severity: 'error',
    line,
    column: 1,
    field: 'A',
    ...advice,
  };
  return {
    dialect: { encoding: 'utf-8', bom: false, delimiter: ';', headerLine: line },
    header: [],
    dataStart: { byteOffset: 0, line: 1, record: 0 },
    findings: [finding],
  };
}
