// Cross-tenant leaks: every table, every (filière, key) pair of other filières, asked for as the app role; then each
// policy is opened and dropped in turn, to see this probe itself go red.
import { TABLE_POLICIES } from '@maillon/db';
import { withClient } from '../lib/database.mjs';
import { step } from '../lib/steps.mjs';

const ROWS = 400;
const FILIERES = 16;
const uuid = (kind) => `md5('${kind}' || f || '-' || n)::uuid`;
const organisation = `md5('o' || f || '-' || n % 4)::uuid`;
const partner = `md5('o' || f || '-' || (n + 1) % 4)::uuid`;
const parties = `case n % 2 when 0 then array[${partner}] end`;

/** What a row of each table holds: columns beyond the filière, as SQL over filière f and number n. The first is the key asked for. */
const ROWS_OF = {
  membership: { organisation_id: uuid('member') },
  role_assignment: { id: uuid('r'), person_id: uuid('p'), organisation_id: organisation, role: `'owner'` },
  invitation: {
    id: uuid('v'),
    token_hash: `sha256((f || '-' || n)::bytea)`,
    email: `'a' || n || '@b.example'`,
    organisation_id: organisation,
    role: `'owner'`,
    expires_at: 'now()',
  },
  api_key: {
    id: uuid('k'),
    organisation_id: organisation,
    name: `'k'`,
    secret_hash: `'\\x00'::bytea`,
    scopes: `array['item:read']`,
    expires_at: 'now()',
  },
  audit_record: { id: uuid('a'), action: `'x'`, subject_type: `'x'`, subject_id: `'x'` },
  outbox: { id: uuid('x'), job: `'x'`, payload: `'{}'::jsonb` },
  trace_event: {
    id: uuid('e'),
    declarant_id: organisation,
    party_ids: parties,
    audience: `'parties'`,
    type: `'ObjectEvent'`,
    event_time: 'now()',
    event_time_zone_offset: `'+00:00'`,
    fingerprint: `'\\x00'::bytea`,
    document: `'{}'::jsonb`,
  },
  trace_event_party: {
    event_id: uuid('e'),
    organisation_id: partner,
    event_time: 'now()',
    declarant_id: organisation,
    relation: `'shared'`,
  },
  trace_event_item: {
    item_id: uuid('i'),
    event_time: 'now()',
    event_id: uuid('e'),
    role: `'epc'`,
    declarant_id: organisation,
    party_ids: parties,
  },
  trace_event_term: { event_id: uuid('e'), term: 'n', event_time: 'now()', viewers: '-1' },
  resource_value: {
    event_id: uuid('e'),
    organisation_id: partner,
    declarant_id: organisation,
    named_at: 'now()',
    resource: `'bizSteps'`,
    value: `'shipping'`,
  },
  trace_link: {
    input_id: uuid('i'),
    output_id: uuid('j'),
    event_id: uuid('e'),
    kind: `'t'`,
    valid_from: 'now()',
    declarant_id: organisation,
    party_ids: parties,
  },
  trace_unpacking: {
    parent_id: uuid('i'),
    event_time: 'now()',
    event_id: uuid('e'),
    kind: `'p'`,
    declarant_id: organisation,
  },
  item: {
    id: uuid('i'),
    declarant_id: organisation,
    is_private: 'false',
    party_ids: parties,
    uri: `'urn:x:' || n`,
    level: `'lot'`,
    label: `'x'`,
  },
  upload: {
    id: uuid('u'),
    organisation_id: organisation,
    file_name: `'x'`,
    size: '1',
    sha256: `'\\x00'::bytea`,
    storage_key: `'x'`,
  },
  import_job: {
    id: uuid('m'),
    organisation_id: organisation,
    upload_id: uuid('u'),
    format: `'csv'`,
    audience: `'parties'`,
    bytes_total: '1',
  },
  import_refusal: {
    import_job_id: uuid('m'),
    record: 'n',
    seq: '1',
    organisation_id: organisation,
    code: `'x'`,
    severity: `'error'`,
    message_fr: `'x'`,
    message_en: `'x'`,
    remedy_fr: `'x'`,
    remedy_en: `'x'`,
  },
  change: {
    id: uuid('c'),
    organisation_id: organisation,
    topic: `'a.b'`,
    subject_type: `'x'`,
    subject_id: uuid('s'),
  },
  webhook_listener: { organisation_id: uuid('l') },
  webhook: {
    id: uuid('w'),
    organisation_id: organisation,
    name: `'x'`,
    url: `'https://a.example'`,
    topics: `array['*']`,
    secret: `'\\x00'::bytea`,
    position_xid: `'3'::xid8`,
    position_seq: '0',
  },
  webhook_delivery: {
    id: uuid('d'),
    webhook_id: uuid('w'),
    organisation_id: organisation,
    change_id: uuid('c'),
    topic: `'a.b'`,
    subject_type: `'x'`,
    subject_id: uuid('s'),
    changed_at: 'now()',
  },
  exchange_document: {
    id: uuid('doc'),
    type: `'order'`,
    version: '1',
    number: `'n' || n`,
    issuer_id: organisation,
    recipient_id: partner,
    shown_to: partner,
    must_act_id: partner,
    state: `'sent'`,
    header: `'{}'::jsonb`,
    channel: `'form'`,
  },
  exchange_line: {
    document_id: uuid('doc'),
    line_number: '1',
    issuer_id: organisation,
    shown_to: partner,
    fields: `'{}'::jsonb`,
  },
  exchange_act: {
    document_id: uuid('doc'),
    seq: '1',
    issuer_id: organisation,
    shown_to: partner,
    act: `'send'`,
    side: `'issuer'`,
    from_state: `'draft'`,
    to_state: `'sent'`,
    changes: `'{}'::jsonb`,
    organisation_id: organisation,
  },
  exchange_event: {
    document_id: uuid('doc'),
    event_id: uuid('e'),
    issuer_id: organisation,
    shown_to: partner,
  },
  exchange_revision: {
    id: uuid('rev'),
    document_id: uuid('doc'),
    issuer_id: organisation,
    shown_to: partner,
    requested_by: organisation,
    reason: `'x'`,
    changes: `'{}'::jsonb`,
    old_values: `'{}'::jsonb`,
  },
  item_cross_reference: { buyer_id: organisation, seller_id: partner, buyer_item: `'b' || n` },
  planning_visit: {
    person_id: uuid('p'),
    organisation_id: organisation,
    partner_id: partner,
    visited_at: 'now()',
  },
  edi_interchange: {
    id: uuid('edi'),
    organisation_id: organisation,
    sender: `'x'`,
    reference: `'r' || n`,
    syntax: `'ubl'`,
    sha256: `'\\x00'::bytea`,
    result: `'{}'::jsonb`,
  },
  edi_partner: { partner_id: uuid('member'), organisation_id: organisation, profile: `'default'` },
  exchange_awaited: { organisation_id: organisation, key: `'k' || n` },
  touched_record: {
    id: uuid('tr'),
    organisation_id: organisation,
    subject_type: `'event'`,
    subject_ids: `array[${uuid('e')}]`,
  },
  reconciliation_rule: {
    id: uuid('rule'),
    organisation_id: organisation,
    partner_id: partner,
    valid_from: 'current_date',
    rules: `'{}'::jsonb`,
  },
  discrepancy: {
    id: uuid('d'),
    kind: `'quantity'`,
    declarant_id: organisation,
    partner_id: partner,
    thing_id: uuid('i'),
    label: `'L'`,
    state: `'open'`,
    must_act_id: organisation,
    is_blocking: 'false',
    source_ids: `array[${uuid('doc')}]`,
    evidence: `'{}'::jsonb`,
    fingerprint: `'x'`,
    opened_at: 'now()',
    changed_at: 'now()',
  },
  discrepancy_source: {
    source_id: uuid('doc'),
    discrepancy_id: uuid('d'),
    declarant_id: organisation,
    partner_id: partner,
  },
  discrepancy_act: {
    discrepancy_id: uuid('d'),
    seq: '1',
    declarant_id: organisation,
    partner_id: partner,
    act: `'opened'`,
    at: 'now()',
  },
  reconciliation_pending: { thing_id: uuid('i'), declarant_id: organisation, look_at: 'now()' },
  reconciliation_run: { id: uuid('run'), organisation_id: organisation },
  reconciliation_figure: {
    organisation_id: organisation,
    month: `date '2020-01-01' + n`,
    figure: `'matched'`,
    part: '1',
    whole: '1',
  },
  edi_waiting_response: { order_id: uuid('doc'), organisation_id: organisation, message: `'{}'::jsonb` },
  capture_job: {
    id: uuid('cj'),
    organisation_id: organisation,
    format: `'json'`,
    behaviour: `'rollback'`,
    storage_key: `'x'`,
    size: '1',
    sha256: `'\\x00'::bytea`,
  },
  named_query: { organisation_id: organisation, name: `'q' || n`, query: `'{}'::jsonb` },
  event_arrival: { organisation_id: organisation, event_ids: `array[${uuid('e')}]`, size: '1' },
  arrival_listener: { organisation_id: uuid('al') },
  epcis_subscription: {
    id: uuid('es'),
    organisation_id: organisation,
    query_name: `'q' || n`,
    dest: `'https://a.example'`,
    epc_format: `'Always_EPC_URN'`,
    language: `'fr'`,
    initial_record_time: 'now()',
    position_xid: `'3'::xid8`,
    position_seq: '0',
    position_place: '0',
    min_record_time: 'now()',
    batch_size: '1',
  },
  master_data: {
    organisation_id: organisation,
    type: `'urn:epcglobal:epcis:vtype:Location'`,
    id: `'urn:x:' || n`,
    attributes: `'{}'::jsonb`,
    children: `'{}'::text[]`,
  },
  interface_call: {
    id: uuid('ic'),
    organisation_id: organisation,
    at: 'now()',
    method: `'GET'`,
    route: `'/epcis'`,
    path: `'/epcis'`,
    status: '200',
    duration_ms: '1',
  },
};

