// A CSV of a million lots, from the upload to records that can be asked for, beside the bare SQL pipeline:
// COPY into a staging table, then set-based inserts into the same tables with the same indexes and keys, without policies.
import { chmodSync, createWriteStream, mkdirSync, statSync, copyFileSync } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { newId } from '@maillon/kernel';
import { withClient } from '../tools/lib/database.mjs';
import { step } from '../tools/lib/steps.mjs';
import { addMember } from './lib/member.mjs';
import { peakMemory, withWorker } from './lib/worker-server.mjs';

const FILIERE = 4;
const member = { organisationId: newId(), personId: newId(), siren: '552100554' };

export async function bench({ server, folder, scale, root }) {
  const lines = Math.max(1000, Math.round(1_000_000 * scale));
  const file = join(folder, 'lots.csv');
  await step(`CSV of ${lines} lines`, () => writeCsv(file, lines));
  const bytes = statSync(file).size;

  await server.create('bench_bare');
  const bare = await step('Bare SQL pipeline', () =>
    barePipeline(server.superuserUrl('bench_bare'), file, lines),
  );
  await server.drop('bench_bare');
  await server.create('bench_import');
  const ours = await step('Maillon import', () =>
    maillonImport({ server, folder, file, bytes, lines, root }),
  );
  await server.drop('bench_import');

  const wide = join(folder, 'wide.csv');
  const wideLines = Math.max(500, Math.round(330_000 * scale));
  await step('CSV of 1 GB, to scale', () => writeCsv(wide, wideLines, 'x'.repeat(3000)));
  const wideBytes = statSync(wide).size;
  await server.create('bench_import');
  const large = await step('Maillon import of it', () =>
    maillonImport({ server, folder, file: wide, bytes: wideBytes, lines: wideLines, root }),
  );
  await server.drop('bench_import');

  return [
    { metric: 'lines imported a second', value: lines / ours.seconds, unit: 'lines/s', better: 'higher' },
    { metric: 'bare SQL pipeline, lines a second', value: lines / bare, unit: 'lines/s', better: 'higher' },
    {
      metric: 'speed beside the bare SQL pipeline',
      value: bare / ours.seconds,
      unit: 'x',
      target: 0.5,
      better: 'higher',
    },
    {
      metric: 'peak memory of the worker',
      value: ours.peakMegabytes,
      unit: 'MB',
      target: 256,
      better: 'lower',
    },
    { metric: 'size of the file', value: bytes / 1e6, unit: 'MB', better: 'lower' },
    {
      metric: `peak memory of the worker on a file of ${Math.round(wideBytes / 1e6)} MB`,
      value: large.peakMegabytes,
      unit: 'MB',
      target: 256,
      better: 'lower',
    },
  ];
}

