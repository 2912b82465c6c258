// A PostgreSQL of a command's own, with a migrated template that knows every filière: what probes and benchmarks run on.
import { join } from 'node:path';
import { migrate } from '@maillon/db';
import { FILIERES } from '@maillon/filieres';
import { prepareDatabase, withClient } from './database.mjs';
import { freePort, somewhere } from './ports.mjs';
import { startPostgres } from './postgres.mjs';

const PASSWORD = 'own';
const TEMPLATE = 'own_template';

/** Starts it in `folder`, from port `from` on. `durable: false` trades safety for speed. The caller stops it. */
export async function startOwnServer(folder, { from, durable }) {
  const port = await freePort(somewhere(from));
  const postgres = await startPostgres({ dataDir: join(folder, 'data'), port, durable });
  try {
    const roles = { maillon_owner: PASSWORD, maillon_app: PASSWORD };
    await prepareDatabase((name) => postgres.superuserUrl(name), TEMPLATE, roles);
    await migrate(postgres.urlOf('maillon_owner', TEMPLATE, PASSWORD));
    await withClient(postgres.superuserUrl(TEMPLATE), addFilieres);
  } catch (error) {
    await postgres.stop();
    throw error;
  }
  const administer = (sql) => withClient(postgres.superuserUrl(), (client) => client.query(sql));
  return {
    superuserUrl: (name) => postgres.superuserUrl(name),
    appUrl: (name) => postgres.urlOf('maillon_app', name, PASSWORD),
    /** A fresh copy of the template under this name. */
    async create(name) {
      await administer(`drop database if exists ${name} with (force)`);
      await administer(`create database ${name} template ${TEMPLATE}`);
    },
    drop: (name) => administer(`drop database if exists ${name} with (force)`),
    stop: () => postgres.stop(),
  };
}

async function addFilieres(client) {
  for (const { id, slug, name, ...rest } of FILIERES) {
    const definition = JSON.stringify({ id, slug, name, ...rest });
    await client.query(
      'insert into filiere (id, slug, name_fr, name_en, definition) values ($1, $2, $3, $4, $5)',
      [id, slug, name.fr, name.en, definition],
    );
  }
}
