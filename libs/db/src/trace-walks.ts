import { APP_ROLE, FRONTIER_ROLE } from './roles.js';

/** The expressions of policies.ts that a walk holds itself to. */
export interface VisibilityRule {
  readonly filiere: string;
  readonly visible: string;
  readonly seen: (row?: string) => string;
}

/**
 * `trace_walk_up` and `trace_walk_down` follow `trace_link` from an item that the actor may see (ADR 0003). They apply the
 * visibility rule link by link: where it holds, the row names the next item; where it does not, the row says only that
 * a step exists beyond `near_id`, and the walk ends there. The windows of time are explained in docs/adr/0007-trace-windows.md.
 */
export function walkStatements(rule: VisibilityRule): string[] {
  const signature = '(uuid, integer, integer)';
  return [
    ...['trace_link', 'item'].flatMap((table) => [
      `grant select on ${table} to ${FRONTIER_ROLE}`,
      `drop policy if exists ${table}_frontier on ${table}`,
      `create policy ${table}_frontier on ${table} for select to ${FRONTIER_ROLE} using (${rule.filiere})`,
    ]),
    `grant create on schema public to ${FRONTIER_ROLE}`,
    ...(['up', 'down'] as const).flatMap((direction) => [
      walkFunction(direction, rule),
      `alter function trace_walk_${direction}${signature} owner to ${FRONTIER_ROLE}`,
      `revoke all on function trace_walk_${direction}${signature} from public`,
      `grant execute on function trace_walk_${direction}${signature} to ${APP_ROLE}`,
    ]),
    `revoke create on schema public from ${FRONTIER_ROLE}`,
  ];
}

/** Settings are read once, in a CTE: the rule itself stays the one of policies.ts. */
function walkFunction(direction: 'up' | 'down', rule: VisibilityRule): string {
  const [near, far] = direction === 'up' ? ['output_id', 'input_id'] : ['input_id', 'output_id'];
  const transformed =
    direction === 'up'
      ? [`'-infinity'::timestamptz`, 'least(w.until, l.valid_from)']
      : ['l.valid_from', `'infinity'::timestamptz`];
  const inTime = direction === 'up' ? '' : `and (l.kind <> 't' or l.valid_from >= w.since)`;
  const shown = (value: string) => `case when v.seen then ${value} end`;
  return `
    create or replace function trace_walk_${direction} (root uuid, max_depth integer, max_rows integer)
    returns table (item_id uuid, depth integer, since timestamptz, until timestamptz, near_id uuid, event_id uuid, kind "char", valid_from timestamptz)
    language sql stable security definer set search_path = public, pg_temp as $$
      with recursive walk (item_id, depth, since, until, near_id, event_id, kind, valid_from) as (
        select root, 0, '-infinity'::timestamptz, 'infinity'::timestamptz, null::uuid, null::uuid, null::"char", null::timestamptz
        where exists (select from item where id = root and ${rule.visible})
        union
        select ${shown(`l.${far}`)}, w.depth + 1,
          ${shown(`case when l.kind = 't' then ${transformed[0]} else greatest(w.since, l.valid_from) end`)},
          ${shown(`case when l.kind = 't' then ${transformed[1]} else least(w.until, l.valid_to) end`)},
          w.item_id, ${shown('l.event_id')}, ${shown('l.kind')}, ${shown('l.valid_from')}
        from walk w
        join trace_link l on l.${rule.filiere} and l.${near} = w.item_id
          and l.valid_from <= w.until and l.valid_to > w.since ${inTime}
        cross join lateral (select coalesce(${rule.seen('l.')}, false) as seen) v
        where w.depth < max_depth
      )
      select * from walk limit max_rows
    $$`;
}
