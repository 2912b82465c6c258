import { SegmentContent } from '@maillon/formats';
import { FieldValue, Values } from '../../document.js';
import { IdentifierScheme, MessageFunction, PartyRef } from '../edi-types.js';
import { agencyOf } from '../party-identifiers.js';
import { EdiProfile } from '../profiles.js';

/** Code list 1225. */
export const FUNCTION_CODES: Readonly<Record<MessageFunction, string>> = {
  original: '9',
  replace: '5',
  cancel: '1',
  duplicate: '7',
};

export const textOf = (value: FieldValue | undefined): string | undefined =>
  value === undefined ? undefined : String(value);

/** A segment, where it has something to say. */
export const when = (
  value: FieldValue | undefined,
  make: (text: string) => SegmentContent,
): SegmentContent[] => (value === undefined || value === '' ? [] : [make(String(value))]);

/** DTM with a calendar day, format 102. */
export const day = (qualifier: string, value: FieldValue | undefined): SegmentContent[] =>
  when(value, (text) => ['DTM', [qualifier, text.slice(0, 10).replaceAll('-', ''), '102']]);

/** DTM with an instant in the zone of the profile, format 203; a midnight is written as its day. */
export function instant(
  qualifier: string,
  value: FieldValue | undefined,
  { timeZone }: EdiProfile,
): SegmentContent[] {
  return when(value, (text) => {
    const parts = new Intl.DateTimeFormat('en-CA', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
    }).formatToParts(new Date(text));
    const part = (type: string): string => parts.find((one) => one.type === type)?.value ?? '';
    const date = part('year') + part('month') + part('day');
    const time = part('hour') + part('minute');
    return ['DTM', time === '0000' ? [qualifier, date, '102'] : [qualifier, date + time, '203']];
  });
}

/** FTX segments: a text cut between words into what the directory allows, a line of it a segment, five at most. */
export function freeText(
  subject: string,
  value: FieldValue | undefined,
  { version }: EdiProfile,
): SegmentContent[] {
  if (value === undefined || value === '') return [];
  const length = version === 'D96A' ? 70 : 512;
  const segments: SegmentContent[] = [];
  for (const line of String(value).split(/\r?\n/)) {
    const parts = wrap(line, length);
    for (let at = 0; at < parts.length; at += 5)
      segments.push(['FTX', subject, undefined, undefined, parts.slice(at, at + 5)]);
  }
  return segments.slice(0, 5);
}

/** A text cut between words into pieces of a length; a longer word is cut in itself. */
export function wrap(text: string, length: number): string[] {
  const pieces: string[] = [];
  let piece = '';
  for (const word of text.split(/\s+/).filter((one) => one !== '')) {
    if (piece !== '' && piece.length + 1 + word.length > length) {
      pieces.push(piece);
      piece = '';
    }
    piece = piece === '' ? word : `${piece} ${word}`;
    for (; piece.length > length; piece = piece.slice(length)) pieces.push(piece.slice(0, length));
  }
  return piece === '' ? pieces : [...pieces, piece];
}

/** NAD, with the company's number and VAT number in RFF where no agency code stands for them. */
export function party(
  qualifier: string,
  { identifiers, name }: PartyRef,
  profile: EdiProfile,
): SegmentContent[] {
  const preferred = profile.parties.map((scheme) => identifiers.find((one) => one.scheme === scheme));
  const coded =
    preferred.find((one) => one && agencyOf(one)) ?? identifiers.find(({ scheme }) => scheme === 'other');
  const register = ofScheme(identifiers, 'siret') ?? ofScheme(identifiers, 'siren');
  const names = name ? wrap(name, 35).slice(0, 2) : [];
  const segments: SegmentContent[] = [
    ['NAD', qualifier, coded && [coded.value, undefined, agencyOf(coded)], undefined, names],
  ];
  const vat = ofScheme(identifiers, 'vat');
  if (register) segments.push(['RFF', ['GN', register]]);
  if (vat) segments.push(['RFF', ['VA', vat]]);
  return segments;
}

const ofScheme = (identifiers: PartyRef['identifiers'], scheme: IdentifierScheme): string | undefined =>
  identifiers.find((one) => one.scheme === scheme)?.value;

/** NAD of a place that a field names: a number where it looks like one, else a name. */
export const place = (qualifier: string, value: FieldValue | undefined): SegmentContent[] =>
  when(value, (text) => {
    if (/^\d{13}$/.test(text)) return ['NAD', qualifier, [text, undefined, '9']];
    if (/^[\w./-]{1,17}$/.test(text)) return ['NAD', qualifier, [text]];
    return ['NAD', qualifier, undefined, undefined, wrap(text, 35).slice(0, 2)];
  });

/** LIN, PIA and IMD of a line, with a lot or serial number where the profile puts them there. */
export function item(
  lineNumber: number,
  values: Values,
  profile: EdiProfile,
  action?: string,
): SegmentContent[] {
  const gtinCode = profile.version === 'D96A' ? 'EN' : 'SRV';
  const numbers = [
    values['gtin'] !== undefined && [shortGtin(String(values['gtin'])), gtinCode],
    values['buyerItem'] !== undefined && [String(values['buyerItem']), 'IN'],
    values['sellerItem'] !== undefined && [String(values['sellerItem']), 'SA'],
    profile.lot === 'PIA+NB' && values['lot'] !== undefined && [String(values['lot']), 'NB'],
    profile.serial === 'PIA+SN' && values['serial'] !== undefined && [String(values['serial']), 'SN'],
  ].filter((number) => number !== false);
  const [first, ...others] = numbers;
  const segments: SegmentContent[] = [['LIN', String(lineNumber), action, first]];
  if (others.length) segments.push(['PIA', '1', ...others]);
  const length = profile.version === 'D96A' ? 35 : 256;
  const description = wrap(textOf(values['description']) ?? '', length);
  for (let at = 0; at < description.length; at += 2)
    segments.push(['IMD', 'F', undefined, ['', '', '', ...description.slice(at, at + 2)]]);
  return segments;
}

/** A GTIN without the zeros that pad it to 14 digits: EAN-8 as 8 digits, the others as 13. */
export const shortGtin = (gtin: string): string => gtin.replace(/^0{6}(?=\d{8}$)|^0(?=\d{13}$)/, '');

export const quantity = (
  qualifier: string,
  value: FieldValue | undefined,
  unit: FieldValue | undefined,
): SegmentContent[] => when(value, (text) => ['QTY', [qualifier, text, edifactUnit(textOf(unit))]]);

/** Pieces are PCE in EDIFACT practice; the other codes of Recommendation 20 are used as they are. */
const edifactUnit = (unit: string | undefined): string | undefined => (unit === 'H87' ? 'PCE' : unit);

/** RFF with the order and line that a line serves. */
export function orderReference(values: Values, header: Values): SegmentContent[] {
  const order = textOf(values['orderNumber'] ?? header['orderNumber']);
  const line = textOf(values['orderLine']);
  if (order !== undefined && (values['orderNumber'] !== undefined || line !== undefined))
    return [['RFF', ['ON', order, line]]];
  return line === undefined ? [] : [['RFF', ['LI', line]]];
}
