import { isUuid, newId } from '@maillon/kernel';
import { Tx } from '@maillon/db';
import { enqueue } from '@maillon/jobs';
import { feedMoved } from './feed-jobs.js';

/** Something that happened, and to whom it may be told. */
export interface Change {
  /** What happened, dotted lower case: `order.sent`. */
  readonly topic: string;
  /** Kind of thing it happened to: `document`, `event`. */
  readonly type: string;
  /** Id of that thing, by which the API answers it. */
  readonly id: string;
  /** Who may see it: exactly those who may read the thing itself. One that is no member of the filière is left out. */
  readonly organisationIds: readonly string[];
}

const TOPIC = /^[a-z][a-z0-9-]*(\.[a-z][a-z0-9-]*)+$/;
const LONGEST_TOPIC = 80;

/** Tells of one change, in the transaction that makes it: see `recordChanges`. */
export const recordChange = (tx: Tx, change: Change): Promise<void> => recordChanges(tx, [change]);

/**
 * Adds changes to the feed of each organisation that may see them, in the order given, and wakes the webhooks of those
 * that have any. It belongs to the caller's transaction: told when that commits, never when it rolls back. Lock the thing
 * before the first write of that transaction, and its changes are told in the order in which they were made.
 * Throws Error for a topic or an id of the wrong form: that is a fault of the caller's code.
 */
export async function recordChanges(tx: Tx, changes: readonly Change[]): Promise<void> {
  for (const change of changes) check(change);
  const rows = changes.flatMap((change) => {
    const id = newId();
    return [...new Set(change.organisationIds)].map((organisationId) => ({
      ...change,
      changeId: id,
      organisationId,
    }));
  });
  if (!rows.length) return;
  const listening = await tx.prepared<{ organisation_id: string }>('record-changes', RECORD, [
    tx.actor.filiereId,
    rows.map((row) => row.organisationId),
    rows.map((row) => row.changeId),
    rows.map((row) => row.topic),
    rows.map((row) => row.type),
    rows.map((row) => row.id),
    tx.actor.organisationId ?? null,
  ]);
  for (const row of listening) await enqueue(tx, feedMoved, { organisationId: row.organisation_id });
}

const RECORD = `
  with told as (
    insert into change (filiere_id, organisation_id, id, topic, subject_type, subject_id, recorded_by)
    select $1, c.organisation_id, c.id, c.topic, c.subject_type, c.subject_id, $7
    from unnest($2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::uuid[])
      with ordinality as c (organisation_id, id, topic, subject_type, subject_id, place)
    join membership m on m.filiere_id = $1 and m.organisation_id = c.organisation_id
    order by c.place)
  select organisation_id from webhook_listener where filiere_id = $1 and organisation_id = any ($2::uuid[])`;

function check({ topic, type, id, organisationIds }: Change): void {
  if (!TOPIC.test(topic) || topic.length > LONGEST_TOPIC)
    throw new Error(`A topic is dotted lower case, like order.sent: ${topic}`);
  if (!type || type.length > 40)
    throw new Error(`A change of ${topic} names the kind of thing in 1 to 40 letters.`);
  if (!isUuid(id) || !organisationIds.every(isUuid))
    throw new Error(`A change of ${topic} names its ids by UUID.`);
}
