import { organisationOf } from '@maillon/kernel';
import { Tx } from '@maillon/db';
import { recordAct } from '@maillon/membership';
import type { DeliveryFailure, DisabledReason } from '../messages.js';
import { DeliveryTimes, pauseAfter, retryDelay } from './delivery-times.js';
import { wakeAt } from './wake-webhook.js';

const AT_ONCE = 8;

/** One delivery to make now. */
export interface Due {
  readonly id: string;
  readonly change_id: string;
  readonly topic: string;
  readonly subject_type: string;
  readonly subject_id: string;
  readonly changed_at: Date;
  readonly attempts: number;
}

/** A webhook that this process serves for a while: nobody else does until its lease has passed. */
export interface Run {
  readonly webhookId: string;
  readonly token: string;
  readonly url: string;
  /** As kept: sealed. The first signs; the second signs too while a rotation lets it. */
  readonly secrets: readonly Buffer[];
  /** At most one for each subject. */
  readonly due: readonly Due[];
}

/** What became of one attempt; no failure means delivered. */
export interface Attempt {
  readonly id: string;
  /** Attempts before this one. */
  readonly attempts: number;
  readonly failure?: DeliveryFailure;
  readonly status?: number;
  readonly durationMs: number;
  readonly excerpt?: string;
}

interface Row {
  id: string;
  url: string;
  secret: Buffer;
  previous_secret: Buffer | null;
  failures: number;
  may_send: boolean;
  may_try: boolean;
  run_token: string | null;
  held_until: Date | null;
}

/** Takes the webhook if something is due and nobody serves it; otherwise says when to look again. */
export async function openRun(
  tx: Tx,
  webhookId: string,
  token: string,
  times: DeliveryTimes,
): Promise<Run | undefined> {
  const row = await lock(tx, webhookId);
  if (!row) return undefined;
  await tx.query(
    `update webhook set wake_at = null where filiere_id = $1 and organisation_id = $2 and id = $3 and wake_at <= now()`,
    keyOf(tx, webhookId),
  );
  if (row.held_until) {
    await wakeAt(tx, webhookId, row.held_until);
    return undefined;
  }
  return goOn(tx, row, token, times, false);
}

/**
 * Records what became of attempts, then answers the next ones, or ends the run. Undefined too when another process serves
 * the webhook by now, or it is gone: then nothing is recorded, and what was sent may be sent once more.
 */
export async function settleRun(
  tx: Tx,
  { webhookId, token }: Run,
  attempts: readonly Attempt[],
  times: DeliveryTimes,
  isStopping: boolean,
): Promise<Run | undefined> {
  const row = await lock(tx, webhookId);
  if (row?.run_token !== token) return undefined;
  if (!attempts.length) return goOn(tx, row, token, times, isStopping);
  await recordAttempts(tx, webhookId, attempts, times);
  await judge(tx, row, attempts, times);
  return goOn(tx, (await lock(tx, webhookId))!, token, times, isStopping);
}

const keyOf = (tx: Tx, webhookId: string) => [tx.actor.filiereId, organisationOf(tx.actor), webhookId];

async function lock(tx: Tx, webhookId: string): Promise<Row | undefined> {
  const [row] = await tx.prepared<Row>('lock-webhook', LOCK, keyOf(tx, webhookId));
  return row;
}

const LOCK = `
  select w.id, w.url, w.secret, case when w.previous_until > now() then w.previous_secret end as previous_secret, w.failures,
    w.state = 'active' and m.status = 'active' as may_send, coalesce(w.resume_at <= now(), true) as may_try,
    w.run_token, case when w.run_until > now() then w.run_until end as held_until
  from webhook w join membership m on m.filiere_id = $1 and m.organisation_id = $2
  where w.filiere_id = $1 and w.organisation_id = $2 and w.id = $3 for update of w`;

/** The next attempts under a lease, with a job that looks after it in case we die; or the end of the run. */
async function goOn(
  tx: Tx,
  row: Row,
  token: string,
  times: DeliveryTimes,
  isStopping: boolean,
): Promise<Run | undefined> {
  const due = row.may_send && row.may_try && !isStopping ? await dueOf(tx, row) : [];
  const [{ run_until: heldUntil } = { run_until: null }] = await tx.query<{ run_until: Date | null }>(
    `update webhook set run_token = $4, run_until = now() + $5 * interval '1 millisecond'
     where filiere_id = $1 and organisation_id = $2 and id = $3 returning run_until`,
    [...keyOf(tx, row.id), due.length ? token : null, due.length ? times.leaseMs : null],
  );
  const next = heldUntil ?? (row.may_send ? await nextOf(tx, row.id) : undefined);
  if (next) await wakeAt(tx, row.id, next);
  if (!due.length) return undefined;
  const secrets = row.previous_secret ? [row.secret, row.previous_secret] : [row.secret];
  return { webhookId: row.id, token, url: row.url, secrets, due };
}

/** After a failed round one delivery tries the water; otherwise several go at once, each about another subject. */
const dueOf = (tx: Tx, row: Row): Promise<Due[]> =>
  tx.prepared<Due>(
    'due-deliveries',
    `select id, change_id, topic, subject_type, subject_id, changed_at, attempts from webhook_delivery
     where filiere_id = $1 and organisation_id = $2 and webhook_id = $3 and state = 'waiting' and next_attempt_at <= now()
     order by next_attempt_at, seq limit $4`,
    [...keyOf(tx, row.id), row.failures ? 1 : AT_ONCE],
  );

