import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { NestFactory } from '@nestjs/core';
import { DocumentType } from '@maillon/documents';
import { FILIERES } from '@maillon/filieres';
import { Actor, newId, personActor } from '@maillon/kernel';
import { TenantDb } from '@maillon/db';
import { createTestDatabase, TestDatabase } from '@maillon/db/testing';
import { drain, JobHost } from '@maillon/jobs';
import { AdmitOrganisation } from '@maillon/membership';
import { FileStorage } from '@maillon/runtime';
import { importById, refusalPage } from './imports/import.queries.js';
import { StartImport } from './imports/start-import.js';
import { ReceiveUpload } from './uploads/receive-upload.js';
import { TestWorker } from './import-worker.fixture.js';

describe('documents by spreadsheet', () => {
  let test: TestDatabase;
  let storageDir: string;
  let app: Awaited<ReturnType<typeof NestFactory.createApplicationContext>>;
  const filiereId = FILIERES.find(({ slug }) => slug === 'bois')!.id;
  const actors = new Map<string, Actor>();
  const [BUYER, SELLER] = ['552100554', '404833048'];

  beforeAll(async () => {
    test = await createTestDatabase();
    const bois = FILIERES.find(({ slug }) => slug === 'bois')!;
    await test.superuser(
      `insert into filiere (id, slug, name_fr, name_en, definition) values ($1, 'bois', 'Bois', 'Wood', $2)`,
      [bois.id, JSON.stringify(bois)],
    );
    for (const [siren, name] of [
      [BUYER, 'Scierie'],
      [SELLER, 'Charpentes Martin'],
    ] as const) {
      const organisationId = newId();
      await test.superuser('insert into organisation (id, name) values ($1, $2)', [organisationId, name]);
      await test.superuser(`insert into organisation_identifier values ('siren', $2, $1)`, [
        organisationId,
        siren,
      ]);
      await test.superuser('insert into membership (filiere_id, organisation_id) values ($1, $2)', [
        filiereId,
        organisationId,
      ]);
      actors.set(siren, personActor({ filiereId, personId: newId(), organisationId, role: 'owner' }));
    }
    storageDir = mkdtempSync(join(tmpdir(), 'maillon-documents-'));
    app = await NestFactory.createApplicationContext(TestWorker.on(test.url, storageDir), { logger: false });
  });
  afterAll(async () => {
    await app.close();
    await test.close();
    rmSync(storageDir, { recursive: true, force: true });
  });

  async function bring(siren: string, type: DocumentType, rows: string[]) {
    const [db, storage] = [app.get(TenantDb), new FileStorage(storageDir)];
    const actor = actors.get(siren)!;
    const upload = await new ReceiveUpload(db, storage, 10_000_000).run(
      actor,
      'documents.csv',
      Readable.from([Buffer.from(rows.join('\r\n'))]),
    );
    const id = await new StartImport(db, storage).run(actor, upload.id, 'parties', type);
    await drain(app.get(JobHost));
    return db.transaction(actor, async (tx) => {
      const job = (await importById(tx, id))!;
      expect(job.rowsRead).toBe(job.rowsAccepted + job.rowsUnchanged + job.rowsRefused);
      return { job, refusals: (await refusalPage(tx, id, { first: 500 })).edges.map(({ node }) => node) };
    });
  }
  const documents = () =>
    test.superuser<{ number: string; type: string; state: string; lines: number }>(
      `select number, type, state, (select count(*)::int from exchange_line l where l.document_id = d.id) as lines from exchange_document d order by type, number`,
    );

  const ORDERS = [
    'N° de commande;Client;Fournisseur;Date;Référence client;Qté;Unité;Livraison souhaitée',
    `CDE-1;;${SELLER};25/03/2026;A-1;10;m³;02/05/2026`,
    `CDE-1;;Charpentes Martin;25/03/2026;A-2;5,5;m³;02/05/2026`,
    `CDE-2;;${SELLER};25/03/2026;A-1;-4;brouette;02/05/2026`,
    `CDE-2;;${SELLER};25/03/2026;A-3;4;m³;31/02/2026`,
    `CDE-2;;${SELLER};25/03/2026;A-4;4;m³;03/05/2026`,
    `CDE-3;;Inconnu SARL;25/03/2026;A-4;4;m³;03/05/2026`,
  ].map((row) =>
    row
      .split(';')
      .filter((_cell, index) => index !== 1)
      .join(';'),
  );

  it('are sent once the file is read, each row accepted or refused alone', async () => {
    const { job, refusals } = await bring(BUYER, 'order', ORDERS);
    expect(job).toMatchObject({
      status: 'done',
      documentType: 'order',
      rowsRead: 6,
      rowsAccepted: 3,
      rowsRefused: 3,
      rowsUnchanged: 0,
    });
    expect(refusals.map(({ line, field, code }) => [line, field, code])).toEqual([
      [4, 'Qté', 'FIELD_NEGATIVE'],
      [4, 'Unité', 'FIELD_UNKNOWN_UNIT'],
      [5, 'Livraison souhaitée', 'FIELD_NOT_A_DATE'],
      [7, 'Fournisseur', 'PARTNER_UNKNOWN'],
      [undefined, undefined, 'DOCUMENT_NOT_SENT'],
    ]);
    expect(await documents()).toEqual([
      { number: 'CDE-1', type: 'order', state: 'sent', lines: 2 },
      { number: 'CDE-2', type: 'order', state: 'draft', lines: 1 },
    ]);
  });

  it('change nothing when the same file comes again', async () => {
    const { job } = await bring(BUYER, 'order', ORDERS);
    expect(job).toMatchObject({ status: 'done', rowsAccepted: 1, rowsUnchanged: 2, rowsRefused: 3 });
    expect(await documents()).toHaveLength(2);
  });

  it('leave whole once the refused rows are mended', async () => {
    const mended = ORDERS.map((row) =>
      row.replace('-4;brouette', '4;m³').replace('31/02/2026', '28/02/2026'),
    );
    const { job } = await bring(BUYER, 'order', mended.slice(0, -1));
    expect(job).toMatchObject({ rowsAccepted: 3, rowsUnchanged: 2, rowsRefused: 0 });
    expect((await documents()).find(({ number }) => number === 'CDE-2')).toMatchObject({
      state: 'sent',
      lines: 3,
    });
  });

  it('never go to two companies under one number, nor lose a line to another of its number', async () => {
    const { job, refusals } = await bring(BUYER, 'order', [
      'Numéro;Ligne;Fournisseur;Référence client;Quantité;Unité',
      `CDE-30;1;${SELLER};A;1;kg`,
      `CDE-30;2;356000000;SECRET;1;kg`,
      `CDE-31;1;${SELLER};A;1;kg`,
      `CDE-31;1;${SELLER};B;2;kg`,
    ]);
    expect(job).toMatchObject({ rowsAccepted: 2, rowsRefused: 2 });
    expect(refusals.map(({ code }) => code)).toEqual([
      'DOCUMENT_PARTNER_DIFFERS',
      'DOCUMENT_LINE_REPEATED',
      'DOCUMENT_NOT_SENT',
      'DOCUMENT_NOT_SENT',
    ]);
    const lines = await test.superuser<{ item: string }>(
      `select l.fields ->> 'buyerItem' as item from exchange_line l join exchange_document d on d.id = l.document_id where d.number like 'CDE-3_' order by 1`,
    );
    expect(lines.map(({ item }) => item)).toEqual(['A', 'A']);
  });

  it('stay drafts, with the reason, where something that sending needs is missing', async () => {
    const { job, refusals } = await bring(BUYER, 'order', [
      'Numéro;Fournisseur;Référence client;Quantité',
      `CDE-9;${SELLER};A-1;3`,
    ]);
    expect(job).toMatchObject({ status: 'done', rowsAccepted: 1 });
    expect(refusals).toMatchObject([
      {
        code: 'DOCUMENT_NOT_SENT',
        severity: 'warning',
        value: 'CDE-9',
        message: { fr: 'Le document CDE-9 reste en brouillon : « Unité » manque.' },
      },
    ]);
    expect((await documents()).find(({ number }) => number === 'CDE-9')).toMatchObject({
      state: 'draft',
      lines: 1,
    });
  });

  it('make traceability of despatches and move the orders that they serve', async () => {
    await test.superuser(`update exchange_document set state = 'accepted' where number = 'CDE-1'`);
    const rows = [
      'Numéro;Client;Départ;Commande;Ligne de commande;Référence client;GTIN;N° de lot;Quantité;Unité',
      `BL-1;${BUYER};01/04/2026 08:00;CDE-1;1;A-1;4006381333931;L-1;10;m³`,
      `BL-1;${BUYER};01/04/2026 08:00;CDE-1;2;A-2;;;5,5;m³`,
    ];
    const { job, refusals } = await bring(SELLER, 'despatch_advice', rows);
    expect(refusals).toEqual([]);
    expect(job).toMatchObject({ status: 'done', rowsAccepted: 2 });
    const [event] = await test.superuser<{ biz_step: string }>(
      `select e.biz_step from exchange_event x join trace_event e on e.id = x.event_id join exchange_document d on d.id = x.document_id where d.number = 'BL-1'`,
    );
    expect(event).toEqual({ biz_step: 'shipping' });
    expect((await documents()).find(({ number }) => number === 'CDE-1')!.state).toBe('despatched');
  });

  it('wait for a partner who is not here, and leave once the committee admits it', async () => {
    const { job } = await bring(BUYER, 'order', [
      'Numéro;Fournisseur;Référence client;Quantité;Unité',
      'CDE-20;732 829 320;A-1;3;kg',
    ]);
    expect(job).toMatchObject({ status: 'done', rowsAccepted: 1 });
    expect((await documents()).find(({ number }) => number === 'CDE-20')!.state).toBe('draft');
    const steward = personActor({ filiereId, personId: newId(), role: 'steward' });
    await test.superuser(
      `insert into person (id, email, first_name, last_name) values ($1, 's@b.example', 'S', 'T')`,
      [steward.personId],
    );
    const admitted = await app
      .get(AdmitOrganisation)
      .run(steward, { name: 'Nouveau', scheme: 'siren', value: '732829320' });
    expect(admitted).toHaveProperty('organisationId');
    await drain(app.get(JobHost));
    expect((await documents()).find(({ number }) => number === 'CDE-20')!.state).toBe('sent');
  });

  it('are refused whole where no column numbers them, or the file is no spreadsheet', async () => {
    const { job } = await bring(BUYER, 'order', ['Fournisseur;Quantité', `${SELLER};3`]);
    expect(job).toMatchObject({
      status: 'failed',
      failure: { fr: expect.stringContaining('Aucune colonne ne donne le numéro') },
    });
  });
});
