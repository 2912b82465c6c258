import { organisationActor, platformActor } from '@maillon/kernel';
import { TenantDb } from '@maillon/db';
import { indexEvents, IndexPosition } from '@maillon/traceability';
import { Owner } from './owner-connection.js';

const EVENTS_AT_ONCE = 500;

export interface IndexServices {
  readonly db: TenantDb;
  /** Runs `work` in one transaction of the owner role. */
  readonly asOwner: <T>(work: (owner: Owner) => Promise<T>) => Promise<T>;
}

export interface IndexTally {
  /** Events gone through. */
  events: number;
  /** Terms and canonical forms that were missing. */
  terms: number;
  canonical: number;
  /** Ids of events that can no longer be read. */
  unreadable: string[];
}

/**
 * Makes every event of a filière findable by what queries ask, those too that were recorded before queries kept terms. Each batch is a
 * transaction of its own and what is there already stays: broken off anywhere, it can be run again. `told` hears of every batch.
 */
export async function indexAllEvents(
  { db, asOwner }: IndexServices,
  filiereId: number,
  told: (tally: IndexTally) => void = () => undefined,
): Promise<IndexTally> {
  const tally: IndexTally = { events: 0, terms: 0, canonical: 0, unreadable: [] };
  const members = await db.transaction(platformActor(filiereId), (tx) =>
    tx.query<{ organisation_id: string }>(
      'select organisation_id from membership where filiere_id = $1 order by organisation_id',
      [filiereId],
    ),
  );
  for (const { organisation_id: organisationId } of members) {
    // an event is read by the policies of its own declarer
    const actor = organisationActor(filiereId, organisationId);
    let after: IndexPosition | undefined;
    do {
      const done = await db.transaction(actor, (tx) => indexEvents(tx, after, EVENTS_AT_ONCE));
      if (done.canonical.length) await asOwner((owner) => putCanonical(owner, filiereId, done.canonical));
      tally.events += done.events;
      tally.terms += done.added;
      tally.canonical += done.canonical.length;
      tally.unreadable.push(...done.unreadable);
      if (done.events) told(tally);
      after = done.next;
    } while (after);
  }
  return tally;
}

/** What is recorded only its owner can change, and for that it lifts the wall before itself: nobody else sees the table meanwhile. */
async function putCanonical(
  owner: Owner,
  filiereId: number,
  events: readonly { readonly id: string; readonly members: string }[],
): Promise<void> {
  await owner.query(`set local lock_timeout = '10s'`);
  await owner.query('alter table trace_event no force row level security');
  await owner.query(
    `update trace_event e set canonical = c.members
     from rows from (unnest($2::uuid[]), jsonb_array_elements($3::jsonb)) as c (id, members)
     where e.filiere_id = $1 and e.id = c.id and e.canonical = '{}'`,
    [filiereId, events.map(({ id }) => id), `[${events.map(({ members }) => members).join(',')}]`],
  );
  await owner.query('alter table trace_event force row level security');
}
