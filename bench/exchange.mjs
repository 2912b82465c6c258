// Orders of 500 lines through order, response, despatch advice and receipt advice over GraphQL, by two companies; and the
// inbox of a firm with a million documents, at the database.
import { newId } from '@maillon/kernel';
import { withClient } from '../tools/lib/database.mjs';
import { step } from '../tools/lib/steps.mjs';
import { signedIn, withApi } from './lib/api-server.mjs';
import { addMember } from './lib/member.mjs';

const FILIERE = 4;
const DATABASE = 'bench_exchange';
const LINES_A_PAGE = 500;
const AT_ONCE = 4;
const SAMPLES = 200;
const buyer = { organisationId: newId(), personId: newId(), siren: '552100554' };
const seller = { organisationId: newId(), personId: newId(), siren: '732829320' };

export async function bench({ server, scale, root }) {
  await server.create(DATABASE);
  await withClient(server.superuserUrl(DATABASE), async (client) => {
    await addMember(client, FILIERE, buyer);
    await addMember(client, FILIERE, seller);
  });
  const lines = Math.max(LINES_A_PAGE, Math.round(100_000 * scale));
  const flow = await step(`${lines} order lines from order to receipt`, () =>
    withApi({ server, database: DATABASE, root, member: buyer }, async ({ url, headers }) => {
      const sellerHeaders = await signedIn({ server, database: DATABASE, personId: seller.personId });
      return throughTheFlow(`${url}/bois/graphql`, { buyer: headers, seller: sellerHeaders }, lines);
    }),
  );
  const documents = Math.max(1000, Math.round(1_000_000 * scale));
  const inbox = await step(`Inbox among ${documents} documents`, () => inboxPage(server, documents));
  await server.drop(DATABASE);
  return [
    {
      metric: 'order lines a second, order to receipt',
      value: flow.linesASecond,
      unit: 'lines/s',
      better: 'higher',
    },
    {
      metric: 'lines written a second (four documents a line)',
      value: flow.linesASecond * 4,
      unit: 'lines/s',
      better: 'higher',
    },
    { metric: 'longest call with a page of 500 lines', value: flow.longest, unit: 'ms', better: 'lower' },
    {
      metric: 'inbox page of 50, database, 95th percentile',
      value: inbox.p95,
      unit: 'ms',
      target: 20,
      better: 'lower',
    },
    {
      metric: 'list of documents, page of 50, 95th percentile',
      value: inbox.listP95,
      unit: 'ms',
      target: 20,
      better: 'lower',
    },
  ];
}

