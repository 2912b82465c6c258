import { Language } from '@maillon/kernel';

type Relation = `${'AggregationEvent' | 'AssociationEvent'}:${'ADD' | 'DELETE'}`;

/** What a sentence about an event is put together from, in one language. */
export interface SentenceWords {
  readonly list: Intl.ListFormat;
  readonly number: Intl.NumberFormat;
  readonly colon: string;
  readonly corrected: string;
  readonly allOfIt: string;
  readonly unnamed: string;
  readonly plain: Readonly<Record<'ADD' | 'OBSERVE' | 'DELETE', string>>;
  readonly related: Readonly<Record<Relation, (children: string, parent: string) => string>>;
  /** Either side may be empty: several events may tell of one transformation. */
  transformed(inputs: string, outputs: string): string;
  others(count: number): string;
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
    corrected: 'déclaration d’erreur sur ',
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
    others: (count) => `${count} autres`,
    from: (name) => `de ${name}`,
    to: (name) => `vers ${name}`,
    beside: (papers) => `avec ${papers}`,
    of: (act, items) => `${act} de ${items}`,
  },
  en: {
    list: new Intl.ListFormat('en', { type: 'conjunction' }),
    number: new Intl.NumberFormat('en', { maximumFractionDigits: 6 }),
    colon: ':',
    corrected: 'error declared about ',
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
    others: (count) => `${count} others`,
    from: (name) => `from ${name}`,
    to: (name) => `to ${name}`,
    beside: (papers) => `with ${papers}`,
    of: (act, items) => `${act} of ${items}`,
  },
};
