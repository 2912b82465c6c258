import type { ReactNode } from 'react';
import type { FieldDefinition } from '@maillon/documents';

/** A row of the grid: texts as typed, by field. Its key never changes while the page is open. */
export interface GridRow {
  readonly key: number;
  /** Number of the line where the document has it already; a new line gets its place in the list. */
  readonly lineNumber?: number;
  readonly texts: Readonly<Record<string, string>>;
}

export type Rows = readonly GridRow[];

/** A column that says what the line is about, and cannot be written. */
export interface ContextColumn {
  readonly key: string;
  readonly title: string;
  readonly cell: (lineNumber: number) => ReactNode;
}

/** Name of a cell among the fields of a form. */
export const cellName = (key: number, field: string): string => `lines.${key}.${field}`;

export const isEmptyRow = ({ texts }: GridRow): boolean => Object.values(texts).every((text) => !text.trim());

const nextKey = (rows: Rows): number => rows.reduce((most, { key }) => Math.max(most, key), 0) + 1;

/** Rows that end in one empty row, ready to be typed in. */
export function withSpare(rows: Rows): Rows {
  const last = rows.at(-1);
  return last && isEmptyRow(last) ? rows : [...rows, { key: nextKey(rows), texts: {} }];
}

export const rowsFrom = (lines: readonly Readonly<Record<string, string>>[]): Rows =>
  lines.map((texts, index) => ({ key: index + 1, texts }));

/** Rows with one cell typed anew; the unit of the row above is taken over with the first quantity. */
export function withCell(rows: Rows, index: number, name: string, text: string): Rows {
  return rows.map((row, at) => {
    if (at !== index) return row;
    const unit = rows[index - 1]?.texts['unit'];
    const takesUnit = name === 'quantity' && text !== '' && !row.texts['unit'] && unit;
    return { ...row, texts: { ...row.texts, [name]: text, ...(takesUnit && { unit }) } };
  });
}

export const withoutRow = (rows: Rows, key: number): Rows => rows.filter((row) => row.key !== key);

export interface Pasted {
  /** Which field each column of cells goes to; undefined: a column that is left out. */
  readonly fields: readonly (FieldDefinition | undefined)[];
  readonly cells: readonly (readonly string[])[];
}

/** Rows with cells spread over them from a row on. Rows are added where `grows`. */
export function withPasted(rows: Rows, index: number, { fields, cells }: Pasted, grows: boolean): Rows {
  const result = [...rows];
  cells.forEach((texts, offset) => {
    const at = index + offset;
    if (at >= result.length && !grows) return;
    const row = result[at] ?? { key: nextKey(result), texts: {} };
    const typed = fields.flatMap((field, column) =>
      field && texts[column] !== undefined ? [[field.name, texts[column].trim()] as const] : [],
    );
    result[at] = { ...row, texts: { ...row.texts, ...Object.fromEntries(typed) } };
  });
  return result;
}
