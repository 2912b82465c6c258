import { definitionOf, type FieldDefinition, readLabel, SAVE, type Values } from '@maillon/documents';
import type { Language } from '@maillon/kernel';
import { writable } from '../form/draft';
import { isEmptyRow, type GridRow, type Rows, withSpare } from '../form/grid-rows';
import { textOfValue } from '../value-text';

export type Scanned =
  | { readonly outcome: 'unreadable' }
  | {
      /** `found`: a line of the receipt is about it; `added`: none was, it is a new line. */
      readonly outcome: 'found' | 'added';
      readonly rows: Rows;
      readonly key: number;
      readonly fields: readonly string[];
    };

const ITEM = ['gtin', 'buyerItem', 'sellerItem'];

/** A scanned label put in the lines of a receipt: the line that it is about, its empty cells filled; or a new line. */
export function applyScan(rows: Rows, code: string, language: Language): Scanned {
  const label = readLabel(code);
  if (!label || !Object.keys(label).length) return { outcome: 'unreadable' };
  const fields = writable(definitionOf('receipt_advice').lines, SAVE);
  const texts = textsOf(label, fields, language);
  const found = rows.find((row) => !isEmptyRow(row) && isAbout(row, texts));
  if (found) {
    const filled = { ...texts, ...withoutEmpty(found.texts) };
    const after = rows.map((row) => (row === found ? { ...row, texts: filled } : row));
    return { outcome: 'found', rows: after, key: found.key, fields: Object.keys(texts) };
  }
  const key = rows.reduce((most, row) => Math.max(most, row.key), 0) + 1;
  const kept = rows.filter((row) => !isEmptyRow(row));
  return { outcome: 'added', rows: withSpare([...kept, { key, texts }]), key, fields: Object.keys(texts) };
}

const textsOf = (
  label: Values,
  fields: readonly FieldDefinition[],
  language: Language,
): Record<string, string> =>
  Object.fromEntries(
    fields.flatMap((field) => {
      const value = label[field.name];
      return value === undefined ? [] : [[field.name, textOfValue(field, value, language)]];
    }),
  );

const withoutEmpty = (texts: GridRow['texts']) =>
  Object.fromEntries(Object.entries(texts).filter(([, text]) => text.trim()));

/** Same package; or same lot or serial number of the same article; or the article alone, where either names no lot. */
function isAbout({ texts }: GridRow, label: Readonly<Record<string, string>>): boolean {
  const agree = (name: string) => texts[name] !== undefined && texts[name] === label[name];
  const differ = (name: string) => Boolean(texts[name] && label[name] && texts[name] !== label[name]);
  if (label['sscc'] && texts['sscc']) return agree('sscc') && !differ('lot') && !differ('serial');
  if (['lot', 'serial', ...ITEM].some(differ)) return false;
  return ['serial', 'lot', ...ITEM].some(agree);
}