export async function probe({ server, probes }) {
  const missing = Object.keys(TABLE_POLICIES).filter((table) => !(table in ROWS_OF));
  if (missing.length)
    throw new Error(
      `The isolation probe has no rows for: ${missing.join(', ')}. Add them to tools/probe/isolation.mjs.`,
    );
  await server.create('probe_isolation');
  const url = server.superuserUrl('probe_isolation');
  return withClient(url, async (admin) => {
    await step('A world of sixteen filières', () => fill(admin));
    const keys = await keysOf(admin);
    return withClient(server.appUrl('probe_isolation'), async (app) => {
      const { tried, leaks } = await step('Foreign keys', () => tryKeys(app, keys, probes));
      const { seen, total } = await step('Each policy broken on purpose', () =>
        breakPolicies(admin, app, keys),
      );
      return [
        { line: 'isolation.probes', figure: tried, isGood: tried >= probes },
        { line: 'isolation.leaks', figure: leaks, isGood: leaks === 0 },
        { line: 'isolation.broken-policies-caught', figure: `${seen} of ${total}`, isGood: seen === total },
      ];
    });
  });
}

async function fill(admin) {
  await admin.query('set session_replication_role = replica');
  for (const [table, columns] of Object.entries(ROWS_OF)) {
    await admin.query(
      `insert into ${table} (filiere_id, ${Object.keys(columns).join(', ')})
       select f, ${Object.values(columns).join(', ')} from generate_series(1, ${FILIERES}) f, generate_series(1, ${ROWS}) n`,
    );
  }
  await admin.query('set session_replication_role = origin; analyze');
}

