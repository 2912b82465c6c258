import { EdifactSegment } from '@maillon/formats';
import { definitionOf } from '../../definitions.js';
import { IncomingDocument } from '../edi-types.js';
import { readNumber } from '../incoming-draft.js';
import { DespatchItem, Package } from './despatch-item.js';
import { finishDocument } from './finish-document.js';
import { MessageContext, spotAt } from './message-context.js';
import { BUYER, DELIVERY, SELLER } from './party-qualifiers.js';

/** RECADV, D96A and D01B: a receipt advice. Its issuer is the buyer, or the place that received. */
export function readReceiptAdvice(context: MessageContext): IncomingDocument {
  context.readNumber();
  let item: ReceiptItem | undefined;
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
      item = new ReceiptItem(context, segment, pack ?? { labels: [] });
    } else if (tag === 'CNT') close();
    else if (item) item.read(segment);
    else if (pack && tag === 'GIN') pack.labels.push(segment);
    else if (!pack || tag === 'FTX') readHeader(context, segment);
  }
  close();
  const { parties } = context;
  const place = parties.segment(DELIVERY);
  if (place) context.headerOnce('location', parties.place(DELIVERY), spotAt(place, 2, 1));
  assumeDate(context);
  context.checkCount(items);
  return finishDocument(context, 'receipt_advice', [...BUYER, ...DELIVERY], SELLER);
}

function readHeader(context: MessageContext, segment: EdifactSegment): void {
  const [qualifier, value] = [segment.value(1, 1), segment.value(1, 2)];
  if (segment.tag === 'DTM') {
    const date = context.date(segment);
    if (date && (qualifier === '50' || qualifier === '35' || qualifier === '310'))
      context.headerOnce('receiptDate', date.dateTime, spotAt(segment, 1, 2));
  } else if (segment.tag === 'RFF' && (qualifier === 'AAK' || qualifier === 'DQ')) {
    if (qualifier === 'AAK') delete context.draft.header['despatchAdviceNumber'];
    context.headerOnce('despatchAdviceNumber', value, spotAt(segment, 1, 2));
  } else if (segment.tag === 'RFF' && qualifier === 'ON')
    context.headerOnce('orderNumber', value, spotAt(segment, 1, 2));
  else if (segment.tag === 'FTX') context.draft.addNote(MessageContext.text(segment), spotAt(segment, 4, 1));
}

function assumeDate(context: MessageContext): void {
  const { draft, message } = context;
  if (draft.header['receiptDate'] !== undefined) return;
  const dated = message.segments.find((segment) => segment.tag === 'DTM' && segment.value(1, 1) === '137');
  const date = dated && context.date(dated);
  if (!date) return;
  draft.report('DATE_ASSUMED', spotAt(dated));
  draft.header['receiptDate'] = date.dateTime;
}

/** Quantities (6063) of a receipt: received, accepted, despatched, short; not accepted to be returned or destroyed, damaged. */
const REJECTED = ['195', '196', '124'];
const REASONS = definitionOf('receipt_advice')
  .lines.find(({ name }) => name === 'rejectReason')!
  .codes!.map(({ code }) => code);

class ReceiptItem extends DespatchItem {
  private readonly said = new Map<string, EdifactSegment>();
  private variance?: EdifactSegment;

  override read(segment: EdifactSegment): void {
    if (segment.tag === 'QVR') this.variance = segment;
    else super.read(segment);
  }

  protected override readQuantity(segment: EdifactSegment): void {
    const qualifier = segment.value(1, 1);
    const ofGroup = ['48', '194', '12'].includes(qualifier) && this.setGroupQuantity(segment);
    if (!ofGroup) this.said.set(qualifier, segment);
  }

  override close(): void {
    const line = this.first;
    const kept = this.said.get('194');
    const received = this.said.get('48') ?? this.said.get('46');
    const despatched = this.said.get('12') ?? this.said.get('21');
    const rejected = REJECTED.map((qualifier) => this.said.get(qualifier)).find(Boolean);
    if (rejected) {
      this.context.quantity(line, rejected, 'rejectedQuantity');
      if (rejected.value(1, 1) === '124') line.values['rejectReason'] = 'damaged';
    }
    const counted = kept ?? received;
    if (counted) this.context.quantity(line, counted);
    const quantity = line.values['quantity'];
    const refused = line.values['rejectedQuantity'];
    // what was received holds what was then rejected, unless what was accepted is told beside
    if (!kept && received && typeof quantity === 'number' && typeof refused === 'number')
      line.values['quantity'] = Math.max(0, Number((quantity - refused).toFixed(6)));
    const short = this.said.get('119');
    if (short) this.context.quantity(line, short, 'shortQuantity');
    this.readVariance(quantity, despatched && readNumber(despatched.value(1, 2)), Boolean(kept));
    if (line.values['rejectReason'] !== undefined && line.values['rejectedQuantity'] === undefined)
      delete line.values['rejectReason'];
    super.close();
  }

  /** QVR: a negative variance is short; else what was despatched and did not arrive is. */
  private readVariance(received: unknown, despatched: number | undefined, kept: boolean): void {
    const line = this.first;
    const { draft } = this.context;
    if (this.variance) {
      const spot = spotAt(this.variance, 1, 1);
      const amount = readNumber(this.variance.value(1, 1));
      if (amount === undefined) draft.report('NUMBER_UNREADABLE', spot);
      else if (amount < 0 && line.values['shortQuantity'] === undefined)
        draft.setLine(line, 'shortQuantity', String(-amount), spot);
      const words = [this.variance.value(3, 4), this.variance.value(3, 1)].find((word) => word !== '');
      if (words !== undefined && line.values['rejectedQuantity'] !== undefined)
        line.values['rejectReason'] = REASONS.find((reason) => reason === words) ?? 'other';
      return;
    }
    if (kept || typeof received !== 'number' || despatched === undefined) return;
    if (line.values['shortQuantity'] === undefined && despatched > received)
      line.values['shortQuantity'] = Number((despatched - received).toFixed(6));
  }
}
