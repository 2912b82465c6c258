import { Tx } from '@maillon/db';
import { documentId } from '../documents/document-id.js';
import { lockDocument } from '../documents/document-store.js';
import { chainAct } from './chain-act.js';
import type { Acted } from './follow-act.js';

/** Closes the earlier document that this one says it replaces; this one itself, where its own replacement came first. */
export async function supersede(tx: Tx, { id, definition, content, parties }: Acted): Promise<void> {
  const [newer] = await tx.query<{ number: string }>(
    `select number from exchange_document
     where filiere_id = $1 and issuer_id = $2 and type = $3 and header ->> 'replacesNumber' = $4 and id <> $5 and shown_to = $6 limit 1`,
    [
      tx.actor.filiereId,
      parties.issuerId,
      definition.type,
      content.header['number'],
      id,
      parties.recipientId ?? null,
    ],
  );
  if (newer) {
    const own = await lockDocument(tx, id);
    if (own) await chainAct(tx, own, 'supersede', newer.number);
  }
  const number = content.header['replacesNumber'];
  const earlierId = number === undefined ? id : documentId(parties.issuerId, definition.type, String(number));
  if (earlierId === id) return;
  const earlier = await lockDocument(tx, earlierId);
  if (earlier && earlier.recipient_id === parties.recipientId)
    await chainAct(tx, earlier, 'supersede', String(content.header['number']));
}
