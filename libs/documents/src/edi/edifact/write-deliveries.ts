import { SegmentContent } from '@maillon/formats';
import { Values } from '../../document.js';
import { IncomingLine, OutgoingDocument } from '../edi-types.js';
import { EdiProfile } from '../profiles.js';
import {
  day,
  freeText,
  FUNCTION_CODES,
  instant,
  item,
  orderReference,
  party,
  place,
  quantity,
  textOf,
  when,
} from './segment-builders.js';

/** DESADV: a CPS group a package, its lines under it. */
export function writeDespatchAdvice(document: OutgoingDocument, profile: EdiProfile): SegmentContent[] {
  const { header, lines, issuer, recipient } = document;
  return [
    ['BGM', '351', textOf(header['number']), FUNCTION_CODES[document.function ?? 'original']],
    ...day('137', header['despatchDate']),
    ...instant('11', header['despatchDate'], profile),
    ...day('132', header['estimatedArrival']),
    ...when(header['grossWeight'], (weight) => ['MEA', 'AAX', 'AAD', ['KGM', weight]]),
    ...when(header['orderNumber'], (number) => ['RFF', ['ON', number]]),
    ...when(header['carrierReference'], (number) => ['RFF', ['CN', number]]),
    ...party(profile.sellerQualifier, issuer, profile),
    ...party('BY', recipient, profile),
    ...place('SF', header['shipFrom']),
    ...place(profile.deliveryQualifier, header['shipTo']),
    ...when(header['incoterm'], (incoterm) => ['TOD', '3', undefined, [incoterm]]),
    ...when(header['carrierName'], (name) => [
      'TDT',
      '20',
      undefined,
      undefined,
      undefined,
      [undefined, undefined, undefined, name.slice(0, 35)],
    ]),
    ...packages(document, profile, (line) => [
      ...item(line.lineNumber, line.values, profile),
      ...quantity('12', line.values['quantity'], line.values['unit']),
      ...details(line.values, header, profile),
    ]),
    ['CNT', ['2', String(lines.length)]],
    ...when(header['packageCount'], (count) => ['CNT', ['11', count]]),
  ];
}

/** RECADV: what arrived (48), what is kept (194), rejected (195) and short (119), line by line. */
export function writeReceiptAdvice(document: OutgoingDocument, profile: EdiProfile): SegmentContent[] {
  const { header, lines, issuer, recipient } = document;
  return [
    ['BGM', '632', textOf(header['number']), FUNCTION_CODES[document.function ?? 'original']],
    ...day('137', header['receiptDate']),
    ...instant('50', header['receiptDate'], profile),
    ...when(header['despatchAdviceNumber'], (number) => ['RFF', ['AAK', number]]),
    ...when(header['orderNumber'], (number) => ['RFF', ['ON', number]]),
    ...party('BY', issuer, profile),
    ...party(profile.sellerQualifier, recipient, profile),
    ...place(profile.deliveryQualifier, header['location']),
    ...packages(document, profile, (line) => [
      ...item(line.lineNumber, line.values, profile),
      ...receivedQuantities(line.values),
      ...details(line.values, header, profile),
      ...when(line.values['despatchLine'], (number) => [
        'RFF',
        ['AAK', textOf(header['despatchAdviceNumber']), number],
      ]),
    ]),
    ['CNT', ['2', String(lines.length)]],
  ];
}

function receivedQuantities(values: Values): SegmentContent[] {
  const { quantity: kept, rejectedQuantity: rejected, shortQuantity: short, unit, rejectReason } = values;
  const whole = typeof kept === 'number' && typeof rejected === 'number' ? kept + rejected : kept;
  return [
    ...quantity('48', typeof whole === 'number' ? Number(whole.toFixed(6)) : whole, unit),
    ...quantity('194', rejected === undefined ? undefined : kept, unit),
    ...quantity('195', rejected, unit),
    ...quantity('119', short, unit),
    ...when(rejected === undefined ? undefined : rejectReason, (reason) => [
      'QVR',
      [textOf(rejected), '195'],
      undefined,
      [undefined, undefined, undefined, reason],
    ]),
  ];
}

/** CPS groups: the consignment (1), then each package by its label, then what is in none. */
function packages(
  { header, lines }: OutgoingDocument,
  profile: EdiProfile,
  write: (line: IncomingLine) => SegmentContent[],
): SegmentContent[] {
  const { level, marking, label } = profile.packaging;
  const groups = new Map<string, IncomingLine[]>();
  for (const line of lines) {
    const key = `${line.values['packageType'] ?? ''} ${line.values['sscc'] ?? ''}`;
    groups.set(key, [...(groups.get(key) ?? []), line]);
  }
  const segments: SegmentContent[] = [['CPS', '1'], ...freeText('AAI', header['note'], profile)];
  let number = 1;
  for (const [key, inside] of groups) {
    const [type, sscc] = key.split(' ');
    if (groups.size > 1 || key !== ' ') segments.push(['CPS', String(++number), '1', sscc ? level : '4']);
    if (type || sscc) segments.push(['PAC', '1', undefined, type ? [type] : undefined]);
    if (sscc) segments.push(['PCI', marking], ['GIN', label, sscc]);
    for (const line of inside) segments.push(...write(line));
  }
  return segments;
}

/** Lot, serial number, dates and references of a line, in the manner of the profile. */
function details(values: Values, header: Values, profile: EdiProfile): SegmentContent[] {
  const { lot, serial } = values;
  const dates = [...day('36', values['expiryDate']), ...day('94', values['productionDate'])];
  const inGroup = profile.lot === 'PCI+36E' && lot !== undefined;
  const segments: SegmentContent[] = [];
  if (profile.lot === 'GIN+BX') segments.push(...when(lot, (number) => ['GIN', 'BX', number]));
  if (profile.serial === 'GIN+BN') segments.push(...when(serial, (number) => ['GIN', 'BN', number]));
  if (profile.lot === 'GIR+3') segments.push(...when(lot, (number) => ['GIR', '3', [number, 'BX']]));
  if (profile.serial === 'GIR+1') segments.push(...when(serial, (number) => ['GIR', '1', [number, 'BN']]));
  if (!inGroup) segments.push(...dates);
  segments.push(...freeText('LIN', values['note'], profile), ...orderReference(values, header));
  segments.push(...when(values['callOffNumber'], (number) => ['RFF', ['AAN', number]]));
  if (profile.lot === 'RFF+BT') segments.push(...when(lot, (number) => ['RFF', ['BT', number]]));
  if (profile.serial === 'RFF+SE') segments.push(...when(serial, (number) => ['RFF', ['SE', number]]));
  segments.push(
    ...when(values['certificateNumber'], (number) => ['RFF', [profile.certificateQualifier, number]]),
  );
  if (inGroup) segments.push(['PCI', '36E'], ...dates, ['GIN', 'BX', String(lot)]);
  return segments;
}
