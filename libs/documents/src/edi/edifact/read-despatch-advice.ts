import { convertQuantity } from '@maillon/filieres';
import { EdifactSegment } from '@maillon/formats';
import { IncomingDocument } from '../edi-types.js';
import { readNumber, readUnit } from '../incoming-draft.js';
import { DespatchItem, Package } from './despatch-item.js';
import { finishDocument } from './finish-document.js';
import { MessageContext, spotAt } from './message-context.js';
import { BUYER, CARRIER, DELIVERY, DESPATCH, SELLER } from './party-qualifiers.js';

/** References (1153) that name the carriage: consignment note, bill of lading, waybill, carrier's and consignor's numbers. */
const CARRIAGE = ['CN', 'BM', 'AAS', 'AAM', 'AWB', 'CU'];

/** DESADV, D96A and D01B: a despatch advice, one line a lot, serial number and package. */
export function readDespatchAdvice(context: MessageContext): IncomingDocument {
  context.readNumber();
  let item: DespatchItem | undefined;
  let pack: Package | undefined;
  let items = 0;
  const close = (): void => {
    item?.close();
    item = undefined;
  };
  for (const segment of context.body) {
    const { tag } = segment;
    if (tag === 'CPS') {
      close();
      pack = { labels: [] };
    } else if (tag === 'LIN') {
      close();
      items++;
      item = new DespatchItem(context, segment, pack ?? { labels: [] });
    } else if (tag === 'CNT') {
      close();
      pack = undefined;
      readHeader(context, segment);
    } else if (item) item.read(segment);
    else if (pack && tag !== 'FTX') readPackage(pack, segment);
    else readHeader(context, segment);
  }
  close();
  readPlaces(context);
  context.checkCount(items);
  return finishDocument(context, 'despatch_advice', SELLER, BUYER);
}

/** PAC, PCI, GIN and QTY+52 (quantity per pack) between CPS and LIN. */
function readPackage(pack: Package, segment: EdifactSegment): void {
  if (segment.tag === 'PAC') pack.pac ??= segment;
  else if (segment.tag === 'GIN') pack.labels.push(segment);
  else if (segment.tag === 'QTY' && segment.value(1, 1) === '52') pack.perPack ??= segment;
}

function readHeader(context: MessageContext, segment: EdifactSegment): void {
  const { draft } = context;
  const [qualifier, value] = [segment.value(1, 1), segment.value(1, 2)];
  switch (segment.tag) {
    case 'DTM':
      return readDate(context, segment, qualifier);
    case 'RFF':
      if (qualifier === 'ON') context.headerOnce('orderNumber', value, spotAt(segment, 1, 2));
      else if (CARRIAGE.includes(qualifier))
        context.headerOnce('carrierReference', value, spotAt(segment, 1, 2));
      return;
    case 'TOD':
      return draft.setHeader('incoterm', segment.value(3, 1), spotAt(segment, 3, 1));
    case 'TDT':
      context.headerOnce('carrierName', segment.value(5, 4) || segment.value(5, 1), spotAt(segment, 5));
      return context.headerOnce('carrierReference', segment.value(2), spotAt(segment, 2));
    case 'MEA':
      return readWeight(context, segment);
    case 'FTX':
      return context.draft.addNote(MessageContext.text(segment), spotAt(segment, 4, 1));
    case 'CNT':
      if (qualifier === '11') draft.setHeader('packageCount', value, spotAt(segment, 1, 2));
  }
}

function readDate(context: MessageContext, segment: EdifactSegment, qualifier: string): void {
  const date = context.date(segment);
  if (!date) return;
  const spot = spotAt(segment, 1, 2);
  if (qualifier === '11') context.headerOnce('despatchDate', date.dateTime, spot);
  else if (qualifier === '132' || qualifier === '17' || qualifier === '191')
    context.headerOnce('estimatedArrival', date.date, spot);
}

/** MEA: total gross weight (AAD) or gross weight (G), in kilograms. */
function readWeight(context: MessageContext, segment: EdifactSegment): void {
  if (!['AAD', 'G'].includes(segment.value(2, 1))) return;
  const [unit, value] = [readUnit(segment.value(3, 1)), readNumber(segment.value(3, 2))];
  if (value === undefined || unit === undefined)
    return context.headerOnce('grossWeight', segment.value(3, 2), spotAt(segment, 3, 2));
  const weight = convertQuantity(value, unit, 'KGM');
  if (weight !== undefined) context.headerOnce('grossWeight', String(weight), spotAt(segment, 3, 2));
}

function readPlaces(context: MessageContext): void {
  const { draft, parties, message } = context;
  for (const [field, qualifiers] of [
    ['shipFrom', DESPATCH],
    ['shipTo', DELIVERY],
  ] as const) {
    const segment = parties.segment(qualifiers);
    if (segment) context.headerOnce(field, parties.place(qualifiers), spotAt(segment, 2, 1));
  }
  const carrier = parties.segment(CARRIER);
  if (carrier) {
    const { name, identifiers } = parties.first(CARRIER)!;
    context.headerOnce('carrierName', name ?? identifiers[0]?.value, spotAt(carrier, 2, 1));
  }
  if (draft.header['despatchDate'] !== undefined) return;
  // many suppliers date the message alone
  const dated = message.segments.find((segment) => segment.tag === 'DTM' && segment.value(1, 1) === '137');
  const date = dated && context.date(dated);
  if (!date) return;
  draft.report('DATE_ASSUMED', spotAt(dated));
  draft.header['despatchDate'] = date.dateTime;
}
