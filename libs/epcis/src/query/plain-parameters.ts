import { nearest } from '@maillon/kernel';
import { CbvListName } from '../cbv.js';
import { EVENT_TYPES } from '../model.js';
import { expandName } from '../prefixes.js';
import { isUri } from '../uri.js';
import { Comparison, EventCondition, ItemList } from './event-query.js';
import { readItemMatch } from './item-match.js';
import { ALLOWED, oneOfWords } from './messages.js';
import { QueryReading } from './read-values.js';
import { readUri, readWord } from './read-word.js';

type Read = (raw: unknown, reading: QueryReading) => void;
type Simple = Extract<EventCondition, { anyOf: readonly string[]; type?: never; withDescendants?: never }>;

/** A list of values, each read by `read`. */
const values =
  (on: Simple['on'], read: (value: unknown, reading: QueryReading) => string | undefined): Read =>
  (raw, reading) => {
    const anyOf = reading.each(raw, (value) => read(value, reading));
    if (anyOf) reading.conditions.push({ on, anyOf } as Simple);
  };

const words = (list: CbvListName) => (value: unknown, reading: QueryReading) =>
  readWord(value, list, reading);

const closed =
  (allowed: readonly string[]) =>
  (value: unknown, reading: QueryReading): string | undefined => {
    if (typeof value === 'string' && allowed.includes(value)) return value;
    const near = typeof value === 'string' ? nearest(value, allowed) : undefined;
    return reading.refuseValue(value, oneOfWords(allowed), near);
  };

function eventType(value: unknown, reading: QueryReading): string | undefined {
  if (typeof value === 'string') {
    if ((EVENT_TYPES as readonly string[]).includes(value)) return value;
    if (isUri(value)) return expandName(value, reading.prefixes);
  }
  const near = typeof value === 'string' ? nearest(value, EVENT_TYPES) : undefined;
  return reading.refuseValue(value, oneOfWords(EVENT_TYPES, ALLOWED.uri), near);
}

/** An id that is compared to the letter. */
const plainUri = (value: unknown, reading: QueryReading): string | undefined =>
  typeof value === 'string' && isUri(value) ? value : reading.refuseValue(value, ALLOWED.uri);

const instant =
  (on: 'eventTime' | 'recordTime' | 'errorDeclarationTime', compare: 'GE' | 'LT'): Read =>
  (raw, reading) => {
    const read = reading.instant(raw);
    if (read) reading.conditions.push({ on, compare, instant: read });
  };

const place =
  (on: 'readPoint' | 'bizLocation', withDescendants: boolean): Read =>
  (raw, reading) => {
    const anyOf = reading.each(raw, (value) => readUri(value, reading));
    if (anyOf) reading.conditions.push({ on, anyOf, withDescendants });
  };

/** `instances`: what the lists hold are instances, not classes. */
const items =
  (lists: readonly ItemList[], instances: boolean): Read =>
  (raw, reading) => {
    const anyOf = reading.each(raw, (value) => {
      const read =
        typeof value === 'string' ? readItemMatch(expandName(value, reading.prefixes), instances) : undefined;
      return read ?? reading.refuseValue(value, ALLOWED.item);
    });
    if (anyOf) reading.addItems(lists, anyOf.flat());
  };

