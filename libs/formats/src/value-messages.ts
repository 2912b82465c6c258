import { Text, text } from '@maillon/kernel';
import { Advice } from './messages.js';

const advice = (fr: string, en: string, remedyFr: string, remedyEn: string): Advice => ({
  message: text(fr, en),
  remedy: text(remedyFr, remedyEn),
});

const WRITE_A_NUMBER: Text = text(
  'Écrivez par exemple 12,5 ou 1 234,5.',
  'Write for example 12.5 or 1234.5.',
);
const WRITE_A_DATE: Text = text(
  'Écrivez jour/mois/année, par exemple 12/03/2026 ou 12/03/2026 14:05, ou bien 2026-03-12T14:05:00+01:00.',
  'Write day/month/year, for example 12/03/2026 or 12/03/2026 14:05, or else 2026-03-12T14:05:00+01:00.',
);

/** The two numbers that "1,234" may mean, and a form of each that has one reading. */
function twoReadings(written: string): { small: string; large: string } {
  const [whole = '', thousandths = ''] = written.split(/[.,]/);
  return { small: `${whole},${thousandths}0`, large: `${whole}${thousandths}` };
}

export const DECIMAL_MESSAGES = {
  NUMBER_EMPTY: () => ({
    message: text('La valeur manque.', 'The value is missing.'),
    remedy: WRITE_A_NUMBER,
  }),
  NUMBER_UNREADABLE: (written: string) => ({
    message: text(`« ${written} » n’est pas un nombre.`, `“${written}” is not a number.`),
    remedy: WRITE_A_NUMBER,
  }),
  NUMBER_AMBIGUOUS: (written: string) => {
    const { small, large } = twoReadings(written);
    return advice(
      `« ${written} » se lit de deux façons : ${small.slice(0, -1)} (virgule décimale) ou ${large} (séparateur de milliers).`,
      `“${written}” reads in two ways: ${small.slice(0, -1).replace(',', '.')} (decimal mark) or ${large} (thousands separator).`,
      `Écrivez ${large}, ou ${small} avec un zéro de plus.`,
      `Write ${large}, or ${small.replace(',', '.')} with one more zero.`,
    );
  },
  NUMBER_PERCENT: (written: string) =>
    advice(
      `« ${written} » est un pourcentage, et un nombre est attendu ici.`,
      `“${written}” is a percentage, and a number is expected here.`,
      'Écrivez la quantité elle-même, ou le nombre sans le signe % si la colonne est en pour cent.',
      'Write the quantity itself, or the number without the % sign if the column is in per cent.',
    ),
  NUMBER_EXPONENT: (written: string) =>
    advice(
      `« ${written} » est un nombre abrégé par le tableur : des chiffres ont pu être perdus.`,
      `“${written}” is a number that the spreadsheet shortened: digits may be lost.`,
      'Dans le tableur, mettez la cellule au format « Nombre » (ou « Texte » pour un code), puis enregistrez de nouveau.',
      'In the spreadsheet, format the cell as “Number” (or “Text” for a code), then save again.',
    ),
  NUMBER_WITH_UNIT: (written: string) =>
    advice(
      `« ${written} » contient autre chose qu’un nombre.`,
      `“${written}” holds more than a number.`,
      'Laissez le nombre seul et mettez l’unité dans sa propre colonne.',
      'Leave the number alone and put the unit in a column of its own.',
    ),
  NUMBER_TOO_LARGE: (written: string) =>
    advice(
      `« ${written} » est trop grand pour une quantité.`,
      `“${written}” is too large for a quantity.`,
      'Vérifiez que ce n’est pas un code ou un numéro de lot, et que la colonne est la bonne.',
      'Check that this is not a code or a lot number, and that the column is the right one.',
    ),
} as const satisfies Record<string, (written: string) => Advice>;

export const DATE_MESSAGES = {
  DATE_EMPTY: () => ({ message: text('La date manque.', 'The date is missing.'), remedy: WRITE_A_DATE }),
  DATE_UNREADABLE: (written: string) => ({
    message: text(
      `« ${written} » n’est pas une date reconnue.`,
      `“${written}” is not a date that can be read.`,
    ),
    remedy: WRITE_A_DATE,
  }),
  DATE_TWO_DIGIT_YEAR: (written: string) =>
    advice(
      `« ${written} » : l’année a deux chiffres, le siècle est incertain.`,
      `“${written}”: the year has two digits, its century is uncertain.`,
      'Écrivez l’année en quatre chiffres : 12/03/2026.',
      'Write the year with four digits: 12/03/2026.',
    ),
  DATE_IMPOSSIBLE: (written: string) =>
    advice(
      `« ${written} » : ce jour n’existe pas dans ce mois.`,
      `“${written}”: this month has no such day.`,
      'Corrigez le jour ou le mois. L’ordre attendu est jour/mois/année.',
      'Correct the day or the month. The order is day/month/year.',
    ),
  DATE_MONTH_FIRST: (written: string) =>
    advice(
      `« ${written} » semble écrit mois/jour/année.`,
      `“${written}” seems to be written month/day/year.`,
      'Écrivez le jour d’abord : jour/mois/année.',
      'Write the day first: day/month/year.',
    ),
  DATE_IMPOSSIBLE_TIME: (written: string) =>
    advice(
      `« ${written} » : cette heure n’existe pas.`,
      `“${written}”: there is no such time of day.`,
      'L’heure va de 00:00:00 à 23:59:59, et le décalage de -14:00 à +14:00.',
      'Times go from 00:00:00 to 23:59:59, and offsets from -14:00 to +14:00.',
    ),
  DATE_OUT_OF_RANGE: (written: string) =>
    advice(
      `« ${written} » : l’année doit être comprise entre 1950 et 2099.`,
      `“${written}”: the year must lie between 1950 and 2099.`,
      'Vérifiez l’année.',
      'Check the year.',
    ),
  DATE_SKIPPED_HOUR: (written: string) =>
    advice(
      `« ${written} » n’a pas existé : cette nuit-là, l’heure d’été a fait sauter cette heure.`,
      `“${written}” never was: the clocks went forward over that hour that night.`,
      'Corrigez l’heure, ou ajoutez le décalage : 2026-03-29T02:30:00+01:00.',
      'Correct the time, or add the offset: 2026-03-29T02:30:00+01:00.',
    ),
} as const satisfies Record<string, (written: string) => Advice>;
