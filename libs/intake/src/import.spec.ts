import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { NestFactory } from '@nestjs/core';
import { FILIERES } from '@maillon/filieres';
import { Actor, newId, personActor } from '@maillon/kernel';
import { TenantDb } from '@maillon/db';
import { createTestDatabase, TestDatabase } from '@maillon/db/testing';
import { drain, JobHost } from '@maillon/jobs';
import { FileStorage } from '@maillon/runtime';
import { importById, refusalPage } from './imports/import.queries.js';
import { StartImport } from './imports/start-import.js';
import { ReceiveUpload } from './uploads/receive-upload.js';
import { TestWorker } from './import-worker.fixture.js';

const UTF8 = (text: string) => Buffer.from(text, 'utf8');
const HEADER = 'Numéro de lot;Référence;Désignation;Quantité;Unité;Date de fabrication;Essence\r\n';
const row = (
  lot: string,
  more: Partial<{ quantity: string; unit: string; date: string; species: string }> = {},
) =>
  `${lot};REF-1;Planche;${more.quantity ?? '12,5'};${more.unit ?? 'm³'};${more.date ?? '25/03/2026'};${more.species ?? 'Douglas'}\r\n`;

describe('the import job', () => {
  let test: TestDatabase;
  let storageDir: string;
  let app: Awaited<ReturnType<typeof NestFactory.createApplicationContext>>;
  let actor: Actor;
  const organisationId = newId();
  const partnerId = newId();

  beforeAll(async () => {
    test = await createTestDatabase();
    const bois = FILIERES.find(({ slug }) => slug === 'bois')!;
    await test.superuser(
      `insert into filiere (id, slug, name_fr, name_en, definition) values ($1, 'bois', 'Bois', 'Wood', $2)`,
      [bois.id, JSON.stringify(bois)],
    );
    await test.superuser(
      `insert into organisation (id, name) values ($1, 'Scierie du Haut-Doubs'), ($2, 'Charpentes Martin')`,
      [organisationId, partnerId],
    );
    await test.superuser(
      `insert into organisation_identifier values ('siren', '552100554', $1), ('siren', '404833048', $2)`,
      [organisationId, partnerId],
    );
    await test.superuser(`insert into membership (filiere_id, organisation_id) values ($1, $2), ($1, $3)`, [
      bois.id,
      organisationId,
      partnerId,
    ]);
    const personId = newId();
    await test.superuser(
      `insert into person (id, email, first_name, last_name) values ($1, 'a@b.example', 'A', 'B')`,
      [personId],
    );
    actor = personActor({ filiereId: bois.id, personId, organisationId, role: 'owner' });
    storageDir = mkdtempSync(join(tmpdir(), 'maillon-import-'));
    app = await NestFactory.createApplicationContext(TestWorker.on(test.url, storageDir), { logger: false });
  });
  afterAll(async () => {
    await app.close();
    await test.close();
    rmSync(storageDir, { recursive: true, force: true });
  });

  async function start(content: Buffer, name = 'lots.csv'): Promise<string> {
    const [db, storage] = [app.get(TenantDb), new FileStorage(storageDir)];
    const upload = await new ReceiveUpload(db, storage, 10_000_000).run(
      actor,
      name,
      Readable.from([content]),
    );
    return new StartImport(db, storage).run(actor, upload.id, 'parties');
  }

  async function run(content: Buffer, name?: string) {
    const id = await start(content, name);
    await drain(app.get(JobHost));
    return result(id);
  }

  const result = (id: string) =>
    app.get(TenantDb).transaction(actor, async (tx) => ({
      job: (await importById(tx, id))!,
      refusals: (await refusalPage(tx, id, { first: 500 })).edges.map(({ node }) => node),
    }));

  it('reads what French Excel writes: Windows-1252, semicolons, decimal commas, day first', async () => {
    const text = Buffer.from(
      HEADER + row('L-1') + row('L-2', { quantity: '1 200,5', unit: 'pièces' }),
      'latin1',
    );
    const { job, refusals } = await run(text);
    expect(refusals).toEqual([]);
    expect(job).toMatchObject({ status: 'done', rowsRead: 2, rowsAccepted: 2, rowsRefused: 0, progress: 1 });
    const items = await test.superuser(
      `select label, quantity::float8, unit, name, key_data, made_at from item where label like 'L-%' order by label`,
    );
    expect(items).toEqual([
      expect.objectContaining({
        label: 'L-1',
        quantity: 12.5,
        unit: 'MTQ',
        name: 'Planche',
        key_data: { species: 'Douglas' },
      }),
      expect.objectContaining({ label: 'L-2', quantity: 1200.5, unit: null }), // EPCIS writes pieces without a unit
    ]);
  });

  it('changes nothing when the same file comes again, and says so', async () => {
    const file = UTF8(HEADER + row('AGAIN-1') + row('AGAIN-2'));
    const before = await run(file);
    const after = await run(file);
    expect(before.job).toMatchObject({ rowsAccepted: 2 });
    expect(after.job).toMatchObject({ rowsRead: 2, rowsAccepted: 0, rowsUnchanged: 2, rowsRefused: 0 });
    expect(await test.superuser(`select from item where label like 'AGAIN-%'`)).toHaveLength(2);
  });

  it('refuses rows one by one, each with line, column, value, reason and remedy', async () => {
    const file = UTF8(
      HEADER +
        row('R-1') +
        row('', {}) +
        row('R-3', { date: '31/02/2026' }) +
        row('R-4', { unit: 'brouette' }) +
        row('R-5'),
    );
    const { job, refusals } = await run(file);
    expect(job).toMatchObject({ status: 'done', rowsRead: 5, rowsAccepted: 2, rowsRefused: 3 });
    expect(refusals.map(({ line, field, value, code }) => ({ line, field, value, code }))).toEqual([
      { line: 3, field: 'Numéro de lot', value: undefined, code: 'ITEM_NUMBERS_MISSING' },
      { line: 4, field: 'Date de fabrication', value: '31/02/2026', code: 'DATE_IMPOSSIBLE' },
      { line: 5, field: 'Unité', value: 'brouette', code: 'UNIT_UNKNOWN' },
    ]);
    for (const { message, remedy } of refusals)
      for (const text of [message.fr, message.en, remedy.fr, remedy.en])
        expect(text.length).toBeGreaterThan(10);
  });

  it('declares shipments to members named by SIREN or by name, and refuses a stranger', async () => {
    const header = 'lot;référence;quantité;unité;date;destinataire;bon de livraison\n';
    const line = (lot: string, to: string) => `${lot};REF-1;5;m3;26/03/2026;${to};BL-7\n`;
    const { job, refusals } = await run(
      UTF8(
        header + line('S-1', '404 833 048') + line('S-2', 'charpentes martin') + line('S-3', 'Inconnu SA'),
      ),
    );
    expect(job).toMatchObject({ rowsAccepted: 2, rowsRefused: 1 });
    expect(refusals).toMatchObject([
      { line: 4, field: 'destinataire', value: 'Inconnu SA', code: 'PARTNER_UNKNOWN' },
    ]);
    const parties = await test.superuser('select from trace_event_party where organisation_id = $1', [
      partnerId,
    ]);
    expect(parties).toHaveLength(2);
  });

  it('links inputs and outputs of transformations', async () => {
    const header = "type;lot d'origine;référence d'origine;lot;référence;désignation;date;essence\n";
    const { job, refusals } = await run(
      UTF8(`${header}transformation;L-1;REF-1;T-1;PANNEAU;Panneau;27/03/2026;Douglas\n`),
    );
    expect(refusals).toEqual([]);
    expect(job).toMatchObject({ rowsAccepted: 1 });
    expect(
      await test.superuser(
        `select l.kind from trace_link l join item i on i.id = l.output_id where i.label = 'T-1'`,
      ),
    ).toEqual([{ kind: 't' }]);
  });

  it('stops when asked to, at the end of the batch in hand', async () => {
    const id = await start(
      UTF8(HEADER + Array.from({ length: 5000 }, (_, index) => row(`C-${index}`)).join('')),
    );
    await test.superuser('update import_job set cancel_requested = true where id = $1', [id]);
    await drain(app.get(JobHost));
    const { job } = await result(id);
    expect(job).toMatchObject({ status: 'cancelled', rowsRead: 500, rowsAccepted: 500 });
  });

  it('counts a batch once when two workers hold the same job', async () => {
    const id = await start(
      UTF8(HEADER + Array.from({ length: 4000 }, (_, index) => row(`W-${index}`)).join('')),
    );
    const { RunImport } = await import('./run/run-import.js');
    const context = {
      filiereId: actor.filiereId,
      outboxId: id,
      attempt: 1,
      signal: new AbortController().signal,
    };
    const worker = app.get(RunImport);
    await Promise.all([
      worker.handle({ organisationId, importJobId: id }, context),
      worker.handle({ organisationId, importJobId: id }, context),
    ]);
    await drain(app.get(JobHost));
    const { job } = await result(id);
    expect(job).toMatchObject({ status: 'done', rowsRead: 4000, rowsAccepted: 4000 });
    expect(await test.superuser(`select from item where label like 'W-%'`)).toHaveLength(4000);
  });
});
