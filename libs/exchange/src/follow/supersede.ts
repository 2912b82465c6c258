import { Tx } from '@maillon/db';
import { documentId } from '../documents/document-id.js';
import { lockDocument } from '../documents/document-store.js';
import { chainAct } from './chain-act.js';
import type { Acted } from './follow-act.js';

/** Closes the earlier document that this one says it replaces, if it was sent to the same partner. */
export async function supersede(tx: Tx, { definition, content, parties }: Acted): Promise<void> {
  const number = content.header['replacesNumber'];
  if (number === undefined) return;
  const earlier = await lockDocument(tx, documentId(parties.issuerId, definition.type, String(number)));
  if (earlier && earlier.recipient_id === parties.recipientId)
    await chainAct(tx, earlier, 'supersede', String(content.header['number']));
}
