import { bizStepLabel, CanonicalEvent, describeIdentifier, ItemRole } from '@maillon/epcis';
import { Language, Text, text } from '@maillon/kernel';
import { SENTENCE_WORDS, SentenceWords } from './sentence-words.js';

const NAMED_AT_MOST = 3;

/** Names of organisations by the URI that an event calls them by. */
export type PartyNames = ReadonlyMap<string, string>;

/** One plain sentence for an event as it was written: when, what, from whom to whom, beside which document. */
export function eventSentence(event: CanonicalEvent, names: PartyNames): Text {
  return text(sentenceIn('fr', event, names), sentenceIn('en', event, names));
}

function sentenceIn(language: Language, event: CanonicalEvent, names: PartyNames): string {
  const words = SENTENCE_WORDS[language];
  const [from, to] = [partyOf(event, 'source', names), partyOf(event, 'destination', names)];
  const papers = event.transactions.map(({ uri }) => describeIdentifier(uri).label);
  const parts = [
    `${event.errorDeclaration ? words.corrected : ''}${actOf(language, event)}`,
    [from && words.from(from), to && words.to(to)].filter(Boolean).join(' '),
    papers.length > 0 && words.beside(words.list.format(papers)),
  ];
  return `${whenIn(language, event)}${words.colon} ${parts.filter(Boolean).join(', ')}.`;
}

/** The time at the place where it happened: what its declarer reads on the clock. */
function whenIn(language: Language, { eventTime, eventTimeZoneOffset }: CanonicalEvent): string {
  const [, sign, hours, minutes] = /^([+-])(\d\d):(\d\d)$/.exec(eventTimeZoneOffset) ?? [];
  const shift = (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * 60_000;
  const local = new Date(Date.parse(eventTime) + (sign === '-' ? -shift : shift));
  return new Intl.DateTimeFormat(language, { dateStyle: 'long', timeStyle: 'short', timeZone: 'UTC' }).format(
    local,
  );
}

function partyOf(
  { parties }: CanonicalEvent,
  kind: 'source' | 'destination',
  names: PartyNames,
): string | undefined {
  const sides = parties.filter((party) => party.kind === kind);
  const party =
    sides.find(({ uri }) => names.has(uri)) ?? sides.find(({ type }) => type !== 'location') ?? sides[0];
  return party && (names.get(party.uri) ?? describeIdentifier(party.uri).label);
}

function actOf(language: Language, event: CanonicalEvent): string {
  const words = SENTENCE_WORDS[language];
  const items = (...roles: ItemRole[]) => itemsOf(event, roles, words);
  if (event.type === 'TransformationEvent') return words.transformed(items('input'), items('output'));
  if (event.type === 'AggregationEvent' || event.type === 'AssociationEvent') {
    const type = event.type === 'AggregationEvent' ? 'AggregationEvent' : 'AssociationEvent';
    const relation = words.related[`${type}:${event.action === 'DELETE' ? 'DELETE' : 'ADD'}`];
    return relation(items('child') || words.allOfIt, items('parent') || words.unnamed);
  }
  const step = event.bizStep && bizStepLabel(event.bizStep)[language];
  const plain = event.type === 'ObjectEvent' ? words.plain[event.action ?? 'OBSERVE'] : nameOfType(event);
  const named = items('epc', 'parent');
  return named ? words.of(step || plain, named) : step || plain;
}

function itemsOf(
  { items }: CanonicalEvent,
  roles: readonly ItemRole[],
  { list, number, others }: SentenceWords,
): string {
  const wanted = items.filter(({ role }) => roles.includes(role));
  const named = wanted.slice(0, NAMED_AT_MOST).map(({ uri, quantity, uom }) => {
    const { label } = describeIdentifier(uri);
    return quantity === undefined ? label : `${label} (${number.format(quantity)}${uom ? ` ${uom}` : ''})`;
  });
  const more = wanted.length - named.length;
  return list.format(more > 0 ? [...named, others(more)] : named);
}

const nameOfType = ({ type }: CanonicalEvent): string => type.split(/[/:#]/).at(-1) ?? type;
