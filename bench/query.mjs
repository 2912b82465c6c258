// Twenty usual queries of EPCIS 2.0 over a million events (scale 10: ten million) of two hundred companies in one filière, each
// asked in turn by a company that sees two events in five and by one that sees one in a hundred: a page of 30, policies and all.
// The lists of what stands in those events (top-level resources), in the same way.
// Then capture: events a second through the same code that the api runs, with all that queries need kept beside them.
import { chmodSync, createWriteStream } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { createDataSource, TenantDb } from '@maillon/db';
import { GS1_PREFIXES, itemId, readEventQuery } from '@maillon/epcis';
import { derivedId, newId, personActor } from '@maillon/kernel';
import { CaptureEvents, FindEvents, termHash } from '@maillon/traceability';
import { withClient } from '../tools/lib/database.mjs';
import { step } from '../tools/lib/steps.mjs';
import { addMember } from './lib/member.mjs';

const FILIERE = 4;
const DATABASE = 'bench_query';
const COMPANIES = 200;
const PAGE = 30;
const ROUNDS = 60;
const WARM_UP = 10;
const AIM_MS = 20;
const GTINS = 5000;
const member = { organisationId: newId(), personId: newId(), siren: '552100554' };
const PREFIXES = { names: new Map([...GS1_PREFIXES.names, ['ex', 'https://bench.example/']]), open: false };

/** What `viewerBits` says of company n, in SQL. */
const bitsOf = (n) =>
  [15, 14]
    .map((byte) => `(1::bigint << get_byte(uuid_send(md5('o' || ${n})::uuid), ${byte}) % 63)`)
    .join(' | ');

/** What event n says. The same arithmetic stands in SQL below. */
const company = (number) => `md5('o${number}')::uuid`;
const gln = (number) => withCheckDigit(String(370000000000 + number));
const gtin = (n) => withCheckDigit(String(1376000000000 + (Math.floor(n / 3) % GTINS)));
const epc = (n) => `https://id.gs1.org/01/${gtin(n)}/21/${Math.floor(n / 3)}`;
const lot = (n) => `https://id.gs1.org/01/${gtin(n)}/10/L${Math.floor(n / 50)}`;
const sscc = (n) =>
  `https://id.gs1.org/00/${withCheckDigit(String(37600000000000000n + BigInt(Math.floor(n / 10))))}`;
const order = (n) => `urn:bench:po:${Math.floor(n / 20)}`;
const place = (number) => `https://id.gs1.org/414/${gln(number)}`;
const party = (number) => `https://id.gs1.org/417/${gln(number)}`;
const declarantOf = (n) => (n % 5 === 0 ? 0 : 1 + (n % (COMPANIES - 1)));
const partyOf = (n) => (n % 5 === 1 ? 0 : 1 + ((n * 7) % (COMPANIES - 1)));
const mix = (n) => (n * 7919) % 1000;
const stepOf = (n) => {
  const m = mix(n);
  if (m < 300) return 'commissioning';
  if (m < 600) return 'shipping';
  if (m < 800) return 'receiving';
  if (m < 900) return 'packing';
  return m < 999 ? 'inspecting' : 'destroying';
};
const START = Date.UTC(2024, 0, 1);
const timeOf = (n, events) => new Date(START + Math.floor((n / events) * 730 * 86_400) * 1000);

export async function bench({ server, folder, scale }) {
  const events = Math.max(10_000, Math.round(1_000_000 * scale));
  await server.create(DATABASE);
  await step(`${events} events`, () =>
    withClient(server.superuserUrl(DATABASE), (client) => fill(client, folder, events)),
  );
  const dataSource = await createDataSource(server.appUrl(DATABASE), { poolSize: 2 }).initialize();
  try {
    const db = new TenantDb(dataSource);
    const actors = await withClient(server.superuserUrl(DATABASE), (client) => actorsOf(client));
    const queries = await step('Queries', () => measureQueries(new FindEvents(db), actors, events));
    const lists = await step('Lists', () => measureLists(new FindEvents(db), actors));
    const capture = await step('Capture', () =>
      measureCapture(new CaptureEvents(db), actorOf(member.organisationId)),
    );
    return [
      { metric: 'events', value: events, unit: 'events', better: 'higher' },
      ...queries,
      ...lists,
      {
        metric: 'captured while all that queries need is kept',
        value: capture,
        unit: 'events/s',
        better: 'higher',
      },
    ];
  } finally {
    await dataSource.destroy();
    await server.drop(DATABASE);
  }
}

