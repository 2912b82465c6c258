// What one firm shipped and another received, a million lines each: all of it compared, one new line among it, ten times less.
import { newId } from '@maillon/kernel';
import { withClient } from '../tools/lib/database.mjs';
import { step } from '../tools/lib/steps.mjs';
import { addMember } from './lib/member.mjs';

const FILIERE = 4;
const LINES_A_DOCUMENT = 500;
/** One line of so many arrives with another quantity. */
const WRONG_ONE_IN = 1000;
const SAMPLES = 50;

export async function bench({ server, scale }) {
  const lines = Math.max(LINES_A_DOCUMENT * 2, Math.round(1_000_000 * scale));
  const small = await measure(server, Math.max(LINES_A_DOCUMENT, Math.round(lines / 10)));
  const large = await measure(server, lines);
  return [
    {
      metric: `${lines} lines against ${lines}, all compared`,
      value: large.seconds,
      unit: 's',
      better: 'lower',
    },
    { metric: 'the bare SQL join on the same tables', value: large.bareSeconds, unit: 's', better: 'lower' },
    {
      metric: 'ratio to the bare SQL join',
      value: large.seconds / large.bareSeconds,
      unit: 'x',
      target: 2,
      better: 'lower',
    },
    {
      metric: 'one new line among them, median',
      value: large.oneLine,
      unit: 'ms',
      target: 10,
      better: 'lower',
    },
    { metric: 'the same among a tenth', value: small.oneLine, unit: 'ms', better: 'lower' },
    {
      metric: 'growth of all compared at ten times the data',
      value: large.seconds / small.seconds,
      unit: 'x',
      target: 13,
      better: 'lower',
    },
    { metric: 'peak memory of the process', value: large.peakMb, unit: 'MB', better: 'lower' },
    {
      metric: 'discrepancies found, of those put in',
      value: large.found / large.wrong,
      unit: 'x',
      target: 1,
      better: 'higher',
    },
  ];
}

async function measure(server, lines) {
  const database = `bench_reconcile_${lines}`;
  const buyer = { organisationId: newId(), personId: newId(), siren: '552100554' };
  const seller = { organisationId: newId(), personId: newId(), siren: '732829320' };
  await server.create(database);
  await withClient(server.superuserUrl(database), async (client) => {
    await addMember(client, FILIERE, buyer);
    await addMember(client, FILIERE, seller);
    await step(`${lines} lines shipped and received`, () => fill(client, { lines, buyer, seller }));
  });
  const { createDataSource, TenantDb } = await import('@maillon/db');
  const { Reconcile } = await import('@maillon/reconciliation');
  const dataSource = await createDataSource(server.appUrl(database), { poolSize: 1 }).initialize();
  try {
    const db = new TenantDb(dataSource);
    const reconcile = new Reconcile(db);
    const actor = Object.freeze({
      filiereId: FILIERE,
      organisationId: seller.organisationId,
      permissions: new Set(),
    });
    const now = new Date('2026-06-01T00:00:00Z');
    const bareSeconds = await withClient(server.superuserUrl(database), async (client) => {
      // the memory that the comparison asks for
      await client.query(`set work_mem = '128MB'`);
      return bareJoin(client, seller);
    });
    const memory = peakMemory();
    const full = await step('Everything compared', () => timed(() => reconcile.full(actor, now)));
    const peakMb = memory.stop();
    // as the database's own upkeep does, a minute later
    await withClient(server.superuserUrl(database), (client) =>
      client.query('vacuum (analyze) discrepancy, discrepancy_act, discrepancy_source'),
    );
    const oneLine = await step('One line at a time', () =>
      withClient(server.superuserUrl(database), (client) =>
        oneByOne({ client, reconcile, actor, now, buyer, seller }),
      ),
    );
    return {
      seconds: full.seconds,
      bareSeconds,
      oneLine,
      peakMb,
      found: full.result.opened,
      wrong: Math.floor(lines / WRONG_ONE_IN),
    };
  } finally {
    await dataSource.destroy();
    await server.drop(database);
  }
}

async function timed(work) {
  const started = performance.now();
  const result = await work();
  return { result, seconds: (performance.now() - started) / 1000 };
}

function peakMemory() {
  let peak = 0;
  const timer = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), 50);
  return {
    stop() {
      clearInterval(timer);
      return peak / 1024 / 1024;
    },
  };
}

