import { organisationOf } from '@maillon/kernel';
import { Tx } from '@maillon/db';
import { DISCREPANCY_KINDS } from '../kinds.js';
import { mustAct } from '../run/must-act.js';
import { FigureValue } from './figures.js';

/** Kinds where it is first for the receiver to act. */
const AWAITS_PARTNER = DISCREPANCY_KINDS.filter(
  (kind) => mustAct(kind, { declarantId: 'shipper', partnerId: 'receiver' }) === 'receiver',
);
const ANSWERS = ['correction_asked', 'accepted', 'disputed', 'waived', 'commented'];
const MONTH = (instant: string) => `date_trunc('month', ${instant} at time zone 'Europe/Paris')::date`;

/**
 * Opened, resolved, still open and answered, by month: from the history of discrepancies, which keeps every opening and
 * closing. A discrepancy is its shipper's (or only company's) under the plain names, its receiver's under `_received`, so
 * that a sum over companies counts it once. `months` are first days, in order; the last one ends at `now`.
 */
export function discrepancyFigures(tx: Tx, months: readonly string[], now: Date): Promise<FigureValue[]> {
  return tx.query<FigureValue>(FIGURES, [
    tx.actor.filiereId,
    organisationOf(tx.actor),
    months,
    now,
    AWAITS_PARTNER,
    ANSWERS,
  ]);
}

const FIGURES = `
  with turned as (
    select a.discrepancy_id, a.seq, a.act, a.at, lead(a.at) over w as next_at, lead(a.seq) over w as next_seq
    from discrepancy_act a
    where a.filiere_id = $1 and a.act in ('opened', 'reopened', 'healed', 'accepted', 'waived')
    window w as (partition by a.discrepancy_id order by a.seq)),
  openings as (
    select t.*, d.kind, d.partner_id, case when d.declarant_id = $2 then '' else '_received' end as role,
      case when d.partner_id is not null and d.kind = any ($5) then d.partner_id else d.declarant_id end as awaited_id
    from turned t join discrepancy d on d.filiere_id = $1 and d.id = t.discrepancy_id
    where t.act in ('opened', 'reopened') and (d.declarant_id = $2 or d.partner_id = $2)),
  month_ends as (
    select m.month, least((m.month + interval '1 month') at time zone 'Europe/Paris', $4::timestamptz) as at
    from unnest($3::date[]) as m (month)),
  answers as (
    select o.at, o.awaited_id, min(a.at) as answered_at
    from openings o join discrepancy_act a on a.filiere_id = $1 and a.discrepancy_id = o.discrepancy_id
      and a.seq > o.seq and a.organisation_id = o.awaited_id and a.act = any ($6)
      and (o.next_seq is null or a.seq <= o.next_seq)
    where o.partner_id is not null group by o.discrepancy_id, o.seq, o.at, o.awaited_id)
  select f.month::text as month, f.figure, f.part::float8 as part, f.whole::float8 as whole from (
    select ${MONTH('at')} as month, 'opened' || role as figure, count(*) as part, 1 as whole from openings group by 1, 2
    union all
    select ${MONTH('next_at')}, 'closed' || role, count(*), 1 from openings where next_at is not null group by 1, 2
    union all
    select e.month, 'open_days' || o.role, sum(extract(epoch from e.at - o.at)) / 86400, count(*)
    from month_ends e join openings o on o.at < e.at and (o.next_at is null or o.next_at >= e.at) group by 1, 2
    union all
    select ${MONTH('at')}, case when awaited_id = $2 then 'response_days' else 'partner_response_days' end,
      sum(extract(epoch from answered_at - at)) / 86400, count(*)
    from answers group by 1, 2) f
  where f.month = any ($3::date[]) order by 1, 2`;
