import { Values } from '../document.js';

/** What a label carries: how it is drawn, and the text that its symbol encodes. */
export interface LabelSymbol {
  /** `gs1`: GS1 DataMatrix with application identifiers; `dataIdentifiers`: DataMatrix in the envelope of ISO/IEC 15434, format 06. */
  readonly form: 'gs1' | 'dataIdentifiers';
  /** For `gs1`, with identifiers in brackets: (00)340…; for the other, the characters themselves. */
  readonly text: string;
}

export const GROUP_SEPARATOR = '\u001d';
export const RECORD_SEPARATOR = '\u001e';
export const END_OF_TRANSMISSION = '\u0004';
export const ENVELOPE = `[)>${RECORD_SEPARATOR}06${GROUP_SEPARATOR}`;

/** What may stand in a GS1 element string (GS1 General Specifications 7.11, table 7.11-1: character set 82). */
const SET_82 = /^[!"%&'()*+,\-./0-9:;<=>?A-Z_a-z]{1,20}$/;
/** Numbers that count pieces may be written as AI 37 and 30; others keep their unit in data identifiers. */
const isCount = (values: Values): boolean => values['unit'] === 'H87' && Number.isInteger(values['quantity']);

/**
 * The symbol of a despatch line. With a GTIN it is GS1 (AI 00, 01 or 02, 10, 21, 37 or 30); without one, both companies'
 * item numbers go by data identifiers as on automotive transport labels (ANSI MH10.8.2: 1P supplier, P customer part, 1T lot,
 * S serial, 7Q quantity with unit, J licence plate).
 */
export function writeLabel(values: Values): LabelSymbol {
  const gs1 = gs1Text(values);
  return gs1 ? { form: 'gs1', text: gs1 } : { form: 'dataIdentifiers', text: dataIdentifierText(values) };
}

function gs1Text(values: Values): string | undefined {
  const { sscc, gtin, lot, serial, quantity } = values;
  if (gtin === undefined) return undefined;
  const fits = [lot, serial].every((value) => value === undefined || SET_82.test(String(value)));
  if (!fits) return undefined;
  // the content of a logistic unit is AI 02 with its count (General Specifications 3.3.3); an article alone is AI 01
  if (sscc !== undefined && !isCount(values)) return undefined;
  const parts = sscc === undefined ? [`(01)${gtin}`] : [`(00)${sscc}`, `(02)${gtin}`, `(37)${quantity}`];
  if (lot !== undefined) parts.push(`(10)${lot}`);
  if (serial !== undefined) parts.push(`(21)${serial}`);
  if (sscc === undefined && isCount(values) && serial === undefined) parts.push(`(30)${quantity}`);
  return parts.join('');
}

function dataIdentifierText(values: Values): string {
  const { sscc, gtin, buyerItem, sellerItem, lot, serial, quantity, unit } = values;
  const parts = [
    ['J', sscc],
    ['18P', gtin],
    ['P', buyerItem],
    ['1P', sellerItem],
    ['1T', lot],
    ['S', serial],
    ['7Q', quantity === undefined ? undefined : `${quantity}${unit ?? ''}`],
  ] as const;
  // a value cannot hold the characters that part it from the next
  const text = parts
    .filter(([, value]) => value !== undefined)
    .map(([identifier, value]) => `${identifier}${clean(value!)}`);
  return `${ENVELOPE}${text.join(GROUP_SEPARATOR)}${RECORD_SEPARATOR}${END_OF_TRANSMISSION}`;
}

const clean = (value: string | number): string =>
  [...String(value)].filter((letter) => letter >= ' ').join('');