/** Lots of one despatch advice, received by one receipt advice each; one in a thousand short. */
async function fill(client, { lines, buyer, seller }) {
  const documents = Math.ceil(lines / LINES_A_DOCUMENT);
  const head = (type, kind, issuer, recipient, state, header) =>
    client.query(
      `insert into exchange_document (filiere_id, id, type, version, number, issuer_id, recipient_id, shown_to, state, must_act_id, line_count, header, channel, sent_at)
     select $1, md5('${kind}' || n)::uuid, '${type}', 1, '${kind}' || n, $2, $3, $3, '${state}', null, ${LINES_A_DOCUMENT}, ${header}, 'form', now()
     from generate_series(1, $4::int) n`,
      [FILIERE, issuer.organisationId, recipient.organisationId, documents],
    );
  await head(
    'despatch_advice',
    'D',
    seller,
    buyer,
    'received',
    `jsonb_build_object('number', 'D' || n, 'despatchDate', '2026-04-30T08:00:00+02:00')`,
  );
  await head(
    'receipt_advice',
    'R',
    buyer,
    seller,
    'settled',
    `jsonb_build_object('number', 'R' || n, 'receiptDate', '2026-05-02T08:00:00+02:00')`,
  );
  const body = (kind, issuer, recipient, quantity, more) =>
    client.query(
      `insert into exchange_line (filiere_id, document_id, line_number, issuer_id, shown_to, fields, item_id, despatch_advice_id)
     select $1, md5('${kind}' || (1 + (n - 1) / ${LINES_A_DOCUMENT}))::uuid, 1 + (n - 1) % ${LINES_A_DOCUMENT}, $2, $3,
       jsonb_build_object('buyerItem', 'A-' || n % 1000, 'lot', 'L-' || n, 'quantity', ${quantity}, 'unit', 'KGM'), md5('item' || n)::uuid, ${more}
     from generate_series(1, $4::int) n`,
      [FILIERE, issuer.organisationId, recipient.organisationId, lines],
    );
  await body('D', seller, buyer, '100 + n % 50', 'null');
  await body(
    'R',
    buyer,
    seller,
    `100 + n % 50 - case when n % ${WRONG_ONE_IN} = 0 then 7 else 0 end`,
    `md5('D' || (1 + (n - 1) / ${LINES_A_DOCUMENT}))::uuid`,
  );
  await client.query('vacuum (analyze) exchange_document, exchange_line');
}

/** What anybody would write by hand, without row-level security: sums of both sides by unit, set against each other. */
async function bareJoin(client, seller) {
  const sums = (type, mine) => `
    select l.item_id, l.fields ->> 'unit' as unit, sum((l.fields ->> 'quantity')::numeric) as quantity from exchange_document d
    join exchange_line l on l.filiere_id = d.filiere_id and l.document_id = d.id
    where d.filiere_id = $1 and d.${mine} = $2 and d.type = '${type}' group by 1, 2`;
  const { seconds } = await step('Bare SQL join', () =>
    timed(() =>
      client.query(
        `select count(*) from (${sums('despatch_advice', 'issuer_id')}) s full join (${sums('receipt_advice', 'shown_to')}) r using (item_id, unit)
         where s.quantity is distinct from r.quantity`,
        [FILIERE, seller.organisationId],
      ),
    ),
  );
  return seconds;
}

/** A receipt of one more line each time, as an act would leave it, and the comparison that follows. */
async function oneByOne({ client, reconcile, actor, now, buyer, seller }) {
  const times = [];
  for (let sample = 0; sample < SAMPLES; sample++) {
    const id = newId();
    await client.query(
      `insert into exchange_document (filiere_id, id, type, version, number, issuer_id, recipient_id, shown_to, state, must_act_id, line_count, header, channel, sent_at)
       values ($1, $2, 'receipt_advice', 1, $5, $3, $4, $4, 'settled', null, 1, '{"number": "X", "receiptDate": "2026-05-03T08:00:00+02:00"}', 'form', now())`,
      [FILIERE, id, buyer.organisationId, seller.organisationId, `X${sample}`],
    );
    await client.query(
      `insert into exchange_line (filiere_id, document_id, line_number, issuer_id, shown_to, fields, item_id, despatch_advice_id)
       select filiere_id, $2, 1, $3, $4, fields, item_id, md5('D1')::uuid from exchange_line
       where filiere_id = $1 and document_id = md5('D1')::uuid and line_number = $5`,
      [FILIERE, id, buyer.organisationId, seller.organisationId, sample + 1],
    );
    await client.query(
      `insert into touched_record (filiere_id, organisation_id, id, subject_type, subject_ids) values ($1, $2, $3, 'document', array[$4::uuid])`,
      [FILIERE, seller.organisationId, newId(), id],
    );
    const { seconds, result } = await timed(() => reconcile.touched(actor, now));
    if (result.opened !== 1) throw new Error(`A line received twice opened ${result.opened} discrepancies.`);
    times.push(seconds * 1000);
  }
  return times.sort((a, b) => a - b)[Math.floor(SAMPLES / 2)];
}
