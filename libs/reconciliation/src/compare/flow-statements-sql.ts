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

/** Items of the organisation's shipping or receiving events. */
function eventItems(role: Role, step: 'shipping' | 'receiving'): string {
  // the shipper declares the shipping and is the source of the receiving
  const mine = (role === 'shipper') === (step === 'shipping') ? 'e.declarant_id' : 'p.organisation_id';
  return `
    select ei.item_id, e.declarant_id, p.organisation_id, e.id, e.event_time, ei.quantity::float8, ei.unit
    from trace_event_item ei join trace_event e on e.filiere_id = $1 and e.id = ei.event_id
    join trace_event_party p on p.filiere_id = $1 and p.event_id = e.id and p.relation = '${step === 'shipping' ? 'destination' : 'source'}'
    where ei.filiere_id = $1 and ei.item_id = any ($3) and ei.role in ('epc', 'parent') and e.biz_step = '${step}'
      and ${mine} = $2 and ${OWN_EVENT}`;
}

/** What each side wrote, as it wrote it; and what a receipt that names no thing of its own is about. */
function sides(role: Role): string {
  const [mine, theirs] = role === 'shipper' ? ['issuer_id', 'shown_to'] : ['shown_to', 'issuer_id'];
  return `
  with sent_line as materialized (
    select l.thing_id, l.item_id, l.package_id, l.document_id, l.line_number, d.issuer_id as shipper_id, d.recipient_id as receiver_id,
      ${INSTANT('despatchDate')} as at, ((d.header ->> 'estimatedArrival')::date + 1)::timestamp at time zone 'UTC' as expected_by,
      (l.fields ->> 'quantity')::float8 as quantity, l.fields ->> 'unit' as unit, ${LABEL} as label, ${PRODUCT} as product,
      coalesce(l.fields ->> 'orderNumber', d.header ->> 'orderNumber', d.number) as reference
    from exchange_line l join exchange_document d on d.filiere_id = $1 and d.id = l.document_id
    where l.filiere_id = $1 and l.${mine} = $2 and l.thing_id = any ($3) and d.type = 'despatch_advice' and d.state = any ($4)),
  sent_event as materialized (${eventItems(role, 'shipping')}),
  sent as (
    select shipper_id, receiver_id, thing_id from sent_line
    union select declarant_id, organisation_id, item_id from sent_event),
  inside as (
    select distinct shipper_id, receiver_id, package_id, thing_id from sent_line
    where package_id is not null and package_id is distinct from item_id),
  got_line as materialized (
    select l.thing_id, l.item_id, l.package_id, l.document_id, l.line_number, d.recipient_id as shipper_id, d.issuer_id as receiver_id,
      ${INSTANT('receiptDate')} as at, coalesce((l.fields ->> 'quantity')::float8, 0) + coalesce((l.fields ->> 'rejectedQuantity')::float8, 0) as quantity,
      l.fields ->> 'unit' as unit, coalesce((l.fields ->> 'rejectedQuantity')::float8, 0) as rejected,
      coalesce((l.fields ->> 'shortQuantity')::float8, 0) as short, l.despatch_advice_id as despatch_id,
      (l.fields ->> 'despatchLine')::int as despatch_line, ${LABEL} as label, ${PRODUCT} as product,
      coalesce(l.fields ->> 'orderNumber', d.header ->> 'despatchAdviceNumber', d.header ->> 'orderNumber', d.number) as reference
    from exchange_line l join exchange_document d on d.filiere_id = $1 and d.id = l.document_id
    where l.filiere_id = $1 and l.${theirs} = $2 and l.thing_id = any ($3) and d.type = 'receipt_advice' and d.state = any ($5)),
  got_event as materialized (${eventItems(role, 'receiving')}),
  got as (
    select thing_id, item_id, package_id, document_id, line_number, null::uuid as event_id, shipper_id, receiver_id, at, quantity, unit,
      rejected, short, despatch_id, despatch_line, label, product, reference from got_line
    union all
    select item_id, item_id, null, null, null, id, organisation_id, declarant_id, event_time, quantity, unit, 0, 0, null, null, null, null, null
    from got_event),
  -- what a receipt without lot, serial number or package is about: the line that it names, or else the first of its product
  named as (
    select distinct on (g.document_id, g.line_number) g.document_id, g.line_number, s.thing_id
    from got_line g join sent_line s on s.document_id = g.despatch_id
      and (s.line_number = g.despatch_line or g.despatch_line is null and s.product = g.product)
    where g.item_id is null order by g.document_id, g.line_number, s.line_number),
  answered as (
    select a.document_id, min(${INSTANT('receiptDate')}) as at
    from (select distinct document_id from sent_line) a
    join exchange_line l on l.filiere_id = $1 and l.despatch_advice_id = a.document_id
    join exchange_document d on d.filiere_id = $1 and d.id = l.document_id and d.type = 'receipt_advice' and d.state = any ($5)
    group by 1)`;
}

/** All statements, each under the thing that it is about. */
const RESOLVED = `
  select 'shipped' as side, s.shipper_id, s.receiver_id, s.thing_id, s.item_id, s.package_id, s.document_id, s.line_number, null::uuid as event_id,
    s.quantity, s.unit, null::float8 as rejected, null::float8 as short, s.at, s.expected_by, a.at as answered_at,
    s.document_id as despatch_id, s.line_number as despatch_line, s.label, s.product, s.reference
  from sent_line s left join answered a on a.document_id = s.document_id
  union all
  select 'shipped', declarant_id, organisation_id, item_id, item_id, null, null, null, id, quantity, unit, null, null, event_time, null, null,
    null, null, null, null, null from sent_event
  union all
  select 'received', g.shipper_id, g.receiver_id,
    coalesce(n.thing_id, own.thing_id, whole.thing_id, i.thing_id, g.thing_id), g.item_id, g.package_id, g.document_id, g.line_number, g.event_id,
    case when own.thing_id is null and (whole.thing_id is not null or i.thing_id is not null) then null else g.quantity end,
    g.unit, g.rejected, g.short, g.at, null, null, g.despatch_id, g.despatch_line, g.label, g.product, g.reference
  from got g
  left join named n on g.item_id is null and n.document_id = g.document_id and n.line_number = g.line_number
  left join sent own on g.item_id is not null and own.thing_id = g.thing_id and own.shipper_id = g.shipper_id and own.receiver_id = g.receiver_id
  left join sent whole on own.thing_id is null and g.item_id is not null and whole.thing_id = g.package_id
    and whole.shipper_id = g.shipper_id and whole.receiver_id = g.receiver_id
  left join inside i on own.thing_id is null and whole.thing_id is null and i.package_id = g.thing_id
    and i.shipper_id = g.shipper_id and i.receiver_id = g.receiver_id`;

/**
 * Every statement about things between the acting organisation and others, each under the thing that it is about: a receipt
 * that names only a line, a product or a package of a despatch is about what stands there. $3 holds all things that may
 * stand for one another (`relatedThings`); $4 and $5 the states in which despatch and receipt advices count.
 */
export const flowStatementsSql = (role: Role): string => `${sides(role)}${RESOLVED}`;