async function actorsOf(client) {
  const { rows } = await client.query(`select ${company(0)} as large, ${company(7)} as small`);
  return [rows[0].large, rows[0].small].map(actorOf);
}

const actorOf = (organisationId) =>
  personActor({ filiereId: FILIERE, personId: member.personId, organisationId, role: 'owner' });

async function fill(client, folder, events) {
  await addMember(client, FILIERE, member);
  await client.query(
    `insert into organisation (id, name) select md5('o' || n)::uuid, 'Banc d’essai ' || n from generate_series(0, ${COMPANIES - 1}) n`,
  );
  await client.query(
    `insert into membership (filiere_id, organisation_id) select $1, md5('o' || n)::uuid from generate_series(0, ${COMPANIES - 1}) n`,
    [FILIERE],
  );
  await client.query(
    `create unlogged table said (n bigint primary key, step text, declarant int, party int, at timestamptz, epc text, epc_id uuid, lot text,
      lot_id uuid, sscc text, sscc_id uuid, po text, place text, owner text, parent boolean)`,
  );
  const said = join(folder, 'said.csv');
  const terms = join(folder, 'terms.csv');
  await writeFiles(said, terms, events);
  await client.query('set session_replication_role = replica');
  await client.query(`copy said from '${said}' with (format csv)`);
  await client.query(FILL_EVENTS, [FILIERE]);
  await client.query(FILL_PARTIES, [FILIERE]);
  for (const sql of FILL_ITEMS) await client.query(sql, [FILIERE]);
  await client.query(FILL_VALUES, [FILIERE]);
  await client.query('create unlogged table told (n bigint, term bigint)');
  await client.query(`copy told from '${terms}' with (format csv)`);
  await client.query(
    `insert into trace_event_term (filiere_id, term, event_time, event_id, viewers)
     select $1, t.term, s.at, md5('e' || t.n)::uuid, ${bitsOf('s.declarant')} | ${bitsOf('s.party')} from told t join said s using (n)`,
    [FILIERE],
  );
  await client.query('drop table said, told');
  await client.query('set session_replication_role = origin');
  for (const table of [
    'trace_event',
    'trace_event_party',
    'trace_event_item',
    'trace_event_term',
    'resource_value',
  ])
    await client.query(`vacuum (analyze) ${table}`);
}

const FILL_EVENTS = `
  insert into trace_event (filiere_id, id, declarant_id, party_ids, audience, event_id, type, action, biz_step, disposition, event_time,
    event_time_zone_offset, record_time, read_point, biz_location, fingerprint, document)
  select $1, md5('e' || n)::uuid, md5('o' || declarant)::uuid, array[md5('o' || party)::uuid], 'parties', 'urn:bench:event:' || n,
    case when parent then 'AggregationEvent' else 'ObjectEvent' end, case when step in ('commissioning', 'packing') then 'ADD' else 'OBSERVE' end, step,
    case when n % 5003 = 0 then 'recalled' when step = 'commissioning' then 'active' else 'in_progress' end,
    at, '+01:00', at + interval '1 minute', place, place, sha256(n::text::bytea),
    jsonb_strip_nulls(jsonb_build_object('type', case when parent then 'AggregationEvent' else 'ObjectEvent' end, 'eventID', 'urn:bench:event:' || n, 'eventTime', at,
      'eventTimeZoneOffset', '+01:00', 'action', case when step in ('commissioning', 'packing') then 'ADD' else 'OBSERVE' end, 'bizStep', step,
      'readPoint', jsonb_build_object('id', place), 'bizLocation', jsonb_build_object('id', place),
      'epcList', case when not parent then jsonb_build_array(epc) end, 'parentID', case when parent then sscc end,
      'childEPCs', case when parent then jsonb_build_array(epc) end,
      'quantityList', case when step = 'shipping' then jsonb_build_array(jsonb_build_object('epcClass', lot, 'quantity', n % 90, 'uom', 'KGM')) end,
      'bizTransactionList', jsonb_build_array(jsonb_build_object('type', 'po', 'bizTransaction', po)),
      'destinationList', case when step = 'shipping' then jsonb_build_array(jsonb_build_object('type', 'owning_party', 'destination', owner)) end,
      'ilmd', case when step = 'commissioning' then jsonb_build_object('https://bench.example/lot', 'L' || n / 50, 'https://bench.example/grade', n % 7) end,
      'sensorElementList', case when step = 'inspecting' then jsonb_build_array(jsonb_build_object('sensorReport',
        jsonb_build_array(jsonb_build_object('type', 'Temperature', 'value', n % 40, 'uom', 'CEL')))) end))
  from said order by n`;

