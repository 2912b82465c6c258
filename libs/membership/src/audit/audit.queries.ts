import { decodeCursor, encodeCursor, pageSize } from '@maillon/kernel';
import { Tx } from '@maillon/db';
import { Connection, pageOf } from '@maillon/graphql';
import { AuditRecordType } from './audit.types.js';

interface Row {
  id: string;
  at: Date;
  actor: string;
  action: string;
  subject_type: string;
  subject_id: string;
  details: unknown;
  ip_address: string | null;
}

/** The audit trail of the filière, newest first. */
export async function auditPage(
  tx: Tx,
  input: { first?: number; after?: string },
): Promise<Connection<AuditRecordType>> {
  const first = pageSize(input.first);
  const [after] = input.after ? decodeCursor(input.after, 1) : [null];
  const rows = await tx.query<Row>(
    `select a.id, a.at, a.action, a.subject_type, a.subject_id, a.details, a.ip_address,
            coalesce(p.first_name || ' ' || p.last_name, k.name, o.name, 'Maillon') as actor
     from audit_record a
     left join person p on p.id = a.person_id
     left join api_key k on k.filiere_id = a.filiere_id and k.id = a.api_key_id
     left join organisation o on o.id = a.organisation_id
     where a.filiere_id = $1 and ($2::uuid is null or a.id < $2) order by a.id desc limit $3`,
    [tx.actor.filiereId, after, first + 1],
  );
  const nodeOf = (row: Row): AuditRecordType => ({
    id: row.id,
    at: row.at.toISOString(),
    actor: row.actor,
    action: row.action,
    subjectType: row.subject_type,
    subjectId: row.subject_id,
    details: row.details,
    ...(row.ip_address && { ipAddress: row.ip_address }),
  });
  return pageOf(rows, first, nodeOf, (row) => encodeCursor([row.id]));
}
