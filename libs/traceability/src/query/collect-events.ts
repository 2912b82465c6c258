import { EventQuery } from '@maillon/epcis';
import { DomainError, Text } from '@maillon/kernel';
import { Tx } from '@maillon/db';
import { queryTooComplex } from './messages.js';
import { Order, orderOf, roundSql, sizesSql, Statement, wholeSql } from './round-sql.js';
import { Behind, isSaidByStream, Named, namedSources, Source, StreamOrder, Viewpoint } from './streams.js';

/** An event that a query found, with the keys of its place in the order, as text. */
export interface FoundRow {
  readonly id: string;
  readonly event_id: string | null;
  readonly record_time: Date;
  readonly document: Record<string, unknown>;
  readonly canonical: Record<string, unknown>;
  readonly [key: `k${number}`]: string;
}

interface Edge {
  edge_at: string | null;
  edge_id: string | null;
  /** Seconds from the first candidate to the last. */
  span: number | null;
}
type Answer<T> = (FoundRow & T) | ({ readonly id: null } & T);

/** Candidates of the first round, and how many times as many each further one looks at. */
const FIRST = 120;
const FEWEST = 10;
const GROWTH = 4;
/** Candidates that an index is asked about before they are read are cheap: a round takes so many times as many. */
const PROBED = 4;
/** A way slower by this factor is not tried again. */
const FAR_SLOWER = 50;
const LARGEST = 1_000_000;
/** Candidates that are looked at whole before a search in order is thought to be shorter. */
const WHOLE = 20_000;
const SIZED = 1000;
/** Longer than this nobody waits for a page: a query that goes on must be narrowed down. */
const PATIENCE_MS = 20_000;

export interface Wanted {
  readonly viewpoint: Viewpoint;
  readonly query: EventQuery;
  readonly limit: number;
  /** Keys of the event that the page before ended with. */
  readonly after?: readonly string[];
  /** Leaves the events themselves out: for whoever only counts. */
  readonly idsOnly?: boolean;
}

/** A query that would have to look at too many events (EPCIS 2.0 section 8.2.3: QueryTooComplexException). */
export class QueryTooComplex extends DomainError {
  constructor(why: Text = queryTooComplex()) {
    super('TOO_COMPLEX', why);
    this.name = 'QueryTooComplex';
  }
}

/**
 * The first events that a query asks for, in its order. Two ways lead to them: all that the organisation sees, newest first, and what
 * holds the rarest term or item asked for. Which is shorter nobody knows beforehand: they are gone in turns that grow, each from
 * where the last one stopped, the faster of them more often. Policies decide on every event.
 */
export async function collectEvents(tx: Tx, wanted: Wanted): Promise<FoundRow[]> {
  const order = orderOf(wanted.query);
  if (typeof order !== 'string') return collectWhole(tx, wanted, order);
  const named = await rarest(tx, wanted);
  return order === 'recordTime' && named
    ? collectRecorded(tx, wanted, named)
    : collectInOrder(tx, wanted, order, named);
}

async function collectInOrder(
  tx: Tx,
  { viewpoint, query, limit, after, idsOnly }: Wanted,
  order: StreamOrder,
  named?: Named,
): Promise<FoundRow[]> {
  const rows: FoundRow[] = [];
  let behind: Behind | undefined = after && { at: after[0]!, id: after[1]! };
  const ways = (named ? [named, SEEN] : [SEEN]).map((source): Way => ({ source, pace: Infinity }));
  const started = performance.now();
  const first = isSaidByStream(query, order) ? Math.max(limit, FEWEST) : FIRST;
  for (let turn = 0, bound = first; ; turn++) {
    const way = nextWay(ways, turn);
    const { source } = way;
    const left = limit - rows.length;
    const probe = source === SEEN && order === 'eventTime' ? named : undefined;
    const most = probe ? bound * PROBED : bound;
    const answer = await ask<Answer<Edge>>(
      tx,
      roundSql({
        viewpoint,
        query,
        source,
        order,
        bound: most,
        limit: left,
        ...(behind && { behind }),
        idsOnly,
        probe,
      }),
    );
    rows.push(...found(answer));
    const { edge_at, edge_id, span } = answer[0]!;
    if (rows.length >= limit || edge_at === null || edge_id === null) return rows;
    if (performance.now() - started > PATIENCE_MS) throw new QueryTooComplex();
    behind = { at: edge_at, id: edge_id };
    way.pace = (span ?? 0) / most;
    if (turn % ways.length === ways.length - 1) bound = Math.min(bound * GROWTH, LARGEST);
  }
}

/** A way to the events, and how much time it went through with each candidate when last gone. */
interface Way {
  readonly source: Source;
  pace: number;
}

/** The way that goes fastest; now and then another, lest it has become the faster one. */
function nextWay(ways: readonly Way[], turn: number): Way {
  const [best, other = best] = [...ways].sort((a, b) => b.pace - a.pace);
  return (turn % 4 === 3 && other!.pace * FAR_SLOWER > best!.pace ? other : best)!;
}

/** By record time, terms are in no order: what holds the rarest is looked at whole, if that is not too much. */
async function collectRecorded(tx: Tx, wanted: Wanted, named: Named): Promise<FoundRow[]> {
  const answer = await ask<Answer<{ is_full: boolean }>>(
    tx,
    wholeSql({ ...wanted, source: named, order: 'recordTime', bound: WHOLE }),
  );
  return answer[0]!.is_full ? collectInOrder(tx, wanted, 'recordTime') : found(answer);
}

/** By an extension field nothing is in order: all that may be meant is looked at. */
async function collectWhole(tx: Tx, wanted: Wanted, order: Order): Promise<FoundRow[]> {
  const source = (await rarest(tx, wanted)) ?? SEEN;
  const answer = await ask<Answer<{ is_full: boolean }>>(
    tx,
    wholeSql({ ...wanted, source, order, bound: LARGEST }),
  );
  if (answer[0]!.is_full) throw new QueryTooComplex();
  return found(answer);
}

const SEEN: Source = { from: 'seen' };

/** The terms or items asked for that the fewest events hold. */
async function rarest(tx: Tx, { viewpoint, query }: Wanted): Promise<Named | undefined> {
  const sources = namedSources(query);
  if (sources.length < 2) return sources[0];
  const [answer] = await ask<{ sizes: number[] }>(tx, sizesSql(viewpoint, sources, SIZED));
  const { sizes } = answer!;
  return sources[sizes.indexOf(Math.min(...sizes))];
}

const found = <T>(answer: readonly Answer<T>[]): FoundRow[] =>
  answer.filter((row): row is FoundRow & T => row.id !== null);

const ask = <T>(tx: Tx, { sql, values }: Statement): Promise<T[]> => tx.query<T>(sql, values);
