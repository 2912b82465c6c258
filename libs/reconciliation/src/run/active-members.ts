import { platformActor } from '@maillon/kernel';
import { TenantDb } from '@maillon/db';

/** The organisations at work in a filière. */
export const activeMembers = (db: TenantDb, filiereId: number): Promise<string[]> =>
  db.transaction(platformActor(filiereId), async (tx) => {
    const rows = await tx.query<{ organisation_id: string }>(
      `select organisation_id from membership where filiere_id = $1 and status = 'active' order by 1`,
      [filiereId],
    );
    return rows.map((row) => row.organisation_id);
  });
