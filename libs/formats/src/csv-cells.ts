/**
 * The cells of one record's text. `quoted` is the scanner's word that the record holds a quoted cell: only then are
 * quotes looked at, and the record is well formed. At most `limit` cells are given.
 */
export function splitCells(raw: string, delimiter: string, quoted: boolean, limit: number): string[] {
  return quoted ? splitQuoted(raw, delimiter, limit) : raw.split(delimiter, limit);
}

function splitQuoted(raw: string, delimiter: string, limit: number): string[] {
  const cells: string[] = [];
  let at = 0;
  while (cells.length < limit) {
    if (raw.charCodeAt(at) === 34) {
      const close = closingQuote(raw, at + 1);
      const cell = raw.slice(at + 1, close);
      cells.push(cell.includes('"') ? cell.replaceAll('""', '"') : cell);
      at = raw.indexOf(delimiter, close);
    } else {
      const from = at;
      at = raw.indexOf(delimiter, from);
      cells.push(at < 0 ? raw.slice(from) : raw.slice(from, at));
    }
    if (at < 0) return cells;
    at++;
  }
  return cells;
}

function closingQuote(raw: string, from: number): number {
  let at = raw.indexOf('"', from);
  while (at >= 0 && raw.charCodeAt(at + 1) === 34) at = raw.indexOf('"', at + 2);
  return at < 0 ? raw.length : at;
}

/** True for a line that holds nothing but delimiters, quotes and spaces: what Excel leaves of emptied rows. */
export function isBlank(cells: readonly string[]): boolean {
  for (const cell of cells) if (cell !== '' && cell.trim() !== '') return false;
  return true;
}

/** The letter that a spreadsheet gives to a column: 0 is A, 26 is AA. */
export function columnLetter(index: number): string {
  let letters = '';
  for (let rest = index + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  }
  return letters;
}
