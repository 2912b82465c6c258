import { organisationOf } from '@maillon/kernel';
import { Tx } from '@maillon/db';
import { COUNTING } from '@maillon/exchange';
import { STANDING } from '../compare/flow-statements-sql.js';
import { FigureValue } from './figures.js';

/**
 * Of what the company began to ship in each month, how much agrees with what was received. What the last comparison of
 * everything left neither awaited nor in a discrepancy agrees; before a first one there is no figure, for nothing is known.
 */
export function flowFigures(tx: Tx, months: readonly string[]): Promise<FigureValue[]> {
  return tx.query<FigureValue>(FIGURES, [
    tx.actor.filiereId,
    organisationOf(tx.actor),
    months,
    COUNTING.despatch_advice,
  ]);
}

const FIGURES = `
  with shipped as (
    select partner_id, thing_id, date_trunc('month', min(at) at time zone 'Europe/Paris')::date as month from (
      select d.recipient_id as partner_id, l.thing_id, (d.header ->> 'despatchDate')::timestamptz as at
      from exchange_document d join exchange_line l on l.filiere_id = $1 and l.document_id = d.id
      where d.filiere_id = $1 and d.issuer_id = $2 and d.shown_to is not null and d.type = 'despatch_advice' and d.state = any ($4)
      union all
      select p.organisation_id, ei.item_id, e.event_time
      from trace_event e join trace_event_party p on p.filiere_id = $1 and p.event_id = e.id and p.relation = 'destination'
      join trace_event_item ei on ei.filiere_id = $1 and ei.event_id = e.id and ei.role in ('epc', 'parent')
      where e.filiere_id = $1 and e.declarant_id = $2 and e.biz_step = 'shipping' and ${STANDING}
        and not exists (select from exchange_event x where x.filiere_id = $1 and x.event_id = e.id)) s
    group by 1, 2),
  compared as (
    select s.month, not exists (select from reconciliation_pending p where p.filiere_id = $1 and p.declarant_id = $2 and p.thing_id = s.thing_id)
      and not exists (select from discrepancy d where d.filiere_id = $1 and d.declarant_id = $2 and d.thing_id = s.thing_id
        and d.partner_id = s.partner_id and d.state <> 'healed') as is_matched
    from shipped s
    where s.month = any ($3::date[]) and exists (
      select from reconciliation_run r where r.filiere_id = $1 and r.organisation_id = $2 and r.state = 'done'))
  select month::text as month, 'matched_flows' as figure, count(*) filter (where is_matched)::float8 as part, count(*)::float8 as whole
  from compared group by 1 order by 1`;
