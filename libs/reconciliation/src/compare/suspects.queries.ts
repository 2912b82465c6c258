import { Tx } from '@maillon/db';
import { COUNTING } from '@maillon/exchange';
import { DIMENSIONS } from '@maillon/filieres';
import { organisationOf } from '@maillon/kernel';
import { Role, STANDING } from './flow-statements-sql.js';
import { MOVE, REGISTER, TRANSFORMATION } from './ledger-statements.queries.js';

const AT_ONCE = 2000;

/** Units in terms of one of their dimension: what cannot be compared has a dimension of its own (`DIMENSION`). */
const UNITS = JSON.stringify(
  DIMENSIONS.flatMap((units, dimension) =>
    Object.entries(units).map(([unit, factor]) => ({ unit, dimension, factor })),
  ),
);
const UNIT_TABLE = `units as not materialized (select * from jsonb_to_recordset($3::jsonb) as u (unit text, dimension bigint, factor float8))`;

/**
 * Who tells of a thing and how, as bits: added up in one figure instead of one for each question. Figures are numbers that
 * stand in eight bytes, for a million groups must fit in memory; the judge computes with the same.
 */
const SHIPPED = { paper: 1, event: 2, either: 3 };
const RECEIVED = { paper: 4, event: 8, either: 12 };
const USED = 16;
const UNCOUNTED = 32;
/** Sums of decimal fractions are off by so little; what is let through by it is smaller than anybody weighs. */
const NOTHING_LEFT = 1e-9;
/** A document and an event tell of it: perhaps of the same move, which a sum counts twice (`withoutEchoes`). */
const isToldTwice = (marks: string): string =>
  [SHIPPED, RECEIVED].map(({ either }) => `${marks} & ${either} = ${either}`).join(' or ');

/** Lines of the advices of one kind that count. The dates are read once a document: the group keeps them out of the lines. */
const LINES = (
  type: 'despatch_advice' | 'receipt_advice',
  other: 'shown_to' | 'issuer_id',
  mine: 'shown_to' | 'issuer_id',
  of: 'arrived' | 'kept' = 'arrived',
) => `
  select l.${other} as partner_id, l.thing_id, coalesce(l.fields ->> 'unit', 'H87') as unit,
    (l.fields ->> 'quantity')::float8 ${type === 'receipt_advice' && of === 'arrived' ? `+ coalesce((l.fields ->> 'rejectedQuantity')::float8, 0)` : ''} as quantity,
    d.at, ${type === 'receipt_advice' ? RECEIVED.paper : SHIPPED.paper} as mark
  from (select id, min((header ->> '${type === 'receipt_advice' ? 'receiptDate' : 'despatchDate'}')::timestamptz) as at from exchange_document
    where filiere_id = $1 and ${mine} = $2 and type = '${type}' and state = any (${type === 'receipt_advice' ? '$5' : '$4'}) group by id) d
  join exchange_line l on l.filiere_id = $1 and l.document_id = d.id`;

const EVENTS = (step: 'shipping' | 'receiving', relation: string, partner: string, mine: string) => `
  select ${partner} as partner_id, ei.item_id as thing_id, coalesce(ei.unit, 'H87') as unit, ei.quantity::float8 as quantity, e.event_time as at, ${step === 'shipping' ? SHIPPED.event : RECEIVED.event} as mark
  from trace_event e join trace_event_party p on p.filiere_id = $1 and p.event_id = e.id and p.relation = '${relation}'
  join trace_event_item ei on ei.filiere_id = $1 and ei.event_id = e.id and ei.role in ('epc', 'parent')
  where e.filiere_id = $1 and ${mine} = $2 and e.biz_step = '${step}' and ${STANDING}
    and not exists (select from exchange_event x where x.filiere_id = $1 and x.event_id = e.id)`;

const DIMENSION = (rows: string): string => `coalesce(u.dimension, hashtextextended(${rows}.unit, 0))`;
const UNCOUNTED_IN = (rows: string): string =>
  `case when ${rows}.quantity is null then ${UNCOUNTED} else 0 end`;

