import type { FieldDefinition, FieldValue } from '@maillon/documents';
import { UNITS } from '@maillon/filieres';
import type { Language } from '@maillon/kernel';

/** A unit as people write it beside a number. */
export const unitSymbol = (code: string): string => UNITS.find((unit) => unit.code === code)?.symbol ?? code;

/** Units to choose from or to type: symbol, and name in the reader's language. */
export const unitChoices = (language: Language): { value: string; label: string }[] =>
  UNITS.map(({ symbol, label }) => ({ value: symbol, label: label[language] }));

/** A stored value as it is typed in a cell: 31/03/2026, 12,5, kg. */
export function textOfValue(
  field: FieldDefinition,
  value: FieldValue | null | undefined,
  language: Language,
): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return language === 'fr' ? String(value).replace('.', ',') : String(value);
  if (field.type === 'date') return value.replace(/^(\d{4})-(\d\d)-(\d\d)$/, '$3/$2/$1');
  if (field.type === 'unit') return unitSymbol(value);
  return field.codes?.find(({ code }) => code === value)?.label[language] ?? value;
}

/** What stands in a cell, as the rules of documents read it: a choice may be written by its name. */
export function writtenOf(field: FieldDefinition, text: string): string {
  const word = text.trim().toLowerCase();
  if (!field.codes || !word) return text.trim();
  const found = field.codes.find(({ code, label }) =>
    [code, label.fr, label.en].some((name) => name.toLowerCase() === word),
  );
  return found?.code ?? text.trim();
}

/** Today, YYYY-MM-DD, in the reader's zone. */
export function today(now = new Date()): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
