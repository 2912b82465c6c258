import { EdifactSegment } from '@maillon/formats';
import { IncomingDocument } from '../edi-types.js';
import { DraftLine, readNumber, readUnit } from '../incoming-draft.js';
import { BUYER, DELIVERY, SELLER } from './party-qualifiers.js';
import { lineNumberOf, readItem } from './line-items.js';
import { MessageContext, spotAt } from './message-context.js';
import { finishDocument } from './finish-document.js';

/** Dates of ORDERS (2005) that ask for a delivery: requested, latest, earliest, promised. */
const REQUESTED = ['2', '63', '69', '64', '10', '17', '74', '75', '76'];

/** ORDERS, D96A and D01B: an order. */
export function readOrders(context: MessageContext): IncomingDocument {
  const { draft } = context;
  context.readNumber();
  let line: DraftLine | undefined;
  let items = 0;
  for (const segment of context.body) {
    if (segment.tag === 'LIN') {
      line = draft.addLine(lineNumberOf(segment), spotAt(segment));
      items++;
    } else if (segment.tag === 'UNS') {
      line = undefined;
      continue;
    }
    if (line) readLine(context, line, segment);
    else readHeader(context, segment);
  }
  const { parties } = context;
  const delivery = parties.segment(DELIVERY);
  if (delivery) context.headerOnce('deliveryLocation', parties.place(DELIVERY), spotAt(delivery, 2, 1));
  context.checkCount(items);
  return finishDocument(context, 'order', BUYER, SELLER);
}

function readHeader(context: MessageContext, segment: EdifactSegment): void {
  const { draft } = context;
  const [qualifier, value] = [segment.value(1, 1), segment.value(1, 2)];
  if (segment.tag === 'DTM') {
    const date = context.date(segment);
    if (!date) return;
    if (qualifier === '137' || qualifier === '4')
      context.headerOnce('issueDate', date.date, spotAt(segment, 1, 2));
    else if (REQUESTED.includes(qualifier))
      context.headerOnce('requestedDate', date.date, spotAt(segment, 1, 2));
  } else if (segment.tag === 'RFF' && (qualifier === 'CT' || qualifier === 'BO'))
    context.headerOnce('contractNumber', value, spotAt(segment, 1, 2));
  else if (segment.tag === 'CUX') context.headerOnce('currency', segment.value(1, 2), spotAt(segment, 1, 2));
  else if (segment.tag === 'TOD') draft.setHeader('incoterm', segment.value(3, 1), spotAt(segment, 3, 1));
  else if (segment.tag === 'LOC' && qualifier === '1') {
    const [spot, name] = [segment.value(2, 4) ? 4 : 1, segment.value(2, 4) || segment.value(2, 1)];
    draft.setHeader('incotermPlace', name, spotAt(segment, 2, spot));
  } else if (segment.tag === 'FTX')
    context.draft.addNote(MessageContext.text(segment), spotAt(segment, 4, 1));
}

function readLine(context: MessageContext, line: DraftLine, segment: EdifactSegment): void {
  const { draft } = context;
  if (readItem(draft, line, segment)) return;
  const qualifier = segment.value(1, 1);
  const { tag } = segment;
  if (tag === 'QTY') {
    if (qualifier === '21' || (qualifier === '1' && line.values['quantity'] === undefined))
      context.quantity(line, segment);
  } else if (tag === 'DTM') {
    const date = context.date(segment);
    if (date && REQUESTED.includes(qualifier) && line.values['requestedDate'] === undefined)
      draft.setLine(line, 'requestedDate', date.date, spotAt(segment, 1, 2));
  } else if (tag === 'PRI') readPrice(context, line, segment);
  else if (tag === 'FTX') draft.setLine(line, 'note', MessageContext.text(segment), spotAt(segment, 4, 1));
}

/** PRI C509: price, per 5284 units of 6411. Net prices (AAA, NTP) win over gross ones. */
function readPrice(context: MessageContext, line: DraftLine, segment: EdifactSegment): void {
  const { draft } = context;
  const qualifier = segment.value(1, 1);
  const net = qualifier === 'AAA' || qualifier === 'NTP' || qualifier === 'CON';
  if (!net && line.values['price'] !== undefined) return;
  const unit = segment.value(1, 6);
  if (unit !== '' && readUnit(unit) !== line.values['unit'] && line.values['unit'] !== undefined)
    return context.report('PRICE_LEFT_OUT', segment, 1, 6);
  const basis = readNumber(segment.value(1, 5)) ?? 1;
  const price = readNumber(segment.value(1, 2));
  const written =
    price !== undefined && basis > 0 && basis !== 1
      ? String(Number((price / basis).toFixed(6)))
      : segment.value(1, 2);
  draft.setLine(line, 'price', written, spotAt(segment, 1, 2));
}
