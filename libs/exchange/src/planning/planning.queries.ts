import { PlanningEntry } from '@maillon/documents';
import { Tx } from '@maillon/db';

/** The two companies of a planning view; the actor is one of them. */
export interface PlanningPair {
  readonly buyerId: string;
  readonly sellerId: string;
}

interface Row {
  kind: PlanningEntry['kind'];
  buyer_item: string | null;
  seller_item: string | null;
  gtin: string | null;
  description: string | null;
  unit: string | null;
  quantity: number;
  date: string | null;
}

const ITEM = `l.fields ->> 'buyerItem' as buyer_item, l.fields ->> 'sellerItem' as seller_item, l.fields ->> 'gtin' as gtin,
  l.fields ->> 'description' as description, l.fields ->> 'unit' as unit`;
const JOIN = `exchange_line l join exchange_document d on d.filiere_id = l.filiere_id and d.id = l.document_id`;
/** What names an article, for telling whether two forecasts speak of the same. */
const ARTICLE = `coalesce(l.fields ->> 'gtin', l.fields ->> 'buyerItem', l.fields ->> 'sellerItem')`;

/**
 * The newest forecast counts: an older one stands only for articles and days of which no newer one speaks.
 * `$4` looks back: forecasts as they stood at that moment.
 */
const DEMAND = `
  select 'demand' as kind, buyer_item, seller_item, gtin, description, unit, quantity, date from (
    select ${ITEM}, (l.fields ->> 'quantity')::float8 as quantity, l.fields ->> 'date' as date,
      rank() over (partition by ${ARTICLE}, l.fields ->> 'date' order by d.sent_at desc, d.id) as age,
      exists (
        select from exchange_document n join exchange_line k on k.filiere_id = n.filiere_id and k.document_id = n.id
        where n.filiere_id = $1 and n.type = 'forecast' and n.issuer_id = $2 and n.recipient_id = $3
          and n.sent_at > d.sent_at and ($4::timestamptz is null or n.sent_at <= $4) and n.state not in ('withdrawn', 'superseded')
          and l.fields ->> 'date' between n.header ->> 'periodStart' and n.header ->> 'periodEnd'
          and coalesce(k.fields ->> 'gtin', k.fields ->> 'buyerItem', k.fields ->> 'sellerItem') = ${ARTICLE}
      ) as is_outdated
    from ${JOIN}
    where l.filiere_id = $1 and d.filiere_id = $1 and d.type = 'forecast' and d.issuer_id = $2 and d.recipient_id = $3
      and d.sent_at <= coalesce($4, 'infinity'::timestamptz)
      and (d.state in ('sent', 'proposed', 'confirmed') or ($4 is not null and d.state in ('withdrawn', 'superseded') and d.updated_at > $4))
  ) f where age = 1 and not is_outdated`;

/** What open orders and call-offs still await, at the confirmed date where there is one. */
const DELIVERIES = `
  select 'delivery' as kind, ${ITEM},
    greatest(0, coalesce((l.fields ->> 'confirmedQuantity')::float8, (l.fields ->> 'quantity')::float8) - coalesce(s.despatched, 0)) as quantity,
    coalesce(l.fields ->> 'confirmedDate', l.fields ->> 'requestedDate', d.header ->> 'requestedDate') as date
  from ${JOIN}
  left join lateral (
    select sum((a.fields ->> 'quantity')::float8) as despatched from exchange_line a
    join exchange_document ad on ad.filiere_id = a.filiere_id and ad.id = a.document_id
    where a.filiere_id = $1 and ad.type = 'despatch_advice' and ad.state in ('sent', 'partly_received', 'received', 'closed')
      and (a.order_id = d.id or a.call_off_id = d.id) and a.fields ->> 'unit' = l.fields ->> 'unit'
      and (a.fields ->> 'orderLine')::int = l.line_number
  ) s on true
  where l.filiere_id = $1 and d.filiere_id = $1 and d.type in ('order', 'call_off') and d.issuer_id = $2 and d.recipient_id = $3
    and d.state in ('sent', 'modified', 'accepted', 'in_delivery') and coalesce(l.fields ->> 'answer', '') <> 'rejected'`;

