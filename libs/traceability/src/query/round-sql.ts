import { EventQuery } from '@maillon/epcis';
import { columnSql, DOCUMENT, documentSql } from './condition-sql.js';
import { SqlParameters } from './sql-parameters.js';
import { NAMED, Named, Source, StreamInput, StreamOrder, streamsSql, Viewpoint } from './streams.js';

export interface Statement {
  readonly sql: string;
  readonly values: readonly unknown[];
}

/** What a page of a query is in order of; `names`: of an extension field, under these spellings. */
export type Order = StreamOrder | { readonly names: readonly string[] };

/** Without an order asked for, the newest come first: by record time where that is what a query is about. */
export function orderOf({ orderBy, conditions }: EventQuery): Order {
  if (!orderBy) return conditions.some(({ on }) => on === 'recordTime') ? 'recordTime' : 'eventTime';
  return orderBy.by === 'extension' ? { names: orderBy.names } : orderBy.by;
}

const CONTENT = 'e.event_id, e.record_time, e.document, e.canonical';
/** The same columns without what is in them: for whoever only counts. */
const NO_CONTENT =
  'null::text as event_id, null::timestamptz as record_time, null::jsonb as document, null::jsonb as canonical';

/** What must be true of an event, columns first: documents are read of what is left. */
export function conditionsSql({ conditions }: EventQuery, parameters: SqlParameters): string {
  const told = [
    ...conditions.flatMap((condition) => columnSql(condition, parameters) ?? []),
    ...conditions.flatMap((condition) => documentSql(condition, parameters) ?? []),
  ];
  return told.map((sql) => `\n and ${sql}`).join('');
}

/**
 * One round of a search in order of time: candidates from one source, so many of each stream, and of those the events that the
 * query asks for. Where a stream had more, the answer is whole down to its last candidate only: `edge_at`, `edge_id`.
 * Rows: id, k0 (the time), k1 (the id again) and the event, in order; one row without id where nothing was found.
 */
export function roundSql(
  input: StreamInput & {
    readonly bound: number;
    readonly limit: number;
    readonly idsOnly?: boolean;
    /** What an answer must hold too: asked of the index before the event is read. For candidates in order of event time. */
    readonly probe?: Named;
  },
): Statement {
  const { query, viewpoint, bound, limit, idsOnly } = input;
  const content = idsOnly ? NO_CONTENT : CONTENT;
  const parameters = new SqlParameters();
  const { direction } = query;
  const [first, last] = direction === 'DESC' ? ['desc', 'asc'] : ['asc', 'desc'];
  const isWithin = direction === 'DESC' ? '>=' : '<=';
  const streams = streamsSql(input, parameters);
  const full = parameters.add(bound, 'integer');
  const filiere = parameters.add(viewpoint.filiereId, 'smallint');
  const sql = `
    with candidate as materialized (${streams}),
    edge as (
      select k, id from (
        select distinct on (s) k, id, count(*) over (partition by s) as candidates from candidate order by s, k ${last}, id ${last}
      ) ends where candidates = ${full} order by k ${first}, id ${first} limit 1)
    select f.id, f.k::text as k0, f.id::text as k1, f.event_id, f.record_time, f.document, f.canonical,
      edge.k::text as edge_at, edge.id as edge_id,
      (select extract(epoch from max(k) - min(k))::float8 from candidate) as span
    from (select 1) one left join edge on true left join lateral (
      select e.*, c.k
      from (select distinct k, id from candidate
        where (not exists (select from edge) or (k, id) ${isWithin} (select k, id from edge))${probeSql(input, parameters)}
        order by k ${first}, id ${first} offset 0) c
      -- one by one, in order, so that the search ends with the page
      cross join lateral (
        select e.id, ${content} from trace_event e
        where e.filiere_id = ${filiere} and e.id = c.id ${conditionsSql(query, parameters)} limit 1) e
      limit ${parameters.add(limit, 'integer')}) f on true
    order by f.k ${first}, f.id ${first}`;
  return { sql, values: parameters.values };
}

/** One look at the index for each candidate: as a join it could be planned to read all that holds the term. */
function probeSql(
  { viewpoint, probe }: { viewpoint: Viewpoint; probe?: Named },
  parameters: SqlParameters,
): string {
  if (!probe || probe.from === 'trace_event') return '';
  const { column, type, id } = NAMED[probe.from];
  const filiere = parameters.add(viewpoint.filiereId, 'smallint');
  return ` and (select true from ${probe.from} t where t.filiere_id = ${filiere}
          and t.${column} = any (${parameters.add(probe.keys, type)}) and t.event_time = candidate.k and t.${id} = candidate.id limit 1)`;
}

