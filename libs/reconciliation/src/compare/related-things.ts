import { Tx } from '@maillon/db';
import { COUNTING } from '@maillon/exchange';
import { organisationOf } from '@maillon/kernel';

const ROUNDS = 20;
const STATES = [...COUNTING.despatch_advice, ...COUNTING.receipt_advice];
const PRODUCT = (line: string) =>
  `coalesce(${line}.fields ->> 'buyerItem', ${line}.fields ->> 'sellerItem', ${line}.fields ->> 'gtin')`;
const LOT = (line: string) => `coalesce(${line}.fields ->> 'serial', ${line}.fields ->> 'lot')`;
const DESPATCH_LINE = (line: string) => `(${line}.fields ->> 'despatchLine')::int`;

/**
 * These things and all that must be judged with them, because documents of the acting organisation let one stand for another:
 * a receipt that names a line, a product or a package of a despatch, a lot received in place of another.
 */
export async function relatedThings(tx: Tx, things: readonly string[]): Promise<string[]> {
  const known = new Set(things);
  let fresh = [...known];
  for (let round = 0; fresh.length && round < ROUNDS; round++) {
    const rows = await tx.prepared<{ thing_id: string }>('related-things', RELATED, [
      tx.actor.filiereId,
      organisationOf(tx.actor),
      fresh,
      STATES,
    ]);
    fresh = rows.map((row) => row.thing_id).filter((id) => !known.has(id));
    for (const id of fresh) known.add(id);
  }
  return [...known].sort();
}

/** A line of the other kind between the same two companies: what the shipper issued was shown to the receiver, and back. */
const OPPOSITE = (line: string) =>
  `o.filiere_id = $1 and o.issuer_id = ${line}.shown_to and o.shown_to = ${line}.issuer_id`;

/** Lines of the organisation about the things; `alone` where no line that counts says the same from the other side. */
const NEAR = `
  near as materialized (
    select l.thing_id, l.item_id, l.package_id, l.document_id, l.line_number, l.fields, l.issuer_id, l.shown_to, l.despatch_advice_id, d.type,
      ${PRODUCT('l')} as product, ${DESPATCH_LINE('l')} as despatch_line, not exists (
        select from exchange_line o join exchange_document od on od.filiere_id = $1 and od.id = o.document_id
          and od.type in ('despatch_advice', 'receipt_advice') and od.type <> d.type and od.state = any ($4)
        where ${OPPOSITE('l')} and o.thing_id = l.thing_id) as alone
    from unnest($3::uuid[]) as asked (id)
    cross join lateral (select * from exchange_line where filiere_id = $1 and thing_id = asked.id and (issuer_id = $2 or shown_to = $2) offset 0) l
    join exchange_document d on d.filiere_id = $1 and d.id = l.document_id and d.type in ('despatch_advice', 'receipt_advice'))`;

/** Somebody shipped or received the item by itself. Scalars: either `exists` of an `or` might read its whole table. */
const isMoved = (item: string): string => `coalesce(
    (select true from trace_event_item m join trace_event e on e.filiere_id = $1 and e.id = m.event_id and e.biz_step in ('shipping', 'receiving')
     where m.filiere_id = $1 and m.item_id = ${item} and m.role in ('epc', 'parent') limit 1),
    (select true from exchange_line l where l.filiere_id = $1 and l.thing_id = ${item} and (l.issuer_id = $2 or l.shown_to = $2) limit 1))`;

/**
 * Each thing is looked up by itself (`offset 0`, `limit 1`), however small the tables were when this was planned.
 * From a package one goes to its contents only where somebody speaks of the package itself, or of what was not
 * shipped in it.
 */
const RELATED = `
  with ${NEAR}
  select o.thing_id from near n join exchange_line o on ${OPPOSITE('n')} and o.document_id = n.despatch_advice_id and o.line_number = n.despatch_line
  where n.type = 'receipt_advice' and (n.item_id is null or n.alone)
  union
  select o.thing_id from near n join exchange_line o on ${OPPOSITE('n')} and o.document_id = n.despatch_advice_id and ${PRODUCT('o')} = n.product
  where n.type = 'receipt_advice' and n.despatch_line is null and (n.item_id is null or n.alone)
  union
  select o.thing_id from near n join exchange_line o on ${OPPOSITE('n')} and o.despatch_advice_id = n.document_id and ${DESPATCH_LINE('o')} = n.line_number
  where n.type = 'despatch_advice' and (o.item_id is null or n.item_id is null or n.alone or ${LOT('o')} = ${LOT('n')})
  union
  select o.thing_id from near n join exchange_line o on ${OPPOSITE('n')} and o.despatch_advice_id = n.document_id and ${PRODUCT('o')} = n.product
  where n.type = 'despatch_advice' and not o.fields ? 'despatchLine' and (o.item_id is null or n.item_id is null or n.alone)
  union
  select o.thing_id from near n join exchange_line o on ${OPPOSITE('n')} and o.package_id = n.package_id
  where n.package_id is not null and (n.alone or n.item_id = n.package_id or o.item_id = o.package_id)
  union
  select n.package_id from near n where n.package_id is not null
  union
  select o.thing_id from unnest($3::uuid[]) as asked (id)
  cross join lateral (select thing_id from exchange_line
    where filiere_id = $1 and package_id = asked.id and (issuer_id = $2 or shown_to = $2) offset 0) o
  cross join lateral (select from trace_event_item where filiere_id = $1 and item_id = asked.id and role = 'epc' limit 1) ei
  union
  select k.output_id from unnest($3::uuid[]) as asked (id)
  cross join lateral (select output_id from trace_link where filiere_id = $1 and input_id = asked.id and kind = 'p' offset 0) k
  where ${isMoved('k.output_id')}
  union
  select k.input_id from unnest($3::uuid[]) as asked (id)
  cross join lateral (select input_id from trace_link where filiere_id = $1 and output_id = asked.id and kind = 'p' offset 0) k
  where ${isMoved('k.input_id')}`;