const FILL_PARTIES = `
  insert into trace_event_party (filiere_id, organisation_id, event_time, event_id, declarant_id, relation, biz_step, record_time)
  select $1, md5('o' || party)::uuid, at, md5('e' || n)::uuid, md5('o' || declarant)::uuid, 'destination', step, at + interval '1 minute'
  from said where party <> declarant order by n`;

const item = (id, role, quantity, where) => `
  insert into trace_event_item (filiere_id, item_id, event_time, event_id, role, quantity, unit, declarant_id, party_ids)
  select $1, ${id}, at, md5('e' || n)::uuid, ${role}, ${quantity}, ${quantity === 'null' ? 'null' : `'KGM'`}, md5('o' || declarant)::uuid, array[md5('o' || party)::uuid]
  from said where ${where} order by n`;
const FILL_ITEMS = [
  item('epc_id', `case when parent then 'child' else 'epc' end`, 'null', 'true'),
  item('lot_id', `'epc'`, 'n % 90', `step = 'shipping'`),
  item('sscc_id', `'parent'`, 'null', 'parent'),
];

const FILL_VALUES = `
  insert into resource_value (filiere_id, organisation_id, resource, value, declarant_id, event_id, named_at)
  select $1, md5('o' || v.who)::uuid, v.resource, v.value, md5('o' || v.declarant)::uuid, md5('e' || v.n)::uuid, case when v.who <> v.declarant then s.at end
  from (select w.who, g.declarant, r.resource, r.value, min(g.n) as n
    from (select declarant, party, step, place, parent, n % 5003 = 0 as recalled, min(n) as n from said group by 1, 2, 3, 4, 5, 6) g
    cross join lateral (select g.declarant as who union select g.party) w
    cross join lateral (values ('eventTypes', case when g.parent then 'AggregationEvent' else 'ObjectEvent' end), ('bizSteps', g.step),
      ('dispositions', case when g.recalled then 'recalled' when g.step = 'commissioning' then 'active' else 'in_progress' end),
      ('readPoints', g.place), ('bizLocations', g.place)) r (resource, value) group by 1, 2, 3, 4) v
  join said s on s.n = v.n`;

