import { Delivered } from '@maillon/documents';
import { Tx } from '@maillon/db';
import { DocumentRow } from '../documents/document-store.js';

/** Advices that count as despatched, as received: neither drafts nor those taken back. */
const COUNTING = {
  despatch_advice: ['sent', 'partly_received', 'received', 'closed'],
  receipt_advice: ['sent', 'contested', 'settled', 'acknowledged'],
};
const REFERENCE = {
  order: 'order_id',
  call_off: 'call_off_id',
  despatch_advice: 'despatch_advice_id',
} as const;

interface Row {
  type: 'despatch_advice' | 'receipt_advice';
  line_number: number | null;
  buyer_item: string | null;
  seller_item: string | null;
  gtin: string | null;
  unit: string;
  quantity: number;
}

/** What advices deliver of an order or call-off, or receipts of a despatch advice, summed by line and item. */
export async function deliveredOf(
  tx: Tx,
  { id, type }: Pick<DocumentRow, 'id' | 'type'>,
): Promise<Delivered[]> {
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
       l.fields ->> 'sellerItem' as seller_item, l.fields ->> 'gtin' as gtin, coalesce(l.fields ->> 'unit', 'H87') as unit,
       sum(${quantity})::float8 as quantity
     from exchange_line l join exchange_document d on d.filiere_id = l.filiere_id and d.id = l.document_id
     where l.filiere_id = $1 and l.${column} = $2
       and (d.type = 'despatch_advice' and d.state = any ($3) or d.type = 'receipt_advice' and d.state = any ($4))
     group by 1, 2, 3, 4, 5, 6 order by 1, 2 nulls last, 3, 4, 5, 6`,
    [tx.actor.filiereId, id, COUNTING.despatch_advice, COUNTING.receipt_advice],
  );
  return rows.map((row) => ({
    kind: row.type === 'despatch_advice' ? 'despatched' : 'received',
    unit: row.unit,
    quantity: row.quantity,
    ...(row.line_number !== null && { lineNumber: row.line_number }),
    ...(row.buyer_item !== null && { buyerItem: row.buyer_item }),
    ...(row.seller_item !== null && { sellerItem: row.seller_item }),
    ...(row.gtin !== null && { gtin: row.gtin }),
  }));
}
