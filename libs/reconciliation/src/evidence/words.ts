import { UNITS } from '@maillon/filieres';
import { Language } from '@maillon/kernel';
import { Amount } from './told.js';

const LOCALES: Readonly<Record<Language, string>> = { fr: 'fr-FR', en: 'en-GB' };
const ZONE = 'Europe/Paris';

/** How one language writes figures, days and quantities. */
export interface Words {
  readonly number: (value: number) => string;
  /** 0.005 as « 0,5 % ». */
  readonly share: (value: number) => string;
  /** « 1 200 kg », « 3 pièces ». */
  readonly amount: (amount: Amount) => string;
  readonly unit: (code: string) => string;
  /** Day of an instant in Paris, or a day YYYY-MM-DD as it is: « 3 mars 2026 ». */
  readonly day: (instant: string) => string;
  /** « 3 mars 2026 à 14:05 », in Paris. */
  readonly moment: (instant: string) => string;
  readonly days: (count: number) => string;
  readonly hours: (count: number) => string;
}

const IS_DAY = /^\d{4}-\d{2}-\d{2}$/;
/** Units that people say by their name, with a plural. */
const NAMED = new Set(['H87', 'PR']);

/** French takes its plural from two on, English for all but one. */
const isPlural = (language: Language, count: number): boolean =>
  language === 'fr' ? Math.abs(count) >= 2 : Math.abs(count) !== 1;

function wordsIn(language: Language): Words {
  const locale = LOCALES[language];
  const plain = new Intl.NumberFormat(locale, { maximumFractionDigits: 6 });
  const numbers = { format: (value: number) => plain.format(value).replace('-', '\u2212') };
  const shares = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 4 });
  const inZone = (timeZone: string, more: Intl.DateTimeFormatOptions = {}) =>
    new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone, ...more });
  const [days, calendarDays, moments] = [inZone(ZONE), inZone('UTC'), inZone(ZONE, { timeStyle: 'short' })];
  const known = (code: string) => UNITS.find((unit) => unit.code === code);
  const counted = (count: number, one: string) =>
    `${numbers.format(count)}\u00a0${one}${isPlural(language, count) ? 's' : ''}`;
  // French counts the first of a month, and no other day
  const first = (day: string) => (language === 'fr' ? day.replace(/^1 /, '1er ') : day);
  return {
    number: (value) => numbers.format(value),
    share: (value) => shares.format(value),
    unit: (code) => (NAMED.has(code) ? `${known(code)!.label[language]}s` : (known(code)?.symbol ?? code)),
    amount: ({ quantity, unit }) =>
      NAMED.has(unit)
        ? counted(quantity, known(unit)!.label[language])
        : `${numbers.format(quantity)}\u00a0${known(unit)?.symbol ?? unit}`,
    day: (instant) => first((IS_DAY.test(instant) ? calendarDays : days).format(new Date(instant))),
    moment: (instant) => first(moments.format(new Date(instant))),
    days: (count) => counted(count, language === 'fr' ? 'jour' : 'day'),
    hours: (count) => counted(count, language === 'fr' ? 'heure' : 'hour'),
  };
}

const WORDS: Readonly<Record<Language, Words>> = { fr: wordsIn('fr'), en: wordsIn('en') };
export const wordsOf = (language: Language): Words => WORDS[language];

/** French sets a space that does not break before its tall signs and inside its quotation marks. */
export const typeset = (french: string): string =>
  french.replace(/ ([:;?!%»])/g, '\u00a0$1').replace(/« /g, '«\u00a0');
