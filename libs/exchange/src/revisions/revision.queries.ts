import { definitionOf, DocumentType } from '@maillon/documents';
import { Tx } from '@maillon/db';
import { fieldChanges } from '../documents/document.queries.js';
import { REVISION_COLUMNS, RevisionRow } from './revision-store.js';
import { RevisionType } from './revision.types.js';

const columns = REVISION_COLUMNS.split(', ')
  .map((column) => `r.${column}`)
  .join(', ');

type Row = RevisionRow & { type: DocumentType; version: number };

/** Revisions of these documents, oldest first, by document. */
export async function revisionsOf(
  tx: Tx,
  documentIds: readonly string[],
): Promise<Map<string, RevisionType[]>> {
  const rows = await tx.query<Row>(
    `select ${columns}, d.type, d.version from exchange_revision r
     join exchange_document d on d.filiere_id = r.filiere_id and d.id = r.document_id
     where r.filiere_id = $1 and r.document_id = any ($2) order by r.requested_at, r.id`,
    [tx.actor.filiereId, documentIds],
  );
  return new Map(
    documentIds.map((id) => [
      id,
      rows.filter((row) => row.document_id === id).map((row) => revisionOf(row, tx)),
    ]),
  );
}

const MOST = 200;

/** Revisions that await the answer of the actor's organisation, oldest first, 200 at most. */
export async function pendingRevisions(tx: Tx): Promise<RevisionType[]> {
  const rows = await tx.query<Row>(
    `select ${columns}, d.type, d.version from (
       (select * from exchange_revision where filiere_id = $1 and issuer_id = $2 and state = 'pending' and requested_by <> $2 order by requested_at limit $3)
       union all
       (select * from exchange_revision where filiere_id = $1 and shown_to = $2 and state = 'pending' and requested_by <> $2 order by requested_at limit $3)
     ) r join exchange_document d on d.filiere_id = r.filiere_id and d.id = r.document_id and d.filiere_id = $1
     order by r.requested_at, r.id limit $3`,
    [tx.actor.filiereId, tx.actor.organisationId ?? null, MOST],
  );
  return rows.map((row) => revisionOf(row, tx));
}

function revisionOf(row: Row, tx: Tx): RevisionType {
  const definition = definitionOf(row.type, row.version);
  const known = new Map<string, string | number | null>();
  fieldChanges(definition, row.old_values, known);
  return {
    id: row.id,
    documentId: row.document_id,
    requestedById: row.requested_by,
    state: row.state,
    awaitsMe: row.state === 'pending' && row.requested_by !== tx.actor.organisationId,
    reason: row.reason,
    changes: fieldChanges(definition, row.changes, known),
    requestedAt: row.requested_at.toISOString(),
    ...(row.answered_at && { answeredAt: row.answered_at.toISOString() }),
    ...(row.answer_reason && { answerReason: row.answer_reason }),
  };
}
