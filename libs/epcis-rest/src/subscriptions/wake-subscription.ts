import { organisationOf } from '@maillon/kernel';
import { Tx } from '@maillon/db';
import { defineJob, enqueue } from '@maillon/jobs';
import { z } from 'zod';

/** Sends what is due to a subscription. */
export const subscriptionDue = defineJob({
  name: 'epcis-subscription-due',
  payload: z.object({ organisationId: z.uuid(), subscriptionId: z.uuid() }),
  attempts: 20,
  backoffMs: 500,
});

/**
 * Makes sure that a job looks at the subscription at `at`, or earlier. `wake_at` is the time of the next one asked for, so
 * that one that waits for hours holds one row of the outbox.
 */
export async function wakeAt(tx: Tx, id: string, at: Date): Promise<void> {
  const set = await tx.query(
    `update epcis_subscription set wake_at = $4 where filiere_id = $1 and organisation_id = $2 and id = $3
       and (wake_at is null or wake_at <= now() or wake_at > $4) returning id`,
    [tx.actor.filiereId, organisationOf(tx.actor), id, at],
  );
  if (set.length)
    await enqueue(
      tx,
      subscriptionDue,
      { organisationId: organisationOf(tx.actor), subscriptionId: id },
      { runAfter: at },
    );
}

/** Forgets the wake-up that has come. */
export async function wokenUp(tx: Tx, id: string): Promise<void> {
  await tx.query(
    `update epcis_subscription set wake_at = null
     where filiere_id = $1 and organisation_id = $2 and id = $3 and wake_at <= now()`,
    [tx.actor.filiereId, organisationOf(tx.actor), id],
  );
}

/**
 * Wakes what has something to do now and is not about to be looked at: streams, and schedules that are overdue although a
 * job should have served them. One that is being served needs no waking: who serves it looks again before it ends.
 */
export async function wakeStreams(tx: Tx): Promise<void> {
  const organisationId = organisationOf(tx.actor);
  const woken = await tx.query<{ id: string }>(
    `update epcis_subscription set wake_at = now()
     where filiere_id = $1 and organisation_id = $2 and state = 'active' and (run_until is null or run_until <= now())
       and (resume_at is null or resume_at <= now()) and (schedule is null or run_at < now() - interval '1 minute')
       and (wake_at is null or wake_at > now() or wake_at < now() - interval '1 minute') returning id`,
    [tx.actor.filiereId, organisationId],
  );
  for (const { id } of woken) await enqueue(tx, subscriptionDue, { organisationId, subscriptionId: id });
}
