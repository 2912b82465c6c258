import { hash } from 'node:crypto';
import { nearest } from '@maillon/kernel';
import { EventCheck } from './event-check.js';
import { checkContradictions, MEANING } from './event-meaning.js';
import { shapeOf } from './event-shapes.js';
import { problem } from './messages.js';
import { Action, CanonicalEvent, EVENT_TYPES, ReadEvent, StandardEventType } from './model.js';
import { isObject, readObject, Texts } from './object-rules.js';
import { checkHeader, GS1_PREFIXES, Prefixes } from './prefixes.js';
import { ReadingRules } from './reading-rules.js';
import { isUri } from './uri.js';

/** Where an event stands: its 0-based index in the list, its JSON path, and the prefixes its document declares. */
export interface EventPlace {
  readonly index?: number;
  readonly path?: string;
  readonly prefixes?: Prefixes;
  /** It was converted from the XML binding, whose schema is laxer in places. */
  readonly isXml?: boolean;
  /** It stands in a document that is sent: lots and serials of GS1 keys must have their form too (see faultyPart). */
  readonly isSent?: boolean;
  readonly rules?: ReadingRules;
}

/**
 * Checks one event of the JSON binding (EPCIS 2.0 section 10, JSON Schema 2.0.1, and what that schema lets through)
 * and brings it to the form the platform stores. `event` is absent when a finding is an error. Never throws.
 */
export function readEvent(value: unknown, where: EventPlace = {}): ReadEvent {
  const { index, path = '$', prefixes = GS1_PREFIXES, isXml, isSent = false, rules } = where;
  if (!isObject(value)) {
    return {
      findings: [
        problem('EVENT_NOT_OBJECT', { path, eventIndex: index, value: value === undefined ? '' : value }),
      ],
    };
  }
  const own = value['@context'] === undefined ? undefined : checkHeader(value['@context'], path, prefixes);
  const check = new EventCheck(own?.prefixes ?? prefixes, path, index, isXml, rules);
  for (const finding of own?.findings ?? []) {
    check.findings.push({ ...finding, eventIndex: index });
    check.errors++;
  }
  const type = value['type'];
  if (typeof type !== 'string' || !isType(type)) {
    reportType(type, check);
    return { findings: check.findings };
  }
  // an error declaration repeats what was taken then
  check.isNew = isSent && value['errorDeclaration'] === undefined;
  check.tellsEmptyLists = value['action'] !== 'DELETE';
  const texts: Texts = {};
  const content = readObject(value, shapeOf(type), check, texts);
  MEANING[type as StandardEventType]?.(value, check);
  checkContradictions(value, check);
  return check.errors > 0
    ? { findings: check.findings }
    : { event: canonicalEvent(value, texts, content, check), findings: check.findings };
}

const isType = (type: string): boolean => (EVENT_TYPES as readonly string[]).includes(type) || isUri(type);

function reportType(type: unknown, check: EventCheck): void {
  const allowed = EVENT_TYPES.join(', ');
  if (type === undefined) return check.report('FIELD_MISSING', { field: 'type', allowed }, true);
  const near =
    typeof type === 'string'
      ? (EVENT_TYPES.find((known) => type.startsWith(known)) ?? nearest(type, EVENT_TYPES))
      : undefined;
  check.report('EVENT_TYPE_UNKNOWN', { field: 'type', value: type, allowed, nearest: near }, true);
}

function canonicalEvent(
  original: Record<string, unknown>,
  texts: Texts,
  content: string,
  check: EventCheck,
): CanonicalEvent {
  return {
    type: texts['type']!,
    eventId: original['eventID'] as string | undefined,
    eventTime: texts['eventTime']!,
    eventTimeZoneOffset: texts['eventTimeZoneOffset']!,
    action: texts['action'] as Action | undefined,
    bizStep: texts['bizStep'],
    disposition: texts['disposition'],
    readPoint: check.places.readPoint,
    bizLocation: check.places.bizLocation,
    transformationId: texts['transformationID'],
    items: check.items,
    parties: check.parties,
    transactions: check.transactions,
    certifications: check.certifications,
    ilmd: original['ilmd'] as Record<string, unknown> | undefined,
    errorDeclaration: check.errorDeclaration,
    fingerprint: hash('sha256', content, 'hex'),
    original,
    context: neededContext(check),
  };
}

function neededContext({ used, prefixes }: EventCheck): CanonicalEvent['context'] {
  if (!used && !prefixes.contexts) return undefined;
  const addresses = prefixes.contexts ?? [];
  if (!used) return addresses.length > 0 ? addresses : undefined;
  const declared = Object.fromEntries(
    [...used].sort().map((prefix) => [prefix, prefixes.names.get(prefix)!]),
  );
  return [...addresses, declared];
}
