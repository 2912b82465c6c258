// Following a chain of 10,000 items among millions: Maillon's trace behind its policies, beside bare recursive SQL that
// answers the same nodes, links and descriptions with no policy in the way; then again with a tenth of the data.
import { performance } from 'node:perf_hooks';
import { createDataSource, TenantDb } from '@maillon/db';
import { newId, personActor } from '@maillon/kernel';
import { trace } from '@maillon/traceability';
import { withClient } from '../tools/lib/database.mjs';
import { step } from '../tools/lib/steps.mjs';
import { withApi } from './lib/api-server.mjs';
import { addMember } from './lib/member.mjs';

const FILIERE = 4;
const ROUNDS = 15;
const LIMITS = { maxDepth: 20, maxNodes: 20_000 };
const member = { organisationId: newId(), personId: newId(), siren: '552100554' };
const QUERY = `query ($item: ID!) { trace(item: $item, direction: UPSTREAM, maxDepth: 20, maxNodes: 20000) {
  nodes { id label name granularity level uri depth madeAt quantity unit } links { from to eventId kind eventTime } tombstones { id node } truncated } }`;

export async function bench({ server, scale, root }) {
  const whole = await measure({
    server,
    root,
    items: Math.round(3_000_000 * scale),
    links: Math.round(8_000_000 * scale),
    withGraphql: true,
  });
  const tenth = await measure({
    server,
    root,
    items: Math.round(300_000 * scale),
    links: Math.round(800_000 * scale),
    withGraphql: false,
  });
  return [
    { metric: 'items in the answer', value: whole.nodes, unit: 'items', better: 'higher' },
    { metric: 'trace, database part, median', value: whole.ours, unit: 'ms', better: 'lower' },
    { metric: 'bare recursive SQL, median', value: whole.bare, unit: 'ms', better: 'lower' },
    {
      metric: 'database part beside bare recursive SQL',
      value: whole.ours / whole.bare,
      unit: 'x',
      target: 1.5,
      better: 'lower',
    },
    { metric: 'whole GraphQL answer, median', value: whole.graphql, unit: 'ms', better: 'lower' },
    {
      metric: 'whole GraphQL answer beside its database part',
      value: whole.graphql / whole.ours,
      unit: 'x',
      target: 3,
      better: 'lower',
    },
    {
      metric: 'growth when the tables are ten times as large',
      value: whole.ours / tenth.ours,
      unit: 'x',
      target: 1.3,
      better: 'lower',
    },
    {
      metric: 'growth of the bare recursive SQL',
      value: whole.bare / tenth.bare,
      unit: 'x',
      better: 'lower',
    },
  ];
}

async function measure({ server, root, items, links, withGraphql }) {
  const database = `bench_trace_${items}`;
  await server.create(database);
  await step(`${items} items and ${links} links`, () =>
    withClient(server.superuserUrl(database), (client) => fill(client, items, links)),
  );
  const result = await step('Traces', async () => {
    const bare = await withClient(server.superuserUrl(database), (client) => median(() => bareTrace(client)));
    const { milliseconds: ours, value } = await ourTrace(server.appUrl(database));
    const graphql = withGraphql ? await overGraphql({ server, database, root }) : undefined;
    return { bare: bare.milliseconds, ours, nodes: value.nodes.length, graphql };
  });
  await server.drop(database);
  return result;
}

