// The servers that tests run on: PostgreSQL always, Redis where the machine has one, Chromium where it has one.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { migrate } from '@maillon/db';
import { prepareDatabase } from './database.mjs';
import { freePort, somewhere } from './ports.mjs';
import { startPostgres } from './postgres.mjs';
import { startRedis } from './redis.mjs';

const CHROMIUM = '/usr/bin/chromium';

/** Starts them. `env` is what tests read; `notes` says in plain words what ran and what was left out. */
export async function startTestServer(folder, { template, password }) {
  const postgres = await startPostgres({
    dataDir: join(folder, 'data'),
    port: await freePort(somewhere(21_000)),
    durable: false,
  });
  try {
    const roles = { maillon_owner: password, maillon_app: password };
    await prepareDatabase((name) => postgres.superuserUrl(name), template, roles);
    await migrate(postgres.urlOf('maillon_owner', template, password));
  } catch (error) {
    await postgres.stop();
    throw error;
  }
  const redis = await startRedis(folder);
  const notes = [
    'Tests ran on PostgreSQL 18 (embedded).',
    redis
      ? 'Queue tests ran on PostgreSQL and on Redis.'
      : 'No redis-server on this machine: queue tests ran on PostgreSQL only.',
    existsSync(CHROMIUM)
      ? 'Journeys ran in Chromium.'
      : `No ${CHROMIUM} on this machine: the journeys in a browser were left out.`,
  ];
  return {
    notes,
    env: {
      MAILLON_TEST_DATABASE: postgres.superuserUrl(),
      MAILLON_TEST_TEMPLATE: template,
      MAILLON_TEST_PASSWORD: password,
      ...(redis && { MAILLON_TEST_REDIS: redis.url }),
      ...(existsSync(CHROMIUM) && { MAILLON_TEST_CHROMIUM: CHROMIUM }),
    },
    async stop() {
      await redis?.stop();
      await postgres.stop();
    },
  };
}
