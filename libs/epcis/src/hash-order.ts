import { hashInstant, hashValue, hashWord } from './hash-values.js';
import { HashWriter } from './hash-writer.js';
import { isObject } from './object-rules.js';

/** What one member adds to the text; '' when it has nothing to say. */
type Write = (name: string, value: unknown, writer: HashWriter) => string;
export type HashOrder = ReadonlyMap<string, Write>;

const one =
  (told: (value: unknown) => string): Write =>
  (name, value) => {
    const text = told(value);
    return text && `${name}=${text}`;
  };

const plain = one(hashValue);
const instant = one(hashInstant);

/** A list without name of its own: each entry under the member's name, sorted. */
const repeated =
  (write: Write): Write =>
  (name, value, writer) => {
    if (!Array.isArray(value)) return write(name, value, writer);
    const parts = value.map((entry) => write(name, entry, writer));
    return writer.sorted(parts).join('');
  };

/** A list under its name, each entry under the name of one, sorted; nothing for an empty list. */
const listOf =
  (entryName: string, write: Write): Write =>
  (name, value, writer) => {
    if (!Array.isArray(value) || value.length === 0) return '';
    const parts: string[] = [];
    for (const entry of value) parts.push(write(entryName, entry, writer));
    const text = writer.sorted(parts).join('');
    return text && name + text;
  };

/** The members of a group in their order, then its extensions. */
export function writeInOrder(
  group: Readonly<Record<string, unknown>>,
  order: HashOrder,
  writer: HashWriter,
): string {
  let text = '';
  for (const [name, write] of order) {
    const value = group[name];
    if (value !== undefined) text += write(name, value, writer);
  }
  return text;
}

const inOrder = (entries: readonly (readonly [string, Write])[], apart?: string): Write => {
  const order = new Map(entries);
  return (name, value, writer) => {
    if (!isObject(value)) return '';
    const standard = writeInOrder(value, order, writer);
    const rest: string[] = [];
    for (const member of Object.keys(value))
      if (!order.has(member) && member !== apart) writer.generic(member, value[member], rest);
    const text = standard + writer.sorted(rest).join('');
    return text && name + text;
  };
};

const fields = (write: Write, ...names: string[]): (readonly [string, Write])[] =>
  names.map((name) => [name, write] as const);

const epcs = listOf('epc', plain);
const quantities = listOf('quantityElement', inOrder(fields(plain, 'epcClass', 'quantity', 'uom')));
const place = inOrder(fields(plain, 'id'));
const disposition = one(hashWord('disposition'));

const sensorMetadata = inOrder([
  ...fields(instant, 'time', 'startTime', 'endTime'),
  ...fields(plain, 'deviceID', 'deviceMetadata', 'rawData', 'dataProcessingMethod', 'bizRules'),
]);

/** The standard gives it no place in the order. */
const APART = 'bizRules';

const sensorReport = inOrder(
  [
    ['type', one(hashWord('measurementType'))],
    ['exception', one(hashWord('alertType'))],
    ...fields(plain, 'deviceID', 'deviceMetadata', 'rawData', 'dataProcessingMethod'),
    ['time', instant],
    ...fields(plain, 'microorganism', 'chemicalSubstance', 'value'),
    ['component', one(hashWord('component'))],
    ...fields(plain, 'stringValue', 'booleanValue', 'hexBinaryValue', 'uriValue', 'minValue', 'maxValue'),
    ...fields(plain, 'meanValue', 'sDev', 'percRank', 'percValue', 'uom', 'coordinateReferenceSystem'),
  ],
  APART,
);

/**
 * The business rules of sensor reports, which the order leaves out: the published vectors name them among the extensions,
 * under the names of the groups that hold them. '' when there are none.
 */
export const reportRules = (list: unknown, writer: HashWriter): string => {
  if (!Array.isArray(list)) return '';
  const elements: string[] = [];
  for (const element of list as unknown[]) {
    const reports = isObject(element) ? element['sensorReport'] : undefined;
    if (!Array.isArray(reports)) continue;
    const rules = (reports as unknown[]).flatMap((report) =>
      isObject(report) && report[APART] !== undefined
        ? [`sensorReport${plain(APART, report[APART], writer)}`]
        : [],
    );
    if (rules.length > 0) elements.push(`sensorElement${writer.sorted(rules).join('')}`);
  }
  return elements.length > 0 ? `sensorElementList${writer.sorted(elements).join('')}` : '';
};

const sensorElement = inOrder([
  ['sensorMetadata', sensorMetadata],
  ['sensorReport', repeated(sensorReport)],
]);

/** The order of the members, as the published vectors have it. Members that are not here follow, sorted. */
export const HASH_ORDER: HashOrder = new Map<string, Write>([
  ['eventTime', instant],
  ['eventTimeZoneOffset', plain],
  ['certificationInfo', repeated(plain)],
  ['parentID', plain],
  ...fields(epcs, 'epcList', 'inputEPCList', 'childEPCs'),
  ...fields(quantities, 'quantityList', 'childQuantityList', 'inputQuantityList'),
  ['outputEPCList', epcs],
  ['outputQuantityList', quantities],
  ...fields(plain, 'action', 'transformationID'),
  ['bizStep', one(hashWord('bizStep'))],
  ['disposition', disposition],
  [
    'persistentDisposition',
    inOrder([
      ['set', repeated(disposition)],
      ['unset', repeated(disposition)],
    ]),
  ],
  ...fields(place, 'readPoint', 'bizLocation'),
  ['sensorElementList', listOf('sensorElement', sensorElement)],
]);

/** `type` precedes the reference it qualifies. */
const typed = (list: 'transactionType' | 'partyType', member: string): Write => {
  const type = one(hashWord(list));
  return listOf('', (_name, value, writer) =>
    isObject(value) ? type('type', value['type'], writer) + plain(member, value[member], writer) : '',
  );
};

const OWN_ORDER: ReadonlyMap<string, Write> = new Map([
  ['bizTransactionList', typed('transactionType', 'bizTransaction')],
  ['sourceList', typed('partyType', 'source')],
  ['destinationList', typed('partyType', 'destination')],
  ['ilmd', inOrder([])],
]);

/** What a standard member that stands among the extensions says; undefined for any other. */
export const ownOrder = (name: string, value: unknown, writer: HashWriter): string | undefined =>
  OWN_ORDER.get(name)?.(name, value, writer);
