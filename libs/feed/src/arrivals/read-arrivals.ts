import { organisationOf } from '@maillon/kernel';
import { Tx } from '@maillon/db';
import { refuseBeyond } from '../changes/feed-position.js';
import { bringBack } from './prune-arrivals.js';

/** A place in the arrivals of an organisation: a row, and how many of its events lie behind. Whole numbers in text. */
export interface ArrivalPosition {
  readonly xid: string;
  readonly seq: string;
  readonly place: number;
}

/** One event that came, and the position behind it. */
export interface Arrival {
  readonly id: string;
  readonly end: ArrivalPosition;
}

/** Where to begin, and which of the events from there are new. */
export interface ArrivalStart {
  readonly position: ArrivalPosition;
  /** What was there already at the beginning (pg_snapshot) counts from `since` on alone; null: nothing before `since` counts. */
  readonly snapshot: string | null;
  /** Record time, as PostgreSQL writes it: to the microsecond. */
  readonly since: string;
}

export interface ArrivalsWanted extends Omit<ArrivalStart, 'position'> {
  readonly after: ArrivalPosition;
  /** Transactions from this number on are left for later. */
  readonly until?: string;
  readonly limit: number;
}

export interface ArrivalPart {
  readonly arrivals: readonly Arrival[];
  /** Where to read on: behind the last arrival, or behind all that can be known to be complete. */
  readonly end: ArrivalPosition;
  readonly isFull: boolean;
  /** Number of the oldest transaction that was running: whatever is below it is complete. */
  readonly horizon: string;
  /** Whether something has come that lies beyond it, and cannot be read yet. */
  readonly isMoreDue: boolean;
}

const ROWS = 500;

interface Row {
  readonly xid: string;
  readonly seq: string;
  readonly ids: string[];
}

/**
 * What came for the actor's organisation behind a position, oldest transaction first. As with the feed, rows are read only
 * below the oldest transaction still running: none can appear later before one that was read. Ids only: what they name is
 * read behind its own policy. Throws GONE for a position from before a restoration.
 */
export async function readArrivals(tx: Tx, wanted: ArrivalsWanted): Promise<ArrivalPart> {
  const { after, until, snapshot, since, limit } = wanted;
  const answer = await tx.prepared<Row & { horizon: string; xmax: string; is_more_due: boolean }>(
    'read-arrivals',
    READ,
    [
      tx.actor.filiereId,
      organisationOf(tx.actor),
      after.xid,
      after.seq,
      after.place,
      until ?? null,
      since,
      snapshot,
      limit,
    ],
  );
  const { horizon, xmax, is_more_due: isMoreDue } = answer[0]!;
  refuseBeyond(after, xmax);
  const rows = answer.filter((row) => row.ids !== null);
  const all = rows.flatMap(({ xid, seq, ids }) => {
    const before = xid === after.xid && seq === after.seq ? after.place : 0;
    return ids.map((id, index): Arrival => ({ id, end: { xid, seq, place: before + index + 1 } }));
  });
  const arrivals = all.slice(0, limit);
  const isFull = arrivals.length === limit || rows.length === ROWS;
  const edge = until !== undefined && BigInt(until) < BigInt(horizon) ? until : horizon;
  const behindAll = { xid: edge, seq: '0', place: 0 };
  const end = isFull ? arrivals.at(-1)!.end : BigInt(edge) > BigInt(after.xid) ? behindAll : after;
  return { arrivals, end, isFull, horizon, isMoreDue };
}

/** Of the rows, so many as hold what is asked for; of the first, what lies behind the position. */
const READ = `
  with near as (
    select xid, seq, size - case when (xid, seq) = ($3::xid8, $4::bigint) then $5::int else 0 end as size
    from event_arrival
    where filiere_id = $1 and organisation_id = $2 and (xid, seq) >= ($3::xid8, $4::bigint)
      and not ((xid, seq) = ($3::xid8, $4::bigint) and size <= $5::int)
      and xid < pg_snapshot_xmin(pg_current_snapshot()) and ($6::xid8 is null or xid < $6)
      and (at >= $7::timestamptz or not pg_visible_in_snapshot(xid, $8::pg_snapshot))
    order by xid, seq limit ${ROWS}),
  summed as (select xid, seq, size, sum(size) over (order by xid, seq) - size as before from near),
  part as (
    select a.xid, a.seq, case when (a.xid, a.seq) = ($3::xid8, $4::bigint)
      then a.event_ids[$5::int + 1 : $5::int + $9::int] else a.event_ids[1 : $9::int] end as ids
    from summed s join event_arrival a on a.filiere_id = $1 and a.organisation_id = $2 and a.xid = s.xid and a.seq = s.seq
    where s.before < $9::int)
  select pg_snapshot_xmin(pg_current_snapshot()) as horizon, pg_snapshot_xmax(pg_current_snapshot()) as xmax,
    (select true from event_arrival where filiere_id = $1 and organisation_id = $2
      and xid >= pg_snapshot_xmin(pg_current_snapshot()) and ($6::xid8 is null or xid < $6) limit 1) is not null as is_more_due,
    part.*
  from (values (1)) as always left join part on true order by part.xid, part.seq`;

/**
 * The beginning of a subscription, from a record time (EPCIS 2.0, initialRecordTime) or from now. What commits after this is
 * new whatever its record time, which is the time its transaction began.
 */
export async function arrivalsFrom(tx: Tx, initial: string | undefined): Promise<ArrivalStart> {
  if (initial !== undefined) await bringBack(tx, initial);
  const [row] = await tx.query<{
    since: string;
    snapshot: string | null;
    xmin: string;
    xid: string | null;
    seq: string | null;
  }>(
    `select coalesce($3::timestamptz, now())::text as since, pg_snapshot_xmin(pg_current_snapshot()) as xmin,
       case when $3::timestamptz > now() then null else pg_current_snapshot()::text end as snapshot, first.xid, first.seq
     from (values (1)) as always left join lateral (
       select xid, seq from event_arrival where filiere_id = $1 and organisation_id = $2 and at >= $3::timestamptz
       order by xid, seq limit 1) first on true`,
    [tx.actor.filiereId, organisationOf(tx.actor), initial ?? null],
  );
  const { since, snapshot, xmin, xid, seq } = row!;
  const isBefore = xid !== null && BigInt(xid) < BigInt(xmin);
  const position = { xid: isBefore ? xid : xmin, seq: isBefore ? seq! : '0', place: 0 };
  return { position, snapshot, since };
}

/** The end of the present snapshot: whatever has begun to write, has a lower number. */
export async function snapshotEnd(tx: Tx): Promise<string> {
  const [row] = await tx.query<{ xmax: string }>('select pg_snapshot_xmax(pg_current_snapshot()) as xmax');
  return row!.xmax;
}

/**
 * A record time before which nothing is left to read behind a position: no arrival there, no transaction that runs, is
 * older. Whoever begins anew from it misses nothing.
 */
export async function recordedBefore(tx: Tx, { xid, seq }: ArrivalPosition): Promise<Date> {
  const [row] = await tx.query<{ time: Date }>(
    `select least(now(), (select min(xact_start) from pg_stat_activity where datname = current_database()),
       (select min(at) from event_arrival where filiere_id = $1 and organisation_id = $2 and (xid, seq) >= ($3::xid8, $4::bigint))) as time`,
    [tx.actor.filiereId, organisationOf(tx.actor), xid, seq],
  );
  return row!.time;
}
