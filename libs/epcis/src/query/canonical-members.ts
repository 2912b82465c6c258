import { bareWord, CbvListName } from '../cbv.js';
import { canonicalUri } from '../canonical-uri.js';
import { utcInstant } from '../instant.js';
import { isObject } from '../object-rules.js';
import { expandName, GS1_PREFIXES, Prefixes, readHeader } from '../prefixes.js';

type Members = Readonly<Record<string, unknown>>;
/** Brings one value to its canonical spelling; the same value when it is in it already. */
type Spell = (value: unknown, prefixes: Prefixes) => unknown;

/**
 * The members of an event that are not in canonical spelling as declared, in that spelling: identifiers as Digital Links,
 * words of the vocabulary bare, instants in UTC, names of extensions with their namespace in full. With the event as it was
 * declared around them, they are what a query is asked of (EPCIS 2.0 section 8.2.7.1). A member that has another name there
 * is null under its former one. Empty when nothing differs; type, times, business step, disposition and the ids of places
 * are known from the event itself. Takes the event in its JSON form, able to stand alone (see standaloneEvent). Never throws.
 */
export function canonicalMembers(declared: Members): Members {
  const prefixes = prefixesOf(declared['@context']);
  const changed: Record<string, unknown> = {};
  for (const name of Object.keys(declared)) {
    const value = declared[name];
    const spell = spellOf(MEMBERS, name) ?? (name.includes(':') ? extension : undefined);
    if (!spell || value === undefined) continue;
    const spelt = spell(value, prefixes);
    const full = expandName(name, prefixes);
    if (full !== name) changed[name] = null;
    if (spelt !== value || full !== name) changed[full] = spelt;
  }
  return changed;
}

const REMEMBERED = 1000;
const recentPrefixes = new Map<string, Prefixes>();

/** Events of one document declare the same prefixes again and again. */
function prefixesOf(context: unknown): Prefixes {
  if (context === undefined) return GS1_PREFIXES;
  const key = JSON.stringify(context);
  let prefixes = recentPrefixes.get(key);
  if (!prefixes) {
    if (recentPrefixes.size >= REMEMBERED) recentPrefixes.clear();
    prefixes = readHeader(context);
    recentPrefixes.set(key, prefixes);
  }
  return prefixes;
}

/** A member may have a name that every object inherits. */
const spellOf = (members: Readonly<Record<string, Spell>>, name: string): Spell | undefined =>
  Object.hasOwn(members, name) ? members[name] : undefined;

const text =
  (spell: (value: string, prefixes: Prefixes) => string): Spell =>
  (value, prefixes) =>
    typeof value === 'string' ? spell(value, prefixes) : value;

const recentUris = new Map<string, string>();

/** Places, parties and orders come back from event to event. */
function canonical(uri: string): string {
  let found = recentUris.get(uri);
  if (found === undefined) {
    if (recentUris.size >= REMEMBERED) recentUris.clear();
    found = canonicalUri(uri);
    recentUris.set(uri, found);
  }
  return found;
}

const uri = text((value, prefixes) => canonical(expandName(value, prefixes)));
const word = (list: CbvListName) =>
  text((value, prefixes) => (value.includes(':') ? bareWord(list, expandName(value, prefixes)) : value));
const instant = text((value) => utcInstant(value) ?? value);
const upper = text((value) => value.toUpperCase());

const list =
  (spell: Spell): Spell =>
  (value, prefixes) => {
    if (!Array.isArray(value)) return value;
    let spelt: unknown[] | undefined;
    for (let index = 0; index < value.length; index++) {
      const entry = spell(value[index], prefixes);
      if (entry !== value[index]) (spelt ??= [...(value as unknown[])])[index] = entry;
    }
    return spelt ?? value;
  };

/** An object with these members; those with a colon in their name are extensions. */
const object =
  (members: Readonly<Record<string, Spell>>, others: Spell = same): Spell =>
  (value, prefixes) => {
    if (!isObject(value)) return value;
    const spelt: Record<string, unknown> = {};
    let differs = false;
    for (const name of Object.keys(value)) {
      const isExtension = name.includes(':');
      const spell = spellOf(members, name) ?? (isExtension ? extension : others);
      const full = isExtension ? expandName(name, prefixes) : name;
      const entry = spell(value[name], prefixes);
      differs ||= full !== name || entry !== value[name];
      Object.defineProperty(spelt, full, {
        value: entry,
        enumerable: true,
        configurable: true,
        writable: true,
      });
    }
    return differs ? spelt : value;
  };

function same(value: unknown): unknown {
  return value;
}

const LOOKS_LIKE_INSTANT = /^\d{4}-\d\d-\d\d[Tt ]/;

/** Data that the standard does not define: GS1 keys and instants in one spelling, names in full, the rest to the letter. */
function extension(value: unknown, prefixes: Prefixes): unknown {
  if (typeof value === 'string') {
    if (value.startsWith('urn:epc:') || value.startsWith('https://id.gs1.org/')) return canonicalUri(value);
    return LOOKS_LIKE_INSTANT.test(value) ? (utcInstant(value) ?? value) : value;
  }
  if (Array.isArray(value)) return list(extension)(value, prefixes);
  return isObject(value) ? object({}, extension)(value, prefixes) : value;
}

const REPORT = object({
  type: word('measurementType'),
  exception: word('alertType'),
  component: word('component'),
  deviceID: uri,
  deviceMetadata: uri,
  rawData: uri,
  dataProcessingMethod: uri,
  bizRules: uri,
  microorganism: uri,
  chemicalSubstance: uri,
  coordinateReferenceSystem: uri,
  uriValue: uri,
  hexBinaryValue: upper,
  time: instant,
});
const METADATA = object({
  time: instant,
  startTime: instant,
  endTime: instant,
  deviceID: uri,
  deviceMetadata: uri,
  rawData: uri,
  dataProcessingMethod: uri,
  bizRules: uri,
});
const EPCS = list(uri);
const QUANTITIES = list(object({ epcClass: uri }));
const PLACE = object({ id: uri });

const MEMBERS: Readonly<Record<string, Spell>> = {
  epcList: EPCS,
  childEPCs: EPCS,
  inputEPCList: EPCS,
  outputEPCList: EPCS,
  parentID: uri,
  quantityList: QUANTITIES,
  childQuantityList: QUANTITIES,
  inputQuantityList: QUANTITIES,
  outputQuantityList: QUANTITIES,
  bizTransactionList: list(object({ type: word('transactionType'), bizTransaction: uri })),
  sourceList: list(object({ type: word('partyType'), source: uri })),
  destinationList: list(object({ type: word('partyType'), destination: uri })),
  persistentDisposition: object({ set: list(word('disposition')), unset: list(word('disposition')) }),
  readPoint: PLACE,
  bizLocation: PLACE,
  transformationID: uri,
  sensorElementList: list(object({ sensorMetadata: METADATA, sensorReport: list(REPORT) })),
  errorDeclaration: object({ declarationTime: instant, reason: word('errorReason') }),
  ilmd: object({}, extension),
};