/** Parameters with a fixed name (EPCIS 2.0 section 8.2.7.1), sensor data and what governs the answer apart. */
export const PLAIN_PARAMETERS: Readonly<Record<string, Read>> = {
  eventType: values('eventType', eventType),
  GE_eventTime: instant('eventTime', 'GE'),
  LT_eventTime: instant('eventTime', 'LT'),
  GE_recordTime: instant('recordTime', 'GE'),
  LT_recordTime: instant('recordTime', 'LT'),
  EQ_action: values('action', closed(['ADD', 'OBSERVE', 'DELETE'])),
  EQ_bizStep: values('bizStep', words('bizStep')),
  EQ_disposition: values('disposition', words('disposition')),
  EQ_persistentDisposition_set: values('dispositionSet', words('disposition')),
  EQ_persistentDisposition_unset: values('dispositionUnset', words('disposition')),
  EQ_readPoint: place('readPoint', false),
  WD_readPoint: place('readPoint', true),
  EQ_bizLocation: place('bizLocation', false),
  WD_bizLocation: place('bizLocation', true),
  EQ_transformationID: values('transformationID', readUri),
  MATCH_epc: items(['epcList', 'childEPCs'], true),
  MATCH_parentID: items(['parentID'], true),
  MATCH_inputEPC: items(['inputEPCList'], true),
  MATCH_outputEPC: items(['outputEPCList'], true),
  MATCH_anyEPC: items(['epcList', 'childEPCs', 'parentID', 'inputEPCList', 'outputEPCList'], true),
  MATCH_epcClass: items(['quantityList', 'childQuantityList'], false),
  MATCH_inputEPCClass: items(['inputQuantityList'], false),
  MATCH_outputEPCClass: items(['outputQuantityList'], false),
  MATCH_anyEPCClass: items(
    ['quantityList', 'childQuantityList', 'inputQuantityList', 'outputQuantityList'],
    false,
  ),
  EQ_eventID: values('eventID', plainUri),
  EXISTS_errorDeclaration: (raw, reading) => {
    if (reading.presence(raw)) reading.conditions.push({ on: 'errorDeclaration' });
  },
  GE_errorDeclarationTime: instant('errorDeclarationTime', 'GE'),
  LT_errorDeclarationTime: instant('errorDeclarationTime', 'LT'),
  // So spelt in the official query schema, beside the names above in the official OpenAPI.
  GE_errorDeclaration_Time: instant('errorDeclarationTime', 'GE'),
  LT_errorDeclaration_Time: instant('errorDeclarationTime', 'LT'),
  EQ_errorReason: values('errorReason', words('errorReason')),
  EQ_correctiveEventID: values('correctiveEventID', plainUri),
};

const QUANTITY = /^(EQ|GT|GE|LT|LE)_quantity(?:_(.+))?$/;
const TYPED = /^EQ_(bizTransaction|source|destination)_(.+)$/;
const UNIT = /^[A-Z0-9]{2,3}$/;

/** Reads a parameter whose name ends with a type or a unit; false when its name is of another form. */
export function readTyped(parameter: string, raw: unknown, reading: QueryReading): boolean {
  const quantity = QUANTITY.exec(parameter);
  if (quantity) return readQuantity(quantity[1] as Comparison, quantity[2], raw, reading);
  const typed = TYPED.exec(parameter);
  if (!typed) return false;
  const on = typed[1] as 'bizTransaction' | 'source' | 'destination';
  const type = readWord(typed[2], on === 'bizTransaction' ? 'transactionType' : 'partyType', reading);
  const anyOf = type === undefined ? undefined : reading.each(raw, (value) => readUri(value, reading));
  if (type !== undefined && anyOf) reading.conditions.push({ on, type, anyOf });
  return true;
}

function readQuantity(
  compare: Comparison,
  uom: string | undefined,
  raw: unknown,
  reading: QueryReading,
): true {
  if (uom !== undefined && !UNIT.test(uom)) {
    reading.refuseValue(uom, ALLOWED.unit, UNIT.test(uom.toUpperCase()) ? uom.toUpperCase() : undefined);
    return true;
  }
  const read = compare === 'EQ' ? reading.each(raw, (value) => reading.number(value)) : [reading.number(raw)];
  const numbers = read?.filter((value) => value !== undefined);
  if (!numbers?.length) return true;
  const known = reading.quantities.get(uom);
  if (known) known.push({ compare, values: numbers });
  else reading.quantities.set(uom, [{ compare, values: numbers }]);
  return true;
}
