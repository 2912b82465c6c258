import { Language, Text, text } from '@maillon/kernel';
import { ENGLISH } from './english-sentences.js';
import { factsOf } from './facts.js';
import { FRENCH } from './french-sentences.js';
import { Sentences, Side, Told } from './told.js';
import { typeset } from './words.js';

const WAITS = {
  fr: (name: string) => `C’est à ${name} d’agir. `,
  en: (name: string) => `It is for ${name} to act. `,
} as const;

/** What people read about a discrepancy, in both languages: what is wrong, by which rule, and what each side can do. */
export function sentencesOf(told: Told): Sentences {
  const [fr, en] = [said(told, 'fr'), said(told, 'en')];
  const both = (part: (one: Said) => string): Text => text(typeset(part(fr)), part(en));
  return {
    what: both(({ what }) => what),
    rule: both(({ rule }) => rule),
    ...(told.turn && {
      toDo: {
        shipper: both(({ shipper }) => shipper),
        ...(told.receiver !== undefined && { receiver: both(({ receiver }) => receiver) }),
      },
    }),
  };
}

type Said = Readonly<Record<'what' | 'rule' | Side, string>>;

function said(told: Told, language: Language): Said {
  const facts = factsOf(told, language);
  const kind = { fr: FRENCH, en: ENGLISH }[language][told.kind];
  const waits = WAITS[language];
  return {
    what: kind.what(facts),
    rule: kind.rule(facts),
    shipper: told.turn === 'receiver' ? waits(facts.R) + kind.shipperMay(facts) : kind.shipperTurn(facts),
    receiver: told.turn === 'shipper' ? waits(facts.S) + kind.receiverMay(facts) : kind.receiverTurn(facts),
  };
}
