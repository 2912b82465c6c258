import { definitionOf, readLabel, SAVE, type Values } from '@maillon/documents';
import type { Language } from '@maillon/kernel';
import { textOfValue } from '../value-text';
import { writable } from './draft';
import { isEmptyRow, type Rows, withSpare } from './grid-rows';

/** The platform's own lots: `urn:maillon:item:<authority>:<product reference>:<lot>`. */
const PRIVATE_ITEM = /^urn:maillon:item:[^:]+:([^:]+):([^:]+)$/;

export interface OwnLot {
  readonly uri: string;
  readonly name?: string | null;
  readonly quantity?: number | null;
  readonly unit?: string | null;
}

export const isPrivateUri = (uri: string): boolean => PRIVATE_ITEM.test(uri);

/** A declared lot as the cells of a despatch line that name the very same lot; undefined for what no line can name. */
export function textsOfLot(lot: OwnLot, language: Language): Record<string, string> | undefined {
  const own = PRIVATE_ITEM.exec(lot.uri);
  const named: Values | undefined = own
    ? { sellerItem: decodeURIComponent(own[1]!), lot: decodeURIComponent(own[2]!) }
    : readLabel(lot.uri);
  if (!named || !['lot', 'serial', 'sscc'].some((name) => named[name] !== undefined)) return undefined;
  const values: Values = {
    ...named,
    ...(lot.name && { description: lot.name }),
    ...(typeof lot.quantity === 'number' && { quantity: lot.quantity, unit: lot.unit ?? 'H87' }),
  };
  const fields = writable(definitionOf('despatch_advice').lines, SAVE);
  return Object.fromEntries(
    fields.flatMap((field) => {
      const value = values[field.name];
      return value === undefined ? [] : [[field.name, textOfValue(field, value, language)]];
    }),
  );
}

const IDENTITY = ['lot', 'serial', 'sscc', 'gtin', 'sellerItem'];

/**
 * Rows with a lot in them: in the active row, or the first of the same article, where it names no lot yet; else in a row of
 * its own. What stands in a row already is kept.
 */
export function withLot(
  rows: Rows,
  active: number | null,
  texts: Readonly<Record<string, string>>,
): { readonly rows: Rows; readonly key: number } {
  const takes = (row: Rows[number]) =>
    !isEmptyRow(row) && IDENTITY.every((name) => !row.texts[name] || row.texts[name] === texts[name]);
  const isFree = (row: Rows[number]) => !row.texts['lot'] && !row.texts['serial'] && takes(row);
  const isSame = (row: Rows[number]) =>
    ['gtin', 'sellerItem'].some((name) => row.texts[name] && row.texts[name] === texts[name]);
  const target =
    rows.find((row) => row.key === active && isFree(row)) ?? rows.find((row) => isFree(row) && isSame(row));
  if (target) {
    const kept = Object.fromEntries(Object.entries(target.texts).filter(([, text]) => text.trim()));
    const after = rows.map((row) => (row === target ? { ...row, texts: { ...texts, ...kept } } : row));
    return { rows: after, key: target.key };
  }
  const key = rows.reduce((most, row) => Math.max(most, row.key), 0) + 1;
  return { rows: withSpare([...rows.filter((row) => !isEmptyRow(row)), { key, texts }]), key };
}