/** A tree of ten branches a node and four tiers (11,111 items) in a forest of other chains. */
async function fill(client, items, links) {
  await addMember(client, FILIERE, member);
  await client.query('set session_replication_role = replica');
  const id = (kind, number) => `md5('${kind}' || (${number}))::uuid`;
  const tree = 11_111;
  await client.query(
    `insert into item (filiere_id, id, declarant_id, is_private, uri, level, label, granularity, name, quantity, unit, made_at)
     select $1, ${id('i', 'n')}, $2, false, 'urn:maillon:item:552100554:REF:' || n, 'lot', 'LOT-' || n, 'LOT', 'Pièce ' || n % 100, n % 50 + 1, 'KGM', '2026-01-01'::timestamptz - make_interval(secs => n)
     from generate_series(0, $3::int - 1) n`,
    [FILIERE, member.organisationId, items],
  );
  await client.query(
    `insert into trace_link (filiere_id, input_id, output_id, event_id, kind, valid_from, declarant_id)
     select $1, ${id('i', 'n')}, ${id('i', '(n - 1) / 10')}, ${id('e', '(n - 1) / 10')}, 't', '2026-01-01'::timestamptz - make_interval(secs => (n - 1) / 10), $2
     from generate_series(1, ${tree} - 1) n`,
    [FILIERE, member.organisationId],
  );
  // chains elsewhere: each thing made of later-numbered ones, so that nothing goes round
  await client.query(
    `insert into trace_link (filiere_id, input_id, output_id, event_id, kind, valid_from, declarant_id)
     select $1, ${id('i', `${tree} + (n % ($3 - ${tree} - 200)) + 1 + (n / ($3 - ${tree} - 200)) * 37`)}, ${id('i', `${tree} + n % ($3 - ${tree} - 200)`)},
       ${id('e', 'n / 8 + 100000000')}, 't', '2026-01-01'::timestamptz - make_interval(secs => n % 1000000), $2
     from generate_series(0, $4::int - 1) n on conflict do nothing`,
    [FILIERE, member.organisationId, items, links],
  );
  await client.query('set session_replication_role = origin');
  await client.query('vacuum (analyze) item');
  await client.query('vacuum (analyze) trace_link');
}

const ROOT_ID = `md5('i0')::uuid`;

/** The same question in plain SQL, by the superuser: no policy, no rule, the same windows of time and the same columns. */
const BARE_WALK = `
  with recursive walk (item_id, depth, since, until, near_id, event_id, kind, valid_from) as (
    select $2::uuid, 0, '-infinity'::timestamptz, 'infinity'::timestamptz, null::uuid, null::uuid, null::"char", null::timestamptz
    union
    select l.input_id, w.depth + 1, case when l.kind = 't' then '-infinity' else greatest(w.since, l.valid_from) end,
      case when l.kind = 't' then least(w.until, l.valid_from) else least(w.until, l.valid_to) end, w.item_id, l.event_id, l.kind, l.valid_from
    from walk w join trace_link l on l.filiere_id = $1 and l.output_id = w.item_id and l.valid_from <= w.until and l.valid_to > w.since
    where w.depth < $3
  )
  select item_id, depth, near_id, event_id, kind, valid_from from walk limit $4`;

async function bareTrace(client) {
  const {
    rows: [{ root }],
  } = await client.query(`select ${ROOT_ID} as root`);
  const { rows: steps } = await client.query({
    name: 'walk',
    text: BARE_WALK,
    values: [FILIERE, root, LIMITS.maxDepth, LIMITS.maxNodes + 1],
  });
  const { rows: items } = await client.query({
    name: 'items',
    text: `select id, declarant_id, uri, level, label, granularity, name, quantity, unit,
      to_char(made_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as made_at from item where filiere_id = $1 and id = any ($2)`,
    values: [FILIERE, steps.map(({ item_id }) => item_id)],
  });
  return { steps, items };
}

async function ourTrace(url) {
  const dataSource = await createDataSource(url, { poolSize: 2 }).initialize();
  try {
    const db = new TenantDb(dataSource);
    const actor = personActor({
      filiereId: FILIERE,
      personId: member.personId,
      organisationId: member.organisationId,
      role: 'owner',
    });
    const [{ root }] = await dataSource.query(`select ${ROOT_ID} as root`);
    return await median(() =>
      db.transaction(actor, (tx) => trace(tx, { item: root, direction: 'UPSTREAM', ...LIMITS })),
    );
  } finally {
    await dataSource.destroy();
  }
}

async function overGraphql({ server, database, root }) {
  const item = await withClient(
    server.superuserUrl(database),
    async (client) => (await client.query(`select ${ROOT_ID} as root`)).rows[0].root,
  );
  return withApi({ server, database, root, member }, async ({ url, headers }) => {
    const { milliseconds } = await median(async () => {
      const response = await fetch(`${url}/bois/graphql`, {
        method: 'POST',
        headers,
        body: JSON.stringify({ query: QUERY, variables: { item } }),
      });
      const answer = await response.json();
      if (!answer.data) throw new Error(JSON.stringify(answer.errors));
      return answer;
    });
    return milliseconds;
  });
}

async function median(work) {
  const times = [];
  let value;
  for (let round = 0; round < ROUNDS + 3; round++) {
    const start = performance.now();
    value = await work();
    if (round >= 3) times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  return { milliseconds: times[times.length >> 1], value };
}
