// Reads over GraphQL, one record and a page of 50, at 32 connections: the api beside PostGraphile 5 (Node 24) on the same
// tables, the same policies and the same role. The api also signs the caller in; PostGraphile is told who it is.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import autocannon from 'autocannon';
import { newId } from '@maillon/kernel';
import { withClient } from '../tools/lib/database.mjs';
import { run } from '../tools/lib/install.mjs';
import { freePort, somewhere } from '../tools/lib/ports.mjs';
import { step } from '../tools/lib/steps.mjs';
import { withApi } from './lib/api-server.mjs';
import { addMember } from './lib/member.mjs';

const FILIERE = 4;
const DATABASE = 'bench_api';
const SECONDS = 10;
const WARM_UP = 3;
const member = { organisationId: newId(), personId: newId(), siren: '552100554' };
const FIELDS = 'id uri label name granularity quantity unit madeAt';

export async function bench({ server, folder, scale, root }) {
  await server.create(DATABASE);
  await step('Records', () =>
    withClient(server.superuserUrl(DATABASE), (client) =>
      fill(client, Math.max(1000, Math.round(200_000 * scale))),
    ),
  );
  const item = await withClient(
    server.superuserUrl(DATABASE),
    async (client) => (await client.query('select id from item offset 500 limit 1')).rows[0].id,
  );
  const ours = await step('Maillon', () =>
    withApi({ server, database: DATABASE, root, member }, ({ url, headers }) =>
      measureOurs(url, headers, item),
    ),
  );
  const theirs = await step('PostGraphile 5 on Node 24', () => measurePostgraphile({ server, folder, item }));
  await server.drop(DATABASE);
  return [
    { metric: 'single records a second', value: ours.single, unit: 'req/s', better: 'higher' },
    { metric: 'pages of 50 a second', value: ours.page, unit: 'req/s', better: 'higher' },
    {
      metric: 'PostGraphile, single records a second',
      value: theirs.single,
      unit: 'req/s',
      better: 'higher',
    },
    { metric: 'PostGraphile, pages of 50 a second', value: theirs.page, unit: 'req/s', better: 'higher' },
    {
      metric: 'single records beside PostGraphile',
      value: ours.single / theirs.single,
      unit: 'x',
      target: 1.5,
      better: 'higher',
    },
    {
      metric: 'pages of 50 beside PostGraphile',
      value: ours.page / theirs.page,
      unit: 'x',
      target: 1.5,
      better: 'higher',
    },
  ];
}

async function fill(client, items) {
  await addMember(client, FILIERE, member);
  await client.query(
    `insert into item (filiere_id, id, declarant_id, is_private, uri, level, label, granularity, name, quantity, unit, made_at)
     select $1, md5('i' || n)::uuid, $2, false, 'urn:maillon:item:552100554:REF:' || n, 'lot', 'LOT-' || n, 'LOT', 'Pièce ' || n % 100, n % 50 + 1, 'KGM',
       '2026-01-01'::timestamptz - make_interval(secs => n) from generate_series(1, $3::int) n`,
    [FILIERE, member.organisationId, items],
  );
  await client.query('vacuum (analyze) item');
}

async function measureOurs(url, headers, item) {
  const address = `${url}/bois/graphql`;
  return {
    single: await load(address, headers, `{ item(id: "${item}") { ${FIELDS} } }`),
    page: await load(
      address,
      headers,
      `{ items(first: 50) { edges { node { ${FIELDS} } } pageInfo { hasNextPage endCursor } } }`,
    ),
  };
}

async function measurePostgraphile({ server, folder, item }) {
  const home = join(folder, 'postgraphile');
  const port = await freePort(somewhere(28_000));
  await run(
    'npm',
    [
      'install',
      '--prefix',
      home,
      '--no-audit',
      '--no-fund',
      '--loglevel=error',
      'postgraphile@5.1.5',
      'node@24.21.0',
    ],
    { cwd: folder },
  );
  writeFileSync(join(home, 'graphile.config.mjs'), configuration(server.appUrl(DATABASE), port));
  const child = spawn(
    join(home, 'node_modules', '.bin', 'node'),
    [
      join(home, 'node_modules', 'postgraphile', 'dist', 'cli-run.js'),
      '-C',
      join(home, 'graphile.config.mjs'),
    ],
    {
      cwd: home,
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, GRAPHILE_ENV: 'production', NODE_ENV: 'production' },
    },
  );
  try {
    const address = `http://127.0.0.1:${port}/graphql`;
    const headers = { 'content-type': 'application/json' };
    const fields = await rootFields(address, headers, child);
    const one = fields.find(
      ({ name, args }) => /^item/.test(name) && args.some((arg) => arg.name === 'isPrivate'),
    );
    const many = fields.find(({ name }) => name === 'allItems' || name === 'items');
    const id = one.args.some(({ name }) => name === 'rowId') ? 'rowId' : 'id';
    const key = `filiereId: ${FILIERE}, ${id}: "${item}", declarantId: "${member.organisationId}", isPrivate: false`;
    const condition = `condition: { filiereId: ${FILIERE}, declarantId: "${member.organisationId}" }, orderBy: [PRIMARY_KEY_DESC]`;
    const named = id === 'rowId' ? FIELDS.replace(/^id /, 'rowId ') : FIELDS;
    return {
      single: await load(address, headers, `{ ${one.name}(${key}) { ${named} } }`),
      page: await load(
        address,
        headers,
        `{ ${many.name}(first: 50, ${condition}) { edges { node { ${named} } } pageInfo { hasNextPage endCursor } } }`,
      ),
    };
  } finally {
    child.kill('SIGTERM');
    await once(child, 'exit');
  }
}

const configuration = (url, port) => `
import { PostGraphileAmberPreset } from 'postgraphile/presets/amber';
import { makePgService } from 'postgraphile/adaptors/pg';
export default {
  extends: [PostGraphileAmberPreset],
  pgServices: [makePgService({ connectionString: ${JSON.stringify(url)}, schemas: ['public'] })],
  grafserv: { host: '127.0.0.1', port: ${port}, websockets: false, watch: false },
  grafast: { explain: false, context: () => ({ pgSettings: { 'app.filiere_id': '${FILIERE}', 'app.organisation_id': '${member.organisationId}' } }) },
};
`;

async function rootFields(address, headers, child) {
  const body = JSON.stringify({ query: '{ __schema { queryType { fields { name args { name } } } } }' });
  for (let tries = 0; tries < 300; tries++) {
    if (child.exitCode !== null) throw new Error('PostGraphile ended at once: see above.');
    const answer = await fetch(address, { method: 'POST', headers, body }).then(
      (response) => response.json(),
      () => undefined,
    );
    if (answer?.data) return answer.data.__schema.queryType.fields;
    await sleep(100);
  }
  throw new Error('PostGraphile did not answer within 30 s.');
}

/** Requests a second; the answer is looked at once first, for an error is quick to serve. */
async function load(address, headers, query) {
  const body = JSON.stringify({ query });
  const answer = await (await fetch(address, { method: 'POST', headers, body })).json();
  if (answer.errors || !JSON.stringify(answer).includes('LOT-'))
    throw new Error(`${address}: ${JSON.stringify(answer).slice(0, 500)}`);
  const options = { url: address, method: 'POST', headers, body, connections: 32 };
  await autocannon({ ...options, duration: WARM_UP });
  const { requests, errors, non2xx } = await autocannon({ ...options, duration: SECONDS });
  if (errors || non2xx) throw new Error(`${address}: ${errors} errors and ${non2xx} refusals under load.`);
  return requests.average;
}
