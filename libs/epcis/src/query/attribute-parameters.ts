import { AttributeField } from './event-query.js';
import { isDeclared, prefixBefore, readAttributeName, readFieldName } from './extension-names.js';
import { QueryReading } from './read-values.js';
import { readPlainValues } from './read-plain-values.js';

/** Fields of the standard whose values master data may describe, by the names that they have in events. */
const FIELDS = [
  'bizStep',
  'disposition',
  'readPoint',
  'bizLocation',
  'transformationID',
  'epcClass',
  'bizTransaction',
  'source',
  'destination',
] as const satisfies readonly AttributeField[];

const STANDARD = new RegExp(`^(?:HASATTR|EQ_?ATTR)_(${FIELDS.join('|')})(?:_(.+))?$`, 's');
const HAS_ATTRIBUTE = /^HASATTR_([^:]+:.*)$/s;
/** The standard writes EQATTR_, its schema EQ_ATTR_. */
const EQ_ATTRIBUTE = /^EQ_?ATTR_([^:]+:.*)$/s;

/**
 * Reads HASATTR_fieldname and EQATTR_fieldname_attrname (EPCIS 2.0 section 8.2.7.1): what master data says of the value of a field.
 * False when the name is of none of these forms.
 */
export function readAttribute(parameter: string, raw: unknown, reading: QueryReading): boolean {
  const [, field, attribute] = STANDARD.exec(parameter) ?? [];
  const isAnyOf = parameter.startsWith('HASATTR_');
  if (field && isAnyOf === (attribute === undefined))
    return attribute === undefined
      ? addHas(field as AttributeField, [], raw, reading)
      : addEqual({ field: field as AttributeField, names: [], attribute }, raw, reading);
  const has = HAS_ATTRIBUTE.exec(parameter);
  if (has) return readHasAttribute(has[1]!, raw, reading);
  const equal = EQ_ATTRIBUTE.exec(parameter);
  return equal ? readEqualAttribute(equal[1]!, raw, reading) : false;
}

function readHasAttribute(field: string, raw: unknown, reading: QueryReading): boolean {
  const before = reading.problems.length;
  const names = readFieldName(field, reading);
  return names ? addHas('extension', names, raw, reading) : reading.problems.length > before;
}

function readEqualAttribute(told: string, raw: unknown, reading: QueryReading): boolean {
  const cut = attributeCut(told, reading);
  if (cut <= told.indexOf(':')) return false;
  const before = reading.problems.length;
  const names = readFieldName(told.slice(0, cut), reading);
  if (!names) return reading.problems.length > before;
  return addEqual({ field: 'extension', names, attribute: told.slice(cut + 1) }, raw, reading);
}

function addHas(field: AttributeField, names: readonly string[], raw: unknown, reading: QueryReading): true {
  const given = reading.each(raw, (value) => reading.text(value));
  if (!given) return true;
  const attributes = [...new Set(given.flatMap((name) => readAttributeName(name, reading)))];
  reading.conditions.push({ on: 'attribute', field, names, attributes });
  return true;
}

interface AskedAttribute {
  readonly field: AttributeField;
  readonly names: readonly string[];
  readonly attribute: string;
}

function addEqual({ field, names, attribute }: AskedAttribute, raw: unknown, reading: QueryReading): true {
  const values = readPlainValues(raw, reading);
  const attributes = readAttributeName(attribute, reading);
  if (values) reading.conditions.push({ on: 'attribute', field, names, attributes, values });
  return true;
}

/** Where the name of an attribute begins behind that of its field: it may have a prefix of its own. */
function attributeCut(told: string, reading: QueryReading): number {
  const first = told.indexOf(':');
  const last = told.lastIndexOf(':');
  const inFull = URN_OF_ATTRIBUTE.exec(told);
  if (inFull && inFull.index > first && !isDeclared(told.slice(inFull.index + 1), reading))
    return inFull.index;
  if (last === first || told.startsWith('//', last + 1)) return told.lastIndexOf('_');
  const prefix = prefixBefore(told.slice(first), last - first, reading);
  const cut = prefix === undefined ? told.lastIndexOf('_', last) : last - prefix.length - 1;
  return cut > first ? cut : told.lastIndexOf('_');
}

/** An attribute's name in full, behind that of its field: `ex:maker_urn:epcglobal:cbv:mda#city`. */
const URN_OF_ATTRIBUTE = /_(?=(?:urn:|https?:\/\/))/;
