import { notify, plainArray, Tx } from '@maillon/db';
import { enqueue } from '@maillon/jobs';
import { organisationOf } from '@maillon/kernel';
import { arrivalsMoved } from './arrival-jobs.js';

const AT_ONCE = 1000;

/**
 * Adds events to the arrivals of organisations that may see them, in the transaction that records them, and wakes those
 * that listen. Whoever begins to listen later can ask for what came before.
 */
export async function recordArrivals(
  tx: Tx,
  eventIds: readonly string[],
  organisationIds: readonly string[],
): Promise<void> {
  const { filiereId, organisationId } = tx.actor;
  const listening = new Map<string, Listener>();
  for (let start = 0; start < eventIds.length; start += AT_ONCE) {
    const part = eventIds.slice(start, start + AT_ONCE);
    const rows = await tx.prepared<Listener>('record-arrivals', RECORD, [
      filiereId,
      organisationIds,
      plainArray(part),
      organisationId ?? null,
    ]);
    for (const row of rows) listening.set(row.organisation_id, row);
  }
  for (const listener of listening.values()) {
    if (listener.has_streams) await enqueue(tx, arrivalsMoved, { organisationId: listener.organisation_id });
    if (listener.has_sockets)
      await notify(tx, { organisationId: listener.organisation_id, type: 'arrival', id: eventIds[0]! });
  }
}

interface Listener {
  readonly organisation_id: string;
  readonly has_streams: boolean;
  readonly has_sockets: boolean;
}

const RECORD = `
  with arrived as (
    insert into event_arrival (filiere_id, organisation_id, event_ids, size, recorded_by)
    select $1, m.organisation_id, $3::uuid[], cardinality($3::uuid[]), $4 from membership m
    where m.filiere_id = $1 and m.organisation_id = any ($2::uuid[]))
  select organisation_id, has_streams, coalesce(sockets_until > now(), false) as has_sockets
  from arrival_listener where filiere_id = $1 and organisation_id = any ($2::uuid[])`;

/**
 * From when this commits, arrivals wake the streams of the actor's organisation. Say it in a transaction of its own, before
 * the position to begin from is taken: then every event that did not wake anybody lies below the end of that position's snapshot.
 */
export async function listenForStreams(tx: Tx): Promise<void> {
  await tx.query(
    `insert into arrival_listener (filiere_id, organisation_id, has_streams) values ($1, $2, true)
     on conflict (filiere_id, organisation_id) do update set has_streams = true where not arrival_listener.has_streams`,
    [tx.actor.filiereId, organisationOf(tx.actor)],
  );
}

const SOCKET_SECONDS = 60;

/** For the next minute, arrivals send notices to the sockets of the actor's organisation. */
export async function listenForSockets(tx: Tx): Promise<void> {
  await tx.query(
    `insert into arrival_listener (filiere_id, organisation_id, sockets_until) values ($1, $2, now() + $3 * interval '1 second')
     on conflict (filiere_id, organisation_id) do update set sockets_until = excluded.sockets_until
       where coalesce(arrival_listener.sockets_until, '-infinity') < excluded.sockets_until - interval '20 seconds'`,
    [tx.actor.filiereId, organisationOf(tx.actor), SOCKET_SECONDS],
  );
}

/** Until the transaction ends, nobody else begins from an old record time or takes out arrivals of the actor's organisation. */
export async function lockArrivals(tx: Tx): Promise<void> {
  const key = [tx.actor.filiereId, organisationOf(tx.actor)];
  await tx.query(
    'insert into arrival_listener (filiere_id, organisation_id) values ($1, $2) on conflict do nothing',
    key,
  );
  await tx.query(
    'select 1 from arrival_listener where filiere_id = $1 and organisation_id = $2 for update',
    key,
  );
}
