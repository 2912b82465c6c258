import { Tx } from '@maillon/db';
import { InvitationType, PersonType, RoleAssignmentType } from './person.types.js';

interface PersonRow {
  id: string;
  first_name: string;
  last_name: string;
  email: string;
}

export const personOf = (row: PersonRow): PersonType => ({
  id: row.id,
  firstName: row.first_name,
  lastName: row.last_name,
  email: row.email,
});

/** Roles held for these organisations (null: the committee), by organisation. */
export async function rolesOf(
  tx: Tx,
  organisationIds: readonly (string | null)[],
): Promise<RoleAssignmentType[]> {
  const rows = await tx.query<
    PersonRow & {
      assignment_id: string;
      role: string;
      mandate: boolean;
      valid_until: Date | null;
      organisation_id: string | null;
    }
  >(
    `select p.id, p.first_name, p.last_name, p.email, r.id as assignment_id, r.role, r.mandate, r.valid_until, r.organisation_id
     from role_assignment r join person p on p.id = r.person_id
     where r.filiere_id = $1 and (r.organisation_id = any ($2) or (r.organisation_id is null and $3))
     order by p.last_name, p.first_name, r.id`,
    [tx.actor.filiereId, organisationIds.filter((id) => id !== null), organisationIds.includes(null)],
  );
  return rows.map((row) => ({
    id: row.assignment_id,
    person: personOf(row),
    role: row.role,
    mandate: row.mandate,
    ...(row.valid_until && { validUntil: row.valid_until.toISOString() }),
    ...(row.organisation_id && { organisationId: row.organisation_id }),
  }));
}

/** One person, to show the one who acts. */
export async function personById(tx: Tx, id: string): Promise<PersonType | undefined> {
  const [row] = await tx.query<PersonRow>(
    'select id, first_name, last_name, email from person where id = $1',
    [id],
  );
  return row && personOf(row);
}

/** Invitations not yet used, newest first: all of them for the committee, those of one organisation otherwise. */
export async function openInvitations(tx: Tx, organisationId: string | undefined): Promise<InvitationType[]> {
  const rows = await tx.query<{
    id: string;
    email: string;
    role: string;
    organisation_id: string | null;
    created_at: Date;
    expires_at: Date;
  }>(
    `select id, email, role, organisation_id, created_at, expires_at from invitation
     where filiere_id = $1 and accepted_at is null and ($2::uuid is null or organisation_id = $2)
     order by id desc limit 200`,
    [tx.actor.filiereId, organisationId],
  );
  return rows.map((row) => ({
    id: row.id,
    email: row.email,
    role: row.role,
    createdAt: row.created_at.toISOString(),
    expiresAt: row.expires_at.toISOString(),
    ...(row.organisation_id && { organisationId: row.organisation_id }),
  }));
}
