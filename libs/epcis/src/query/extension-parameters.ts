import { canonicalUri } from '../canonical-uri.js';
import { Comparison, ExtensionPlace, SensorTest, ValueTest } from './event-query.js';
import { isDeclared, readFieldName } from './extension-names.js';
import { ALLOWED } from './messages.js';
import { QueryReading, spellings } from './read-values.js';

const COMPARED = /^(EQ|GT|GE|LT|LE|EXISTS)_(.+)$/s;
/** What may stand before the name of a field. */
const WORDS =
  /^(INNER_)?(ILMD_|ERROR_DECLARATION_|SENSORELEMENT_|SENSORMETADATA_|SENSORREPORT_|readPoint_|bizLocation_)?/;
const HAS_ATTRIBUTE = /^HASATTR_([^:]+:.*)$/s;
/** The standard writes EQATTR_, its schema EQ_ATTR_. */
const EQ_ATTRIBUTE = /^EQ_?ATTR_([^:]+:.*)$/s;

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

/** True for a declared prefix that begins as another parameter does, `quantity_ex:weight`: the declaration decides. */
export const asksDeclaredPrefix = (parameter: string, reading: QueryReading): boolean =>
  isDeclared(COMPARED.exec(parameter)?.[2] ?? '', reading);

/** Reads a parameter on extension fields (EPCIS 2.0 section 8.2.7.1); false when its name is of none of their forms. */
export function readExtension(parameter: string, raw: unknown, reading: QueryReading): boolean {
  const has = HAS_ATTRIBUTE.exec(parameter);
  if (has) return readHasAttribute(has[1]!, raw, reading);
  const equal = asksDeclaredPrefix(parameter, reading) ? null : EQ_ATTRIBUTE.exec(parameter);
  if (equal) return readEqualAttribute(equal[1]!, raw, reading);
  const compared = COMPARED.exec(parameter);
  const asked = compared && fieldOf(compared[2]!, reading);
  if (!asked) return false;
  const { inner, place, field } = asked;
  const before = reading.problems.length;
  const names = readFieldName(field, reading);
  if (!names) return reading.problems.length > before;
  const test = readTest(compared[1] as Comparison | 'EXISTS', raw, reading);
  if (!test) return true;
  const part = SENSOR_PARTS[place];
  if (part) reading.sensorTests.push({ part, names, inner, test });
  else reading.conditions.push({ on: 'extension', within: PLACES[place] ?? 'event', inner, names, test });
  return true;
}

interface AskedField {
  readonly inner: boolean;
  readonly place: string;
  readonly field: string;
}

/** The field and the words before it. A prefix may hold an underscore, even begin as these words do: the longest declared one counts. */
function fieldOf(asked: string, reading: QueryReading): AskedField | undefined {
  const [words, innerWord = '', place = ''] = WORDS.exec(asked)!;
  const inner = innerWord !== '';
  const shortest = { inner, place, field: asked.slice(words.length) };
  const found = [
    { inner: false, place: '', field: asked },
    { inner, place: '', field: asked.slice(innerWord.length) },
    shortest,
  ].find(({ field }) => isDeclared(field, reading));
  if (found) return found;
  // what stands before a declared prefix is then a word that means nothing here
  const colon = shortest.field.indexOf(':');
  return prefixBefore(shortest.field, colon, reading) === undefined ? shortest : undefined;
}

/** The longest declared prefix that ends here, behind an underscore. */
function prefixBefore(text: string, end: number, { prefixes }: QueryReading): string | undefined {
  const found = [...prefixes.names.keys()].filter((prefix) => text.endsWith(`_${prefix}`, end));
  return found.sort((one, other) => other.length - one.length)[0];
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
  const cut = attributeCut(told, reading);
  if (cut <= told.indexOf(':')) return false;
  const before = reading.problems.length;
  const names = readFieldName(told.slice(0, cut), reading);
  if (!names) return reading.problems.length > before;
  const values = readValues(raw, reading);
  const attributes = attributeName(told.slice(cut + 1), reading);
  if (values) reading.conditions.push({ on: 'attribute', names, attributes, values });
  return true;
}

/** Where the name of an attribute begins behind that of its field: it may have a prefix of its own. */
function attributeCut(told: string, reading: QueryReading): number {
  const first = told.indexOf(':');
  const last = told.lastIndexOf(':');
  if (last === first || told.startsWith('//', last + 1)) return told.lastIndexOf('_');
  const prefix = prefixBefore(told.slice(first), last - first, reading);
  const cut = prefix === undefined ? told.lastIndexOf('_', last) : last - prefix.length - 1;
  return cut > first ? cut : told.lastIndexOf('_');
}

/** An attribute has a namespace only where its name says so. */
const attributeName = (name: string, reading: QueryReading): readonly string[] =>
  name.includes(':') ? (readFieldName(name, reading) ?? [name]) : [name];
