import { organisationOf } from '@maillon/kernel';
import { Tx } from '@maillon/db';
import { defineJob, enqueue } from '@maillon/jobs';
import { z } from 'zod';

/** Sends what is due to a webhook. */
export const webhookDue = defineJob({
  name: 'webhook-due',
  payload: z.object({ organisationId: z.uuid(), webhookId: z.uuid() }),
  attempts: 20,
  backoffMs: 500,
});

/**
 * Makes sure that a job looks at the webhook at `at`, or earlier. `webhook.wake_at` is the time of the next one asked for,
 * so that a webhook that waits for hours holds one row of the outbox and not one a change.
 */
export async function wakeAt(tx: Tx, webhookId: string, at: Date): Promise<void> {
  const set = await tx.query(
    `update webhook set wake_at = $4 where filiere_id = $1 and organisation_id = $2 and id = $3
       and (wake_at is null or wake_at <= now() or wake_at > $4) returning id`,
    [tx.actor.filiereId, organisationOf(tx.actor), webhookId, at],
  );
  if (set.length) await enqueue(tx, webhookDue, payloadOf(tx, webhookId), { runAfter: at });
}

/**
 * Wakes the webhook now, for a caller that holds its row and added deliveries. One that is being served needs no waking:
 * who serves it looks again before it ends. Nor does one woken a moment ago: its job unsets `wake_at` when it runs.
 */
export async function wakeNow(tx: Tx, webhookId: string): Promise<void> {
  const set = await tx.query(
    `update webhook set wake_at = now() where filiere_id = $1 and organisation_id = $2 and id = $3
       and (run_until is null or run_until <= now())
       and (wake_at is null or wake_at > now() or wake_at < now() - interval '1 minute') returning id`,
    [tx.actor.filiereId, organisationOf(tx.actor), webhookId],
  );
  if (set.length) await enqueue(tx, webhookDue, payloadOf(tx, webhookId));
}

const payloadOf = (tx: Tx, webhookId: string) => ({ organisationId: organisationOf(tx.actor), webhookId });
