import {
  bareWord,
  bizStepLabel,
  CanonicalEvent,
  describeIdentifier,
  ItemRole,
  transactionTypeLabel,
} from '@maillon/epcis';
import { Language, Text, text } from '@maillon/kernel';
import { readingsOf } from './readings.js';
import { SENTENCE_WORDS, SentenceWords } from './sentence-words.js';

const NAMED_AT_MOST = 3;

/** Names of organisations by the URI that an event calls them by. */
export type PartyNames = ReadonlyMap<string, string>;

/** One plain sentence for an event as it was written: when, what, from whom to whom, beside which document, at what temperature. */
export function eventSentence(event: CanonicalEvent, names: PartyNames): Text {
  return text(sentenceIn('fr', event, names), sentenceIn('en', event, names));
}

function sentenceIn(language: Language, event: CanonicalEvent, names: PartyNames): string {
  const words = SENTENCE_WORDS[language];
  const [from, to] = [partyOf(event, 'source', names), partyOf(event, 'destination', names)];
  const papers = event.transactions.map((paper) => paperOf(language, paper));
  const act = actOf(language, event);
  const parts = [
    event.errorDeclaration ? words.corrected(act, reasonOf(language, event)) : act,
    [from && words.from(from), to && words.to(to)].filter(Boolean).join(' '),
    papers.length > 0 && words.beside(someOf(papers, words.list, words.others)),
    someOf(readingsOf(event, language), words.list, words.readings),
  ];
  return `${whenIn(language, event)}${words.colon} ${parts.filter(Boolean).join(', ')}.`;
}

/** Kind and number of a business document; an address of one's own stands whole, its last part alone could be any. */
function paperOf(language: Language, { type, uri }: CanonicalEvent['transactions'][number]): string {
  const { scheme, label } = describeIdentifier(uri);
  const number = scheme === 'private' && /^https?:/i.test(uri) ? uri : label;
  return type ? `${transactionTypeLabel(type)[language]} ${number}` : number;
}

/** Why an event is declared wrong, in words where the vocabulary has them; empty where it is not said. */
function reasonOf(language: Language, { errorDeclaration }: CanonicalEvent): string {
  const reason = errorDeclaration?.reason ?? '';
  const known = SENTENCE_WORDS[language].reasons.get(bareWord('errorReason', reason));
  return known ?? (reason && describeIdentifier(reason).label.replaceAll('_', ' '));
}

/** The first few in a list, and how many more there are. Empty for none. */
function someOf(named: readonly string[], list: Intl.ListFormat, others: (count: number) => string): string {
  const more = named.length - NAMED_AT_MOST;
  return list.format(more > 0 ? [...named.slice(0, NAMED_AT_MOST), others(more)] : named);
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
  const named = items('epc', 'parent');
  if (event.type === 'TransactionEvent' && !step) return words.tied[event.action ?? 'OBSERVE'](named);
  const plain = event.type === 'ObjectEvent' ? words.plain[event.action ?? 'OBSERVE'] : nameOfType(event);
  return named ? words.of(step || plain, named) : step || plain;
}

function itemsOf(
  { items }: CanonicalEvent,
  roles: readonly ItemRole[],
  { list, number, others }: SentenceWords,
): string {
  const named = items
    .filter(({ role }) => roles.includes(role))
    .map(({ uri, quantity, uom }) => {
      const { label } = describeIdentifier(uri);
      return quantity === undefined ? label : `${label} (${number.format(quantity)}${uom ? ` ${uom}` : ''})`;
    });
  return someOf(named, list, others);
}

const nameOfType = ({ type }: CanonicalEvent): string => type.split(/[/:#]/).at(-1) ?? type;
