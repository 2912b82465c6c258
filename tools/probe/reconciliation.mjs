// What companies learn from discrepancies, set against an oracle that knows only who wrote and who received each record; and
// comparisons by workers that are killed again and again, set against one left in peace, over each queue.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createDataSource, TenantDb } from '@maillon/db';
import { newId } from '@maillon/kernel';
import { Reconcile } from '@maillon/reconciliation';
import { withClient } from '../lib/database.mjs';
import { freePort, somewhere } from '../lib/ports.mjs';
import { startRedis } from '../lib/redis.mjs';
import { step } from '../lib/steps.mjs';
import { randomFrom } from './random.mjs';

const FILIERE = 4;
const FIRMS = 6;
const NOW = '2026-06-01T00:00:00Z';
const GIVE_UP_MS = 10 * 60_000;

export async function probe({ server, folder, root, worlds, kills, seed }) {
  const secrecy = await step(`Discrepancies of ${FIRMS} companies, read by each`, () =>
    secrets(server, worlds * 3, seed),
  );
  const results = [
    { line: 'reconciliation.rows-read', figure: secrecy.read, isGood: secrecy.read > 0 },
    { line: 'reconciliation.leaks', figure: secrecy.leaks, isGood: secrecy.leaks === 0 },
    {
      line: 'reconciliation.opened-policy-caught',
      figure: secrecy.caught ? 'yes' : 'no',
      isGood: secrecy.caught,
    },
  ];
  const calm = await step('An undisturbed comparison', () =>
    killing({ server, folder, root, lines: 400 + kills * 100, kills: 0, seed }),
  );
  const redis = await startRedis(folder);
  const queues = [['PostgreSQL', undefined], ...(redis ? [['Redis', redis.url]] : [])];
  try {
    for (const [name, queueUrl] of queues) {
      const killed = await step(`The same under ${kills} kills over ${name}`, () =>
        killing({ server, folder, root, lines: 400 + kills * 100, kills, seed, queueUrl }),
      );
      const isSame = killed.digest === calm.digest;
      results.push(
        {
          line: `reconciliation.kills-${name}`,
          figure: killed.kills,
          isGood: killed.kills >= Math.min(kills, 1),
        },
        { line: `reconciliation.same-${name}`, figure: isSame ? 'yes' : 'no', isGood: isSame },
      );
    }
  } finally {
    await redis?.stop();
  }
  return results;
}

const organisationOf = (index) => `00000000-0000-7000-8000-0000000000${String(index).padStart(2, '0')}`;
const actorOf = (index) =>
  Object.freeze({ filiereId: FILIERE, organisationId: organisationOf(index), permissions: new Set() });

async function arrange(client) {
  for (let index = 0; index < FIRMS; index++) {
    await client.query('insert into organisation (id, name) values ($1, $2)', [
      organisationOf(index),
      `Firme ${index}`,
    ]);
    await client.query('insert into membership (filiere_id, organisation_id) values ($1, $2)', [
      FILIERE,
      organisationOf(index),
    ]);
  }
}

/** Despatch and receipt advices between random companies, many of which disagree; each noted as touched for both. */
async function write(client, count, random, touched = true) {
  const pick = (most) => Math.floor(random() * most);
  for (let n = 0; n < count; n++) {
    const shipper = pick(FIRMS);
    const receiver = (shipper + 1 + pick(FIRMS - 1)) % FIRMS;
    const despatch = idFrom(random);
    const lines = 1 + pick(4);
    const line = (quantity, changes = {}) => ({
      lot: `L${n}`,
      buyerItem: 'A',
      quantity,
      unit: pick(9) ? 'KGM' : 'H87',
      ...changes,
    });
    const things = Array.from({ length: lines }, () => idFrom(random));
    const announced = random() > 0.1;
    if (announced)
      await add(client, {
        id: despatch,
        type: 'despatch_advice',
        from: shipper,
        to: receiver,
        number: `D${n}`,
        touched,
        header: { despatchDate: '2026-04-01T08:00:00Z' },
        things,
        lines: things.map(() => line(100)),
      });
    if (random() > 0.2)
      await add(client, {
        id: idFrom(random),
        type: 'receipt_advice',
        from: receiver,
        to: shipper,
        number: `R${n}`,
        touched,
        despatch,
        header: { receiptDate: '2026-04-03T08:00:00Z' },
        things,
        lines: things.map(() => line(random() > 0.3 ? 100 : 90 + pick(20))),
      });
  }
}

