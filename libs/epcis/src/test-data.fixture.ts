import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The standard's own examples, where they lie beside the checkout. */
const FOLDER = join(import.meta.dirname, '../../../../shared/data/epcis');

export const hasExamples = existsSync(FOLDER);

/** Names of a folder's JSON files. */
export const exampleFiles = (folder: string): string[] =>
  hasExamples
    ? readdirSync(join(FOLDER, folder))
        .filter((name) => /\.json(ld)?$/.test(name))
        .map((name) => join(folder, name))
    : [];

export const exampleText = (name: string): string => readFileSync(join(FOLDER, name), 'utf8');

export const exampleBytes = (name: string): Uint8Array => readFileSync(join(FOLDER, name));

/** Names of a folder's XML files. */
export const xmlExamples = (folder: string): string[] =>
  hasExamples
    ? readdirSync(join(FOLDER, folder))
        .filter((name) => name.endsWith('.xml'))
        .map((name) => join(folder, name))
    : [];

/** Rows of a tab-separated file with quoted cells, its head left out. */
export function exampleRows(name: string): string[][] {
  if (!hasExamples) return [];
  const rows: string[][] = [[]];
  const cells = /("(?:[^"]|"")*"|[^\t\n]*)(\t|\n|$)/y;
  const text = exampleText(name);
  while (cells.lastIndex < text.length) {
    const [, cell = '', end] = cells.exec(text)!;
    rows.at(-1)!.push(cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell);
    if (end === '\n') rows.push([]);
  }
  return rows.slice(1).filter((row) => row.length > 1);
}

/** A plain event that is right in every respect. */
export const shippingEvent = (change: Record<string, unknown> = {}): Record<string, unknown> => ({
  type: 'ObjectEvent',
  eventTime: '2026-07-22T06:45:00.000+02:00',
  eventTimeZoneOffset: '+02:00',
  action: 'OBSERVE',
  epcList: ['https://id.gs1.org/01/09521141012345/21/2017', 'https://id.gs1.org/01/09521141012345/21/2018'],
  bizStep: 'shipping',
  readPoint: { id: 'https://id.gs1.org/414/9521141000007' },
  ...change,
});
