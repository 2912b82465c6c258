import { Tx } from '@maillon/db';
import { JobDefinition } from './define-job.js';
import { enqueue } from './enqueue.js';

/**
 * Asks for the next night's job of the actor's filière, at a full hour in UTC, unless one is asked for already. Answers
 * whether it asked.
 */
export async function planNight(
  tx: Tx,
  job: JobDefinition<Record<string, never>>,
  hourUtc: number,
  now: Date,
): Promise<boolean> {
  const asked = await tx.query(
    'select from outbox where filiere_id = $1 and job = $2 and done_at is null and failed_at is null limit 1',
    [tx.actor.filiereId, job.name],
  );
  if (asked.length) return false;
  const night = new Date(now);
  night.setUTCHours(hourUtc, 0, 0, 0);
  if (night <= now) night.setUTCDate(night.getUTCDate() + 1);
  await enqueue(tx, job, {}, { runAfter: night });
  return true;
}
