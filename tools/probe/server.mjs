// The server of the probes, and a random source that a seed decides.
import { join } from 'node:path';
import { migrate } from '@maillon/db';
import { FILIERES } from '@maillon/filieres';
import { prepareDatabase, withClient } from '../lib/database.mjs';
import { freePort, somewhere } from '../lib/ports.mjs';
import { startPostgres } from '../lib/postgres.mjs';

const PASSWORD = 'probe';
const TEMPLATE = 'probe_template';

export async function startProbeServer(folder) {
  const postgres = await startPostgres({
    dataDir: join(folder, 'data'),
    port: await freePort(somewhere(26_000)),
    durable: false,
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
    async create(name) {
      await withClient(postgres.superuserUrl(), (client) =>
        client.query(`create database ${name} template ${TEMPLATE}`),
      );
    },
    stop: () => postgres.stop(),
  };
}

/** Numbers from 0 up to 1, the same for the same seed (mulberry32). */
export function randomFrom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
