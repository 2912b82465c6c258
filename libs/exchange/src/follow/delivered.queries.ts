import { Delivered } from '@maillon/documents';
import { Tx } from '@maillon/db';
import { DocumentRow } from '../documents/document-store.js';

/** Advices that count as despatched, as received: neither drafts nor those taken back. */
export const COUNTING = {
  despatch_advice: ['sent', 'partly_received', 'received', 'closed'],
  receipt_advice: ['sent', 'contested', 'settled', 'acknowledged'],
};
const REFERENCE = {
  order: 'order_id',
  call_off: 'call_off_id',
  despatch_advice: 'despatch_advice_id',
} as const;

/** A receipt tells packages and lots of its advice apart; an order knows items alone. */
const MARKS = `l.fields ->> 'sscc' as sscc, l.fields ->> 'serial' as serial, l.fields ->> 'lot' as lot`;
const NO_MARKS = 'null::text as sscc, null::text as serial, null::text as lot';

interface Row {
  type: 'despatch_advice' | 'receipt_advice';
  line_number: number | null;
  buyer_item: string | null;
  seller_item: string | null;
  gtin: string | null;
  sscc: string | null;
  serial: string | null;
  lot: string | null;
  unit: string;
  quantity: number;
}

/** A document that others deliver, and its two companies. */
export type Served = Pick<DocumentRow, 'id' | 'type' | 'issuer_id' | 'recipient_id'>;

/**
 * What advices deliver of an order or call-off, or receipts of a despatch advice, summed by line and item. Only what the
 * same two companies say of each other counts: a third that names the order moves nothing.
 */
export async function deliveredOf(tx: Tx, served: Served): Promise<Delivered[]> {
  const { id, type } = served;
  const column = REFERENCE[type as keyof typeof REFERENCE];
  const isAdvice = type === 'despatch_advice';
  const lineField = isAdvice ? 'despatchLine' : 'orderLine';
  // for an advice, what was rejected or is known to be missing is no longer awaited
  const quantity = isAdvice
    ? `coalesce((l.fields ->> 'quantity')::numeric, 0) + coalesce((l.fields ->> 'rejectedQuantity')::numeric, 0) + coalesce((l.fields ->> 'shortQuantity')::numeric, 0)`
    : `coalesce((l.fields ->> 'quantity')::numeric, 0)`;
  const rows = await tx.prepared<Row>(
    `exchange-delivered-${type}`,
    `select d.type, (l.fields ->> '${lineField}')::int as line_number, l.fields ->> 'buyerItem' as buyer_item,
       l.fields ->> 'sellerItem' as seller_item, l.fields ->> 'gtin' as gtin, ${isAdvice ? MARKS : NO_MARKS}, coalesce(l.fields ->> 'unit', 'H87') as unit,
       sum(${quantity})::float8 as quantity
     from exchange_line l join exchange_document d on d.filiere_id = l.filiere_id and d.id = l.document_id
     where l.filiere_id = $1 and l.${column} = $2
       and (d.issuer_id = $5 and d.recipient_id = $6 or d.issuer_id = $6 and d.recipient_id = $5)
       and (d.type = 'despatch_advice' and d.state = any ($3) or d.type = 'receipt_advice' and d.state = any ($4))
     group by 1, 2, 3, 4, 5, 6, 7, 8, 9 order by 1, 2 nulls last, 3, 4, 5, 6, 7, 8, 9`,
    [
      tx.actor.filiereId,
      id,
      COUNTING.despatch_advice,
      COUNTING.receipt_advice,
      served.issuer_id,
      served.recipient_id,
    ],
  );
  return rows.map((row) => ({
    kind: row.type === 'despatch_advice' ? 'despatched' : 'received',
    unit: row.unit,
    quantity: row.quantity,
    ...(row.line_number !== null && { lineNumber: row.line_number }),
    ...(row.sscc !== null && { sscc: row.sscc }),
    ...(row.serial !== null && { serial: row.serial }),
    ...(row.lot !== null && { lot: row.lot }),
    ...(row.buyer_item !== null && { buyerItem: row.buyer_item }),
    ...(row.seller_item !== null && { sellerItem: row.seller_item }),
    ...(row.gtin !== null && { gtin: row.gtin }),
  }));
}
