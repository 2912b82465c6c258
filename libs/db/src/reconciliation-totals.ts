import { APP_ROLE, FRONTIER_ROLE } from './roles.js';

/** The expressions of policies.ts that the totals hold themselves to. */
export interface TotalsRule {
  readonly filiere: string;
  /** The acting organisation's id, null for the committee. */
  readonly organisation: string;
}

/** Fewer companies than this, and a total would tell one of them about the other. */
export const FEWEST_COMPANIES = 3;

/**
 * `reconciliation_totals` adds up the figures of the companies of a filière, for its committee, which sees none of their rows:
 * one row a figure and month, without parts or count where too few companies contribute. It answers nobody who acts for a
 * company: a company that took its own figures off would know more of the others.
 */
export function totalsStatements({ filiere, organisation }: TotalsRule): string[] {
  const [table, signature] = ['reconciliation_figure', 'reconciliation_totals (date, date, text[])'];
  return [
    `grant select on ${table} to ${FRONTIER_ROLE}`,
    `drop policy if exists ${table}_frontier on ${table}`,
    `create policy ${table}_frontier on ${table} for select to ${FRONTIER_ROLE} using (${filiere})`,
    `grant create on schema public to ${FRONTIER_ROLE}`,
    `create or replace function reconciliation_totals (since date, until date, figures text[])
      returns table (month date, figure text, companies integer, part numeric, whole numeric)
      language sql stable security definer set search_path = public, pg_temp as $$
        select t.month, t.figure, case when t.enough then t.companies end, case when t.enough then t.part end,
          case when t.enough then t.whole end
        from (
          select f.month, f.figure, count(*)::integer as companies, sum(f.part) as part, sum(f.whole) as whole,
            count(*) >= ${FEWEST_COMPANIES} as enough
          from reconciliation_figure f
          where f.${filiere} and ${organisation} is null and f.month between since and until and f.figure = any (figures) and f.whole > 0
          group by f.month, f.figure) t
      $$`,
    `alter function ${signature} owner to ${FRONTIER_ROLE}`,
    `revoke all on function ${signature} from public`,
    `grant execute on function ${signature} to ${APP_ROLE}`,
    `revoke create on schema public from ${FRONTIER_ROLE}`,
  ];
}