const IN_TRANSIT = `
  select 'in_transit' as kind, ${ITEM}, (l.fields ->> 'quantity')::float8 as quantity,
    coalesce(d.header ->> 'estimatedArrival', left(d.header ->> 'despatchDate', 10)) as date
  from ${JOIN}
  where l.filiere_id = $1 and d.filiere_id = $1 and d.type = 'despatch_advice' and d.issuer_id = $3 and d.recipient_id = $2
    and d.state in ('sent', 'partly_received')
    and not exists (
      select from exchange_line r where r.filiere_id = $1 and r.despatch_advice_id = d.id and (r.fields ->> 'despatchLine')::int = l.line_number)`;

/** The newest statement of a company that names an article and kind counts for all of that article and kind. */
const STOCK = `
  select case when kind = 'on_hand' then stock_kind else 'production' end as kind, buyer_item, seller_item, gtin, description, unit, quantity, date from (
    select l.fields ->> 'kind' as kind, case when d.issuer_id = $2 then 'buyer_stock' else 'seller_stock' end as stock_kind, d.issuer_id, ${ITEM},
      (l.fields ->> 'quantity')::float8 as quantity, coalesce(l.fields ->> 'date', left(d.header ->> 'statementDate', 10)) as date,
      rank() over (partition by d.issuer_id, l.fields ->> 'kind', ${ARTICLE} order by (d.header ->> 'statementDate')::timestamptz desc, d.id) as age
    from ${JOIN}
    where l.filiere_id = $1 and d.filiere_id = $1 and d.type = 'stock_statement' and d.state = 'published'
      and (d.issuer_id, d.recipient_id) in (($2, $3), ($3, $2)) and l.fields ->> 'kind' in ('on_hand', 'planned_production')
  ) s where age = 1 and (kind = 'on_hand' or issuer_id = $3)`;

/** Everything the two companies told each other that bears on the days to come. */
export async function planningEntries(tx: Tx, pair: PlanningPair): Promise<PlanningEntry[]> {
  const rows = await tx.query<Row>(
    `${DEMAND} union all ${DELIVERIES} union all ${IN_TRANSIT} union all ${STOCK}`,
    parameters(tx, pair),
  );
  return rows.flatMap(entryOf);
}

/** What the buyer's forecasts demanded at an earlier moment. */
export async function demandAsOf(tx: Tx, pair: PlanningPair, moment: Date): Promise<PlanningEntry[]> {
  return (await tx.query<Row>(DEMAND, parameters(tx, pair, moment))).flatMap(entryOf);
}

const parameters = (tx: Tx, { buyerId, sellerId }: PlanningPair, moment?: Date) => [
  tx.actor.filiereId,
  buyerId,
  sellerId,
  moment ?? null,
];

function entryOf(row: Row): PlanningEntry[] {
  if (!row.date || !row.unit || row.quantity === null) return [];
  return [
    {
      kind: row.kind,
      unit: row.unit,
      quantity: row.quantity,
      date: row.date,
      ...(row.buyer_item !== null && { buyerItem: row.buyer_item }),
      ...(row.seller_item !== null && { sellerItem: row.seller_item }),
      ...(row.gtin !== null && { gtin: row.gtin }),
      ...(row.description !== null && { description: row.description }),
    },
  ];
}

/** Notes that a person looks at the plan now; answers when it looked last. A second look within the hour is the same visit. */
export async function visit(tx: Tx, partnerId: string): Promise<Date | undefined> {
  const { filiereId, organisationId, personId } = tx.actor;
  if (!personId || !organisationId) return undefined;
  const [row] = await tx.query<{ before_that: Date | null }>(
    `insert into planning_visit as v (filiere_id, organisation_id, person_id, partner_id, visited_at) values ($1, $2, $3, $4, now())
     on conflict (filiere_id, organisation_id, person_id, partner_id) do update set
       before_that = case when v.visited_at < now() - interval '1 hour' then v.visited_at else v.before_that end, visited_at = now()
     returning before_that`,
    [filiereId, organisationId, personId, partnerId],
  );
  return row?.before_that ?? undefined;
}
