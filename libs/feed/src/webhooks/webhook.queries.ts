import {
  decodeCursor,
  DomainError,
  encodeCursor,
  isUuid,
  notFound,
  organisationOf,
  pageSize,
} from '@maillon/kernel';
import { Tx } from '@maillon/db';
import { Connection, pageOf } from '@maillon/graphql';
import { badCursor, DeliveryFailure, DisabledReason, disabledTexts, failureTexts } from '../messages.js';
import {
  DeliveryCause,
  DeliveryState,
  WebhookDeliveryType,
  WebhookState,
  WebhookType,
} from './webhook.types.js';

interface Row {
  id: string;
  name: string;
  url: string;
  topics: string[];
  state: WebhookState;
  disabled_reason: DisabledReason | null;
  state_since: Date;
  failures: number;
  resume_at: Date | null;
  delivered_at: Date | null;
  waiting: number;
  created_at: Date;
}

/** The secret is no column of it: nothing that answers people ever reads it. */
const SELECT = `
  select w.id, w.name, w.url, w.topics, w.state, w.disabled_reason, w.state_since, w.failures, w.resume_at, w.delivered_at,
    w.created_at, (select count(*)::int from webhook_delivery d where d.filiere_id = $1 and d.organisation_id = $2
      and d.webhook_id = w.id and d.state = 'waiting') as waiting
  from webhook w where w.filiere_id = $1 and w.organisation_id = $2`;

/** Webhooks of the actor's organisation, newest first. */
export async function webhooksOf(tx: Tx): Promise<WebhookType[]> {
  const rows = await tx.query<Row>(`${SELECT} order by w.id desc`, [
    tx.actor.filiereId,
    organisationOf(tx.actor),
  ]);
  return rows.map(webhookOf);
}

/** One of them. Throws NOT_FOUND for what is not the actor's own. */
export async function webhookById(tx: Tx, id: string): Promise<WebhookType> {
  if (!isUuid(id)) throw notFound('id');
  const [row] = await tx.query<Row>(`${SELECT} and w.id = $3`, [
    tx.actor.filiereId,
    organisationOf(tx.actor),
    id,
  ]);
  if (!row) throw notFound('id');
  return webhookOf(row);
}

const webhookOf = (row: Row): WebhookType => ({
  id: row.id,
  name: row.name,
  url: row.url,
  topics: row.topics,
  state: row.state,
  ...(row.disabled_reason && { disabledReason: disabledTexts[row.disabled_reason] }),
  stateSince: row.state_since.toISOString(),
  failures: row.failures,
  ...(row.resume_at && { resumesAt: row.resume_at.toISOString() }),
  ...(row.delivered_at && { deliveredAt: row.delivered_at.toISOString() }),
  waiting: row.waiting,
  createdAt: row.created_at.toISOString(),
});

interface DeliveryRow {
  id: string;
  seq: string;
  cause: DeliveryCause;
  change_id: string;
  topic: string;
  subject_type: string;
  subject_id: string;
  changed_at: Date;
  state: DeliveryState;
  attempts: number;
  attempted_at: Date | null;
  next_attempt_at: Date | null;
  status: number | null;
  failure: DeliveryFailure | null;
  duration_ms: number | null;
  response_excerpt: string | null;
}

/** `infinity` stands for "after the one before it": nobody is told a date. */
const DELIVERY = `
  select id, webhook_id, seq, cause, change_id, topic, subject_type, subject_id, changed_at, state, attempts, attempted_at, status, failure,
    nullif(next_attempt_at, 'infinity') as next_attempt_at, duration_ms, response_excerpt
  from webhook_delivery where filiere_id = $1 and organisation_id = $2`;

/** The delivery log of a webhook of the actor's organisation, newest first. */
export async function deliveryPage(
  tx: Tx,
  webhookId: string,
  input: { first?: number; after?: string; state?: DeliveryState },
): Promise<Connection<WebhookDeliveryType>> {
  const first = pageSize(input.first);
  const [before] = input.after ? decodeCursor(input.after, 1) : [null];
  if (before && !/^\d{1,18}$/.test(before)) throw new DomainError('BAD_INPUT', badCursor, 'after');
  const rows = await tx.query<DeliveryRow>(
    `${DELIVERY} and webhook_id = $3 and ($4::bigint is null or seq < $4) and ($5::text is null or state = $5)
     order by seq desc limit $6`,
    [tx.actor.filiereId, organisationOf(tx.actor), webhookId, before, input.state ?? null, first + 1],
  );
  return pageOf(rows, first, deliveryOf, (row) => encodeCursor([row.seq]));
}

/** One delivery. Throws NOT_FOUND for what is not the actor's own. */
export async function deliveryById(tx: Tx, id: string): Promise<WebhookDeliveryType & { webhookId: string }> {
  if (!isUuid(id)) throw notFound('id');
  const [row] = await tx.query<DeliveryRow & { webhook_id: string }>(`${DELIVERY} and id = $3`, [
    tx.actor.filiereId,
    organisationOf(tx.actor),
    id,
  ]);
  if (!row) throw notFound('id');
  return { ...deliveryOf(row), webhookId: row.webhook_id };
}

const deliveryOf = (row: DeliveryRow): WebhookDeliveryType => ({
  id: row.id,
  cause: row.cause,
  changeId: row.change_id,
  topic: row.topic,
  type: row.subject_type,
  subjectId: row.subject_id,
  changedAt: row.changed_at.toISOString(),
  state: row.state,
  attempts: row.attempts,
  ...(row.attempted_at && { attemptedAt: row.attempted_at.toISOString() }),
  ...(row.next_attempt_at && { nextAttemptAt: row.next_attempt_at.toISOString() }),
  ...(row.status !== null && { status: row.status }),
  ...(row.failure && { failure: failureTexts[row.failure] }),
  ...(row.duration_ms !== null && { durationMs: row.duration_ms }),
  ...(row.response_excerpt !== null && { responseExcerpt: row.response_excerpt }),
});
