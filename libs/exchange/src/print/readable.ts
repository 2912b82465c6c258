import { FieldDefinition, FieldValue } from '@maillon/documents';
import { UNITS } from '@maillon/filieres';
import { Language } from '@maillon/kernel';

/** Helvetica knows Windows-1252 alone; what it cannot draw is shown as a question mark rather than as something else. */
export const drawable = (text: string): string =>
  [...text.replace(/[\u202f\u2009]/g, '\u00a0')]
    .map((letter) => (letter <= '\u00ff' || '€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ'.includes(letter) ? letter : '?'))
    .join('');

/** A field's value as people read it: dates by the language's habit, codes and units by their name, numbers with separators. */
export function readable(field: FieldDefinition, value: FieldValue, language: Language): string {
  const locale = language === 'fr' ? 'fr-FR' : 'en-GB';
  if (field.codes) return field.codes.find(({ code }) => code === value)?.label[language] ?? String(value);
  if (field.type === 'unit') return UNITS.find(({ code }) => code === value)?.symbol ?? String(value);
  if (typeof value === 'number')
    return new Intl.NumberFormat(locale, { maximumFractionDigits: 6 }).format(value);
  const [, year, month, day, time] = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}:\d{2}))?/.exec(value) ?? [];
  const isDate = field.type === 'date' || field.type === 'date_time';
  return isDate && year ? `${day}/${month}/${year}${time ? ` ${time}` : ''}` : value;
}