async function throughTheFlow(address, headers, lines) {
  const orders = Array.from({ length: Math.ceil(lines / LINES_A_PAGE) }, (_one, index) => index + 1);
  let longest = 0;
  const call = async (who, query, variables) => {
    const started = performance.now();
    const response = await fetch(address, {
      method: 'POST',
      headers: headers[who],
      body: JSON.stringify({ query, variables }),
    });
    const answer = await response.json();
    longest = Math.max(longest, performance.now() - started);
    const result = Object.values(answer.data ?? {})[0];
    if (answer.errors || result.findings)
      throw new Error(JSON.stringify(answer.errors ?? result.findings).slice(0, 500));
    return result.document;
  };
  const save = (name) =>
    `mutation ($partner: PartnerInput!, $input: ${name}Input!) { save${name}(partner: $partner, input: $input, send: true) {
       ... on DocumentSaved { document { id state { name } } } ... on Refused { findings { code path } } } }`;
  const accept = `mutation ($id: ID!) { actOnOrder(id: $id, act: "accept") {
    ... on DocumentSaved { document { id state { name } } } ... on Refused { findings { code path } } } }`;
  const one = async (order) => {
    const line = (index, more) => ({
      lineNumber: index + 1,
      buyerItem: `A-${index}`,
      sellerItem: `S-${index}`,
      quantity: index + 1,
      unit: 'KGM',
      ...more,
    });
    const page = (more) => Array.from({ length: LINES_A_PAGE }, (_line, index) => line(index, more(index)));
    const number = `PO-${order}`;
    const { id } = await call('buyer', save('Order'), {
      partner: { id: seller.organisationId },
      input: { number, issueDate: '2026-03-25', requestedDate: '2026-05-01', lines: page(() => ({})) },
    });
    await call('seller', accept, { id });
    const traced = (index) => ({ orderLine: index + 1, lot: `L-${order}-${index}` });
    await call('seller', save('DespatchAdvice'), {
      partner: { id: buyer.organisationId },
      input: {
        number: `DA-${order}`,
        despatchDate: '2026-04-30T08:00:00+02:00',
        orderNumber: number,
        lines: page(traced),
      },
    });
    await call('buyer', save('ReceiptAdvice'), {
      partner: { id: seller.organisationId },
      input: {
        number: `RA-${order}`,
        receiptDate: '2026-05-01T08:00:00+02:00',
        despatchAdviceNumber: `DA-${order}`,
        orderNumber: number,
        lines: page((index) => ({ ...traced(index), despatchLine: index + 1 })),
      },
    });
    const read = await fetch(address, {
      method: 'POST',
      headers: headers.buyer,
      body: JSON.stringify({ query: `{ document(id: "${id}") { state { name } } }` }),
    });
    const state = (await read.json()).data.document.state.name;
    if (state !== 'completed') throw new Error(`${number} is ${state} after its receipt.`);
  };
  await one('warm-up');
  longest = 0;
  const started = performance.now();
  const waiting = [...orders];
  await Promise.all(
    Array.from({ length: AT_ONCE }, async () => {
      for (let order = waiting.shift(); order !== undefined; order = waiting.shift()) await one(order);
    }),
  );
  const seconds = (performance.now() - started) / 1000;
  return { linesASecond: (orders.length * LINES_A_PAGE) / seconds, longest };
}

/** Half of the documents await the firm, as an inbox that nobody empties; the queries are those of the product. */
async function inboxPage(server, documents) {
  await withClient(server.superuserUrl(DATABASE), async (client) => {
    await client.query(
      `insert into exchange_document (filiere_id, id, type, version, number, issuer_id, recipient_id, shown_to, state, must_act_id,
         due_date, line_count, header, channel, updated_at, sent_at)
       select $1, md5('doc' || n)::uuid, 'order', 1, 'INBOX-' || n, $2, $3, $3, 'sent', case n % 2 when 0 then $3::uuid else $2::uuid end,
         case when n % 3 > 0 then '2026-01-01'::date + n % 400 end, 1, jsonb_build_object('number', 'INBOX-' || n), 'form',
         now() - make_interval(secs => n), now() from generate_series(1, $4::int) n`,
      [FILIERE, buyer.organisationId, seller.organisationId, documents],
    );
    await client.query('vacuum (analyze) exchange_document');
  });
  const { createDataSource, TenantDb } = await import('@maillon/db');
  const { documentPage, inboxPage: page } =
    await import('../libs/exchange/dist/documents/document.queries.js');
  const { personActor } = await import('@maillon/kernel');
  const dataSource = await createDataSource(server.appUrl(DATABASE), { poolSize: 1 }).initialize();
  try {
    const db = new TenantDb(dataSource);
    const actor = personActor({ filiereId: FILIERE, role: 'owner', ...seller });
    return {
      p95: await p95((after) => db.transaction(actor, (tx) => page(tx, { first: 50, after }))),
      listP95: await p95((after) => db.transaction(actor, (tx) => documentPage(tx, { first: 50, after }))),
    };
  } finally {
    await dataSource.destroy();
  }
}

/** Pages one after the other, from the first on: milliseconds of the transaction, database and mapping together. */
async function p95(read) {
  const times = [];
  let after;
  for (let sample = 0; sample < SAMPLES; sample++) {
    const started = performance.now();
    const { edges, pageInfo } = await read(after);
    times.push(performance.now() - started);
    if (!edges.length) throw new Error('The page is empty.');
    after = pageInfo.hasNextPage ? pageInfo.endCursor : undefined;
  }
  return times.sort((a, b) => a - b)[Math.floor(SAMPLES * 0.95)];
}
