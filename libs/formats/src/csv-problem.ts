import { Finding } from '@maillon/kernel';
import { columnLetter } from './csv-cells.js';
import { RecordFault } from './csv-records.js';
import { CsvDialect, CsvReadOptions } from './csv-types.js';
import { CSV_RECORD_MESSAGES } from './messages.js';
import { decodeLoosely, firstBadByte } from './text-encoding.js';
import { sourceLength } from './utf16.js';

/** Why one record is refused. */
export type CsvProblem = RecordFault | 'NUL_BYTE' | 'BAD_CHARACTER' | 'TOO_MANY_COLUMNS';

export interface ProblemPlace {
  /** Line where the record starts. */
  readonly line: number;
  /** Byte of the file where the record starts. */
  readonly fileOffset: number;
  /** Byte of the record where the scanner saw the fault. */
  readonly faultOffset: number;
}

const EXCERPT = 80;

/** The finding of a refused record: line, column (in characters), field, what was read, what to do. */
export function describeProblem(
  problem: CsvProblem,
  bytes: Buffer,
  place: ProblemPlace,
  dialect: CsvDialect,
  options: CsvReadOptions,
): Finding {
  const offset = faultOffset(problem, bytes, place, dialect);
  const found = locate(
    bytes,
    offset,
    dialect,
    problem === 'TOO_MANY_COLUMNS' ? (options.maxColumns ?? 1000) : Infinity,
  );
  const line = problem === 'LINE_TOO_LONG' ? place.line : place.line + found.lines;
  const letter = columnLetter(found.cell);
  const byte = place.fileOffset + sourceLength(bytes, 0, offset, dialect.encoding) + 1;
  const excerpt = decodeLoosely(
    bytes.subarray(found.lineStart, found.lineStart + EXCERPT * 4),
    dialect.encoding,
  );
  return {
    code: `CSV_${problem}`,
    severity: 'error',
    line,
    column: found.column,
    field: options.header?.[found.cell] || letter,
    value: printable(excerpt),
    ...CSV_RECORD_MESSAGES[problem]({ line, byte, letter, options, encoding: dialect.encoding }),
  };
}

function faultOffset(problem: CsvProblem, bytes: Buffer, place: ProblemPlace, dialect: CsvDialect): number {
  if (problem === 'NUL_BYTE') return Math.max(0, bytes.indexOf(0));
  if (problem === 'BAD_CHARACTER') return Math.max(0, firstBadByte(bytes, dialect.encoding));
  if (problem !== 'TOO_MANY_COLUMNS' && problem !== 'LINE_TOO_LONG') return place.faultOffset;
  let end = bytes.length;
  while (end > 0 && (bytes[end - 1] === 10 || bytes[end - 1] === 13)) end--;
  return end;
}

/** Walks a record up to a byte, or to its `cellLimit`-th cell: which line, character and cell that is. */
function locate(bytes: Buffer, offset: number, dialect: CsvDialect, cellLimit: number) {
  const delimiter = dialect.delimiter.charCodeAt(0);
  const oneByteSigns = dialect.encoding === 'windows-1252';
  const place = { lines: 0, lineStart: 0, column: 1, cell: 0 };
  let quoted = false;
  for (let at = 0; at < offset && place.cell < cellLimit; at++) {
    const byte = bytes[at]!;
    if (byte === 34 && (quoted || at === 0 || bytes[at - 1] === delimiter)) quoted = !quoted;
    else if (byte === 34 && bytes[at - 1] === 34) quoted = true;
    else if (!quoted && byte === delimiter) place.cell++;
    if (byte === 10 || (byte === 13 && bytes[at + 1] !== 10)) {
      place.lines++;
      place.column = 1;
      place.lineStart = at + 1;
    } else if (oneByteSigns || (byte & 0xc0) !== 0x80) place.column++;
  }
  return place;
}

/** Control signs are replaced: neither a screen nor PostgreSQL takes them. */
export function printable(text: string): string {
  const shown = text
    .replace(/\p{Cc}/gu, (sign) => (sign === '\0' ? '\uFFFD' : ' '))
    .replace(/\p{Cs}/gu, '\uFFFD');
  return shown.length > EXCERPT ? `${shown.slice(0, EXCERPT - 1)}…` : shown;
}