/** `remark`: a column of its own that the import leaves aside, to make lines long. */
async function writeCsv(file, lines, remark = '') {
  const out = createWriteStream(file);
  const more = remark && `;${remark}`;
  out.write(
    `Numéro de lot;Référence;Désignation;Quantité;Unité;Date de fabrication;Essence${more && ';Remarque interne'}\r\n`,
  );
  for (let line = 1; line <= lines; line++) {
    const day = String((line % 28) + 1).padStart(2, '0');
    const text = `L26-${String(line).padStart(8, '0')};REF-${line % 500};"Planche rabotée ${line % 40}";${(line % 90) + 1},${line % 10};m3;${day}/03/2026;Douglas${more}\r\n`;
    if (!out.write(text)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'finish');
  chmodSync(file, 0o644);
}

async function barePipeline(url, file, lines) {
  return withClient(url, async (client) => {
    await addMember(client, FILIERE, member);
    const start = performance.now();
    await client.query(
      'create unlogged table staging (lot text, reference text, name text, quantity text, unit text, made_on text, species text)',
    );
    await client.query(`copy staging from '${file}' with (format csv, header true, delimiter ';')`);
    await client.query('begin');
    await client.query(`
      create temporary table row on commit drop as
      select md5('i' || reference || lot)::uuid as item_id, md5('e' || reference || lot)::uuid as event_id,
        'urn:maillon:item:552100554:' || reference || ':' || lot as uri, lot, name, replace(quantity, ',', '.')::numeric as quantity,
        to_timestamp(made_on, 'DD/MM/YYYY') as made_at, species from staging`);
    await client.query(
      `insert into trace_event (filiere_id, id, declarant_id, audience, type, action, biz_step, disposition, event_time, event_time_zone_offset, fingerprint, document)
       select $1, event_id, $2, 'parties', 'ObjectEvent', 'ADD', 'commissioning', 'active', made_at, '+01:00', sha256(uri::bytea),
         jsonb_build_object('type', 'ObjectEvent', 'eventTime', made_at, 'eventTimeZoneOffset', '+01:00', 'action', 'ADD', 'bizStep', 'commissioning', 'disposition', 'active',
           'quantityList', jsonb_build_array(jsonb_build_object('epcClass', uri, 'quantity', quantity, 'uom', 'MTQ'))) from row`,
      [FILIERE, member.organisationId],
    );
    await client.query(
      `insert into trace_event_item (filiere_id, item_id, event_time, event_id, role, quantity, unit, declarant_id)
       select $1, item_id, made_at, event_id, 'epc', quantity, 'MTQ', $2 from row`,
      [FILIERE, member.organisationId],
    );
    await client.query(
      `insert into item (filiere_id, id, declarant_id, is_private, uri, level, label, granularity, name, key_data, quantity, unit, made_at)
       select $1, item_id, $2, false, uri, 'lot', lot, 'LOT', name, jsonb_build_object('species', species), quantity, 'MTQ', made_at from row`,
      [FILIERE, member.organisationId],
    );
    await client.query('commit');
    const { rows } = await client.query('select count(*)::int as items from item');
    if (rows[0].items !== lines)
      throw new Error(`The bare pipeline made ${rows[0].items} items of ${lines} lines.`);
    return (performance.now() - start) / 1000;
  });
}

async function maillonImport({ server, folder, file, bytes, lines, root }) {
  const storage = join(folder, 'storage');
  const [upload, job, outbox] = [newId(), newId(), newId()];
  mkdirSync(join(storage, String(FILIERE)), { recursive: true });
  copyFileSync(file, join(storage, String(FILIERE), upload));
  return withWorker({ server, database: 'bench_import', storage, root }, (worker) =>
    withClient(server.superuserUrl('bench_import'), async (client) => {
      await addMember(client, FILIERE, member);
      await client.query(
        `insert into upload (filiere_id, id, organisation_id, file_name, size, sha256, storage_key) values ($1, $2, $3, 'lots.csv', $4, '\\x00', $5)`,
        [FILIERE, upload, member.organisationId, bytes, `${FILIERE}/${upload}`],
      );
      const start = performance.now();
      await client.query(
        `insert into import_job (filiere_id, id, organisation_id, upload_id, format, audience, bytes_total) values ($1, $2, $3, $4, 'csv', 'parties', $5)`,
        [FILIERE, job, member.organisationId, upload, bytes],
      );
      await client.query(
        `insert into outbox (filiere_id, id, job, payload) values ($1, $2, 'import-run', $3)`,
        [FILIERE, outbox, JSON.stringify({ organisationId: member.organisationId, importJobId: job })],
      );
      await client.query(`select pg_notify('maillon_outbox', $1)`, [String(FILIERE)]);
      await untilDone(client, job, worker);
      const seconds = (performance.now() - start) / 1000;
      const { rows } = await client.query('select status, rows_accepted from import_job where id = $1', [
        job,
      ]);
      if (rows[0].rows_accepted !== lines)
        throw new Error(`The import ended as ${JSON.stringify(rows[0])} of ${lines} lines.`);
      return { seconds, peakMegabytes: peakMemory(worker.pid) };
    }),
  );
}

async function untilDone(client, job, worker) {
  for (;;) {
    const { rows } = await client.query('select status, failure_en from import_job where id = $1', [job]);
    if (rows[0].status === 'done') return;
    if (!['queued', 'running'].includes(rows[0].status))
      throw new Error(`The import ended as ${rows[0].status}: ${rows[0].failure_en}`);
    if (worker.exitCode !== null) throw new Error('The worker ended.');
    await sleep(50);
  }
}
