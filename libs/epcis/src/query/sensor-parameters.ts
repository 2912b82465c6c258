import { canonicalUri } from '../canonical-uri.js';
import { expandName } from '../prefixes.js';
import { isUri } from '../uri.js';
import { Comparison, SensorTest, ValueTest } from './event-query.js';
import { ALLOWED } from './messages.js';
import { QueryReading } from './read-values.js';
import { readWord } from './read-word.js';

/** Members with a unit: {EQ,GT,GE,LT,LE}_<member>_<uom>. */
const WITH_UNIT = /^(EQ|GT|GE|LT|LE)_(value|minValue|maxValue|meanValue|sDev|percValue)_(.+)$/;
const UNIT = /^[A-Z0-9]{2,3}$/;

const test = (part: SensorTest['part'], name: string, what: ValueTest, uom?: string): SensorTest => ({
  part,
  names: [name],
  inner: false,
  ...(uom && { uom }),
  test: what,
});

const uris = (part: SensorTest['part'], name: string) => (raw: unknown, reading: QueryReading) => {
  const values = reading.each(raw, (value) =>
    typeof value === 'string' && isUri(value)
      ? canonicalUri(expandName(value, reading.prefixes))
      : reading.refuseValue(value, ALLOWED.uri),
  );
  if (values) reading.sensorTests.push(test(part, name, { compare: 'EQ', values }));
};

const time =
  (part: SensorTest['part'], name: string, compare: Comparison) => (raw: unknown, reading: QueryReading) => {
    const instant = reading.instant(raw);
    if (instant) reading.sensorTests.push(test(part, name, { compare, values: [instant] }));
  };

const number = (name: string, compare: Comparison) => (raw: unknown, reading: QueryReading) => {
  const values = readNumbers(compare, raw, reading);
  if (values.length) reading.sensorTests.push(test('report', name, { compare, values }));
};

/** One number, or some for EQ; none when refused. */
function readNumbers(compare: Comparison, raw: unknown, reading: QueryReading): number[] {
  if (compare === 'EQ') return reading.each(raw, (value) => reading.number(value)) ?? [];
  const value = reading.number(raw);
  return value === undefined ? [] : [value];
}

type Read = (raw: unknown, reading: QueryReading) => void;

/** Parameters on sensor data with a fixed name (EPCIS 2.0 section 8.2.7.1). */
export const SENSOR_PARAMETERS: Readonly<Record<string, Read>> = {
  EXISTS_sensorElementList: (raw, reading) => {
    if (reading.presence(raw))
      reading.sensorTests.push(test('element', 'sensorReport', { compare: 'EXISTS' }));
  },
  GE_time: time('either', 'time', 'GE'),
  LT_time: time('either', 'time', 'LT'),
  GE_startTime: time('metadata', 'startTime', 'GE'),
  LT_startTime: time('metadata', 'startTime', 'LT'),
  GE_endTime: time('metadata', 'endTime', 'GE'),
  LT_endTime: time('metadata', 'endTime', 'LT'),
  EQ_type: (raw, reading) => {
    const values = reading.each(raw, (value) => readWord(value, 'measurementType', reading));
    if (values) reading.sensorTests.push(test('report', 'type', { compare: 'EQ', values }));
  },
  EQ_deviceID: uris('either', 'deviceID'),
  EQ_dataProcessingMethod: uris('either', 'dataProcessingMethod'),
  EQ_bizRules: uris('either', 'bizRules'),
  EQ_microorganism: uris('report', 'microorganism'),
  EQ_chemicalSubstance: uris('report', 'chemicalSubstance'),
  EQ_uriValue: uris('report', 'uriValue'),
  EQ_stringValue: (raw, reading) => {
    const values = reading.each(raw, (value) => reading.text(value));
    if (values) reading.sensorTests.push(test('report', 'stringValue', { compare: 'EQ', values }));
  },
  EQ_booleanValue: (raw, reading) => {
    const value = reading.boolean(raw);
    if (value !== undefined)
      reading.sensorTests.push(test('report', 'booleanValue', { compare: 'EQ', values: [value] }));
  },
  EQ_hexBinaryValue: (raw, reading) => {
    const values = reading.each(raw, (value) =>
      typeof value === 'string' && /^[A-Fa-f0-9]+$/.test(value)
        ? value.toUpperCase()
        : reading.refuseValue(value, ALLOWED.hex),
    );
    if (values) reading.sensorTests.push(test('report', 'hexBinaryValue', { compare: 'EQ', values }));
  },
  // beside the four of the query schema, as its kin with a unit have it
  EQ_percRank: number('percRank', 'EQ'),
  GE_percRank: number('percRank', 'GE'),
  GT_percRank: number('percRank', 'GT'),
  LT_percRank: number('percRank', 'LT'),
  LE_percRank: number('percRank', 'LE'),
};

/** Reads a parameter on a measured value and its unit; false when its name is of another form. */
export function readMeasured(parameter: string, raw: unknown, reading: QueryReading): boolean {
  const match = WITH_UNIT.exec(parameter);
  if (!match) return false;
  const [, compare, name, uom] = match as unknown as [string, Comparison, string, string];
  if (!UNIT.test(uom))
    reading.refuseValue(uom, ALLOWED.unit, UNIT.test(uom.toUpperCase()) ? uom.toUpperCase() : undefined);
  else {
    const values = readNumbers(compare, raw, reading);
    if (values.length) reading.sensorTests.push(test('report', name, { compare, values }, uom));
  }
  return true;
}
