import { Tx } from '@maillon/db';

export interface PersonRow {
  readonly id: string;
  readonly name: string;
}

/** People with a role in the acting organisation; of these ids, or all of them, 500 at most. */
export const assignees = (tx: Tx, ids?: readonly string[]): Promise<PersonRow[]> =>
  tx.query<PersonRow>(
    `select distinct p.id, p.first_name || ' ' || p.last_name as name from role_assignment r join person p on p.id = r.person_id
     where r.filiere_id = $1 and r.organisation_id = $2 and (r.valid_until is null or r.valid_until >= current_date)
       and ($3::uuid[] is null or p.id = any ($3)) order by 2, 1 limit 500`,
    [tx.actor.filiereId, tx.actor.organisationId ?? null, ids ?? null],
  );
