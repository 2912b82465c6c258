import { Language } from '@maillon/kernel';

type Relation = `${'AggregationEvent' | 'AssociationEvent'}:${'ADD' | 'DELETE'}`;

/** What a sentence about an event is put together from, in one language. */
export interface SentenceWords {
  readonly list: Intl.ListFormat;
  readonly number: Intl.NumberFormat;
  readonly colon: string;
  readonly reasons: ReadonlyMap<string, string>;
  readonly allOfIt: string;
  readonly unnamed: string;
  readonly plain: Readonly<Record<'ADD' | 'OBSERVE' | 'DELETE', string>>;
  readonly related: Readonly<Record<Relation, (children: string, parent: string) => string>>;
  /** Either side may be empty: several events may tell of one transformation. */
  transformed(inputs: string, outputs: string): string;
  /** A transaction event without business step: papers and items tied, seen together, or parted. */
  readonly tied: Readonly<Record<'ADD' | 'OBSERVE' | 'DELETE', (items: string) => string>>;
  /** `reason` may be empty. */
  corrected(act: string, reason: string): string;
  others(count: number): string;
  readings(count: number): string;
  measured(label: string, value: string): string;
  fromTo(least: string, most: string): string;
  onAverage(value: string): string;
  from(name: string): string;
  to(name: string): string;
  beside(papers: string): string;
  of(act: string, items: string): string;
}

export const SENTENCE_WORDS: Readonly<Record<Language, SentenceWords>> = {
  fr: {
    list: new Intl.ListFormat('fr', { type: 'conjunction' }),
    number: new Intl.NumberFormat('fr', { maximumFractionDigits: 6 }),
    colon: '\u00A0:',
    reasons: new Map([
      ['did_not_occur', 'cela n’a pas eu lieu'],
      ['incorrect_data', 'données inexactes'],
    ]),
    allOfIt: 'tout le contenu',
    unnamed: 'un contenant sans nom',
    plain: { ADD: 'apparition', OBSERVE: 'passage', DELETE: 'fin' },
    related: {
      'AggregationEvent:ADD': (children, parent) => `mise de ${children} dans ${parent}`,
      'AggregationEvent:DELETE': (children, parent) => `sortie de ${children} hors de ${parent}`,
      'AssociationEvent:ADD': (children, parent) => `rattachement de ${children} à ${parent}`,
      'AssociationEvent:DELETE': (children, parent) => `détachement de ${children} de ${parent}`,
    },
    transformed: (inputs, outputs) =>
      outputs
        ? `fabrication de ${outputs}${inputs ? ` à partir de ${inputs}` : ''}`
        : `emploi de ${inputs} dans une transformation`,
    tied: {
      ADD: (items) => `rattachement${items && ` de ${items}`} à un document`,
      OBSERVE: (items) => `mention${items && ` de ${items}`} dans un document`,
      DELETE: (items) => `détachement${items && ` de ${items}`} d’un document`,
    },
    corrected: (act, reason) => `déclaration d’erreur${reason && ` (${reason})`} sur ${act}`,
    others: (count) => (count === 1 ? 'un autre' : `${count} autres`),
    readings: (count) => (count === 1 ? 'une autre mesure' : `${count} autres mesures`),
    measured: (label, value) => `${label} de ${value}`,
    fromTo: (least, most) => `${least} à ${most}`,
    onAverage: (value) => `${value} en moyenne`,
    from: (name) => `de ${name}`,
    to: (name) => `vers ${name}`,
    beside: (papers) => `avec ${papers}`,
    of: (act, items) => `${act} de ${items}`,
  },
  en: {
    list: new Intl.ListFormat('en', { type: 'conjunction' }),
    number: new Intl.NumberFormat('en', { maximumFractionDigits: 6 }),
    colon: ':',
    reasons: new Map([
      ['did_not_occur', 'it did not happen'],
      ['incorrect_data', 'incorrect data'],
    ]),
    allOfIt: 'all its contents',
    unnamed: 'a container without name',
    plain: { ADD: 'coming into being', OBSERVE: 'passage', DELETE: 'end' },
    related: {
      'AggregationEvent:ADD': (children, parent) => `packing of ${children} into ${parent}`,
      'AggregationEvent:DELETE': (children, parent) => `taking of ${children} out of ${parent}`,
      'AssociationEvent:ADD': (children, parent) => `attaching of ${children} to ${parent}`,
      'AssociationEvent:DELETE': (children, parent) => `detaching of ${children} from ${parent}`,
    },
    transformed: (inputs, outputs) =>
      outputs
        ? `making of ${outputs}${inputs ? ` from ${inputs}` : ''}`
        : `use of ${inputs} in a transformation`,
    tied: {
      ADD: (items) => `tying${items && ` of ${items}`} to a document`,
      OBSERVE: (items) => `mention${items && ` of ${items}`} in a document`,
      DELETE: (items) => `untying${items && ` of ${items}`} from a document`,
    },
    corrected: (act, reason) => `error declared${reason && ` (${reason})`} about ${act}`,
    others: (count) => (count === 1 ? 'one other' : `${count} others`),
    readings: (count) => (count === 1 ? 'one more reading' : `${count} more readings`),
    measured: (label, value) => `${label} of ${value}`,
    fromTo: (least, most) => `${least} to ${most}`,
    onAverage: (value) => `${value} on average`,
    from: (name) => `from ${name}`,
    to: (name) => `to ${name}`,
    beside: (papers) => `with ${papers}`,
    of: (act, items) => `${act} of ${items}`,
  },
};
