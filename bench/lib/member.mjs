// Whom a measurement acts as.

/** One organisation of one filière, with a person: what a measurement acts as. Answers their ids. */
export async function addMember(client, filiereId, { organisationId, personId, siren }) {
  await client.query(`insert into organisation (id, name) values ($1, 'Banc d’essai ' || $2)`, [
    organisationId,
    siren,
  ]);
  await client.query(`insert into organisation_identifier values ('siren', $1, $2)`, [siren, organisationId]);
  await client.query('insert into membership (filiere_id, organisation_id) values ($1, $2)', [
    filiereId,
    organisationId,
  ]);
  await client.query(
    `insert into person (id, email, first_name, last_name) values ($1, $2, 'Banc', 'Essai')`,
    [personId, `${personId}@bench.example`],
  );
  await client.query(
    `insert into role_assignment (filiere_id, id, person_id, organisation_id, role) values ($1, $2, $2, $3, 'owner')`,
    [filiereId, personId, organisationId],
  );
}
