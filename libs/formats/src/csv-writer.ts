import { CsvDelimiter } from './csv-types.js';

export type CsvCell = string | number | boolean | null | undefined;

const DELIMITER_OR_QUOTE = /[;,\t|"\r\n]/;
const NUMBER = /^[-+]?(?:\d+|\d{1,3}(?:[ \u00a0\u202f]\d{3})+)(?:[.,]\d+)?$/;
/** First signs that a spreadsheet takes for a formula (OWASP, CSV Injection), ASCII and full-width. */
const FORMULA = /^[\s\uFEFF\u200B]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]|^[\t\r\n]/;

/**
 * One line of a CSV file, CRLF included (RFC 4180), safe to open in a spreadsheet: a cell that would run as a formula
 * is prefixed with an apostrophe and quoted; real numbers such as -12,5 are left alone.
 * Numbers take a decimal comma unless the delimiter is a comma. `bom` puts the UTF-8 mark before the first line:
 * without it Excel misreads accents.
 */
export function writeCsvRow(
  cells: readonly CsvCell[],
  delimiter: CsvDelimiter = ';',
  options: { readonly bom?: boolean } = {},
): string {
  const line = cells.map((cell) => writeCell(cell, delimiter)).join(delimiter);
  // a lone empty cell is quoted: an empty line would be read as no row at all
  return `${options.bom ? '\uFEFF' : ''}${line === '' && cells.length === 1 ? '""' : line}\r\n`;
}

function writeCell(cell: CsvCell, delimiter: CsvDelimiter): string {
  if (cell === null || cell === undefined) return '';
  if (typeof cell === 'number') {
    const digits = String(cell);
    return delimiter === ',' ? digits : digits.replace('.', ',');
  }
  const written = String(cell);
  if (NUMBER.test(written)) return written.includes(delimiter) ? quote(written) : written;
  if (FORMULA.test(written)) return quote(`'${written}`);
  const padded = written !== written.trim();
  return padded || DELIMITER_OR_QUOTE.test(written) ? quote(written) : written;
}

const quote = (written: string): string => `"${written.replaceAll('"', '""')}"`;
