import type { FieldDefinition, FieldValue } from '@maillon/documents';
import { useFormats } from '../../formats';
import { useLanguage, useT } from '../../language';
import { unitSymbol } from './value-text';

const PIECE = 'H87';

/** « 120 pièces », « 12,5 kg ». */
export function useAmount(): (quantity: number, unit: string | undefined) => string {
  const t = useT();
  const { number } = useFormats();
  return (quantity, unit) =>
    unit === undefined
      ? number(quantity)
      : `${number(quantity)}\u00A0${unit === PIECE ? t('unit.pieces', { count: quantity }) : unitSymbol(unit)}`;
}

/** A stored value as the reader's language writes it. */
export function useFieldText(): (field: FieldDefinition, value: FieldValue | null | undefined) => string {
  const { language } = useLanguage();
  const { number, day, moment } = useFormats();
  return (field, value) => {
    if (value === null || value === undefined) return '—';
    if (typeof value === 'number') return number(value);
    if (field.type === 'date') return day(`${value}T12:00:00`);
    if (field.type === 'date_time') return moment(value);
    if (field.type === 'unit') return unitSymbol(value);
    return field.codes?.find(({ code }) => code === value)?.label[language] ?? value;
  };
}
