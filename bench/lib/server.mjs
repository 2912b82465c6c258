// A durable PostgreSQL of the benchmarks' own, with a migrated template.
import { join } from 'node:path';
import { migrate } from '@maillon/db';
import { FILIERES } from '@maillon/filieres';
import { prepareDatabase, withClient } from '../../tools/lib/database.mjs';
import { freePort, somewhere } from '../../tools/lib/ports.mjs';
import { startPostgres } from '../../tools/lib/postgres.mjs';

const PASSWORD = 'bench';
const TEMPLATE = 'bench_template';

export async function startBenchServer(folder) {
  const postgres = await startPostgres({
    dataDir: join(folder, 'data'),
    port: await freePort(somewhere(22_000)),
    durable: true,
  });
  try {
    await prepareDatabase((name) => postgres.superuserUrl(name), TEMPLATE, {
      maillon_owner: PASSWORD,
      maillon_app: PASSWORD,
    });
    await migrate(postgres.urlOf('maillon_owner', TEMPLATE, PASSWORD));
    await withClient(postgres.superuserUrl(TEMPLATE), async (client) => {
      for (const filiere of FILIERES) {
        await client.query(
          'insert into filiere (id, slug, name_fr, name_en, definition) values ($1, $2, $3, $4, $5)',
          [filiere.id, filiere.slug, filiere.name.fr, filiere.name.en, JSON.stringify(filiere)],
        );
      }
    });
  } catch (error) {
    await postgres.stop();
    throw error;
  }
  return {
    superuserUrl: (name) => postgres.superuserUrl(name),
    appUrl: (name) => postgres.urlOf('maillon_app', name, PASSWORD),
    /** A database of its own for one measurement. */
    async create(name) {
      await withClient(postgres.superuserUrl(), async (client) => {
        await client.query(`drop database if exists ${name} with (force)`);
        await client.query(`create database ${name} template ${TEMPLATE}`);
      });
    },
    async drop(name) {
      await withClient(postgres.superuserUrl(), (client) =>
        client.query(`drop database if exists ${name} with (force)`),
      );
    },
    stop: () => postgres.stop(),
  };
}

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