/** What only the platform's own code derives: ids of items, hashes of terms. */
async function writeFiles(said, terms, events) {
  const out = createWriteStream(said);
  const told = createWriteStream(terms);
  for (let n = 0; n < events; n++) {
    const name = stepOf(n);
    const parent = name === 'packing';
    const at = place(declarantOf(n));
    const owner = party(partyOf(n));
    const line = [
      n,
      name,
      declarantOf(n),
      partyOf(n),
      timeOf(n, events).toISOString(),
      epc(n),
      itemId(epc(n)),
      lot(n),
      itemId(lot(n)),
      sscc(n),
      itemId(sscc(n)),
      order(n),
      at,
      owner,
      parent,
    ];
    const hashes = [
      `place\n${at}`,
      `bizTransaction\npo\n${order(n)}`,
      `class\nhttps://id.gs1.org/01/${gtin(n)}`,
    ];
    if (n % 5003 === 0) hashes.push('disposition\nrecalled');
    if (name === 'shipping') hashes.push(`destination\nowning_party\n${owner}`);
    if (name === 'inspecting') hashes.push('sensor\ntype\nTemperature');
    if (name === 'commissioning')
      hashes.push(
        `ilmd\nhttps://bench.example/lot\nL${Math.floor(n / 50)}`,
        `ilmd\nhttps://bench.example/grade\n${n % 7}`,
      );
    const more = out.write(`${line.join(',')}\n`);
    const room = told.write(hashes.map((term) => `${n},${termHash(term)}\n`).join(''));
    if (!more) await once(out, 'drain');
    if (!room) await once(told, 'drain');
  }
  for (const stream of [out, told]) {
    stream.end();
    await once(stream, 'finish');
    chmodSync(stream.path, 0o644);
  }
}

/** Name, and the parameters of one round, as in an address. `n` is an event that the actor may see. */
const QUERIES = [
  ['the newest', () => ({})],
  ['a day', (n, at) => ({ GE_eventTime: at(0), LT_eventTime: at(1) })],
  ['recorded since', (n, at) => ({ GE_recordTime: at(0), orderBy: 'recordTime', orderDirection: 'ASC' })],
  ['a frequent step', () => ({ EQ_bizStep: 'shipping' })],
  ['a rare step', () => ({ EQ_bizStep: 'destroying' })],
  ['a step never seen', () => ({ EQ_bizStep: 'repairing' })],
  [
    'type, step and month',
    (n, at) => ({
      eventType: 'ObjectEvent',
      EQ_bizStep: 'receiving',
      GE_eventTime: at(0),
      LT_eventTime: at(30),
    }),
  ],
  ['action and disposition', () => ({ EQ_action: 'ADD', EQ_disposition: 'active' })],
  ['a rare disposition', () => ({ EQ_disposition: 'recalled' })],
  ['a place', (n) => ({ EQ_readPoint: place(declarantOf(n)) })],
  ['a place and a step', (n) => ({ EQ_bizLocation: place(declarantOf(n)), EQ_bizStep: 'packing' })],
  ['a thing', (n) => ({ MATCH_epc: epc(n) })],
  ['a thing in any role', (n) => ({ MATCH_anyEPC: `${epc(n)}|${sscc(n)}` })],
  ['all of a product', (n) => ({ MATCH_epc: `https://id.gs1.org/01/${gtin(n)}` })],
  ['a package', (n) => ({ MATCH_parentID: sscc(n) })],
  ['a lot', (n) => ({ MATCH_epcClass: lot(n) })],
  ['an order', (n) => ({ EQ_bizTransaction_po: order(n) })],
  ['a customer since', (n, at) => ({ EQ_destination_owning_party: party(partyOf(n)), GE_eventTime: at(0) })],
  ['an event by its id', (n) => ({ EQ_eventID: `urn:bench:event:${n}` })],
  ['master data of a lot', (n) => ({ 'EQ_ILMD_ex:lot': `L${Math.floor(n / 50)}` })],
  ['a temperature above', () => ({ EQ_type: 'Temperature', GE_value_CEL: '30' })],
  ['error declarations', () => ({ EXISTS_errorDeclaration: 'true' })],
];

async function measureQueries(find, actors, events) {
  const metrics = [];
  for (const [name, parametersOf] of QUERIES) {
    const times = [];
    let seen = 0;
    for (let round = 0; round < ROUNDS + WARM_UP; round++) {
      const actor = actors[round % 2];
      const number = round % 2 === 0 ? 0 : 7;
      const n = eventSeenBy(number, (round * 104_729) % events, events);
      const at = (days) => new Date(timeOf(n, events).getTime() + days * 86_400_000).toISOString();
      const read = readEventQuery(parametersOf(n, at), { prefixes: PREFIXES, from: 'url' });
      if (!read.query) throw new Error(JSON.stringify(read.problems));
      const start = performance.now();
      const { events: found } = await find.page(actor, read.query, { limit: PAGE });
      if (round >= WARM_UP) {
        times.push(performance.now() - start);
        seen += found.length;
      }
    }
    metrics.push(...figures(name, times, `${(seen / ROUNDS).toFixed(1)} events an answer`));
  }
  return metrics;
}

