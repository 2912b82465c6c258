import { nearest } from '@maillon/kernel';
import { Prefixes, readHeader } from '../prefixes.js';
import { EventQuery, QueryOrder, QueryProblem } from './event-query.js';
import { asksDeclaredPrefix, readExtension } from './extension-parameters.js';
import { readFieldName } from './extension-names.js';
import {
  ALLOWED,
  askedWithPages,
  exclusive,
  needsOrder,
  oneOfWords,
  tooManyParameters,
  unknownParameter,
} from './messages.js';
import { PLAIN_PARAMETERS, readTyped } from './plain-parameters.js';
import { isUnstorable, QueryReading } from './read-values.js';
import { readMeasured, SENSOR_PARAMETERS } from './sensor-parameters.js';

/** As large as a number of the XML binding's type xsd:int. */
const LARGEST_COUNT = 2_147_483_647;
/** Parameters of one query: more would make no readable query. */
const MOST_PARAMETERS = 100;
const GOVERNING = ['orderBy', 'orderDirection', 'eventCountLimit', 'maxEventCount'];
/** They stand beside a query in an address and are no part of it. */
const PAGING = new Set(['perPage', 'nextPageToken']);
const FIXED = new Map([...Object.entries(PLAIN_PARAMETERS), ...Object.entries(SENSOR_PARAMETERS)]);
/** Names to look among for what somebody meant. */
const NAMES = [
  ...FIXED.keys(),
  ...GOVERNING,
  'EQ_quantity',
  'GE_quantity',
  'GT_quantity',
  'LE_quantity',
  'LT_quantity',
];

/**
 * Reads a query of events (EPCIS 2.0 section 8.2.7.1). `url`: values are texts, lists separated by `|`; `body`: JSON values
 * of a named query, whose `@context` declares prefixes on top of those given. In an address `perPage` and `nextPageToken` are passed over.
 * All that is wrong is told at once, in the order of the parameters. Pure; never throws.
 */
export function readEventQuery(
  parameters: Readonly<Record<string, unknown>>,
  options: { readonly prefixes: Prefixes; readonly from: 'url' | 'body' },
): { readonly query: EventQuery } | { readonly problems: readonly QueryProblem[] } {
  const { from } = options;
  const context = from === 'body' ? parameters['@context'] : undefined;
  const prefixes = context === undefined ? options.prefixes : readHeader(context, options.prefixes);
  const reading = new QueryReading(prefixes, from);
  const names = Object.keys(parameters).filter(
    (name) => parameters[name] !== undefined && !(from === 'body' ? name === '@context' : PAGING.has(name)),
  );
  if (names.length > MOST_PARAMETERS) {
    reading.refuse(tooManyParameters(MOST_PARAMETERS));
    return { problems: reading.problems };
  }
  for (const name of names) readParameter(name, parameters[name], reading);
  const governing = readGoverning(parameters, reading);
  if (reading.problems.length) return { problems: reading.problems };
  for (const [uom, tests] of reading.quantities)
    reading.conditions.push({ on: 'quantity', ...(uom && { uom }), tests });
  if (reading.sensorTests.length) reading.conditions.push({ on: 'sensor', tests: reading.sensorTests });
  return { query: { conditions: reading.conditions, ...governing } };
}

function readParameter(name: string, raw: unknown, reading: QueryReading): void {
  reading.parameter = name;
  if (GOVERNING.includes(name)) return;
  if (PAGING.has(name)) return reading.refuse(askedWithPages(name));
  const fixed = FIXED.get(name);
  if (fixed) return fixed(raw, reading);
  const typed = asksDeclaredPrefix(name, reading) ? [] : [readTyped, readMeasured];
  const readers = isUnstorable(name) ? [] : [...typed, readExtension];
  if (readers.some((read) => read(name, raw, reading))) return;
  const near = nearest(name, NAMES);
  reading.refuse(unknownParameter(name, near), { nearest: near });
}

function readGoverning(
  parameters: Readonly<Record<string, unknown>>,
  reading: QueryReading,
): Omit<EventQuery, 'conditions'> {
  const given = (name: string): boolean => {
    reading.parameter = name;
    return parameters[name] !== undefined;
  };
  const orderBy = given('orderBy') ? readOrder(parameters['orderBy'], reading) : undefined;
  const direction = given('orderDirection') ? readDirection(parameters['orderDirection'], reading) : 'DESC';
  const eventCountLimit = given('eventCountLimit')
    ? readCount(parameters['eventCountLimit'], reading)
    : undefined;
  const maxEventCount = given('maxEventCount') ? readCount(parameters['maxEventCount'], reading) : undefined;
  if (given('maxEventCount') && given('eventCountLimit')) reading.refuse(exclusive());
  else if (given('eventCountLimit') && parameters['orderBy'] === undefined) reading.refuse(needsOrder());
  return {
    direction,
    ...(orderBy && { orderBy }),
    ...(eventCountLimit && { eventCountLimit }),
    ...(maxEventCount && { maxEventCount }),
  };
}

function readOrder(raw: unknown, reading: QueryReading): QueryOrder | undefined {
  const value = reading.single(raw, ALLOWED.order);
  if (value === undefined) return undefined;
  if (value === 'eventTime' || value === 'recordTime') return { by: value };
  const before = reading.problems.length;
  const names = typeof value === 'string' ? readFieldName(value, reading) : undefined;
  if (names) return { by: 'extension', names };
  if (reading.problems.length > before) return undefined;
  const near = typeof value === 'string' ? nearest(value, ['eventTime', 'recordTime']) : undefined;
  return reading.refuseValue(value, ALLOWED.order, near);
}

function readDirection(raw: unknown, reading: QueryReading): 'ASC' | 'DESC' {
  const value = reading.single(raw, oneOfWords(['ASC', 'DESC']));
  if (value === 'ASC' || value === 'DESC') return value;
  if (value !== undefined) {
    const upper = String(value).toUpperCase();
    reading.refuseValue(value, oneOfWords(['ASC', 'DESC']), nearest(upper, ['ASC', 'DESC']));
  }
  return 'DESC';
}

function readCount(raw: unknown, reading: QueryReading): number | undefined {
  const value = reading.single(raw, ALLOWED.count);
  if (value === undefined) return undefined;
  const count = typeof value === 'string' && /^\d{1,10}$/.test(value) ? Number(value) : value;
  return typeof count === 'number' && Number.isInteger(count) && count >= 1 && count <= LARGEST_COUNT
    ? count
    : reading.refuseValue(value, ALLOWED.count);
}
