import { readAttribute } from './attribute-parameters.js';
import { Comparison, ExtensionPlace, SensorTest, ValueTest } from './event-query.js';
import { isDeclared, prefixBefore, readFieldName } from './extension-names.js';
import { readPlainValues } from './read-plain-values.js';
import { QueryReading } from './read-values.js';

const COMPARED = /^(EQ|GT|GE|LT|LE|EXISTS)_(.+)$/s;
/** What may stand before the name of a field. */
const WORDS =
  /^(INNER_)?(ILMD_|ERROR_DECLARATION_|SENSORELEMENT_|SENSORMETADATA_|SENSORREPORT_|readPoint_|bizLocation_)?/;

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
  if (!asksDeclaredPrefix(parameter, reading) && readAttribute(parameter, raw, reading)) return true;
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

function readTest(
  compare: Comparison | 'EXISTS',
  raw: unknown,
  reading: QueryReading,
): ValueTest | undefined {
  if (compare === 'EXISTS') return reading.presence(raw) ? { compare } : undefined;
  if (compare === 'EQ') {
    const values = readPlainValues(raw, reading);
    return values && { compare, values };
  }
  const value = reading.sizable(raw);
  return value === undefined ? undefined : { compare, values: [value] };
}
