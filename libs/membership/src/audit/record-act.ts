import { newId } from '@maillon/kernel';
import { Tx } from '@maillon/db';

export interface Act {
  /** A verb of the glossary: `organisation.admit`, `role.change`. */
  readonly action: string;
  readonly subjectType: string;
  readonly subjectId: string;
  readonly details?: Readonly<Record<string, string | number | boolean | null>>;
}

/** Adds an act to the audit trail, in the transaction of the act itself: neither stands without the other. */
export async function recordAct(tx: Tx, act: Act): Promise<void> {
  const { filiereId, personId, organisationId, keyId, ipAddress } = tx.actor;
  await tx.query(
    `insert into audit_record (filiere_id, id, person_id, organisation_id, api_key_id, action, subject_type, subject_id, details, ip_address)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [
      filiereId,
      newId(),
      personId,
      organisationId,
      keyId,
      act.action,
      act.subjectType,
      act.subjectId,
      act.details ?? {},
      ipAddress,
    ],
  );
}
