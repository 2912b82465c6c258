// The built api as a process of its own, on a database of the benchmark, with one person signed in.
import { spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { withClient } from '../../tools/lib/database.mjs';
import { freePort, somewhere } from '../../tools/lib/ports.mjs';

/** Headers of a request by this person, signed in. */
export async function signedIn({ server, database, personId }) {
  const token = randomBytes(32).toString('base64url');
  await withClient(server.superuserUrl(database), (client) =>
    client.query(
      `insert into person_session (token_hash, person_id, expires_at) values ($1, $2, now() + interval '1 hour')`,
      [createHash('sha256').update(token).digest(), personId],
    ),
  );
  return {
    'content-type': 'application/json',
    cookie: `maillon=${token}`,
    accept: 'application/graphql-response+json',
  };
}

/** Starts the api, runs `work` with its address and the headers of a signed-in member, and stops it. */
export async function withApi({ server, database, root, member }, work) {
  const headers = await signedIn({ server, database, personId: member.personId });
  const port = await freePort(somewhere(25_000));
  const url = `http://localhost:${port}`;
  const env = {
    ...process.env,
    DATABASE_URL: server.appUrl(database),
    QUEUE_URL: server.appUrl(database),
    STORAGE_DIR: join(root, '.maillon', 'bench'),
    PORT: String(port),
    PUBLIC_URL: url,
    LOG_LEVEL: 'error',
    NODE_ENV: 'production',
  };
  const api = spawn(process.execPath, [join(root, 'apps', 'api', 'dist', 'main.js')], {
    env,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  try {
    await ready(api, `http://127.0.0.1:${port}`);
    return await work({ url: `http://127.0.0.1:${port}`, port, headers, pid: api.pid });
  } finally {
    api.kill('SIGTERM');
    await once(api, 'exit');
  }
}

async function ready(api, url) {
  for (let tries = 0; tries < 150; tries++) {
    if (api.exitCode !== null) throw new Error('The api ended at once: see its log above.');
    if (
      await fetch(`${url}/readyz`).then(
        (answer) => answer.ok,
        () => false,
      )
    )
      return;
    await sleep(100);
  }
  throw new Error('The api did not become ready within 15 s.');
}
