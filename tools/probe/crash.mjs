// An import under kill -9: two workers, killed again and again at random moments, against the same import undisturbed.
// Records, counters and outbox must be the same.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { derivedId } from '@maillon/kernel';
import { withClient } from '../lib/database.mjs';
import { freePort, somewhere } from '../lib/ports.mjs';
import { step } from '../lib/steps.mjs';
import { randomFrom } from './random.mjs';

const FILIERE = 4;
const GIVE_UP_MS = 30 * 60_000;
const ids = Object.fromEntries(
  ['organisation', 'person', 'upload', 'job', 'outbox'].map((name) => [name, derivedId('crash', name)]),
);

export async function probe({ server, folder, root, kills, seed }) {
  // long enough that every kill meets work still to be done
  const file = csv(20_000 + kills * 4_000);
  const undisturbed = await step('An undisturbed import', () =>
    importOnce({ server, folder, root, file, kills: 0, seed, name: 'probe_calm' }),
  );
  const killed = await step(`The same under ${kills} kills`, () =>
    importOnce({ server, folder, root, file, kills, seed, name: 'probe_killed' }),
  );
  return [
    { line: 'crash.kills', figure: killed.kills, isGood: killed.kills >= Math.min(kills, 1) },
    {
      line: 'crash.same-records',
      figure: killed.digest === undisturbed.digest ? 'yes' : 'no',
      isGood: killed.digest === undisturbed.digest,
    },
    { line: 'crash.rows', figure: killed.rows, isGood: killed.rows === undisturbed.rows },
  ];
}

function csv(lines) {
  const rows = Array.from({ length: lines }, (_, line) => {
    const quantity = line % 97 === 0 ? 'beaucoup' : `${(line % 50) + 1},5`;
    return `LOT-${line};REF-${line % 100};Planche;${quantity};m3;${String((line % 28) + 1).padStart(2, '0')}/03/2026;Douglas`;
  });
  return ['Numéro de lot;Référence;Désignation;Quantité;Unité;Date de fabrication;Essence', ...rows, ''].join(
    '\r\n',
  );
}

async function importOnce({ server, folder, root, file, kills, seed, name }) {
  await server.create(name);
  const storage = join(folder, name);
  mkdirSync(join(storage, String(FILIERE)), { recursive: true });
  writeFileSync(join(storage, String(FILIERE), ids.upload), file);
  return withClient(server.superuserUrl(name), async (client) => {
    await arrange(client, Buffer.byteLength(file));
    const workers = [];
    const start = async () => workers.push(await startWorker(server.appUrl(name), storage, root));
    await start();
    await start();
    const random = randomFrom(seed);
    const began = Date.now();
    let killed = 0;
    try {
      while ((await status(client)) !== 'done') {
        if (Date.now() - began > GIVE_UP_MS)
          throw new Error(`The import is not done after ${GIVE_UP_MS / 60_000} minutes.`);
        await sleep(50 + random() * 400);
        if (killed >= kills) continue;
        const [victim] = workers.splice(Math.floor(random() * workers.length), 1);
        victim.kill('SIGKILL');
        killed++;
        await start();
      }
      await sleep(300);
      return { kills: killed, ...(await digestOf(client)) };
    } finally {
      for (const worker of workers) worker.kill('SIGKILL');
    }
  });
}

async function arrange(client, bytes) {
  await client.query(`insert into organisation (id, name) values ($1, 'Scierie')`, [ids.organisation]);
  await client.query(`insert into organisation_identifier values ('siren', '552100554', $1)`, [
    ids.organisation,
  ]);
  await client.query('insert into membership (filiere_id, organisation_id) values ($1, $2)', [
    FILIERE,
    ids.organisation,
  ]);
  await client.query(
    `insert into upload (filiere_id, id, organisation_id, file_name, size, sha256, storage_key) values ($1, $2, $3, 'lots.csv', $4, '\\x00', $5)`,
    [FILIERE, ids.upload, ids.organisation, bytes, `${FILIERE}/${ids.upload}`],
  );
  await client.query(
    `insert into import_job (filiere_id, id, organisation_id, upload_id, format, audience, bytes_total) values ($1, $2, $3, $4, 'csv', 'parties', $5)`,
    [FILIERE, ids.job, ids.organisation, ids.upload, bytes],
  );
  await client.query(`insert into outbox (filiere_id, id, job, payload) values ($1, $2, 'import-run', $3)`, [
    FILIERE,
    ids.outbox,
    JSON.stringify({ organisationId: ids.organisation, importJobId: ids.job }),
  ]);
}

async function startWorker(url, storage, root) {
  const env = {
    ...process.env,
    DATABASE_URL: url,
    QUEUE_URL: url,
    STORAGE_DIR: storage,
    HEALTH_PORT: String(await freePort(somewhere(27_500) + Math.floor(Math.random() * 900))),
    LOG_LEVEL: 'fatal',
    DATABASE_POOL: '4',
  };
  return spawn(process.execPath, [join(root, 'apps', 'worker', 'dist', 'main.js')], { env, stdio: 'ignore' });
}

async function status(client) {
  const { rows } = await client.query('select status from import_job where id = $1', [ids.job]);
  if (!['queued', 'running', 'done'].includes(rows[0].status))
    throw new Error(`The import ended as ${rows[0].status}.`);
  return rows[0].status;
}

/** Everything that the import made, but for the moments at which it was made. */
async function digestOf(client) {
  const parts = [
    `select id::text, encode(fingerprint, 'hex'), document::text from trace_event order by id`,
    `select item_id::text, event_id::text, role, quantity::text from trace_event_item order by 1, 2`,
    `select id::text, uri, label, name, key_data::text, quantity::text, made_at::text from item order by id, declarant_id`,
    `select record, seq, line, field, value, code from import_refusal order by 1, 2`,
    `select rows_read, rows_accepted, rows_unchanged, rows_refused, status from import_job`,
    // how often a comparison was asked for depends on the moment, what it found does not (see reconciliation.mjs)
    `select job, payload::text, done_at is not null from outbox where job not in ('records-touched', 'reconciliation-due', 'reconciliation-night') order by job, payload::text`,
  ];
  const hash = createHash('sha256');
  for (const sql of parts) {
    const { rows } = await client.query({ text: sql, rowMode: 'array' });
    hash.update(JSON.stringify(rows));
  }
  const { rows } = await client.query('select rows_read from import_job');
  return { digest: hash.digest('hex'), rows: rows[0].rows_read };
}
