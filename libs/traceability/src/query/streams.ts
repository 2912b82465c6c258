import { conditionTerms, EventCondition, EventQuery } from '@maillon/epcis';
import { classesNamed, itemsNamed } from './condition-sql.js';
import { eventNames } from './event-names.js';
import { SqlParameters } from './sql-parameters.js';
import { termHash } from './term-hash.js';
import { viewerBits } from './viewer-bits.js';

/** Whose events, of which filière. */
export interface Viewpoint {
  readonly filiereId: number;
  readonly organisationId: string;
}

/** What a stream is in order of. */
export type StreamOrder = 'eventTime' | 'recordTime';

/** Where candidates come from, each with an index that gives them in order. */
export type Source =
  | { readonly from: 'seen' }
  | { readonly from: 'trace_event_term'; readonly keys: readonly number[] }
  | { readonly from: 'trace_event_item' | 'trace_event'; readonly keys: readonly string[] };

/** A source that is not all that is seen: what holds one of some terms, items or ids. */
export type Named = Exclude<Source, { from: 'seen' }>;

/** A key of the page before: behind it a stream begins. */
export interface Behind {
  readonly at: string;
  readonly id: string;
}

export interface StreamInput {
  readonly viewpoint: Viewpoint;
  readonly query: EventQuery;
  readonly source: Source;
  readonly order: StreamOrder;
  readonly behind?: Behind;
  /** Candidates of one stream at most; absent: all. */
  readonly bound?: number;
}

/** Terms or items that a stream each is read for; with more of them, most of what is seen holds one. */
const MOST_KEYS = 3000;
/** Steps that a stream each is read for; more are told apart by the events themselves. */
const STEPS_APART = 8;
const COLUMNS = { eventTime: 'event_time', recordTime: 'record_time' } as const;

/**
 * Selects candidates of a query as rows (s, k, id): the stream, the time it is in order of, the event. They come by index
 * alone and are no more than a promise: the events themselves are looked at afterwards, behind their policies.
 */
export function streamsSql(input: StreamInput, parameters: SqlParameters): string {
  return input.source.from === 'seen'
    ? seenSql(input, parameters)
    : namedSql(input, input.source, parameters);
}

/** True where every candidate that is seen is an answer too: the index alone says all that is asked. */
export const isSaidByStream = ({ conditions }: EventQuery, order: StreamOrder): boolean =>
  conditions.every(
    (condition) =>
      condition.on === order ||
      (condition.on === 'bizStep' && order === 'eventTime' && new Set(condition.anyOf).size <= STEPS_APART),
  ) && conditions.filter(({ on }) => on === 'bizStep').length < 2;

/** All that the organisation declared, and all that names it: for each business step asked for, where there are few. */
function seenSql({ viewpoint, query, order, behind, bound }: StreamInput, parameters: SqlParameters): string {
  const { direction, conditions } = query;
  const filiere = parameters.add(viewpoint.filiereId, 'smallint');
  const organisation = parameters.add(viewpoint.organisationId, 'uuid');
  const column = COLUMNS[order];
  const asked = conditions.find(({ on }) => on === 'bizStep');
  const steps = asked?.on === 'bizStep' && order === 'eventTime' ? [...new Set(asked.anyOf)] : [];
  const stepPlaces =
    steps.length > 0 && steps.length <= STEPS_APART
      ? steps.map((step) => parameters.add(step, 'text'))
      : [undefined];
  const arms = [
    { table: 'trace_event', who: 'declarant_id', id: 'id' },
    { table: 'trace_event_party', who: 'organisation_id', id: 'event_id' },
  ];
  const limit = limitSql(bound, parameters);
  const between = windowSql(conditions, order, column, parameters);
  const streams = arms.flatMap(({ table, who, id }) => {
    const after = behindSql(behind, `${column}, ${id}`, direction, parameters);
    return stepPlaces.map(
      (step) => `select ${column} as k, ${id} as id from ${table}
        where filiere_id = ${filiere} and ${who} = ${organisation} ${step ? `and biz_step = ${step}` : ''} ${between} ${after}
        order by ${column} ${direction}, ${id} ${direction} ${limit}`,
    );
  });
  return streams.map((sql, index) => `select ${index} as s, x.k, x.id from (${sql}) x`).join('\n union all ');
}

