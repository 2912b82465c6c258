import { canonicalUri } from '../canonical-uri.js';
import { Comparison, ExtensionPlace, SensorTest, ValueTest } from './event-query.js';
import { readFieldName } from './extension-names.js';
import { ALLOWED } from './messages.js';
import { QueryReading, spellings } from './read-values.js';

const FIELD =
  /^(EQ|GT|GE|LT|LE|EXISTS)_(INNER_)?(ILMD_|ERROR_DECLARATION_|SENSORELEMENT_|SENSORMETADATA_|SENSORREPORT_|readPoint_|bizLocation_)?([^_]*:.*)$/s;
const HAS_ATTRIBUTE = /^HASATTR_([^_]*:.*)$/s;
/** The standard writes EQATTR_, its schema EQ_ATTR_. */
const EQ_ATTRIBUTE = /^EQ_?ATTR_([^_]*:.*)$/s;

const PLACES: Readonly<Record<string, ExtensionPlace>> = {
  ILMD_: 'ilmd',
  ERROR_DECLARATION_: 'errorDeclaration',
  readPoint_: 'readPoint',
  bizLocation_: 'bizLocation',
};
const SENSOR_PARTS: Readonly<Record<string, SensorTest['part']>> = {
  SENSORELEMENT_: 'element',
  SENSORMETADATA_: 'metadata',
  SENSORREPORT_: 'report',
};

/** Reads a parameter on extension fields (EPCIS 2.0 section 8.2.7.1); false when its name is of none of their forms. */
export function readExtension(parameter: string, raw: unknown, reading: QueryReading): boolean {
  const has = HAS_ATTRIBUTE.exec(parameter);
  if (has) return readHasAttribute(has[1]!, raw, reading);
  const equal = EQ_ATTRIBUTE.exec(parameter);
  if (equal) return readEqualAttribute(equal[1]!, raw, reading);
  const match = FIELD.exec(parameter);
  if (!match) return false;
  const [, compare, inner, place = '', field] = match;
  const before = reading.problems.length;
  const names = readFieldName(field!, reading);
  if (!names) return reading.problems.length > before;
  const test = readTest(compare as Comparison | 'EXISTS', raw, reading);
  if (!test) return true;
  const part = SENSOR_PARTS[place];
  if (part) reading.sensorTests.push({ part, names, inner: inner !== undefined, test });
  else {
    const within = PLACES[place] ?? 'event';
    reading.conditions.push({ on: 'extension', within, inner: inner !== undefined, names, test });
  }
  return true;
}

function readTest(
  compare: Comparison | 'EXISTS',
  raw: unknown,
  reading: QueryReading,
): ValueTest | undefined {
  if (compare === 'EXISTS') return reading.presence(raw) ? { compare } : undefined;
  if (compare === 'EQ') {
    const values = readValues(raw, reading);
    return values && { compare, values };
  }
  const value = reading.sizable(raw);
  return value === undefined ? undefined : { compare, values: [value] };
}

function readValues(raw: unknown, reading: QueryReading) {
  const read = reading.each(raw, (value) => {
    if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean')
      return reading.refuseValue(value, ALLOWED.list);
    const all = spellings(value, reading.from);
    const canonical = typeof value === 'string' && value.startsWith('urn:epc:') ? canonicalUri(value) : value;
    return canonical === value ? all : [...all, canonical];
  });
  return read && [...new Set(read.flat())];
}

function readHasAttribute(field: string, raw: unknown, reading: QueryReading): boolean {
  const before = reading.problems.length;
  const names = readFieldName(field, reading);
  if (!names) return reading.problems.length > before;
  const attributes = reading.each(raw, (value) => reading.text(value));
  if (!attributes) return true;
  const spelt = attributes.map((name) => attributeName(name, reading));
  reading.conditions.push({ on: 'attribute', names, attributes: [...new Set(spelt.flat())] });
  return true;
}

function readEqualAttribute(told: string, raw: unknown, reading: QueryReading): boolean {
  const colon = told.lastIndexOf(':');
  const second =
    colon > told.indexOf(':') && !told.startsWith('//', colon + 1) ? told.lastIndexOf('_', colon) : -1;
  const cut = second > told.indexOf(':') ? second : told.lastIndexOf('_');
  if (cut <= told.indexOf(':')) return false;
  const before = reading.problems.length;
  const names = readFieldName(told.slice(0, cut), reading);
  if (!names) return reading.problems.length > before;
  const values = readValues(raw, reading);
  const attributes = attributeName(told.slice(cut + 1), reading);
  if (values) reading.conditions.push({ on: 'attribute', names, attributes, values });
  return true;
}

/** An attribute has a namespace only where its name says so. */
const attributeName = (name: string, reading: QueryReading): readonly string[] =>
  name.includes(':') ? (readFieldName(name, reading) ?? [name]) : [name];