/** When something is due next, rounded up to what a Date can hold. */
async function nextOf(tx: Tx, webhookId: string): Promise<Date | undefined> {
  const [row] = await tx.prepared<{ next: Date | null }>(
    'next-delivery',
    `select date_trunc('milliseconds', greatest(w.resume_at, d.next_attempt_at)) + interval '1 millisecond' as next
     from webhook w cross join lateral (
       select next_attempt_at from webhook_delivery where filiere_id = $1 and organisation_id = $2 and webhook_id = $3
         and state = 'waiting' and next_attempt_at < 'infinity' order by next_attempt_at limit 1) d
     where w.filiere_id = $1 and w.organisation_id = $2 and w.id = $3`,
    keyOf(tx, webhookId),
  );
  return row?.next ?? undefined;
}

/** Writes the log, and sets free what waited for those that ended. A trial is made once. */
async function recordAttempts(
  tx: Tx,
  webhookId: string,
  attempts: readonly Attempt[],
  times: DeliveryTimes,
): Promise<void> {
  const recorded = await tx.prepared<{ subject_id: string; state: string }>('record-attempts', RECORD, [
    tx.actor.filiereId,
    organisationOf(tx.actor),
    webhookId,
    times.retryMs.length,
    attempts.map((attempt) => attempt.id),
    attempts.map((attempt) => attempt.attempts),
    attempts.map((attempt) => attempt.failure ?? null),
    attempts.map((attempt) => attempt.status ?? null),
    attempts.map((attempt) => attempt.durationMs),
    attempts.map((attempt) => attempt.excerpt ?? null),
    attempts.map((attempt) => retryDelay(times, attempt.attempts + 1)),
  ]);
  await tx.prepared('free-deliveries', FREE, [
    tx.actor.filiereId,
    organisationOf(tx.actor),
    webhookId,
    recorded.filter(({ state }) => state !== 'waiting').map((row) => row.subject_id),
  ]);
}

const IS_LAST = `(d.attempts + 1 > $4 or d.cause = 'test')`;

const RECORD = `
  update webhook_delivery d set attempts = d.attempts + 1, attempted_at = now(), failure = a.failure, status = a.status,
    duration_ms = a.duration_ms, response_excerpt = a.excerpt,
    state = case when a.failure is null then 'delivered' when ${IS_LAST} then 'failed' else 'waiting' end,
    next_attempt_at = case when a.failure is null or ${IS_LAST} then null else now() + a.delay * interval '1 millisecond' end
  from unnest($5::uuid[], $6::int[], $7::text[], $8::int[], $9::int[], $10::text[], $11::int[])
    as a (id, before, failure, status, duration_ms, excerpt, delay)
  where d.filiere_id = $1 and d.organisation_id = $2 and d.webhook_id = $3 and d.id = any ($5::uuid[]) and d.id = a.id
    and d.state = 'waiting' and d.attempts = a.before
  returning d.subject_id, d.state`;

/** The array is made first, by one look at the index a subject, whatever the planner thinks of a table that grew a moment ago. */
const FREE = `
  update webhook_delivery set next_attempt_at = now()
  where filiere_id = $1 and organisation_id = $2 and next_attempt_at = 'infinity' and id = any (array(
    select (
      select n.id from webhook_delivery n
      where n.filiere_id = $1 and n.organisation_id = $2 and n.webhook_id = $3 and n.subject_id = s.id and n.state = 'waiting'
      order by n.seq limit 1)
    from unnest($4::uuid[]) as s (id)))`;

/** One success and the webhook is well; a round of failures makes it pause, and in the end switches it off. */
async function judge(tx: Tx, row: Row, attempts: readonly Attempt[], times: DeliveryTimes): Promise<void> {
  const isWell = attempts.some((attempt) => !attempt.failure);
  const failures = isWell ? 0 : row.failures + 1;
  const isGone = attempts.some((attempt) => attempt.failure === 'gone');
  const reason: DisabledReason | null = isGone ? 'gone' : failures >= times.disableAfter ? 'failures' : null;
  const [disabled] = await tx.query(
    `update webhook set failures = $4, delivered_at = case when $5 then now() else delivered_at end,
       resume_at = case when $4 > 0 then now() + $6 * interval '1 millisecond' end,
       state = case when $7::text is null or state <> 'active' then state else 'disabled' end,
       disabled_reason = case when state = 'active' then $7 else disabled_reason end,
       state_since = case when $7::text is null or state <> 'active' then state_since else now() end
     where filiere_id = $1 and organisation_id = $2 and id = $3 returning state = 'disabled' and $7::text is not null as now_disabled`,
    [...keyOf(tx, row.id), failures, isWell, pauseAfter(times, failures), reason],
  );
  if ((disabled as { now_disabled: boolean }).now_disabled)
    await recordAct(tx, {
      action: 'webhook.disable',
      subjectType: 'webhook',
      subjectId: row.id,
      details: { reason: reason! },
    });
}
