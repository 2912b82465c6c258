import { Inject, Injectable } from '@nestjs/common';
import { Actor, DomainError, newId, notFound, organisationOf } from '@maillon/kernel';
import { TenantDb, Tx } from '@maillon/db';
import { enqueue } from '@maillon/jobs';
import { feedMoved } from '../changes/feed-jobs.js';
import { FeedPosition, positionOf } from '../changes/feed-position.js';
import { topicFilter } from '../changes/topics.js';
import { addDeliveries } from '../deliver/add-deliveries.js';
import { notActive, replayFrom, replayTooMuch, stillWaiting, tooManyTests } from '../messages.js';
import { recordWebhook } from './manage-webhooks.js';
import { deliveryById, webhookById } from './webhook.queries.js';
import { WebhookDeliveryType, WebhookReplay } from './webhook.types.js';

const MOST_AGAIN = 100_000;
const TESTS_A_MINUTE = 10;

/** Sends again, or for a trial. */
@Injectable()
export class Replay {
  constructor(@Inject(TenantDb) private readonly db: TenantDb) {}

  /** One delivery once more, as a delivery of its own behind what waits about the same subject. Throws CONFLICT while it waits. */
  async delivery(actor: Actor, id: string): Promise<WebhookDeliveryType> {
    return this.db.transaction(actor, async (tx) => {
      const { webhookId } = await deliveryById(tx, id);
      await lock(tx, webhookId);
      const delivery = await deliveryById(tx, id);
      if (delivery.state === 'waiting') throw new DomainError('CONFLICT', stillWaiting, 'id');
      const { changeId, topic, type, subjectId } = delivery;
      const told = { changeId, topic, type, subjectId, at: new Date(delivery.changedAt) };
      const [added] = await addDeliveries(tx, webhookId, 'replay', [told]);
      await recordWebhook(tx, 'webhook.replay', webhookId, { delivery: id });
      return deliveryById(tx, added!);
    });
  }

  /**
   * Everything from a time or a cursor of `changes` on, in the order of the feed: the webhook goes back to where it stood
   * then. Answers how many changes that is. Throws BAD_INPUT without a beginning, with two, or beyond 100,000 changes.
   */
  async changes(actor: Actor, id: string, from: { since?: string; after?: string }): Promise<WebhookReplay> {
    if ((from.since == null) === (from.after == null))
      throw new DomainError('BAD_INPUT', replayFrom, 'since');
    return this.db.transaction(actor, async (tx) => {
      await webhookById(tx, id);
      const webhook = await lock(tx, id);
      const start = from.after == null ? await positionAt(tx, from.since!) : positionOf(from.after);
      const changes = start ? await countAgain(tx, webhook, start) : 0;
      if (changes > MOST_AGAIN) throw new DomainError('BAD_INPUT', replayTooMuch(MOST_AGAIN), 'since');
      if (start && changes) await goBack(tx, id, start);
      await recordWebhook(tx, 'webhook.replay', id, { changes });
      return { webhook: await webhookById(tx, id), changes };
    });
  }

  /** One delivery that means nothing, tried once and at once. Throws CONFLICT where the webhook does not send. */
  async test(actor: Actor, id: string): Promise<WebhookDeliveryType> {
    return this.db.transaction(actor, async (tx) => {
      const { state } = await webhookById(tx, id);
      if (state !== 'active') throw new DomainError('CONFLICT', notActive, 'id');
      await lock(tx, id);
      await allowTest(tx, id);
      await tx.query(
        'update webhook set resume_at = null where filiere_id = $1 and organisation_id = $2 and id = $3',
        keyOf(tx, id),
      );
      const told = {
        changeId: newId(),
        topic: 'webhook.test',
        type: 'webhook',
        subjectId: id,
        at: new Date(),
      };
      const [added] = await addDeliveries(tx, id, 'test', [told]);
      await recordWebhook(tx, 'webhook.test', id, {});
      return deliveryById(tx, added!);
    });
  }
}

interface Standing {
  readonly topics: string[];
  readonly position_xid: string;
  readonly position_seq: string;
}

const keyOf = (tx: Tx, id: string) => [tx.actor.filiereId, organisationOf(tx.actor), id];

async function lock(tx: Tx, id: string): Promise<Standing> {
  const [row] = await tx.query<Standing>(
    `select topics, position_xid, position_seq from webhook
     where filiere_id = $1 and organisation_id = $2 and id = $3 for update`,
    keyOf(tx, id),
  );
  if (!row) throw notFound('id');
  return row;
}

/** The place before the first change recorded at that time or later; undefined when there is none. */
async function positionAt(tx: Tx, since: string): Promise<FeedPosition | undefined> {
  const [row] = await tx.query<FeedPosition>(
    `select xid, seq - 1 as seq from change
     where filiere_id = $1 and organisation_id = $2 and at >= $3 order by xid, seq limit 1`,
    [tx.actor.filiereId, organisationOf(tx.actor), since],
  );
  return row;
}

/** How many changes of its topics lie between there and where the webhook stands; counted no further than refused. */
async function countAgain(tx: Tx, webhook: Standing, start: FeedPosition): Promise<number> {
  const { names, beginnings } = topicFilter(webhook.topics);
  const [row] = await tx.query<{ count: number }>(
    `select count(*)::int as count from (
       select from change where filiere_id = $1 and organisation_id = $2
         and (xid, seq) > ($3::xid8, $4::bigint) and (xid, seq) <= ($5::xid8, $6::bigint)
         and ($7::text[] is null or topic = any ($7) or topic like any ($8::text[]))
       limit $9) c`,
    [
      tx.actor.filiereId,
      organisationOf(tx.actor),
      start.xid,
      start.seq,
      webhook.position_xid,
      webhook.position_seq,
      names,
      beginnings,
      MOST_AGAIN + 1,
    ],
  );
  return row!.count;
}

async function goBack(tx: Tx, id: string, { xid, seq }: FeedPosition): Promise<void> {
  await tx.query(
    `update webhook set position_xid = $4::xid8, position_seq = $5::bigint
     where filiere_id = $1 and organisation_id = $2 and id = $3`,
    [...keyOf(tx, id), xid, seq],
  );
  await enqueue(tx, feedMoved, { organisationId: organisationOf(tx.actor) });
}

async function allowTest(tx: Tx, id: string): Promise<void> {
  const rows = await tx.query(
    `select 1 from webhook_delivery where filiere_id = $1 and organisation_id = $2 and webhook_id = $3
       and cause = 'test' and created_at > now() - interval '1 minute' order by seq desc limit $4`,
    [...keyOf(tx, id), TESTS_A_MINUTE],
  );
  if (rows.length >= TESTS_A_MINUTE) throw new DomainError('TOO_MANY_REQUESTS', tooManyTests, undefined, 60);
}
