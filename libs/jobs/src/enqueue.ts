import { Tx } from '@maillon/db';
import { newId } from '@maillon/kernel';
import { JobDefinition } from './define-job.js';

/** PostgreSQL notification channel; its payload is a filière id. */
export const OUTBOX_CHANNEL = 'maillon_outbox';

/**
 * Asks for a job, as a row of the caller's transaction: it runs after that commits, and never when it rolls back.
 * `runAfter` puts it off. Returns the id of the row. Throws ZodError when the payload is not what the job declares.
 */
export async function enqueue<Payload>(
  tx: Tx,
  job: JobDefinition<Payload>,
  payload: Payload,
  options: { runAfter?: Date } = {},
): Promise<string> {
  const id = newId();
  await tx.query(
    `with row as (
       insert into outbox (filiere_id, id, job, payload, run_after)
       values ($1, $2, $3, $4, coalesce($5::timestamptz, now())) returning filiere_id)
     select pg_notify('${OUTBOX_CHANNEL}', filiere_id::text) from row`,
    [tx.actor.filiereId, id, job.name, JSON.stringify(job.payload.parse(payload)), options.runAfter ?? null],
  );
  return id;
}
