/** Whose flows: those that the acting organisation shipped, or those that it received. */
export type Role = 'shipper' | 'receiver';

const PRODUCT = `coalesce(l.fields ->> 'buyerItem', l.fields ->> 'sellerItem', l.fields ->> 'gtin')`;
const LABEL = `coalesce(l.fields ->> 'serial', l.fields ->> 'lot', l.fields ->> 'sscc', ${PRODUCT})`;
/** An event that stands: neither a correction, nor corrected, nor the shadow of a document. */
export const STANDING = `e.corrects_id is null
  and not exists (select from trace_event c where c.filiere_id = e.filiere_id and c.corrects_id = e.id)`;
const OWN_EVENT = `${STANDING}
  and not exists (select from exchange_event x where x.filiere_id = e.filiere_id and x.event_id = e.id)`;
const INSTANT = (field: string) => `(d.header ->> '${field}')::timestamptz`;

/** The package that a thing was last packed in, as SQL: who receives by lot may unpack first what was shipped by package. */
const packedIn = (item: string, at: string): string => `(
  select k.output_id from trace_link k where k.filiere_id = $1 and k.input_id = ${item} and k.kind = 'p' and k.valid_from <= ${at}
  order by k.valid_from desc, k.output_id limit 1)`;

/**
 * Items of the shipping and receiving events that the acting organisation shipped or received, in one pass for both. Each is looked up
 * by itself (`offset 0`, `limit 1`): a join that was planned while the tables were small would read all that the company ever declared.
 * Parameters: $1 filière, $2 organisation, $3 things.
 */
export const EVENT_STATEMENTS = `
  -- the shipper declares the shipping and is the source of the receiving
  select case e.biz_step when 'shipping' then 'shipped' else 'received' end as side,
    case e.biz_step when 'shipping' then e.declarant_id else p.organisation_id end as shipper_id,
    case e.biz_step when 'shipping' then p.organisation_id else e.declarant_id end as receiver_id,
    ei.item_id as thing_id, ei.item_id, ${packedIn('ei.item_id', 'e.event_time')} as package_id, null as document_id, null as line_number,
    e.id as event_id, ei.quantity::float8 as quantity, null as rejected, null as short, ei.unit, e.event_time as at, null as expected_by,
    null as despatch_id, null as despatch_line, i.label, null as product, null as reference, i.uri, null as answered_at
  from unnest($3::uuid[]) as asked (id)
  cross join lateral (select * from trace_event_item where filiere_id = $1 and item_id = asked.id and role in ('epc', 'parent') offset 0) ei
  cross join lateral (select * from trace_event
    where filiere_id = $1 and id = ei.event_id and biz_step in ('shipping', 'receiving') limit 1) e
  cross join lateral (select organisation_id from trace_event_party where filiere_id = $1 and event_id = ei.event_id
    and relation = case e.biz_step when 'shipping' then 'destination' else 'source' end offset 0) p
  left join lateral (select label, uri from item where filiere_id = $1 and id = ei.item_id order by is_private limit 1) i on true
  where $2 in (e.declarant_id, p.organisation_id) and ${OWN_EVENT}`;

/** Lines of the advices of one kind, as they were written. */
function lines(type: 'despatch_advice' | 'receipt_advice', mine: 'issuer_id' | 'shown_to'): string {
  const isDespatch = type === 'despatch_advice';
  const [shipper, receiver] = isDespatch
    ? ['d.issuer_id', 'd.recipient_id']
    : ['d.recipient_id', 'd.issuer_id'];
  const quantity = (field: string) => `(l.fields ->> '${field}')::float8`;
  const figures = isDespatch
    ? `${quantity('quantity')} as quantity, null::float8 as rejected, null::float8 as short`
    : `coalesce(${quantity('quantity')}, 0) + coalesce(${quantity('rejectedQuantity')}, 0) as quantity,
       ${quantity('rejectedQuantity')} as rejected, ${quantity('shortQuantity')} as short`;
  const packageId = isDespatch
    ? 'l.package_id'
    : `coalesce(l.package_id, ${packedIn('l.item_id', INSTANT('receiptDate'))})`;
  const reference = isDespatch
    ? `coalesce(l.fields ->> 'orderNumber', d.header ->> 'orderNumber', d.number)`
    : `coalesce(l.fields ->> 'orderNumber', d.header ->> 'despatchAdviceNumber', d.header ->> 'orderNumber', d.number)`;
  return `
    select ${shipper} as shipper_id, ${receiver} as receiver_id, l.thing_id, l.item_id, ${packageId} as package_id, l.document_id, l.line_number,
      null::uuid as event_id, ${figures}, l.fields ->> 'unit' as unit, ${INSTANT(isDespatch ? 'despatchDate' : 'receiptDate')} as at,
      ${isDespatch ? `((d.header ->> 'estimatedArrival')::date + 1)::timestamp at time zone 'UTC'` : 'null::timestamptz'} as expected_by,
      ${isDespatch ? 'l.document_id' : 'l.despatch_advice_id'} as despatch_id,
      ${isDespatch ? 'l.line_number' : `(l.fields ->> 'despatchLine')::int`} as despatch_line,
      ${LABEL} as label, ${PRODUCT} as product, ${reference} as reference, null::text as uri
    from exchange_line l join exchange_document d on d.filiere_id = $1 and d.id = l.document_id
    where l.filiere_id = $1 and l.${mine} = $2 and l.thing_id = any ($3) and d.type = '${type}' and d.state = any (${isDespatch ? '$4' : '$5'})`;
}

/**
 * What documents say of things between the acting organisation and others, as it was written. $3 holds all things that may
 * stand for one another (`relatedThings`); $4 and $5 the states in which despatch and receipt advices count.
 */
export function documentStatementsSql(role: Role): string {
  const [mine, theirs] =
    role === 'shipper' ? (['issuer_id', 'shown_to'] as const) : (['shown_to', 'issuer_id'] as const);
  return `
  with sent_line as materialized (${lines('despatch_advice', mine)}),
  -- when a despatch was first answered; its receipts are few, their lines may be many
  answered as materialized (
    select r.despatch_id, min(d.at) as at from (
      select distinct l.despatch_advice_id as despatch_id, l.document_id from exchange_line l
      where l.filiere_id = $1 and l.despatch_advice_id = any (array(select distinct document_id from sent_line))) r
    -- each looked up by itself: a join would read every receipt that the company ever got
    cross join lateral (select ${INSTANT('receiptDate')} as at from exchange_document d
      where d.filiere_id = $1 and d.id = r.document_id and d.type = 'receipt_advice' and d.state = any ($5) limit 1) d
    group by 1)
  select 'shipped' as side, s.*, a.at as answered_at from sent_line s left join answered a on a.despatch_id = s.document_id
  union all select 'received', g.*, null from (${lines('receipt_advice', theirs)}) g`;
}
