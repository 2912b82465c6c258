import { readEvent } from '@maillon/epcis';
import { organisationOf } from '@maillon/kernel';
import { Tx } from '@maillon/db';
import { viewerBits } from '../query/viewer-bits.js';
import { searchable } from './draft-events.js';

/** The place of an event in the order in which a declarer's events are gone through. */
export interface IndexPosition {
  readonly time: string;
  readonly id: string;
}

export interface IndexedBatch {
  readonly events: number;
  /** Terms that were missing. */
  readonly added: number;
  /** What was kept without its canonical members: only the owner of the table can put them in. */
  readonly canonical: readonly { readonly id: string; readonly members: string }[];
  /** Ids of events that can no longer be read: they stay as they are. */
  readonly unreadable: readonly string[];
  /** Absent once all are done. */
  readonly next?: IndexPosition;
}

interface ToIndex {
  id: string;
  time: string;
  document: object;
  bare: boolean;
  parties: string[] | null;
}

/**
 * Makes some of the actor's own events, the newest first, as findable by queries as those recorded today: adds the terms that they
 * lack, and says which lack their canonical members. Changes nothing where nothing lacks.
 */
export async function indexEvents(
  tx: Tx,
  after: IndexPosition | undefined,
  limit: number,
): Promise<IndexedBatch> {
  const declarantId = organisationOf(tx.actor);
  const rows = await tx.prepared<ToIndex>(
    'events-to-index',
    `select id, event_time::text as time, document, canonical = '{}' as bare, party_ids as parties from trace_event
     where filiere_id = $1 and declarant_id = $2 and (event_time, id) < (coalesce($3::timestamptz, 'infinity'), coalesce($4::uuid, $5::uuid))
     order by event_time desc, id desc limit $6`,
    [tx.actor.filiereId, declarantId, after?.time, after?.id, LAST_ID, limit],
  );
  const read = rows.map(({ id, time, document, bare, parties }) => {
    const { event } = readEvent(document);
    const viewers = viewerBits([declarantId, ...(parties ?? [])]);
    return { id, time, bare, viewers, found: event && searchable(event) };
  });
  const readable = read.flatMap(({ found, ...row }) => (found ? [{ ...row, ...found }] : []));
  const terms = await tx.prepared<{ count: number }>(
    'add-missing-terms',
    `with added as (
       insert into trace_event_term (filiere_id, term, event_time, event_id, viewers)
       select $1, t.term, e.event_time, e.id, e.viewers
       from unnest($2::uuid[], $3::timestamptz[], $4::text[], $5::bigint[]) as e (id, event_time, terms, viewers)
       cross join lateral unnest(e.terms::bigint[]) as t (term) order by 2, 3, 4
       on conflict do nothing returning event_id)
     select count(*)::int as count from added`,
    [
      tx.actor.filiereId,
      readable.map(({ id }) => id),
      readable.map(({ time }) => time),
      readable.map(({ terms: hashes }) => hashes),
      readable.map(({ viewers }) => viewers),
    ],
  );
  const last = rows.length === limit ? rows.at(-1) : undefined;
  return {
    events: rows.length,
    added: terms[0]!.count,
    canonical: readable
      .filter(({ bare, canonical }) => bare && canonical !== '{}')
      .map(({ id, canonical }) => ({ id, members: canonical })),
    unreadable: read.flatMap(({ id, found }) => (found ? [] : [id])),
    ...(last && { next: { time: last.time, id: last.id } }),
  };
}

const LAST_ID = 'ffffffff-ffff-ffff-ffff-ffffffffffff';
