import { organisationOf } from '@maillon/kernel';
import { Tx } from '@maillon/db';
import { lockArrivals } from './record-arrivals.js';

/** Arrivals younger than this are never taken out: the policy of the table holds to it as well (libs/db). */
export const KEPT_DAYS = 90;
/** A socket that reads what came long ago has so many days for it. */
const SOCKET_DAYS = 7;
const AT_ONCE = 5000;

/**
 * Takes out of the arrivals of the actor's organisation what nobody will ask for any more: all before a record time, and nothing
 * from it on, so that `bringBack` knows what to write anew for whoever asks for it later. That time is 90 days ago, or the
 * oldest arrival that a subscription has not passed, were it suspended for years. What was brought back stays while a socket
 * listens. Answers how many rows went; as long as it is not 0, more may follow.
 */
export async function pruneArrivals(tx: Tx): Promise<number> {
  await lockArrivals(tx);
  const key = [tx.actor.filiereId, organisationOf(tx.actor)];
  const [row] = await tx.query<{ before: Date }>(BEFORE, key);
  const gone = await tx.query(
    `delete from event_arrival where filiere_id = $1 and organisation_id = $2 and (xid, seq) in (
       select xid, seq from event_arrival where filiere_id = $1 and organisation_id = $2 and at < $3::timestamptz
       order by at limit ${AT_ONCE}) returning size`,
    [...key, row!.before],
  );
  return gone.length;
}

const BEFORE = `
  with limits as (
    select now() - make_interval(days => ${KEPT_DAYS} + case when sockets_until > now() then ${SOCKET_DAYS} else 0 end) as kept_from,
      coalesce(sockets_until > now(), false) as has_sockets
    from arrival_listener where filiere_id = $1 and organisation_id = $2),
  slowest as (
    select position_xid, position_seq from epcis_subscription where filiere_id = $1 and organisation_id = $2
    order by position_xid, position_seq limit 1)
  select least(l.kept_from,
    (select min(a.at) from event_arrival a, slowest s where a.filiere_id = $1 and a.organisation_id = $2
      and a.at < l.kept_from and (a.xid, a.seq) >= (s.position_xid, s.position_seq)),
    (select min(a.at) from event_arrival a where l.has_sockets and a.filiere_id = $1 and a.organisation_id = $2
      and a.xid = '1'::xid8)) as before
  from limits l`;

/**
 * Writes anew the arrivals that were taken out, from a record time on, of the events that the actor's organisation may see. They
 * stand before all others (transaction 1): whoever follows already has passed them.
 */
export async function bringBack(tx: Tx, from: string): Promise<void> {
  await lockArrivals(tx);
  await tx.query(BRING_BACK, [tx.actor.filiereId, organisationOf(tx.actor), from]);
}

const BRING_BACK = `
  with oldest as (select min(at) as at from event_arrival where filiere_id = $1 and organisation_id = $2)
  insert into event_arrival (filiere_id, organisation_id, xid, event_ids, size, recorded_by, at)
  select $1, $2, '1'::xid8, array_agg(id order by id), count(*), $2, record_time
  from (
    select record_time, id, (row_number() over (partition by record_time order by id) - 1) / 1000 as part
    from (
      select e.record_time, e.id from trace_event e cross join oldest o
      where e.filiere_id = $1 and e.declarant_id = $2 and e.record_time >= $3::timestamptz and e.record_time < coalesce(o.at, now())
      union
      select p.record_time, p.event_id from trace_event_party p cross join oldest o
      where p.filiere_id = $1 and p.organisation_id = $2 and p.record_time >= $3::timestamptz and p.record_time < coalesce(o.at, now())
    ) seen) parts
  group by record_time, part order by record_time, part`;
