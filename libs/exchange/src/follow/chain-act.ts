import { definitionOf, performAct } from '@maillon/documents';
import { Tx } from '@maillon/db';
import { contentOf, DocumentRow, updateDocument, writeAct } from '../documents/document-store.js';
import { standingOf } from '../documents/standing.js';
import { announce } from './announce.js';

/**
 * Performs an act that follows from another document, where the definition lets it follow now and it changes the state.
 * The row is locked by the caller. Answers whether it was performed.
 */
export async function chainAct(tx: Tx, row: DocumentRow, name: string, reason?: string): Promise<boolean> {
  const definition = definitionOf(row.type, row.version);
  const act = definition.acts.find((one) => one.name === name);
  if (!act?.from.includes(row.state) || act.to === row.state) return false;
  const performed = performAct(definition, await contentOf(tx, row), {
    act: name,
    by: 'chain',
    ...(reason && { reason }),
  });
  if ('findings' in performed)
    throw new Error(`${row.type} ${row.id}: ${name} was refused (${performed.findings[0]?.code}).`);
  const { content, entry } = performed;
  const parties = { issuerId: row.issuer_id, ...(row.recipient_id && { recipientId: row.recipient_id }) };
  await updateDocument(tx, row.id, standingOf(definition, content, parties, true), []);
  await writeAct(tx, { id: row.id, issuerId: row.issuer_id, shownTo: row.shown_to }, entry);
  await announce(tx, { id: row.id, definition, content, parties, shownTo: row.shown_to });
  return true;
}
