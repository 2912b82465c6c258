import { organisationOf } from '@maillon/kernel';
import { Tx } from '@maillon/db';
import { COUNTING } from '@maillon/exchange';
import { convert } from '../rules/convert.js';
import { LoadedRules, rulesFor } from '../rules/rules.queries.js';
import { toleranceOf } from '../rules/tolerance-of.js';
import { FigureName, FigureValue } from './figures.js';

/** Orders and call-offs whose deliveries both sides have agreed on: neither unanswered nor taken back. */
const AGREED = ['accepted', 'in_delivery', 'despatched', 'completed', 'closed', 'cancellation_requested'];
/** Lines of which everything that is asked is the same. */
interface Row {
  readonly lines: number;
  /** Day on which they are due. */
  readonly due: string;
  readonly partner_id: string;
  readonly product: string | null;
  readonly unit: string;
  readonly quantity: number;
  /** What arrived, by day and unit; null where nothing was declared. */
  readonly received: { readonly unit: string; readonly quantity: number; readonly day: string }[] | null;
}

/** Which part of the lines the company has: it sells, or it buys. */
type Part = 'seller' | 'buyer';

/**
 * Delivery accuracy, after the idea of Odette's delivery accuracy report: right quantity, right day. Lines are those of
 * accepted orders and call-offs (a call-off in place of the order that it draws on) whose day of delivery, confirmed or else
 * requested, lies in the month and before `today`. A line is right when the buyer's receipt advices give it, on that day (in
 * Paris) and on no other, what was agreed, within the tolerance of the two companies; kept or rejected, what arrived counts.
 * A receipt is a line's when it names it, itself or by the despatch line that it answers; one that names the document and
 * the article alone goes to the article's line of that day, else to its first.
 */
export async function deliveryFigures(
  tx: Tx,
  part: Part,
  months: readonly string[],
  today: string,
  rules: LoadedRules,
): Promise<FigureValue[]> {
  const sums = new Map<string, { right: number; unreceived: number; whole: number }>();
  const me = organisationOf(tx.actor);
  const alike = await tx.query<Row>(dueLinesSql(part), [
    tx.actor.filiereId,
    me,
    months[0],
    today,
    AGREED,
    COUNTING.receipt_advice,
  ]);
  for (const row of alike) {
    const month = `${row.due.slice(0, 7)}-01`;
    const sum = sums.get(month) ?? { right: 0, unreceived: 0, whole: 0 };
    sums.set(month, sum);
    sum.whole += row.lines;
    if (!row.received) sum.unreceived += row.lines;
    else if (isRight(row, part, me, rules)) sum.right += row.lines;
  }
  const value = (month: string, figure: FigureName, share: number, whole: number) => ({
    month,
    figure,
    part: share,
    whole,
  });
  return [...sums].flatMap(([month, { right, unreceived, whole }]) =>
    part === 'seller'
      ? [value(month, 'delivery_accuracy', right, whole), value(month, 'unreceived_lines', unreceived, whole)]
      : [value(month, 'delivery_accuracy_bought', right, whole)],
  );
}

function isRight(row: Row, part: Part, me: string, loaded: LoadedRules): boolean {
  const [seller, buyer] = part === 'seller' ? [me, row.partner_id] : [row.partner_id, me];
  const rules = rulesFor(loaded, seller, buyer);
  const product = row.product ?? undefined;
  let arrived = 0;
  for (const { unit, quantity, day } of row.received!) {
    const converted = convert(rules, product, quantity, unit, row.unit);
    if (day !== row.due || converted === undefined) return false;
    arrived += converted;
  }
  const difference = Number(Math.abs(arrived - row.quantity).toPrecision(12));
  return difference <= toleranceOf(rules, { unit: row.unit, product }, row.quantity);
}

const field = (line: string, name: string) => `${line}.fields ->> '${name}'`;
const quantity = (line: string, name: string) => `coalesce((${field(line, name)})::numeric, 0)`;
const MARKS = ['gtin', 'buyerItem', 'sellerItem'] as const;
const marks = (line: string) => MARKS.map((name) => `('${name}', ${field(line, name)})`).join(', ');

