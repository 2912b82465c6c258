import { newId, organisationOf } from '@maillon/kernel';
import { Tx } from '@maillon/db';
import type { DeliveryCause } from '../webhooks/webhook.types.js';
import { wakeNow } from './wake-webhook.js';

/** What a delivery tells. */
export interface Told {
  readonly changeId: string;
  readonly topic: string;
  readonly type: string;
  readonly subjectId: string;
  readonly at: Date;
}

/**
 * Adds deliveries to a webhook whose row the caller has locked, in the order given, and wakes it. One that follows another
 * still waiting about the same subject is put at `infinity`: the end of that one sets it free, so that what is sent about a
 * subject keeps its order. Returns the ids.
 */
export async function addDeliveries(
  tx: Tx,
  webhookId: string,
  cause: DeliveryCause,
  told: readonly Told[],
): Promise<string[]> {
  if (!told.length) return [];
  const ids = told.map(() => newId());
  await tx.prepared('add-deliveries', ADD, [
    tx.actor.filiereId,
    organisationOf(tx.actor),
    webhookId,
    cause,
    ids,
    told.map((one) => one.changeId),
    told.map((one) => one.topic),
    told.map((one) => one.type),
    told.map((one) => one.subjectId),
    told.map((one) => one.at),
  ]);
  await wakeNow(tx, webhookId);
  return ids;
}

const ADD = `
  insert into webhook_delivery
    (filiere_id, organisation_id, webhook_id, cause, id, change_id, topic, subject_type, subject_id, changed_at, next_attempt_at)
  select $1, $2, $3, $4, t.id, t.change_id, t.topic, t.subject_type, t.subject_id, t.changed_at,
    case when row_number() over (partition by t.subject_id order by t.place) = 1 and not exists (
      select from webhook_delivery w where w.filiere_id = $1 and w.webhook_id = $3 and w.subject_id = t.subject_id and w.state = 'waiting')
    then now() else 'infinity' end
  from unnest($5::uuid[], $6::uuid[], $7::text[], $8::text[], $9::uuid[], $10::timestamptz[])
    with ordinality as t (id, change_id, topic, subject_type, subject_id, changed_at, place)
  order by t.place`;