async function keysOf(admin) {
  const keys = new Map();
  for (const [table, columns] of Object.entries(ROWS_OF)) {
    const [key] = Object.keys(columns);
    const { rows } = await admin.query(
      `select filiere_id, array_agg(${key}) as ids from ${table} group by 1 order by 1`,
    );
    keys.set(table, { key, byFiliere: rows.map(({ filiere_id, ids }) => ({ filiereId: filiere_id, ids })) });
  }
  return keys;
}

/** Acts as one organisation of one filière, inside a transaction that is always undone. */
async function acting(app, filiereId, work) {
  const { rows } = await app.query(`select md5('o' || $1 || '-1')::uuid as id`, [filiereId]);
  await app.query(
    `begin; set local app.filiere_id = '${Number(filiereId)}'; set local app.organisation_id = '${rows[0].id}'`,
  );
  try {
    return await work();
  } finally {
    await app.query('rollback');
  }
}

async function tryKeys(app, keys, probes) {
  let [tried, leaks] = [0, 0];
  while (tried < probes) {
    for (let filiereId = 1; filiereId <= FILIERES && tried < probes; filiereId++) {
      await acting(app, filiereId, async () => {
        for (const [table, { key, byFiliere }] of keys) {
          const foreign = byFiliere.filter((other) => other.filiereId !== filiereId);
          leaks += await foreignRows(app, table, key, foreign);
          tried += foreign.reduce((sum, { ids }) => sum + ids.length, 0);
          leaks += (await app.query(`select from ${table} where filiere_id <> $1 limit 1`, [filiereId]))
            .rowCount;
        }
      });
    }
  }
  return { tried, leaks };
}

async function foreignRows(app, table, key, foreign) {
  const filieres = foreign.flatMap(({ filiereId, ids }) => ids.map(() => filiereId));
  const { rows } = await app.query(
    `select count(*)::int as found from unnest($1::smallint[], $2::uuid[]) as k (f, id) join ${table} t on t.filiere_id = k.f and t.${key} = k.id`,
    [filieres, foreign.flatMap(({ ids }) => ids)],
  );
  return rows[0].found;
}

/** A policy that lets everything through must show foreign rows; one that is gone must hide one's own. */
async function breakPolicies(admin, app, keys) {
  let [seen, total] = [0, 0];
  for (const [table, { key, byFiliere }] of keys) {
    const looks = () =>
      acting(app, 3, async () => ({
        foreign: await foreignRows(app, table, key, byFiliere.slice(0, 2)),
        own: await foreignRows(app, table, key, byFiliere.slice(2, 3)),
      }));
    const before = await looks();
    await admin.query(`alter policy ${table}_select on ${table} using (true)`);
    const opened = await looks();
    await admin.query(`drop policy ${table}_select on ${table}`);
    const dropped = await looks();
    await admin.query(
      `create policy ${table}_select on ${table} for select to maillon_app using (${TABLE_POLICIES[table].select})`,
    );
    const after = await looks();
    total += 2;
    const isWhole = before.foreign === 0 && before.own > 0 && after.foreign === 0 && after.own === before.own;
    if (isWhole && opened.foreign > 0) seen++;
    if (isWhole && dropped.own === 0) seen++;
  }
  return { seen, total };
}
