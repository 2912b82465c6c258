import { Delivered, Values } from '@maillon/documents';
import { Tx } from '@maillon/db';
import { COUNTING } from '../follow/delivered.queries.js';
import type { PlanningPair } from './planning.queries.js';

/** Call-offs that draw on their order: what is neither draft nor taken back. */
const DRAWING_CALL_OFFS = ['sent', 'accepted', 'in_delivery', 'despatched', 'closed', 'completed'];

/** One line of an advice of the two companies, and what it delivers of. */
export interface AdviceLine {
  readonly type: 'despatch_advice' | 'receipt_advice';
  /** The order, named by the line itself or by the call-off that it names. */
  readonly order_id: string | null;
  readonly call_off_id: string | null;
  readonly despatch_advice_id: string | null;
  /** Whether the line names its order itself, so that its line number is one of that order. */
  readonly is_direct: boolean;
  readonly fields: Values;
}

/** Every line of an advice that delivers one of these documents, or a call-off that draws on one of them. */
export function adviceLines(
  tx: Tx,
  { buyerId, sellerId }: PlanningPair,
  documentIds: readonly string[],
): Promise<AdviceLine[]> {
  return tx.query<AdviceLine>(
    `with called as (
       select distinct c.id, l.order_id from exchange_line l
       join exchange_document c on c.filiere_id = l.filiere_id and c.id = l.document_id
       where l.filiere_id = $1 and l.order_id = any ($2) and c.filiere_id = $1 and c.type = 'call_off'
         and c.issuer_id = $3 and c.recipient_id = $4 and c.state = any ($5)
     ), served as (
       select l.* from exchange_line l where l.filiere_id = $1 and l.order_id = any ($2)
       union select l.* from exchange_line l
         where l.filiere_id = $1 and l.call_off_id = any ($2::uuid[] || array(select id from called))
       union select l.* from exchange_line l where l.filiere_id = $1 and l.despatch_advice_id = any ($2)
     )
     select d.type, coalesce(l.order_id, called.order_id) as order_id, l.call_off_id, l.despatch_advice_id,
       l.order_id is not null as is_direct, l.fields
     from served l
     join exchange_document d on d.filiere_id = $1 and d.id = l.document_id
     left join called on called.id = l.call_off_id
     where d.type = 'despatch_advice' and d.state = any ($6) and d.issuer_id = $4 and d.recipient_id = $3
       or d.type = 'receipt_advice' and d.state = any ($7) and d.issuer_id = $3 and d.recipient_id = $4
     order by l.document_id, l.line_number`,
    [
      tx.actor.filiereId,
      documentIds,
      buyerId,
      sellerId,
      DRAWING_CALL_OFFS,
      COUNTING.despatch_advice,
      COUNTING.receipt_advice,
    ],
  );
}

/** The order on which each of these call-offs draws, by the call-off's id. */
export async function ordersOfCallOffs(tx: Tx, callOffIds: readonly string[]): Promise<Map<string, string>> {
  const rows = await tx.query<{ document_id: string; order_id: string }>(
    `select distinct document_id, order_id from exchange_line
     where filiere_id = $1 and document_id = any ($2) and order_id is not null`,
    [tx.actor.filiereId, callOffIds],
  );
  return new Map(rows.map(({ document_id, order_id }) => [document_id, order_id]));
}

const ITEMS = ['buyerItem', 'sellerItem', 'gtin'] as const;
const MARKS = ['sscc', 'serial', 'lot', ...ITEMS] as const;

/** What the lines deliver of an order or call-off, as `deliveredOf` tells it to the order's own state. */
export function deliveredOfOrder(lines: readonly AdviceLine[], isOrder: boolean): Delivered[] {
  return lines.map(({ type, fields, is_direct }) => ({
    kind: type === 'despatch_advice' ? 'despatched' : 'received',
    ...marksOf(fields, ITEMS),
    ...(fields['orderLine'] !== undefined &&
      (is_direct || !isOrder) && { lineNumber: Number(fields['orderLine']) }),
    unit: String(fields['unit'] ?? 'H87'),
    quantity: Number(fields['quantity'] ?? 0),
  }));
}

/** What the lines receive of a despatch advice: what was rejected or is known to be missing is no longer awaited. */
export function receivedOfAdvice(lines: readonly AdviceLine[]): Delivered[] {
  return lines.map(({ fields }) => ({
    kind: 'received',
    ...marksOf(fields, MARKS),
    ...(fields['despatchLine'] !== undefined && { lineNumber: Number(fields['despatchLine']) }),
    unit: String(fields['unit'] ?? 'H87'),
    quantity: ['quantity', 'rejectedQuantity', 'shortQuantity'].reduce(
      (sum, name) => sum + Number(fields[name] ?? 0),
      0,
    ),
  }));
}

export const marksOf = (fields: Values, names: readonly string[]): Record<string, string> =>
  Object.fromEntries(
    names.flatMap((name) => (fields[name] === undefined ? [] : [[name, String(fields[name])]])),
  );
