import { Tx } from '@maillon/db';
import { defineJob, enqueue } from '@maillon/jobs';
import { z } from 'zod';

/** What a company's kept response waited for has come: the order, or the buyer who sends it. */
export const orderArrived = defineJob({
  name: 'exchange.order-arrived',
  payload: z.object({ orderId: z.uuid(), organisationId: z.uuid() }),
  attempts: 8,
  backoffMs: 1000,
});

/** A draft that its issuer's file sent already can go out: its recipient is here now. */
export const sendDraft = defineJob({
  name: 'exchange.send-draft',
  payload: z.object({ documentId: z.uuid(), organisationId: z.uuid() }),
  attempts: 8,
  backoffMs: 1000,
});

/** Notes that the actor's organisation waits for something: an order by its id, a partner as `scheme:value`. */
export async function awaitKey(tx: Tx, key: string): Promise<void> {
  await tx.query(
    'insert into exchange_awaited (filiere_id, key, organisation_id) select $1, k, $3 from unnest($2::text[]) as n (k) on conflict do nothing',
    [tx.actor.filiereId, keysOf(key), tx.actor.organisationId],
  );
}

/** An establishment comes with its company: whoever awaits a SIRET awaits its SIREN (the first nine digits) too. */
export const keysOf = (key: string): string[] =>
  /^siret:\d{14}$/.test(key) ? [key, `siren:${key.slice(6, 15)}`] : [key];

/** Who waits for one of these keys. */
export async function waitingFor(tx: Tx, keys: readonly string[]): Promise<string[]> {
  const rows = await tx.prepared<{ organisation_id: string }>(
    'exchange-awaited',
    'select distinct organisation_id from exchange_awaited where filiere_id = $1 and key = any ($2)',
    [tx.actor.filiereId, keys],
  );
  return rows.map(({ organisation_id }) => organisation_id);
}

/**
 * Lets an order and the response to it pass one after the other, until the transaction ends: whichever comes second sees
 * what the first wrote, so that neither waits for a wake-up that is never sent.
 */
export async function lockMeeting(tx: Tx, orderId: string): Promise<void> {
  await tx.prepared('exchange-meeting', 'select pg_advisory_xact_lock(hashtextextended($1, 0))', [orderId]);
}

/** Wakes those who answered this order before it came. */
export async function wakeForOrder(tx: Tx, orderId: string): Promise<void> {
  await lockMeeting(tx, orderId);
  for (const organisationId of await waitingFor(tx, [orderId]))
    await enqueue(tx, orderArrived, { orderId, organisationId });
}
