import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { Actor, DomainError, isUuid, newId, notFound, organisationOf } from '@maillon/kernel';
import { TenantDb, Tx } from '@maillon/db';
import { enqueue } from '@maillon/jobs';
import { recordAct } from '@maillon/membership';
import { Outgoing } from '@maillon/runtime';
import { feedMoved } from '../changes/feed-jobs.js';
import { checkTopics } from '../changes/topics.js';
import { wakeNow } from '../deliver/wake-webhook.js';
import { badName, tooManyWebhooks, urlFaults } from '../messages.js';
import { SecretBox } from './secret-box.js';
import { webhookById } from './webhook.queries.js';
import { WebhookType, WebhookWithSecret } from './webhook.types.js';

const MOST = 20;
const LONGEST_NAME = 80;

/** Webhooks of an organisation: made, changed, paused, resumed and deleted; each act is recorded. */
@Injectable()
export class ManageWebhooks {
  constructor(
    @Inject(TenantDb) private readonly db: TenantDb,
    @Inject(Outgoing) private readonly outgoing: Outgoing,
    @Inject(SecretBox) private readonly box: SecretBox,
  ) {}

  /** From what happens after now. Answers the secret, once. Throws BAD_INPUT with what is wrong and where, CONFLICT at the limit. */
  async create(
    actor: Actor,
    input: { name: string; url: string; topics: readonly string[] },
  ): Promise<WebhookWithSecret> {
    const organisationId = organisationOf(actor);
    const { name, url } = { name: checkName(input.name), url: this.checkUrl(input.url) };
    const topics = checkTopics(input.topics, 'input.topics');
    const [id, secret] = [newId(), newSecret()];
    return this.db.transaction(actor, async (tx) => {
      await makeRoom(tx);
      await tx.query(
        `insert into webhook (filiere_id, id, organisation_id, name, url, topics, secret, position_xid, position_seq, created_by)
         values ($1, $2, $3, $4, $5, $6, $7, pg_snapshot_xmin(pg_current_snapshot()), 0, $8)`,
        [
          actor.filiereId,
          id,
          organisationId,
          name,
          url,
          topics,
          this.box.seal(secret, id),
          actor.personId ?? null,
        ],
      );
      await recordWebhook(tx, 'webhook.create', id, { name, host: new URL(url).host });
      return { webhook: await webhookById(tx, id), secret };
    });
  }

  /** A new address is tried at once, whatever happened at the old one. */
  async update(
    actor: Actor,
    id: string,
    input: { name?: string; url?: string; topics?: readonly string[] },
  ): Promise<WebhookType> {
    const name = input.name == null ? null : checkName(input.name);
    const url = input.url == null ? null : this.checkUrl(input.url);
    const topics = input.topics == null ? null : checkTopics(input.topics, 'input.topics');
    return this.changing(actor, id, 'webhook.update', async (tx, key) => {
      await tx.query(
        `update webhook set name = coalesce($4, name), url = coalesce($5, url), topics = coalesce($6, topics),
           failures = case when $5::text is null then failures else 0 end,
           resume_at = case when $5::text is null then resume_at end
         where filiere_id = $1 and organisation_id = $2 and id = $3`,
        [...key, name, url, topics],
      );
      if (url) await wakeNow(tx, id);
    });
  }

  /** A new secret signs from now on; for a day the one before it signs as well, so that the receiver can change over. */
  async rotateSecret(actor: Actor, id: string): Promise<WebhookWithSecret> {
    const secret = newSecret();
    const webhook = await this.changing(actor, id, 'webhook.rotate-secret', (tx, key) =>
      tx.query(
        `update webhook set previous_secret = secret, previous_until = now() + interval '1 day', secret = $4
         where filiere_id = $1 and organisation_id = $2 and id = $3`,
        [...key, this.box.seal(secret, id)],
      ),
    );
    return { webhook, secret };
  }