/**
 * A search through all candidates of a source, for an order that it does not give by itself. `is_full` where there were more
 * than `bound`: then the answer is worth nothing. Rows as of roundSql, with as many keys as the order has.
 */
export function wholeSql(input: {
  readonly viewpoint: Viewpoint;
  readonly query: EventQuery;
  readonly source: Source;
  readonly order: Order;
  readonly after?: readonly string[];
  readonly bound?: number;
  readonly limit: number;
  readonly idsOnly?: boolean;
}): Statement {
  const { query, viewpoint, order, after, bound, limit, idsOnly } = input;
  const content = idsOnly ? NO_CONTENT : CONTENT;
  const parameters = new SqlParameters();
  const { direction } = query;
  const keys = orderKeys(order, direction, parameters);
  const streams = streamsSql(
    { viewpoint, query, source: input.source, order: 'eventTime', bound },
    parameters,
  );
  const places = after && keys.map(({ type }, index) => parameters.add(after[index], type));
  const behind = places
    ? `and (${keys.map(({ sql }) => sql).join(', ')}) ${direction === 'ASC' ? '>' : '<'} (${places.join(', ')})`
    : '';
  const isFull =
    bound === undefined
      ? 'false'
      : `exists (select from candidate group by s having count(*) = ${parameters.add(bound, 'integer')})`;
  const sorted = keys.map((_, index) => `k${index} ${direction}`).join(', ');
  const sql = `
    with candidate as materialized (${streams})
    select f.id, ${keys.map((_, index) => `f.k${index}::text as k${index}`).join(', ')},
      f.event_id, f.record_time, f.document, f.canonical, ${isFull} as is_full
    from (select 1) one left join lateral (
      select e.id, ${keys.map(({ sql: key }, index) => `${key} as k${index}`).join(', ')}, ${content}
      from (select distinct id from candidate) c
      join trace_event e on e.filiere_id = ${parameters.add(viewpoint.filiereId, 'smallint')} and e.id = c.id
        ${conditionsSql(query, parameters)} ${behind}
      order by ${sorted} limit ${parameters.add(limit, 'integer')}) f on true
    order by ${keys.map((_, index) => `f.k${index} ${direction}`).join(', ')}`;
  return { sql, values: parameters.values };
}

interface OrderKey {
  readonly sql: string;
  readonly type: 'timestamptz' | 'integer' | 'numeric' | 'text' | 'uuid';
}

/** What a page is in order of, the event's id last, so that no two events are alike. */
function orderKeys(order: Order, direction: 'ASC' | 'DESC', parameters: SqlParameters): OrderKey[] {
  const id: OrderKey = { sql: 'e.id', type: 'uuid' };
  if (typeof order === 'string')
    return [{ sql: order === 'eventTime' ? 'e.event_time' : 'e.record_time', type: 'timestamptz' }, id];
  const places = order.names.map((name) => `${DOCUMENT} -> ${parameters.add(name, 'text')}`);
  const value = `coalesce(${places.join(', ')})`;
  const isNumber = `jsonb_typeof(${value}) = 'number'`;
  return [
    // Events without the field come last (EPCIS 2.0 section 8.2.7.1: anywhere).
    { sql: `(${value} is ${direction === 'ASC' ? 'null' : 'not null'})::int`, type: 'integer' },
    { sql: `case when ${isNumber} then (${value} #>> '{}')::numeric else 0 end`, type: 'numeric' },
    { sql: `coalesce(case when not (${isNumber}) then ${value} #>> '{}' end, '') collate "C"`, type: 'text' },
    id,
  ];
}

/** How many candidates each source has, up to `most`: to choose the one with the fewest. */
export function sizesSql(viewpoint: Viewpoint, sources: readonly Named[], most: number): Statement {
  const parameters = new SqlParameters();
  const filiere = parameters.add(viewpoint.filiereId, 'smallint');
  const limit = parameters.add(most, 'integer');
  const sizes = sources.map(({ from, keys }) => {
    // an id names one event, or one and its error declarations, or one of each of some declarers
    if (from === 'trace_event') return `least(${parameters.add(keys.length, 'integer')}, ${limit})`;
    const { column, type } = NAMED[from];
    return `(select count(*)::int from (select from ${from} where filiere_id = ${filiere} and ${column} = any (${parameters.add(keys, type)}) limit ${limit}) x)`;
  });
  return { sql: `select array[${sizes.join(', ')}] as sizes`, values: parameters.values };
}
