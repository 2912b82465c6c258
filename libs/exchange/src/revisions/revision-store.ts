import { Patch } from '@maillon/documents';
import { Tx } from '@maillon/db';

export interface RevisionRow {
  readonly id: string;
  readonly document_id: string;
  readonly issuer_id: string;
  readonly shown_to: string;
  readonly requested_by: string;
  readonly requested_at: Date;
  readonly reason: string;
  readonly changes: Patch;
  readonly old_values: Patch;
  readonly state: 'pending' | 'accepted' | 'refused' | 'cancelled';
  readonly answered_at: Date | null;
  readonly answer_reason: string | null;
}

export const REVISION_COLUMNS =
  'id, document_id, issuer_id, shown_to, requested_by, requested_at, reason, changes, old_values, state, answered_at, answer_reason';

/** A revision that the actor may see, locked; undefined when there is none. */
export async function lockRevision(tx: Tx, id: string): Promise<RevisionRow | undefined> {
  const [row] = await tx.query<RevisionRow>(
    `select ${REVISION_COLUMNS} from exchange_revision where filiere_id = $1 and id = $2 for update`,
    [tx.actor.filiereId, id],
  );
  return row;
}

/** Closes a pending revision. */
export async function closeRevision(
  tx: Tx,
  id: string,
  state: 'accepted' | 'refused' | 'cancelled',
  reason?: string,
): Promise<void> {
  await tx.query(
    `update exchange_revision set state = $3, answered_at = now(), answered_by_person_id = $4, answer_reason = $5
     where filiere_id = $1 and id = $2 and state = 'pending'`,
    [tx.actor.filiereId, id, state, tx.actor.personId ?? null, reason ?? null],
  );
}
