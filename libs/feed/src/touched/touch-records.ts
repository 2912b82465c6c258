import { plainArray, Tx } from '@maillon/db';
import { newId } from '@maillon/kernel';
import { defineJob, enqueue } from '@maillon/jobs';
import { z } from 'zod';
import { recordArrivals } from '../arrivals/record-arrivals.js';

/** Looks at what was written since the organisation's records were last compared. Defined here, handled above. */
export const recordsTouched = defineJob({
  name: 'records-touched',
  payload: z.object({ organisationId: z.uuid() }),
  attempts: 20,
  backoffMs: 1000,
});

/** Records that were written, and the organisations whose records they may agree with or contradict. */
export interface Touched {
  readonly type: 'event' | 'document';
  readonly ids: readonly string[];
  readonly organisationIds: readonly string[];
}

/** Notes of so long share the job of the first, which starts later than any of their transactions should end. */
const TOGETHER_MS = 400;
const LATER_MS = 1000;
const AT_ONCE = 10_000;

/**
 * Notes, in the transaction that writes them, that records are to be compared with what others say, and adds events to the
 * arrivals of those who may see them.
 */
export async function touchRecords(tx: Tx, { type, ids, organisationIds }: Touched): Promise<void> {
  const told = [...new Set(organisationIds)].sort();
  if (!told.length) return;
  await noteTouched(tx, type, ids, told);
  if (type === 'event') await recordArrivals(tx, [...new Set(ids)], told);
}

/** Whoever writes within the same moment shares one job. One that commits after that job ran is found by the sweeper: its note stays. */
async function noteTouched(
  tx: Tx,
  type: Touched['type'],
  ids: readonly string[],
  told: readonly string[],
): Promise<void> {
  for (let start = 0; start < ids.length; start += AT_ONCE) {
    const awake = await tx.prepared<{ organisation_id: string }>('touch-records', TOUCH, [
      tx.actor.filiereId,
      plainArray(told),
      plainArray(told.map(() => newId())),
      type,
      plainArray(ids.slice(start, start + AT_ONCE)),
      tx.actor.organisationId ?? null,
    ]);
    const runAfter = new Date(Date.now() + LATER_MS);
    for (const row of awake)
      await enqueue(tx, recordsTouched, { organisationId: row.organisation_id }, { runAfter });
  }
}

/** Answers the organisations that no note of this moment has woken yet. */
const TOUCH = `
  with noted as (
    insert into touched_record (filiere_id, organisation_id, id, subject_type, subject_ids, recorded_by)
    select $1, t.organisation_id, t.id, $4, $5::uuid[], $6 from unnest($2::uuid[], $3::uuid[]) as t (organisation_id, id)
    join membership m on m.filiere_id = $1 and m.organisation_id = t.organisation_id
    returning organisation_id)
  select organisation_id from noted n where not exists (
    select from touched_record t where t.filiere_id = $1 and t.organisation_id = n.organisation_id
      and t.recorded_at > now() - interval '${TOGETHER_MS} milliseconds')`;