/** What holds one of these terms or names one of these items, whoever may see it but for what terms hint at. In order of event time alone. */
function namedSql(
  { viewpoint, query, order, behind, bound }: StreamInput,
  { from, keys }: Named,
  parameters: SqlParameters,
): string {
  const { direction, conditions } = query;
  const filiere = parameters.add(viewpoint.filiereId, 'smallint');
  const { column, type, id } = NAMED[from];
  const places = parameters.add(keys, type);
  const isInOrder = order === 'eventTime';
  const after = isInOrder ? behindSql(behind, `t.event_time, t.${id}`, direction, parameters) : '';
  const between = windowSql(conditions, 'eventTime', 't.event_time', parameters);
  const seen = from === 'trace_event_term' ? seenBitsSql(viewpoint, parameters) : '';
  const named = `select v.s::int as s, x.k, x.id from unnest(${places}) with ordinality v (key, s) cross join lateral (
      select t.event_time as k, t.${id} as id from ${from} t
      where t.filiere_id = ${filiere} and t.${column} = v.key ${between} ${after} ${seen}
      order by t.event_time ${direction}, t.${id} ${direction} ${limitSql(bound, parameters)}) x`;
  const { ids } = from === 'trace_event' ? eventNames(keys) : { ids: [] };
  if (!ids.length) return named;
  // one stream each, as every name is
  return `${named} union all select -v.s::int, t.event_time, t.id
    from unnest(${parameters.add(ids, 'uuid[]')}) with ordinality v (key, s)
    join trace_event t on t.filiere_id = ${filiere} and t.id = v.key and t.event_id is null ${between} ${after}`;
}

/** Passes by, in the index, most of what the organisation may not see: see viewerBits. */
function seenBitsSql({ organisationId }: Viewpoint, parameters: SqlParameters): string {
  const own = parameters.add(viewerBits([organisationId]), 'bigint');
  return `and t.viewers & ${own} = ${own}`;
}

/** What each table is looked up by. Events themselves, by the id that their declarer gave them, or by ours. */
export const NAMED = {
  trace_event_term: { column: 'term', type: 'bigint[]', id: 'event_id' },
  trace_event_item: { column: 'item_id', type: 'uuid[]', id: 'event_id' },
  trace_event: { column: 'event_id', type: 'text[]', id: 'id' },
} as const;

/** The time asked for, where a stream is in order of it. */
function windowSql(
  conditions: readonly EventCondition[],
  order: StreamOrder,
  column: string,
  parameters: SqlParameters,
): string {
  return conditions
    .flatMap((condition) =>
      condition.on === order
        ? [
            `and ${column} ${condition.compare === 'GE' ? '>=' : '<'} ${parameters.add(condition.instant, 'timestamptz')}`,
          ]
        : [],
    )
    .join(' ');
}

const limitSql = (bound: number | undefined, parameters: SqlParameters): string =>
  bound === undefined ? '' : `limit ${parameters.add(bound, 'integer')}`;

const behindSql = (
  behind: Behind | undefined,
  columns: string,
  direction: 'ASC' | 'DESC',
  parameters: SqlParameters,
): string =>
  behind
    ? `and (${columns}) ${direction === 'ASC' ? '>' : '<'} (${parameters.add(behind.at, 'timestamptz')}, ${parameters.add(behind.id, 'uuid')})`
    : '';

/** Where else than among all that is seen a query may look: each set of terms or items, one of which every answer holds. */
export function namedSources({ conditions }: EventQuery): Named[] {
  return conditions
    .flatMap((condition): Named[] => {
      if (condition.on === 'items') {
        const items = itemsNamed(condition);
        if (items) return [{ from: 'trace_event_item', keys: [...new Set(items)] }];
        const classes = classesNamed(condition);
        if (!classes) return [];
        const named = condition.anyOf.flatMap((match) => ('exact' in match ? [match.exact] : []));
        // A thing named exactly beside a pattern is found by no class.
        return named.every((uri) => classes.includes(uri))
          ? [termsOf(classes.map((uri) => `class\n${uri}`))]
          : [];
      }
      if (condition.on === 'eventID')
        return [{ from: 'trace_event', keys: eventNames(condition.anyOf).names }];
      return conditionTerms(condition).map(termsOf);
    })
    .filter(({ from, keys }) => from === 'trace_event' || keys.length <= MOST_KEYS);
}

const termsOf = (terms: readonly string[]): Named => ({
  from: 'trace_event_term',
  keys: [...new Set(terms.map(termHash))],
});
