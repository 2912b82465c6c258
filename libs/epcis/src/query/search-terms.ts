import { CanonicalEvent } from '../model.js';
import { isObject } from '../object-rules.js';
import { EventCondition, QueryValue } from './event-query.js';
import { classOf } from './item-match.js';

type Members = Readonly<Record<string, unknown>>;

/** Dispositions of most events: looking them up would find half of all, so that they are not written down. */
const COMMON_DISPOSITIONS = new Set(['active', 'in_progress', 'in_transit', 'sellable_accessible']);

const LONGEST = 200;
const term = (...parts: readonly string[]): string => parts.join('\n');
const valueTerm = (place: string, name: string, value: QueryValue): string =>
  term(place, name, String(value));

/**
 * The terms by which an event is looked up: what it says that few other events say. `members`: the event in canonical spelling.
 * Whatever condition conditionTerms has terms for, an event that meets it has one of them.
 */
export function eventTerms(event: CanonicalEvent, members: Members): string[] {
  const terms = new Set<string>();
  const add = (...parts: (string | undefined)[]) => {
    if (!parts.includes(undefined)) terms.add(term(...(parts as string[])));
  };
  add('place', event.readPoint);
  add('place', event.bizLocation);
  add('transformationID', event.transformationId);
  if (event.disposition && !COMMON_DISPOSITIONS.has(event.disposition)) add('disposition', event.disposition);
  for (const { type, uri } of event.transactions) if (type) add('bizTransaction', type, uri);
  for (const { kind, type, uri } of event.parties) add(kind, type, uri);
  for (const { uri } of event.items) add('class', classOf(uri));
  if (event.errorDeclaration) add('errorDeclaration');
  add('errorReason', event.errorDeclaration?.reason);
  for (const id of event.errorDeclaration?.correctiveEventIds ?? []) add('correctiveEventID', id);
  addMembers(members, add, terms);
  return [...terms];
}

function addMembers(
  members: Members,
  add: (...parts: (string | undefined)[]) => void,
  terms: Set<string>,
): void {
  const dispositions = members['persistentDisposition'];
  if (isObject(dispositions)) {
    for (const word of textsOf(dispositions['set'])) add('dispositionSet', word);
    for (const word of textsOf(dispositions['unset'])) add('dispositionUnset', word);
  }
  for (const element of objectsOf(members['sensorElementList'])) {
    const metadata = isObject(element['sensorMetadata']) ? [element['sensorMetadata']] : [];
    for (const part of [...metadata, ...objectsOf(element['sensorReport'])]) {
      add('sensor', 'type', textOf(part['type']));
      add('sensor', 'deviceID', textOf(part['deviceID']));
    }
  }
  addValues('event', members, terms);
  if (isObject(members['ilmd'])) addValues('ilmd', members['ilmd'], terms);
}

/** Extension members with a plain value, or a list of such. */
function addValues(place: string, members: Members, terms: Set<string>): void {
  for (const name of Object.keys(members)) {
    if (place === 'event' && !name.includes(':')) continue;
    const value = members[name];
    for (const entry of Array.isArray(value) ? (value as unknown[]) : [value]) {
      const plain = isObject(entry) ? entry['#text'] : entry;
      if (isPlain(plain)) terms.add(valueTerm(place, name, plain));
    }
  }
}

const isPlain = (value: unknown): value is QueryValue =>
  typeof value === 'number' ||
  typeof value === 'boolean' ||
  (typeof value === 'string' && value.length <= LONGEST);

const textOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? (value as unknown[]) : []);
const textsOf = (value: unknown): string[] => listOf(value).filter((entry) => typeof entry === 'string');
const objectsOf = (value: unknown): Record<string, unknown>[] => listOf(value).filter(isObject);

/**
 * Sets of terms that a condition asks for: an event that meets it has a term of each set. Empty where a condition is not looked up by
 * terms. They narrow a search down and never decide it.
 */
export function conditionTerms(condition: EventCondition): string[][] {
  switch (condition.on) {
    case 'readPoint':
    case 'bizLocation':
      return [condition.anyOf.map((value) => term('place', value))];
    case 'transformationID':
    case 'errorReason':
    case 'correctiveEventID':
    case 'dispositionSet':
    case 'dispositionUnset':
      return [condition.anyOf.map((value) => term(condition.on, value))];
    case 'errorDeclaration':
    case 'errorDeclarationTime':
      return [['errorDeclaration']];
    case 'disposition':
      return condition.anyOf.some((value) => COMMON_DISPOSITIONS.has(value))
        ? []
        : [condition.anyOf.map((value) => term('disposition', value))];
    case 'bizTransaction':
    case 'source':
    case 'destination':
      return condition.type === undefined
        ? []
        : [condition.anyOf.map((value) => term(condition.on, condition.type!, value))];
    case 'sensor':
      return condition.tests.flatMap(({ names, inner, test }) =>
        !inner && test.compare === 'EQ' && (names[0] === 'type' || names[0] === 'deviceID')
          ? [test.values.map((value) => valueTerm('sensor', names[0]!, value))]
          : [],
      );
    case 'extension':
      return extensionTerms(condition);
    default:
      return [];
  }
}

function extensionTerms({
  within,
  inner,
  names,
  test,
}: Extract<EventCondition, { on: 'extension' }>): string[][] {
  if (inner || test.compare !== 'EQ' || (within !== 'event' && within !== 'ilmd')) return [];
  if (!test.values.every(isPlain)) return [];
  const values = [...new Set(test.values.map(String))];
  return [names.flatMap((name) => values.map((value) => valueTerm(within, name, value)))];
}
