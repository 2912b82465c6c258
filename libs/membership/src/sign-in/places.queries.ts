import { Role } from '@maillon/kernel';
import { IdentityTx } from '@maillon/db';

/** Where a person may work: a filière, and there an organisation or the committee. */
export interface Place {
  readonly filiereId: number;
  readonly organisation: { readonly id: string; readonly name: string } | null;
  readonly role: Role;
  readonly mandateUntil: string | null;
}

/** Every place of the person whose transaction this is; the wall lets a person list its own roles across filières. */
export async function placesOf(tx: IdentityTx, personId: string): Promise<Place[]> {
  const rows = await tx.query<{
    filiere_id: number;
    organisation_id: string | null;
    name: string | null;
    role: Role;
    valid_until: Date | null;
  }>(
    `select r.filiere_id, r.organisation_id, o.name, r.role, r.valid_until
     from role_assignment r left join organisation o on o.id = r.organisation_id
     where r.person_id = $1 and (r.valid_until is null or r.valid_until > now())
     order by r.filiere_id, r.created_at`,
    [personId],
  );
  return rows.map((row) => ({
    filiereId: row.filiere_id,
    organisation: row.organisation_id && row.name ? { id: row.organisation_id, name: row.name } : null,
    role: row.role,
    mandateUntil: row.valid_until?.toISOString() ?? null,
  }));
}