/** Order and call-off lines whose day of delivery lies in the time asked for. */
const wantedSql = (part: Part) => `
  due as (
    select d.id, d.type, l.line_number, l.fields, d.${part === 'seller' ? 'issuer_id' : 'recipient_id'} as partner_id,
      coalesce(${field('l', 'confirmedDate')}, ${field('l', 'requestedDate')}, d.header ->> 'requestedDate')::date as day
    from exchange_document d join exchange_line l on l.filiere_id = $1 and l.document_id = d.id
    where d.filiere_id = $1 and d.${part === 'seller' ? 'shown_to' : 'issuer_id'} = $2 and d.shown_to is not null
      and d.type in ('order', 'call_off') and d.state = any ($5) and coalesce(${field('l', 'answer')}, '') <> 'rejected'),
  called as (
    select distinct c.order_id as id from exchange_document o join exchange_line c on c.filiere_id = $1 and c.document_id = o.id
    where o.filiere_id = $1 and o.${part === 'seller' ? 'shown_to' : 'issuer_id'} = $2 and o.type = 'call_off' and o.state = any ($5)
      and c.order_id is not null),
  wanted as materialized (
    select w.* from due w left join called c on c.id = w.id
    where w.day >= $3::date and w.day < $4::date and (w.type = 'call_off' or c.id is null)),
  papers as materialized (select distinct id from wanted),
  articles as materialized (
    select w.id, m.mark, m.value, w.day, min(w.line_number) as line_number
    from wanted w cross join lateral (values ${marks('w')}) m (mark, value) where m.value is not null group by 1, 2, 3, 4)`;

/** Receipt lines by the order or call-off that they, or the despatch line that they answer, deliver; alike ones together. */
const receivedSql = (part: Part) => `
  got as (
    select r.fields, coalesce(${field('r', 'orderLine')}, ${field('s', 'orderLine')})::int as named_line,
      coalesce(r.call_off_id, s.call_off_id) as call_off_id, coalesce(r.order_id, s.order_id) as order_id,
      ((d.header ->> 'receiptDate')::timestamptz at time zone 'Europe/Paris')::date as day
    from exchange_document d join exchange_line r on r.filiere_id = $1 and r.document_id = d.id
    left join exchange_line s on s.filiere_id = $1 and s.document_id = r.despatch_advice_id
      and s.line_number = (${field('r', 'despatchLine')})::int
    where d.filiere_id = $1 and d.${part === 'seller' ? 'shown_to' : 'issuer_id'} = $2 and d.shown_to is not null
      and d.type = 'receipt_advice' and d.state = any ($6)),
  received as materialized (
    select row_number() over () as row, g.* from (
      select coalesce(c.id, o.id) as served_id, g.named_line, g.day, coalesce(${field('g', 'unit')}, 'H87') as unit,
        ${MARKS.map((name) => `${field('g', name)} as "${name}"`).join(', ')},
        sum(${quantity('g', 'quantity')} + ${quantity('g', 'rejectedQuantity')}) as quantity
      from got g left join papers c on c.id = g.call_off_id left join papers o on o.id = g.order_id
      where coalesce(c.id, o.id) is not null group by 1, 2, 3, 4, 5, 6, 7) g
    where g.quantity > 0)`;

/**
 * What is due and what arrived are laid under one another and brought together by their line: a join of the two would have
 * to guess how many there are.
 */
const dueLinesSql = (part: Part) => `
  with ${wantedSql(part)}, ${receivedSql(part)},
  placed as (
    select r.served_id as id, r.named_line as line_number, r.day, r.unit, r.quantity from received r where r.named_line is not null
    union all
    select id, line_number, day, unit, quantity from (
      select distinct on (r.row) r.served_id as id, a.line_number, r.day, r.unit, r.quantity
      from received r cross join lateral (values ${MARKS.map((name) => `('${name}', r."${name}")`).join(', ')}) m (mark, value)
      join articles a on a.id = r.served_id and a.mark = m.mark and a.value = m.value
      where r.named_line is null order by r.row, (a.day = r.day) desc, a.line_number) a),
  both_sides as (
    select id, line_number, day as due, partner_id, fields, null::date as day, null::text as unit, null::numeric as quantity from wanted
    union all
    select id, line_number, null, null, null, day, unit, quantity from placed),
  lines as (
    select max(due)::text as due, (array_agg(partner_id) filter (where due is not null))[1] as partner_id,
      (array_agg(fields) filter (where due is not null))[1] as fields,
      jsonb_agg(jsonb_build_object('unit', unit, 'quantity', quantity, 'day', day) order by day, unit) filter (where day is not null) as received
    from both_sides group by id, line_number having max(due) is not null)
  select count(*)::int as lines, l.due, l.partner_id,
    coalesce(${['buyerItem', 'sellerItem', 'gtin'].map((name) => field('l', name)).join(', ')}) as product,
    coalesce(${field('l', 'unit')}, 'H87') as unit,
    coalesce((${field('l', 'confirmedQuantity')})::float8, (${field('l', 'quantity')})::float8, 0) as quantity, l.received
  from lines l group by 2, 3, 4, 5, 6, 7`;
