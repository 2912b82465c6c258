import { hash } from 'node:crypto';
import { HASH_ORDER, ownOrder, reportRules, writeInOrder } from './hash-order.js';
import { spelledName } from './hash-names.js';
import { HashWriter } from './hash-writer.js';
import { isObject } from './object-rules.js';
import { GS1_PREFIXES, Prefixes, readHeader } from './prefixes.js';

type Members = Readonly<Record<string, unknown>>;

/** What never counts: who keeps the event and when, its id, and that it was later declared wrong. */
const APART = new Set(['@context', 'type', 'recordTime', 'eventID', 'errorDeclaration']);

/**
 * The text that the event hash is taken of: `eventType=ObjectEventeventTime=...` (CBV 2.0 section 8.9). Order of members
 * and lists, spelling of identifiers, words, numbers and instants do not show in it. Where the standard's text and its
 * published vectors differ in the order of members, the vectors are followed. `prefixes` are those of the document
 * (`readHeader(document['@context'])`); `ignore` holds names, spelt out as `{namespace}local`, that do not count. Never throws.
 */
export function preHash(
  event: Members,
  prefixes: Prefixes = GS1_PREFIXES,
  ignore?: ReadonlySet<string>,
): string {
  const known = event['@context'] === undefined ? prefixes : readHeader(event['@context'], prefixes);
  const writer = new HashWriter(known, ignore);
  const type = typeof event['type'] === 'string' ? spelledName(event['type'], known) : '';
  let text = `eventType=${type}${writeInOrder(event, HASH_ORDER, writer)}`;
  const rest: string[] = [];
  for (const name of Object.keys(event)) {
    if (event[name] === undefined || APART.has(name) || HASH_ORDER.has(name)) continue;
    const own = ownOrder(name, event[name], writer);
    if (own === undefined) writer.generic(name, event[name], rest);
    else if (own !== '') rest.push(own);
  }
  const rules = reportRules(event['sensorElementList'], writer);
  if (rules !== '') rest.push(rules);
  for (const part of writer.sorted(rest)) text += part;
  return text;
}

const NI = (hex: string): string => `ni:///sha-256;${hex}?ver=CBV2.0`;

/** The Event Hash ID of CBV 2.0 section 8.9: `ni:///sha-256;<64 hex digits>?ver=CBV2.0`. See preHash. Never throws. */
export const eventHash = (
  event: Members,
  prefixes: Prefixes = GS1_PREFIXES,
  ignore?: ReadonlySet<string>,
): string => NI(hash('sha256', preHash(event, prefixes, ignore), 'hex'));

/**
 * The pre-hash text and the hash of each event of a document in the JSON form, in order; undefined where an entry is no
 * object. Members that the document's own `<prefix>:ignoreFields` names do not count. Never throws.
 */
export function documentHashes(document: unknown): ({ preHash: string; hash: string } | undefined)[] {
  if (!isObject(document)) return [];
  const prefixes = document['@context'] === undefined ? GS1_PREFIXES : readHeader(document['@context']);
  const ignore = ignoredNames(document, prefixes);
  return eventsOf(document).map((event) => {
    if (!isObject(event)) return undefined;
    const text = preHash(event, prefixes, ignore);
    return { preHash: text, hash: NI(hash('sha256', text, 'hex')) };
  });
}

/** The events of a document of any kind, or the bare event itself. */
export function eventsOf(document: Members): readonly unknown[] {
  const body = document['epcisBody'];
  if (!isObject(body)) return 'type' in document && 'eventTime' in document ? [document] : [];
  const results = isObject(body['queryResults']) ? body['queryResults']['resultsBody'] : body;
  const list = isObject(results) ? results['eventList'] : undefined;
  return Array.isArray(list) ? list : [];
}

/** Names of members that a document, or the query result in it, asks to leave out: texts, or a group whose names count. */
function ignoredNames(document: Members, prefixes: Prefixes): ReadonlySet<string> | undefined {
  const names = new Set<string>();
  const body = isObject(document['epcisBody']) ? document['epcisBody'] : {};
  const results = isObject(body['queryResults']) ? body['queryResults'] : {};
  for (const [name, value] of [document, body, results].flatMap((part) => Object.entries(part))) {
    if (!name.endsWith(':ignoreFields')) continue;
    for (const entry of Array.isArray(value) ? (value as unknown[]) : [value]) {
      const told = typeof entry === 'string' ? [entry] : isObject(entry) ? Object.keys(entry) : [];
      for (const ignored of told) names.add(spelledName(ignored, prefixes));
    }
  }
  return names.size > 0 ? names : undefined;
}

/** What the eventID of an event says of its content. */
export interface EventIdCheck {
  /** `other`: the eventID is absent, is no hash, or one of an algorithm that is not known here. */
  readonly verdict: 'matches' | 'differs' | 'other';
  /** The hash that the content has, under the same algorithm; absent with `other`. */
  readonly expected?: string;
}

/** RFC 6920 names of hash algorithms, and what Node.js calls them. */
const ALGORITHMS: Readonly<Record<string, string>> = {
  'sha-256': 'sha256',
  'sha-384': 'sha384',
  'sha-512': 'sha512',
  'sha3-256': 'sha3-256',
  'sha3-384': 'sha3-384',
  'sha3-512': 'sha3-512',
};

const HASH_ID = /^ni:\/\/\/([a-z0-9-]+);([0-9a-f]+)\?ver=CBV2\.0$/i;

/** Checks an eventID that is itself a hash against the content of its event (CBV 2.0 section 8.9). Never throws. */
export function checkEventId(event: Members, prefixes: Prefixes = GS1_PREFIXES): EventIdCheck {
  const id = typeof event['eventID'] === 'string' ? HASH_ID.exec(event['eventID'].trim()) : null;
  const algorithm = id?.[1]?.toLowerCase() ?? '';
  const known = ALGORITHMS[algorithm];
  if (!id || known === undefined) return { verdict: 'other' };
  const digest = hash(known, preHash(event, prefixes), 'hex');
  return {
    verdict: digest === id[2]!.toLowerCase() ? 'matches' : 'differs',
    expected: `ni:///${algorithm};${digest}?ver=CBV2.0`,
  };
}