/** Both sides added up and set against each other: what is not plainly equal is looked at. The rest is the most by far. */
function flows(role: Role): string {
  const isShipper = role === 'shipper';
  const [byMe, toMe] = [
    ['shown_to', 'issuer_id', 'p.organisation_id', 'e.declarant_id'],
    ['issuer_id', 'shown_to', 'e.declarant_id', 'p.organisation_id'],
  ] as const;
  const [sent, got] = isShipper ? [byMe, toMe] : [toMe, byMe];
  const shipped = `${LINES('despatch_advice', sent[0], sent[1])} union all ${EVENTS('shipping', 'destination', sent[2], sent[3])}`;
  const received = `${LINES('receipt_advice', got[0], got[1])} union all ${EVENTS('receiving', 'source', got[2], got[3])}`;
  // one pass over both sides: a group holds what is said of a thing between two companies
  return `
    with ${UNIT_TABLE},
    said as (
      select partner_id, thing_id, unit, quantity, at, mark from (${shipped}) s
      union all select partner_id, thing_id, unit, - quantity, at, mark from (${received}) r)
    select distinct thing_id from (
      select said.thing_id from said left join units u on u.unit = said.unit group by said.partner_id, said.thing_id
      having abs(sum(said.quantity * coalesce(u.factor, 1))) > ${NOTHING_LEFT} or bit_or(mark | ${UNCOUNTED_IN('said')}) & ${UNCOUNTED} > 0
        or bit_or(mark) & ${SHIPPED.either} = 0 or bit_or(mark) & ${RECEIVED.either} = 0 or ${isToldTwice('bit_or(mark)')}
        or min(${DIMENSION('said')}) <> max(${DIMENSION('said')})
        or min(at) filter (where mark & ${RECEIVED.either} > 0) < min(at) filter (where mark & ${SHIPPED.either} > 0)) f`;
}

/** Whether the company receives by line, product or package: what came in then stands under another name than what went out. */
const VAGUE = `
  select exists (select from exchange_document d join exchange_line l on l.filiere_id = $1 and l.document_id = d.id
      where d.filiere_id = $1 and d.issuer_id = $2 and d.type = 'receipt_advice' and (l.item_id is null or l.item_id = l.package_id))
    or exists (select from trace_event e join trace_event_item ei on ei.filiere_id = $1 and ei.event_id = e.id
      join item i on i.filiere_id = $1 and i.id = ei.item_id and i.level = 'logistic_unit'
      where e.filiere_id = $1 and e.declarant_id = $2 and e.biz_step = 'receiving')`;

/** What came in and what went out of each thing of the organisation's own. */
const LEDGER = `
  with ${UNIT_TABLE},
  moves as (
    select ei.item_id as thing_id, m.move in ('made', 'unpacked') as is_in, m.move = 'made' as is_made, coalesce(ei.unit, 'H87') as unit,
      case when m.move = 'unpacked' then 0 else ei.quantity::float8 end as quantity, e.event_time as at,
      case when m.move in ('used', 'scrapped') then ${USED} else 0 end as mark
    from trace_event e join trace_event_item ei on ei.filiere_id = $1 and ei.event_id = e.id
    cross join lateral (select ${MOVE} as move) m
    where e.filiere_id = $1 and e.declarant_id = $2 and m.move is not null and ${STANDING}
    union all
    select s.thing_id, false, false, s.unit, s.quantity, s.at, s.mark
    from (${LINES('despatch_advice', 'shown_to', 'issuer_id')} and l.item_id is not null union all ${EVENTS('shipping', 'destination', 'p.organisation_id', 'e.declarant_id')}) s
    union all
    select r.thing_id, true, false, r.unit, r.quantity, r.at, r.mark
    from (${LINES('receipt_advice', 'shown_to', 'issuer_id', 'kept')} and l.item_id is not null union all ${EVENTS('receiving', 'source', 'p.organisation_id', 'e.declarant_id')}) r),
  sums as (
    select m.thing_id, sum(m.quantity * coalesce(u.factor, 1)) filter (where m.is_in) as came, sum(m.quantity * coalesce(u.factor, 1)) filter (where not m.is_in) as went,
      min(m.at) filter (where m.is_in) as came_at, min(m.at) filter (where not m.is_in) as went_at, count(*) filter (where not m.is_in) as goings,
      count(*) filter (where m.is_made) as makings, bit_or(m.mark | ${UNCOUNTED_IN('m')}) as marks, min(${DIMENSION('m')}) as least, max(${DIMENSION('m')}) as most
    from moves m left join units u on u.unit = m.unit group by 1)
  select thing_id from sums
  -- what merely left is in order for a company that does not say what it makes, unless it left twice
  where goings > 0 and (came_at is null and (marks & ${USED} > 0 or goings > 1 or (${REGISTER}) or (${VAGUE})) or went_at < came_at
    or went > came + ${NOTHING_LEFT} or goings > 1 and (marks & ${UNCOUNTED} > 0 or went = goings) or least <> most or ${isToldTwice('marks')}) or makings > 1`;

