import type { DocumentType, Values } from '@maillon/documents';
import type { OpenDocument } from '../document/use-document';
import type { Beginning, Partner } from './draft';

/** The company that the reader deals with in a document. */
export function partnerOf({ head }: Pick<OpenDocument, 'head'>): Partner | null {
  const other = head.mySide === 'ISSUER' ? head.recipient : head.issuer;
  return other ? { id: other.id, name: other.name } : null;
}

const ITEM = ['buyerItem', 'sellerItem', 'gtin', 'description'];
const LOT = ['lot', 'serial', 'sscc'];

const picked = (values: Values, names: readonly string[]) =>
  Object.fromEntries(names.flatMap((name) => (values[name] === undefined ? [] : [[name, values[name]]])));

/** What a new document of a type begins with when it is made out of another: the same again, or what follows from it. */
export function beginningFrom(type: DocumentType, source: OpenDocument): Beginning {
  if (type === source.type) return sameAgain(source);
  const follow = FOLLOWS[`${source.type}>${type}`];
  return { partner: partnerOf(source), ...follow?.(source) };
}

/** A draft to be written on. */
export const beginningOf = (source: OpenDocument): Beginning => ({
  partner: partnerOf(source),
  header: source.content.header,
  lines: source.content.lines.map(({ values }) => values),
});

/** Days and numbers are those of the former document: they are left out, but for its own references. */
function sameAgain({ definition, content, head }: OpenDocument): Beginning {
  const kept = definition.header.filter(
    ({ name, type }) => name !== 'number' && type !== 'date' && type !== 'date_time',
  );
  const lineFields = definition.lines.filter(({ name }) => name !== 'sscc').map(({ name }) => name);
  return {
    partner: partnerOf({ head }),
    header: picked(
      content.header,
      kept.map(({ name }) => name),
    ),
    lines: content.lines.map(({ values }) => picked(values, lineFields)),
  };
}

type Follow = (source: OpenDocument) => Omit<Beginning, 'partner'>;

/** What of each line is still to come; a line without progress is wholly to come. */
function leftOf(
  { head }: OpenDocument,
  reached: 'despatched' | 'received',
): (lineNumber: number, whole: number) => number {
  const rows = new Map(head.progress.map((row) => [row.lineNumber, row]));
  return (lineNumber, whole) => {
    const row = rows.get(lineNumber);
    return row ? Math.max(0, Number((row.ordered - row[reached]).toPrecision(12))) : whole;
  };
}

/** What remains to be delivered of an order or a call-off, line by line. */
const despatch: Follow = (source) => {
  const left = leftOf(source, 'despatched');
  const isOrder = source.type === 'order';
  const lines = source.content.lines
    .filter(({ values }) => values['answer'] !== 'rejected')
    .map(({ lineNumber, values }) => ({
      ...picked(values, ITEM),
      ...(isOrder
        ? { orderLine: lineNumber }
        : { callOffNumber: source.head.number, ...picked(source.content.header, ['orderNumber']) }),
      unit: values['unit'],
      quantity: left(lineNumber, Number(values['confirmedQuantity'] ?? values['quantity'] ?? 0)),
    }))
    .filter(({ quantity }) => quantity > 0);
  const { deliveryLocation, incoterm } = source.content.header;
  return {
    header: { ...(isOrder && { orderNumber: source.head.number }), shipTo: deliveryLocation, incoterm },
    lines,
  };
};

/** What a despatch advice announced and has not been received yet. */
const receive: Follow = (source) => {
  const left = leftOf(source, 'received');
  const { header } = source.content;
  const lines = source.content.lines
    .map(({ lineNumber, values }) => ({
      ...picked(values, [...ITEM, ...LOT, 'orderNumber', 'orderLine', 'callOffNumber']),
      despatchLine: lineNumber,
      unit: values['unit'],
      quantity: left(lineNumber, Number(values['quantity'] ?? 0)),
    }))
    .filter(({ quantity }) => quantity > 0);
  return {
    header: {
      despatchAdviceNumber: source.head.number,
      orderNumber: header['orderNumber'],
      location: header['shipTo'],
    },
    lines,
  };
};

/** What a forecast asks for, as the seller said that it can be met. */
const order: Follow = ({ content }) => ({
  header: picked(content.header, ['deliveryLocation']),
  lines: content.lines.map(({ values }) => ({
    ...picked(values, ITEM),
    unit: values['unit'],
    quantity: values['confirmedQuantity'] ?? values['quantity'],
    requestedDate: values['confirmedDate'] ?? values['date'],
  })),
});

const FOLLOWS: Readonly<Partial<Record<`${DocumentType}>${DocumentType}`, Follow>>> = {
  'order>despatch_advice': despatch,
  'call_off>despatch_advice': despatch,
  'despatch_advice>receipt_advice': receive,
  'forecast>order': order,
};
