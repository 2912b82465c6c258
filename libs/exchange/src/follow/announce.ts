import { DocumentContent, DocumentDefinition } from '@maillon/documents';
import { notify, Tx } from '@maillon/db';
import { recordChange, touchRecords } from '@maillon/feed';
import { Parties } from '../documents/line-rows.js';

/** Documents that are compared with what the other side says. */
const COMPARED = new Set(['despatch_advice', 'receipt_advice']);

export interface Announced {
  readonly id: string;
  readonly definition: DocumentDefinition;
  readonly content: DocumentContent;
  readonly parties: Parties;
  readonly shownTo: string | null;
}

/** Tells both companies, on their screens and in their change feeds. A document that nobody else saw tells nobody. */
export async function announce(
  tx: Tx,
  { id, definition, content, parties, shownTo }: Announced,
): Promise<void> {
  if (!shownTo) return;
  const organisationIds = [parties.issuerId, shownTo];
  const dashed = (word: string) => word.replaceAll('_', '-');
  const topic = `${dashed(definition.type)}.${dashed(content.state)}`;
  await recordChange(tx, { topic, type: 'document', id, organisationIds });
  if (COMPARED.has(definition.type)) await touchRecords(tx, { type: 'document', ids: [id], organisationIds });
  for (const organisationId of organisationIds) await notify(tx, { organisationId, type: 'document', id });
}
