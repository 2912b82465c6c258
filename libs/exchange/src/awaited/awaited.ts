import { Tx } from '@maillon/db';
import { defineJob, enqueue } from '@maillon/jobs';
import { z } from 'zod';

/** The order that a company answered before it came has come. */
export const orderArrived = defineJob({
  name: 'exchange.order-arrived',
  payload: z.object({ orderId: z.uuid(), organisationId: z.uuid() }),
  attempts: 8,
  backoffMs: 1000,
});

/** Notes that the actor's organisation waits for something: an order by its id, a partner as `scheme:value`. */
export async function awaitKey(tx: Tx, key: string): Promise<void> {
  await tx.query(
    'insert into exchange_awaited (filiere_id, key, organisation_id) values ($1, $2, $3) on conflict do nothing',
    [tx.actor.filiereId, key, tx.actor.organisationId],
  );
}

/** Who waits for one of these keys. */
export async function waitingFor(tx: Tx, keys: readonly string[]): Promise<string[]> {
  const rows = await tx.prepared<{ organisation_id: string }>(
    'exchange-awaited',
    'select distinct organisation_id from exchange_awaited where filiere_id = $1 and key = any ($2)',
    [tx.actor.filiereId, keys],
  );
  return rows.map(({ organisation_id }) => organisation_id);
}

/** Wakes those who answered this order before it came. */
export async function wakeForOrder(tx: Tx, orderId: string): Promise<void> {
  for (const organisationId of await waitingFor(tx, [orderId]))
    await enqueue(tx, orderArrived, { orderId, organisationId });
}