const TRANSFORMATIONS = `
  with ${UNIT_TABLE},
  sums as (
    select ${TRANSFORMATION} as key, sum(ei.quantity * coalesce(u.factor, 1)) filter (where ei.role = 'input') as went_in,
      sum(ei.quantity * coalesce(u.factor, 1)) filter (where ei.role = 'output') as came_out, min(${DIMENSION('ei')}) as least, max(${DIMENSION('ei')}) as most
    from trace_event e join trace_event_item ei on ei.filiere_id = $1 and ei.event_id = e.id and ei.role in ('input', 'output')
    left join units u on u.unit = ei.unit
    where e.filiere_id = $1 and e.declarant_id = $2 and e.type = 'TransformationEvent' and ${STANDING} group by 1)
  select ${TRANSFORMATION} as thing_id from discrepancy d join trace_event e on e.filiere_id = $1 and e.id = any (d.source_ids)
  where d.filiere_id = $1 and d.declarant_id = $2 and d.kind = 'mass_balance' and d.closed_at is null and e.type = 'TransformationEvent'
  union
  select key from sums where came_out > went_in * $4::float8 + ${NOTHING_LEFT} or least <> most`;

/** What was found before, or is awaited: looked at again, whatever the records say now. */
const KNOWN = `
  select thing_id from discrepancy where filiere_id = $1 and declarant_id = $2 and closed_at is null and kind <> 'mass_balance'
  union select other_thing_id from discrepancy where filiere_id = $1 and declarant_id = $2 and closed_at is null and other_thing_id is not null
  union select thing_id from reconciliation_pending where filiere_id = $1 and declarant_id = $2`;

const SIEVES = {
  flows: flows('shipper'),
  incoming: flows('receiver'),
  ledger: LEDGER,
  transformations: TRANSFORMATIONS,
  known: KNOWN,
} as const;
export type Sieve = keyof typeof SIEVES;

/**
 * Things of the acting organisation, or its transformations by key, that are not plainly in order, some thousands at a time.
 * `keepAtMost` is the greatest share of its input that a transformation may give back: 1 less the least loss.
 */
export async function* suspects(tx: Tx, sieve: Sieve, keepAtMost = 1): AsyncGenerator<string[]> {
  const counting = [UNITS, COUNTING.despatch_advice, COUNTING.receipt_advice];
  const more = {
    flows: counting,
    incoming: counting,
    ledger: counting,
    transformations: [UNITS, keepAtMost],
    known: [],
  }[sieve];
  // sums of a large firm fit in so much; what does not goes to disk
  await tx.query(`set local work_mem = '128MB'`);
  // a cursor is read by one process alone, a table is filled by several
  const parameters = [tx.actor.filiereId, organisationOf(tx.actor), ...more];
  await tx.query(`create temp table suspects_${sieve} on commit drop as ${SIEVES[sieve]}`, parameters);
  await tx.query(`declare suspects_${sieve} no scroll cursor for table suspects_${sieve}`);
  for (;;) {
    const rows = await tx.query<{ thing_id: string }>(`fetch ${AT_ONCE} from suspects_${sieve}`);
    if (!rows.length) return;
    yield rows.map((row) => row.thing_id);
  }
}