  /** Nothing is sent any more; changes wait. Pausing what switched itself off leaves it as it is. */
  pause(actor: Actor, id: string): Promise<WebhookType> {
    return this.changing(actor, id, 'webhook.pause', (tx, key) =>
      tx.query(
        `update webhook set state = 'paused', state_since = now()
         where filiere_id = $1 and organisation_id = $2 and id = $3 and state = 'active'`,
        key,
      ),
    );
  }

  /** Sends what waited and what came meanwhile; `skipMissed` leaves out what came and was not yet waiting. */
  resume(actor: Actor, id: string, skipMissed: boolean): Promise<WebhookType> {
    return this.changing(actor, id, 'webhook.resume', async (tx, key) => {
      const skip = skipMissed
        ? `, position_xid = greatest(position_xid, pg_snapshot_xmin(pg_current_snapshot())),
             position_seq = case when position_xid < pg_snapshot_xmin(pg_current_snapshot()) then 0 else position_seq end`
        : '';
      await tx.query(
        `update webhook set state = 'active', disabled_reason = null, failures = 0, resume_at = null,
           state_since = case when state = 'active' then state_since else now() end${skip}
         where filiere_id = $1 and organisation_id = $2 and id = $3`,
        key,
      );
      await wakeNow(tx, id);
      await enqueue(tx, feedMoved, { organisationId: organisationOf(actor) });
    });
  }

  /** With its secret and its log. What is being sent this instant may still arrive. */
  async delete(actor: Actor, id: string): Promise<string> {
    if (!isUuid(id)) throw notFound('id');
    return this.db.transaction(actor, async (tx) => {
      const [gone] = await tx.query<{ name: string }>(
        'delete from webhook where filiere_id = $1 and organisation_id = $2 and id = $3 returning name',
        [actor.filiereId, organisationOf(actor), id],
      );
      if (!gone) throw notFound('id');
      await recordWebhook(tx, 'webhook.delete', id, { name: gone.name });
      return id;
    });
  }

  private async changing(
    actor: Actor,
    id: string,
    action: string,
    change: (tx: Tx, key: readonly unknown[]) => Promise<unknown>,
  ): Promise<WebhookType> {
    return this.db.transaction(actor, async (tx) => {
      const { name } = await webhookById(tx, id);
      await change(tx, [actor.filiereId, organisationOf(actor), id]);
      await recordWebhook(tx, action, id, { name });
      return webhookById(tx, id);
    });
  }

  private checkUrl(url: string): string {
    const fault = this.outgoing.faultOf(url.trim());
    if (fault) throw new DomainError('BAD_INPUT', urlFaults[fault], 'input.url');
    return new URL(url.trim()).href;
  }
}

/** One more webhook under the limit: the listener's row is locked, so that two at once are counted one after the other. */
async function makeRoom(tx: Tx): Promise<void> {
  const key = [tx.actor.filiereId, organisationOf(tx.actor)];
  await tx.query(
    'insert into webhook_listener (filiere_id, organisation_id) values ($1, $2) on conflict do nothing',
    key,
  );
  await tx.query(
    'select 1 from webhook_listener where filiere_id = $1 and organisation_id = $2 for update',
    key,
  );
  const rows = await tx.query('select 1 from webhook where filiere_id = $1 and organisation_id = $2', key);
  if (rows.length >= MOST) throw new DomainError('CONFLICT', tooManyWebhooks(MOST));
}

export const recordWebhook = (
  tx: Tx,
  action: string,
  subjectId: string,
  details: Readonly<Record<string, string | number>>,
): Promise<void> => recordAct(tx, { action, subjectType: 'webhook', subjectId, details });

/** 256 random bits; the beginning lets secret scanners know it. */
const newSecret = (): string => `whsec_${randomBytes(32).toString('base64url')}`;

function checkName(name: string): string {
  const trimmed = name.trim();
  if (trimmed && trimmed.length <= LONGEST_NAME) return trimmed;
  throw new DomainError('BAD_INPUT', badName, 'input.name');
}