const idFrom = (random) => {
  const hex = Array.from({ length: 32 }, () => Math.floor(random() * 16).toString(16)).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`;
};

async function add(client, { id, type, from, to, number, header, things, lines, despatch, touched }) {
  const parties = [organisationOf(from), organisationOf(to)];
  const isDespatch = type === 'despatch_advice';
  await client.query(
    `insert into exchange_document (filiere_id, id, type, version, number, issuer_id, recipient_id, shown_to, state, must_act_id, line_count, header, channel)
     values ($1, $2, $3, 1, $4, $5, $6, $6, $7, $8, $9, $10, 'form')`,
    [
      FILIERE,
      id,
      type,
      number,
      ...parties,
      'sent',
      parties[1],
      lines.length,
      JSON.stringify({ number, ...header }),
    ],
  );
  await client.query(
    `insert into exchange_line (filiere_id, document_id, line_number, issuer_id, shown_to, fields, item_id, despatch_advice_id)
     select $1, $2, n, $3, $4, f, i, $7 from unnest($5::jsonb[], $6::uuid[]) with ordinality as l (f, i, n)`,
    [
      FILIERE,
      id,
      ...parties,
      lines.map((line) => JSON.stringify(line)),
      things,
      isDespatch ? null : (despatch ?? null),
    ],
  );
  if (!touched) return;
  await client.query(
    `insert into touched_record (filiere_id, organisation_id, id, subject_type, subject_ids) select $1, o, gen_random_uuid(), 'document', array[$2::uuid] from unnest($3::uuid[]) o`,
    [FILIERE, id, parties],
  );
}

/** Every row of a discrepancy that a company reads rests on records that the company wrote or received, and on no other. */
async function secrets(server, documents, seed) {
  await server.create('probe_discrepancies');
  const dataSource = await createDataSource(server.appUrl('probe_discrepancies'), {
    poolSize: 2,
  }).initialize();
  const db = new TenantDb(dataSource);
  try {
    return await withClient(server.superuserUrl('probe_discrepancies'), async (client) => {
      await arrange(client);
      await write(client, documents, randomFrom(seed));
      for (let index = 0; index < FIRMS; index++)
        await new Reconcile(db).touched(actorOf(index), new Date(NOW));
      const { rows } = await client.query('select id, issuer_id, shown_to from exchange_document');
      const knows = new Map(rows.map((row) => [row.id, new Set([row.issuer_id, row.shown_to])]));
      const look = () => lookAround(db, knows);
      const { read, leaks } = await look();
      await client.query('alter policy discrepancy_select on discrepancy using (true)');
      const opened = await look();
      return { read, leaks, caught: opened.leaks > 0 };
    });
  } finally {
    await dataSource.destroy();
    await server.drop('probe_discrepancies');
  }
}

async function lookAround(db, knows) {
  let [read, leaks] = [0, 0];
  for (let index = 0; index < FIRMS; index++) {
    const me = organisationOf(index);
    const found = await db.transaction(actorOf(index), async (tx) => [
      ...(await tx.query('select source_ids from discrepancy')),
      ...(await tx.query(
        'select d.source_ids from discrepancy_act a join discrepancy d on d.filiere_id = a.filiere_id and d.id = a.discrepancy_id',
      )),
    ]);
    read += found.length;
    leaks += found.filter(({ source_ids }) => source_ids.some((id) => !knows.get(id)?.has(me))).length;
  }
  return { read, leaks };
}

/** Workers take the notes of all companies out while they are killed; what stands in the end must not depend on it. */
async function killing({ server, folder, root, lines, kills, seed, queueUrl }) {
  const name = 'probe_reconciliation';
  await server.create(name);
  return withClient(server.superuserUrl(name), async (client) => {
    await arrange(client);
    await write(client, lines, randomFrom(seed));
    for (let index = 0; index < FIRMS; index++)
      await client.query(
        `insert into outbox (filiere_id, id, job, payload) values ($1, $2, 'records-touched', $3)`,
        [FILIERE, newId(), JSON.stringify({ organisationId: organisationOf(index) })],
      );
    const start = async () =>
      startWorker({ url: server.appUrl(name), queueUrl: queueUrl ?? server.appUrl(name), root, folder });
    let workers = [await start()];
    const random = randomFrom(seed + 1);
    const began = Date.now();
    let killed = 0;
    try {
      while (await left(client)) {
        if (Date.now() - began > GIVE_UP_MS) throw new Error('The comparison is not done after ten minutes.');
        await sleep(20 + random() * 150);
        if (killed >= kills || !(await begun(client))) continue;
        const victim = workers.shift();
        victim.kill('SIGKILL');
        killed++;
        workers.push(await start());
      }
      return { kills: killed, digest: await digestOf(client) };
    } finally {
      for (const worker of workers) worker.kill('SIGKILL');
      await sleep(200);
    }
  });
}

async function left(client) {
  const { rows } = await client.query('select count(*)::int as left from touched_record');
  return rows[0].left > 0;
}

async function begun(client) {
  const { rows } = await client.query(
    `select count(*)::int as leased from outbox where lease_token is not null`,
  );
  return rows[0].leased > 0;
}

async function startWorker({ url, queueUrl, root, folder }) {
  const env = {
    ...process.env,
    DATABASE_URL: url,
    QUEUE_URL: queueUrl,
    STORAGE_DIR: folder,
    HEALTH_PORT: String(await freePort(somewhere(28_500) + Math.floor(Math.random() * 900))),
    LOG_LEVEL: 'fatal',
    DATABASE_POOL: '4',
  };
  return spawn(process.execPath, [join(root, 'apps', 'worker', 'dist', 'main.js')], { env, stdio: 'ignore' });
}

/** Everything that was found, but for the moments at which it was. */
async function digestOf(client) {
  const hash = createHash('sha256');
  for (const sql of [
    `select id::text, kind, state, declarant_id::text, partner_id::text, thing_id::text, expected::text, found::text, difference::text, unit, fingerprint from discrepancy order by id`,
    `select discrepancy_id::text, act, count(*)::int from discrepancy_act where act in ('opened', 'healed') group by 1, 2 order by 1, 2`,
    `select declarant_id::text, thing_id::text from reconciliation_pending order by 1, 2`,
  ]) {
    const { rows } = await client.query({ text: sql, rowMode: 'array' });
    hash.update(JSON.stringify(rows));
  }
  return hash.digest('hex');
}
