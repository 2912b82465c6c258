import { notify, Tx } from '@maillon/db';
import { recordChange, touchRecords } from '@maillon/feed';
import { DocumentRow } from '../documents/document-store.js';

export type RevisionNews =
  'revision-requested' | 'revision-accepted' | 'revision-refused' | 'revision-cancelled';

/** Tells both companies of a document what became of a revision. */
export async function announceRevision(
  tx: Tx,
  row: Pick<DocumentRow, 'id' | 'type' | 'issuer_id' | 'shown_to'>,
  news: RevisionNews,
): Promise<void> {
  const organisationIds = [row.issuer_id, ...(row.shown_to ? [row.shown_to] : [])];
  await recordChange(tx, {
    topic: `${row.type.replaceAll('_', '-')}.${news}`,
    type: 'document',
    id: row.id,
    organisationIds,
  });
  if (news === 'revision-accepted')
    await touchRecords(tx, { type: 'document', ids: [row.id], organisationIds });
  for (const organisationId of organisationIds)
    await notify(tx, { organisationId, type: 'document', id: row.id });
}
