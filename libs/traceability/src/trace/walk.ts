import { TraceDirection } from './trace.types.js';

/**
 * The recursive walk over `trace_link`. $1 filière, $2 item, $3 steps at most, $4 rows at most.
 *
 * Each row carries the window of time in which what it stands for was part of the chain:
 * - upstream, a transformation at t makes only what its inputs had been until t count; contents count while they were in;
 * - downstream, from a transformation at t on only what became of its outputs counts; a container counts while it held the thing.
 * Rows with the same item, step and window fold into one, so a diamond costs its links and a cycle ends at $3.
 */
export function walkSql(direction: TraceDirection): string {
  const up = direction === 'UPSTREAM';
  const [near, far] = up ? ['output_id', 'input_id'] : ['input_id', 'output_id'];
  const since = up ? `'-infinity'` : 'l.valid_from';
  const until = up ? 'least(w.until, l.valid_from)' : `'infinity'`;
  const inTime = up ? '' : `and (l.kind <> 't' or l.valid_from >= w.since)`;
  return `
    with recursive walk (item_id, depth, since, until) as (
      select $2::uuid, 0, '-infinity'::timestamptz, 'infinity'::timestamptz
      union
      select l.${far}, w.depth + 1,
        case when l.kind = 't' then ${since} else greatest(w.since, l.valid_from) end,
        case when l.kind = 't' then ${until} else least(w.until, l.valid_to) end
      from walk w
      join trace_link l on l.filiere_id = $1 and l.${near} = w.item_id
        and l.valid_from <= w.until and l.valid_to > w.since ${inTime}
      where w.depth < $3
    )
    select item_id, depth, since::text, until::text from walk limit $4`;
}

/** Links between the rows of a walk. $1 filière; $2 items, $3 and $4 their windows; $5 all items of the walk. */
export function linksSql(direction: TraceDirection): string {
  const up = direction === 'UPSTREAM';
  const [near, far] = up ? ['output_id', 'input_id'] : ['input_id', 'output_id'];
  const inTime = up ? '' : `and (l.kind <> 't' or l.valid_from >= n.since)`;
  return `
    select distinct l.input_id, l.output_id, l.event_id, l.kind, l.valid_from
    from unnest($2::uuid[], $3::timestamptz[], $4::timestamptz[]) as n (item_id, since, until)
    join trace_link l on l.filiere_id = $1 and l.${near} = n.item_id
      and l.valid_from <= n.until and l.valid_to > n.since ${inTime}
    where l.${far} = any ($5::uuid[])`;
}
