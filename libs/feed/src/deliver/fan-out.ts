import { Inject, Injectable } from '@nestjs/common';
import { organisationActor, organisationOf } from '@maillon/kernel';
import { TenantDb, Tx } from '@maillon/db';
import { enqueue, Handles } from '@maillon/jobs';
import type { JobContext } from '@maillon/jobs';
import { feedMoved } from '../changes/feed-jobs.js';
import { readFeed } from '../changes/change.queries.js';
import { addDeliveries } from './add-deliveries.js';

const AT_ONCE = 500;
const LATE_MS = 250;

/** Turns the feed of an organisation into deliveries, each webhook from where it stood. */
@Injectable()
export class FanOut {
  constructor(@Inject(TenantDb) private readonly db: TenantDb) {}

  @Handles(feedMoved)
  async handle(
    { organisationId }: { organisationId: string },
    { filiereId, signal }: JobContext,
  ): Promise<void> {
    const actor = organisationActor(filiereId, organisationId);
    const ids = await this.db.transaction(actor, webhooksBehind);
    for (const id of ids) {
      while (await this.db.transaction(actor, (tx) => advance(tx, id))) signal.throwIfAborted();
    }
    if (ids.length) await this.db.transaction(actor, comeBackForLate);
  }
}

/** Those that have something to read: after a burst of changes the first job reads them all, and the others end here. */
async function webhooksBehind(tx: Tx): Promise<string[]> {
  const key = [tx.actor.filiereId, organisationOf(tx.actor)];
  await tx.query(
    'update webhook_listener set wake_at = null where filiere_id = $1 and organisation_id = $2 and wake_at <= now()',
    key,
  );
  const rows = await tx.prepared<{ id: string }>(
    'webhooks-behind',
    `select id from webhook w where filiere_id = $1 and organisation_id = $2 and state = 'active' and exists (
       select from change c where c.filiere_id = $1 and c.organisation_id = $2 and (c.xid, c.seq) > (w.position_xid, w.position_seq))
     order by id`,
    key,
  );
  return rows.map((row) => row.id);
}

interface Standing {
  readonly topics: string[];
  readonly position_xid: string;
  readonly position_seq: string;
}

/** One step of one webhook: deliveries and position move together, under the lock of its row. True when more may follow. */
async function advance(tx: Tx, webhookId: string): Promise<boolean> {
  const key = [tx.actor.filiereId, organisationOf(tx.actor), webhookId];
  const [webhook] = await tx.query<Standing>(
    `select w.topics, w.position_xid, w.position_seq from webhook w
     join membership m on m.filiere_id = $1 and m.organisation_id = $2 and m.status = 'active'
     where w.filiere_id = $1 and w.organisation_id = $2 and w.id = $3 and w.state = 'active' for update of w`,
    key,
  );
  if (!webhook) return false;
  const { rows, end, isFull } = await readFeed(tx, {
    after: { xid: webhook.position_xid, seq: webhook.position_seq },
    topics: webhook.topics,
    limit: AT_ONCE,
  });
  await tx.query(
    'update webhook set position_xid = $4::xid8, position_seq = $5 where filiere_id = $1 and organisation_id = $2 and id = $3',
    [...key, end.xid, end.seq],
  );
  const told = rows.map((row) => ({
    changeId: row.id,
    topic: row.topic,
    type: row.subject_type,
    subjectId: row.subject_id,
    at: row.at,
  }));
  await addDeliveries(tx, webhookId, 'change', told);
  return isFull;
}

/** Changes committed while an older transaction runs cannot be told yet: comes back for them, one job at a time. */
async function comeBackForLate(tx: Tx): Promise<void> {
  const organisationId = organisationOf(tx.actor);
  const [set] = await tx.query<{ wake_at: Date }>(
    `update webhook_listener set wake_at = now() + $3 * interval '1 millisecond'
     where filiere_id = $1 and organisation_id = $2 and (wake_at is null or wake_at <= now())
       and exists (select from change where filiere_id = $1 and organisation_id = $2 and xid >= pg_snapshot_xmin(pg_current_snapshot()))
     returning wake_at`,
    [tx.actor.filiereId, organisationId, LATE_MS],
  );
  if (set) await enqueue(tx, feedMoved, { organisationId }, { runAfter: set.wake_at });
}