/** The first page of each list. Things are not among them: these tables hold none. */
async function measureLists(find, actors) {
  const metrics = [];
  for (const resource of ['eventTypes', 'bizSteps', 'dispositions', 'readPoints', 'bizLocations']) {
    const times = [];
    let seen = 0;
    for (let round = 0; round < ROUNDS + WARM_UP; round++) {
      const start = performance.now();
      const { values } = await find.values(actors[round % 2], resource, { limit: PAGE });
      if (round >= WARM_UP) {
        times.push(performance.now() - start);
        seen += values.length;
      }
    }
    metrics.push(...figures(`list of ${resource}`, times, `${(seen / ROUNDS).toFixed(1)} values an answer`));
  }
  return metrics;
}

function figures(name, times, answer) {
  times.sort((a, b) => a - b);
  const [p50, p95] = [times[times.length >> 1], times[Math.floor(times.length * 0.95)]];
  return [
    { metric: `${name}: p50 (${answer})`, value: p50, unit: 'ms', better: 'lower' },
    { metric: `${name}: p95`, value: p95, unit: 'ms', target: AIM_MS, better: 'lower' },
  ];
}

/** The first event from n on that company `number` declared. */
function eventSeenBy(number, n, events) {
  for (let tried = n; tried < events; tried++) if (declarantOf(tried) === number) return tried;
  for (let tried = n; tried > 0; tried--) if (declarantOf(tried) === number) return tried;
  return n;
}

/** Documents of 2,000 events each, as URNs with master data, an order and a customer. */
async function measureCapture(capture, actor) {
  const mark = derivedId('bench', newId()).slice(0, 8);
  const documents = Array.from({ length: 6 }, (_, index) => documentOf(mark, index * 2000, 2000));
  await capture.document(actor, documentOf(mark, 1_000_000, 1000), 'parties');
  const start = performance.now();
  for (const document of documents) {
    const answer = await capture.document(actor, document, 'parties');
    if (answer.accepted !== 2000) throw new Error(JSON.stringify(answer).slice(0, 500));
  }
  return 12_000 / ((performance.now() - start) / 1000);
}

function documentOf(mark, first, count) {
  const eventList = Array.from({ length: count }, (_, index) => {
    const n = first + index;
    return {
      type: 'ObjectEvent',
      eventID: `urn:bench:${mark}:${n}`,
      eventTime: new Date(Date.UTC(2026, 0, 1) + n * 1000).toISOString(),
      eventTimeZoneOffset: '+01:00',
      action: 'ADD',
      bizStep: 'commissioning',
      disposition: 'active',
      epcList: [`urn:epc:id:sgtin:3760000.0${String(n % 99_999).padStart(5, '0')}.${mark}${n}`],
      readPoint: { id: 'urn:epc:id:sgln:3760000.00007.0' },
      bizLocation: { id: 'urn:epc:id:sgln:3760000.00007.0' },
      bizTransactionList: [{ type: 'po', bizTransaction: `urn:bench:${mark}:po:${n >> 4}` }],
      ilmd: { 'ex:lot': `L${n >> 5}`, 'ex:grade': n % 7 },
    };
  });
  return {
    '@context': [
      'https://ref.gs1.org/standards/epcis/epcis-context.jsonld',
      { ex: 'https://bench.example/' },
    ],
    type: 'EPCISDocument',
    schemaVersion: '2.0',
    creationDate: '2026-01-01T00:00:00Z',
    epcisBody: { eventList },
  };
}

function withCheckDigit(digits) {
  let sum = 0;
  for (let index = 0; index < digits.length; index++)
    sum += Number(digits[digits.length - 1 - index]) * (index % 2 === 0 ? 3 : 1);
  return digits + ((10 - (sum % 10)) % 10);
}
