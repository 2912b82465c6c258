import { Language } from '@maillon/kernel';
import { Told } from './told.js';
import { wordsOf } from './words.js';

/** What a sentence is filled with: everything already written in its language. Phrases that may be absent are empty. */
export interface Facts {
  readonly S: string;
  readonly R: string;
  /** « L-7 » (article A-12, réf. BL-1). */
  readonly thing: string;
  readonly other: string;
  /** 100 kg de « L-7 »; the thing alone where nobody said how much. */
  readonly nOfThing: string;
  readonly expected: string;
  readonly found: string;
  readonly gap: string;
  /** « l’écart admis est de 5 kg ». */
  readonly tolerance: string;
  readonly shippedAs: string;
  readonly receivedAs: string;
  readonly isSameFigure: boolean;
  /** « le 3 mars 2026 », with the space before it. */
  readonly leftOn: string;
  readonly enteredOn: string;
  readonly leftMoment: string;
  readonly enteredMoment: string;
  readonly arrival: string;
  readonly transitDays: string;
  readonly overdueDays: string;
  readonly receiptDays: string;
  readonly announceDays: string;
  readonly clockHours: string;
  readonly allowsHours: boolean;
  readonly leastLoss: string;
  /** Whether one company contradicts itself. */
  readonly isAlone: boolean;
}

const PHRASES = {
  fr: {
    quote: (label: string) => `« ${label} »`,
    article: (number: string) => `article ${number}`,
    reference: (number: string) => `réf. ${number}`,
    of: (amount: string, thing: string) => `${amount} de ${thing}`,
    someAmount: 'une quantité',
    partner: 'le destinataire',
    elsewhere: 'autre chose',
    missing: (amount: string) => `il manque ${amount}`,
    due: (amount: string) => `il manque ${amount} sur ce qui devait déjà être arrivé`,
    over: (amount: string) => `soit ${amount} de trop`,
    noGap: 'les deux ne s’accordent pas',
    allowed: (amount: string) => `l’écart admis est de ${amount}`,
    noneAllowed: 'aucun écart n’est admis',
    byRules: 'l’écart admis est celui des règles de la filière',
    on: (day: string) => ` le ${day}`,
  },
  en: {
    quote: (label: string) => `“${label}”`,
    article: (number: string) => `item ${number}`,
    reference: (number: string) => `ref. ${number}`,
    of: (amount: string, thing: string) => `${amount} of ${thing}`,
    someAmount: 'a quantity',
    partner: 'the receiver',
    elsewhere: 'something else',
    missing: (amount: string) => `${amount} short`,
    due: (amount: string) => `${amount} short of what should have arrived by now`,
    over: (amount: string) => `${amount} over`,
    noGap: 'the two do not agree',
    allowed: (amount: string) => `a difference of ${amount} is allowed`,
    noneAllowed: 'no difference is allowed',
    byRules: 'the rules of the filière say what difference is allowed',
    on: (day: string) => ` on ${day}`,
  },
} as const;

/** The facts of a discrepancy in one language. */
export function factsOf(told: Told, language: Language): Facts {
  const [words, phrases] = [wordsOf(language), PHRASES[language]];
  const { rules, unit = '' } = told;
  const amount = (quantity: number | undefined) =>
    quantity === undefined ? '' : words.amount({ quantity, unit });
  const about = [
    ...(told.product && told.product !== told.label ? [phrases.article(told.product)] : []),
    ...(told.reference ? [phrases.reference(told.reference)] : []),
  ].join(', ');
  const thing = phrases.quote(told.label) + (about && ` (${about})`);
  const quantity = amount(told.kind === 'received_not_shipped' ? told.found : told.expected);
  const on = (written: string | undefined) => (written === undefined ? '' : phrases.on(written));
  return {
    S: told.shipper,
    R: told.receiver ?? phrases.partner,
    thing,
    other: told.otherLabel === undefined ? phrases.elsewhere : phrases.quote(told.otherLabel),
    nOfThing: quantity ? phrases.of(quantity, thing) : thing,
    expected: amount(told.expected) || phrases.someAmount,
    found: amount(told.found) || phrases.someAmount,
    gap: gapOf(told, language),
    tolerance:
      told.tolerance === undefined
        ? phrases.byRules
        : told.tolerance === 0
          ? phrases.noneAllowed
          : phrases.allowed(amount(told.tolerance)),
    shippedAs: told.shippedAs ? words.amount(told.shippedAs) : '',
    receivedAs: told.receivedAs ? words.amount(told.receivedAs) : '',
    isSameFigure: told.shippedAs !== undefined && told.shippedAs.quantity === told.receivedAs?.quantity,
    leftOn: on(told.leftAt && words.day(told.leftAt)),
    enteredOn: on(told.enteredAt && words.day(told.enteredAt)),
    leftMoment: on(told.leftAt && words.moment(told.leftAt)),
    enteredMoment: on(told.enteredAt && words.moment(told.enteredAt)),
    arrival: told.expectedArrival ? words.day(told.expectedArrival) : '',
    transitDays: words.days(rules.transitDays),
    overdueDays: words.days(rules.overdueDays),
    receiptDays: words.days(rules.receiptDays),
    announceDays: words.days(rules.announceDays),
    clockHours: words.hours(rules.clockHours),
    allowsHours: rules.clockHours > 0,
    leastLoss: told.leastLoss ? words.share(told.leastLoss) : '',
    isAlone: told.receiver === undefined,
  };
}

/** What is missing may be less than the two figures differ by: a part may still be on its way. */
function gapOf({ expected, found, difference, unit = '' }: Told, language: Language): string {
  const [words, phrases] = [wordsOf(language), PHRASES[language]];
  if (difference === undefined) return phrases.noGap;
  const amount = words.amount({ quantity: Math.abs(difference), unit });
  if (difference > 0) return phrases.over(amount);
  const whole = expected === undefined || found === undefined ? difference : found - expected;
  const isWhole = Math.abs(whole - difference) <= Math.abs(whole) * 1e-9;
  return isWhole ? phrases.missing(amount) : phrases.due(amount);
}
