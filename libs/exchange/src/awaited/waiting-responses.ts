import { IncomingResponse } from '@maillon/documents';
import { Finding } from '@maillon/kernel';
import { notify, Tx } from '@maillon/db';
import { recordChange } from '@maillon/feed';
import { awaitKey } from './awaited.js';

/** A response to an order that cannot be carried out yet, or was refused when its order came. */
export interface WaitingResponse {
  /** The order's id; where the buyer is unknown, one derived from its name and the number. */
  readonly orderId: string;
  /** Names under which the buyer is awaited, `scheme:value`; absent once it is known. */
  readonly buyerNames?: readonly string[];
  readonly message: IncomingResponse;
}

/** Keeps a response until its order or buyer comes; a newer one to the same order takes its place. */
export async function keepResponse(tx: Tx, { orderId, buyerNames, message }: WaitingResponse): Promise<void> {
  const { filiereId, organisationId } = tx.actor;
  await tx.query(
    `insert into edi_waiting_response (filiere_id, organisation_id, order_id, buyer_names, message) values ($1, $2, $3, $4, $5)
     on conflict (filiere_id, organisation_id, order_id) do update
       set message = excluded.message, received_at = now(), refused_at = null, findings = '[]'`,
    [filiereId, organisationId, orderId, buyerNames ?? null, JSON.stringify(message)],
  );
  for (const key of buyerNames ?? [orderId]) await awaitKey(tx, key);
}

/** What the actor's organisation keeps under this id; undefined where there is nothing, or it was refused already. */
export async function keptResponse(tx: Tx, orderId: string): Promise<WaitingResponse | undefined> {
  const [row] = await tx.query<{ message: IncomingResponse; buyer_names: string[] | null }>(
    `select message, buyer_names from edi_waiting_response
     where filiere_id = $1 and organisation_id = $2 and order_id = $3 and refused_at is null`,
    [tx.actor.filiereId, tx.actor.organisationId, orderId],
  );
  return row && { orderId, message: row.message, ...(row.buyer_names && { buyerNames: row.buyer_names }) };
}

/** Forgets a kept response, and that its order was awaited. Answers whether there was one. */
export async function dropResponse(tx: Tx, orderId: string): Promise<boolean> {
  const { filiereId, organisationId } = tx.actor;
  await tx.query(
    'delete from exchange_awaited where filiere_id = $1 and organisation_id = $2 and key = $3::text',
    [filiereId, organisationId, orderId],
  );
  const dropped = await tx.query(
    'delete from edi_waiting_response where filiere_id = $1 and organisation_id = $2 and order_id = $3::uuid returning order_id',
    [filiereId, organisationId, orderId],
  );
  return dropped.length > 0;
}

/** The order came and did not take the response: it stays, with the reasons, and its sender is told. */
export async function refuseResponse(tx: Tx, orderId: string, findings: readonly Finding[]): Promise<void> {
  const { filiereId, organisationId } = tx.actor;
  const refused = await tx.query(
    `update edi_waiting_response set refused_at = now(), findings = $4
     where filiere_id = $1 and organisation_id = $2 and order_id = $3 and refused_at is null returning order_id`,
    [filiereId, organisationId, orderId, JSON.stringify(findings)],
  );
  await tx.query('delete from exchange_awaited where filiere_id = $1 and organisation_id = $2 and key = $3', [
    filiereId,
    organisationId,
    orderId,
  ]);
  if (!refused.length || !organisationId) return;
  await recordChange(tx, {
    topic: 'order.response-refused',
    type: 'document',
    id: orderId,
    organisationIds: [organisationId],
  });
  await notify(tx, { organisationId, type: 'document', id: orderId });
}

/** Responses of the actor's organisation that wait for one of these names of a buyer. */
export async function responsesAwaiting(tx: Tx, names: readonly string[]): Promise<string[]> {
  const rows = await tx.query<{ order_id: string }>(
    `select order_id from edi_waiting_response
     where filiere_id = $1 and organisation_id = $2 and buyer_names && $3::text[] and refused_at is null`,
    [tx.actor.filiereId, tx.actor.organisationId, names],
  );
  return rows.map(({ order_id }) => order_id);
}

export interface ListedResponse {
  readonly id: string;
  readonly number: string;
  readonly orderNumber: string;
  readonly buyerName?: string;
  readonly state: 'buyer_awaited' | 'order_awaited' | 'refused';
  readonly receivedAt: string;
  readonly findings: readonly Finding[];
}

const MOST = 500;

/** Responses of the actor's organisation that are not carried out, newest first, 500 at most. */
export async function listResponses(tx: Tx): Promise<ListedResponse[]> {
  const rows = await tx.query<{
    order_id: string;
    buyer_names: string[] | null;
    message: IncomingResponse;
    received_at: Date;
    refused_at: Date | null;
    findings: Finding[];
  }>(
    `select order_id, buyer_names, message, received_at, refused_at, findings from edi_waiting_response
     where filiere_id = $1 and organisation_id = $2 order by received_at desc, order_id limit ${MOST}`,
    [tx.actor.filiereId, tx.actor.organisationId],
  );
  return rows.map(({ order_id, buyer_names, message, received_at, refused_at, findings }) => {
    const buyerName = message.recipient.name ?? buyer_names?.[0];
    return {
      id: order_id,
      number: message.number,
      orderNumber: message.answersNumber,
      ...(buyerName && { buyerName }),
      state: refused_at ? 'refused' : buyer_names ? 'buyer_awaited' : 'order_awaited',
      receivedAt: received_at.toISOString(),
      findings,
    };
  });
}
