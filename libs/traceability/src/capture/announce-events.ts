import { Inject, Injectable } from '@nestjs/common';
import { platformActor } from '@maillon/kernel';
import { notify, TenantDb, Tx } from '@maillon/db';
import { defineJob, enqueue, Handles } from '@maillon/jobs';
import type { JobContext } from '@maillon/jobs';
import { z } from 'zod';
import { CaptureOutcome } from './capture.types.js';

/** Tells the parties of freshly recorded events that something new awaits them. Ids only. */
export const eventsDeclared = defineJob({
  name: 'events-declared',
  payload: z.object({ partyIds: z.array(z.uuid()).max(1000), eventId: z.uuid() }),
  attempts: 5,
  backoffMs: 1000,
});

/** Puts the announcement beside the events, in their transaction. */
export async function announceEvents(tx: Tx, outcomes: readonly CaptureOutcome[]): Promise<void> {
  const ids = outcomes.filter(({ status }) => status === 'accepted').map(({ id }) => id);
  if (!ids.length) return;
  const parties = await tx.query<{ organisation_id: string }>(
    'select distinct organisation_id from trace_event_party where filiere_id = $1 and event_id = any ($2) limit 1000',
    [tx.actor.filiereId, ids],
  );
  if (!parties.length) return;
  await enqueue(tx, eventsDeclared, {
    partyIds: parties.map(({ organisation_id }) => organisation_id),
    eventId: ids[0]!,
  });
}

/** The same for an import that is done, once for all its events. */
export async function announceImport(tx: Tx, importJobId: string): Promise<void> {
  const parties = await tx.query<{ organisation_id: string; event_id: string }>(
    `select distinct on (party) party as organisation_id, e.id as event_id
     from trace_event e cross join lateral unnest(e.party_ids) as party
     where e.filiere_id = $1 and e.import_job_id = $2 order by party, e.id limit 1000`,
    [tx.actor.filiereId, importJobId],
  );
  const [first] = parties;
  if (first)
    await enqueue(tx, eventsDeclared, {
      partyIds: parties.map(({ organisation_id }) => organisation_id),
      eventId: first.event_id,
    });
}

@Injectable()
export class AnnounceEvents {
  constructor(@Inject(TenantDb) private readonly db: TenantDb) {}

  @Handles(eventsDeclared)
  async handle(
    { partyIds, eventId }: { partyIds: string[]; eventId: string },
    { filiereId }: JobContext,
  ): Promise<void> {
    await this.db.transaction(platformActor(filiereId), async (tx) => {
      for (const organisationId of partyIds) await notify(tx, { organisationId, type: 'event', id: eventId });
    });
  }
}
