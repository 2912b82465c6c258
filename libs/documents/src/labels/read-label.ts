import { FieldValue, Values } from '../document.js';
import { checkValue } from '../check-value.js';
import { FieldDefinition } from '../definition.js';
import { definitionOf } from '../definitions.js';
import { GROUP_SEPARATOR, RECORD_SEPARATOR } from './write-label.js';

/** Application identifiers that labels of a delivery carry, with the length of their data; no length: up to the separator. */
const APPLICATION_IDENTIFIERS: Readonly<Record<string, { field?: string; length?: number }>> = {
  '00': { field: 'sscc', length: 18 },
  '01': { field: 'gtin', length: 14 },
  '02': { field: 'gtin', length: 14 },
  '10': { field: 'lot' },
  '11': { length: 6 },
  '13': { length: 6 },
  '15': { length: 6 },
  '17': { field: 'expiryDate', length: 6 },
  '21': { field: 'serial' },
  '30': { field: 'quantity' },
  '37': { field: 'quantity' },
  '240': { field: 'sellerItem' },
  '241': { field: 'buyerItem' },
  '400': {},
};
/** 310n to 316n: measures with n decimals (General Specifications 3.6); only net weight in kilograms is read. */
const NET_WEIGHT = /^310([0-5])(\d{6})/;

const DATA_IDENTIFIERS: Readonly<Record<string, string>> = {
  J: 'sscc',
  '1J': 'sscc',
  '18P': 'gtin',
  P: 'buyerItem',
  '1P': 'sellerItem',
  '1T': 'lot',
  H: 'lot',
  S: 'serial',
  Q: 'quantity',
  '7Q': 'quantity',
};

const FIELDS: ReadonlyMap<string, FieldDefinition> = new Map(
  definitionOf('despatch_advice').lines.map((field) => [field.name, field]),
);

/**
 * What a scanned label says, as the fields of a line: GS1 element strings (with FNC1, or with identifiers in brackets as
 * people read them), GS1 Digital Links, and ISO/IEC 15434 envelopes. Undefined for anything else, or where a number is wrong.
 */
export function readLabel(scanned: string): Values | undefined {
  const text = scanned.slice(0, 4000).trim();
  const written = text.startsWith('[)>')
    ? fromEnvelope(text)
    : /^https?:\/\//i.test(text)
      ? fromDigitalLink(text)
      : fromElementString(text);
  if (!written?.length) return undefined;
  const values: Record<string, FieldValue> = {};
  for (const [name, value] of written) {
    const field = FIELDS.get(name);
    // a label writes its numbers one way only: 1.001 is no thousand
    const checked = field && checkValue(field, name === 'quantity' ? Number(value) : value, name);
    if (!checked || 'finding' in checked) return undefined;
    if (checked.value !== null) values[name] = checked.value;
  }
  return values;
}

type Written = [name: string, value: string][];

function fromElementString(scanned: string): Written | undefined {
  // a scanner may send the symbology identifier first (]d2, ]C1, ]Q3), and FNC1 as the group separator
  let rest = scanned.replace(/^\](d2|C1|Q3|e0)/, '').replace(/^\u001d/, '');
  if (rest.startsWith('(')) rest = rest.replace(/\((\d{2,4})\)/g, `${GROUP_SEPARATOR}$1`).slice(1);
  const written: Written = [];
  while (rest) {
    if (rest.startsWith(GROUP_SEPARATOR)) {
      rest = rest.slice(1);
      continue;
    }
    const weight = NET_WEIGHT.exec(rest);
    if (weight) {
      written.push(['quantity', String(Number(weight[2]) / 10 ** Number(weight[1]))], ['unit', 'KGM']);
      rest = rest.slice(weight[0].length);
      continue;
    }
    const identifier = [rest.slice(0, 2), rest.slice(0, 3)].find(
      (candidate) => candidate in APPLICATION_IDENTIFIERS,
    );
    if (!identifier) return undefined;
    const { field, length } = APPLICATION_IDENTIFIERS[identifier]!;
    const after = rest.slice(identifier.length);
    const end = length ?? (after.includes(GROUP_SEPARATOR) ? after.indexOf(GROUP_SEPARATOR) : after.length);
    const value = after.slice(0, end);
    if (value.length < (length ?? 1)) return undefined;
    if (field) written.push([field, field === 'expiryDate' ? dayOf(value) : value]);
    if (identifier === '30' || identifier === '37') written.push(['unit', 'H87']);
    rest = after.slice(end);
  }
  return written;
}

/** YYMMDD; day 00 is the last of the month (General Specifications 3.4.7). */
function dayOf(value: string): string {
  const [year, month, day] = [
    2000 + Number(value.slice(0, 2)),
    Number(value.slice(2, 4)),
    Number(value.slice(4, 6)),
  ];
  return new Date(Date.UTC(year, day === 0 ? month : month - 1, day)).toISOString().slice(0, 10);
}

function fromDigitalLink(scanned: string): Written | undefined {
  if (!URL.canParse(scanned)) return undefined;
  const parts = new URL(scanned).pathname.split('/').filter(Boolean);
  const start = parts.findIndex((part) => part === '01' || part === '00');
  if (start < 0) return undefined;
  const written: Written = [];
  for (let index = start; index + 1 < parts.length; index += 2) {
    const field = APPLICATION_IDENTIFIERS[parts[index]!]?.field;
    if (field) written.push([field, decoded(parts[index + 1]!)]);
  }
  return written;
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part; // a percent sign that encodes nothing: read as it stands
  }
}

function fromEnvelope(scanned: string): Written | undefined {
  const body = scanned.slice(scanned.indexOf('06') + 2).split(RECORD_SEPARATOR)[0]!;
  const written: Written = [];
  for (const part of body.split(GROUP_SEPARATOR).filter(Boolean)) {
    const [, identifier = '', value = ''] = /^(\d{0,2}[A-Z])(.*)$/s.exec(part) ?? [];
    const field = DATA_IDENTIFIERS[identifier];
    if (!field) continue;
    const quantity = field === 'quantity' ? /^(\d+(?:\.\d+)?)([A-Z][A-Z0-9]{1,2})?$/.exec(value) : null;
    if (field === 'quantity' && !quantity) return undefined;
    written.push([field, quantity ? quantity[1]! : value]);
    if (quantity?.[2]) written.push(['unit', quantity[2]]);
  }
  return written;
}
