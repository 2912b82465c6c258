import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { NestFactory } from '@nestjs/core';
import { GS1_CONTEXT, writeXmlDocument } from '@maillon/epcis';
import { FILIERES } from '@maillon/filieres';
import { Actor, newId, personActor } from '@maillon/kernel';
import { TenantDb } from '@maillon/db';
import { createTestDatabase, TestDatabase } from '@maillon/db/testing';
import { drain, JobHost } from '@maillon/jobs';
import { FileStorage } from '@maillon/runtime';
import { importById, refusalPage } from './imports/import.queries.js';
import { StartImport } from './imports/start-import.js';
import { RunImport } from './run/run-import.js';
import { ReceiveUpload } from './uploads/receive-upload.js';
import { TestWorker } from './import-worker.fixture.js';

const LOCATION = 'urn:epcglobal:epcis:vtype:Location';
const event = (epc: string, more: object = {}) => ({
  ...{ type: 'ObjectEvent', action: 'OBSERVE', bizStep: 'inspecting' },
  ...{ eventTime: '2026-03-01T10:00:00Z', eventTimeZoneOffset: '+01:00' },
  epcList: [`urn:example:${epc}`],
  ...more,
});
const places = (...elements: object[]) => ({
  epcisHeader: { epcisMasterData: { vocabularyList: [{ type: LOCATION, vocabularyElementList: elements }] } },
});
const documentOf = (eventList: readonly object[], more: object = {}) => ({
  '@context': [GS1_CONTEXT],
  ...{ type: 'EPCISDocument', schemaVersion: '2.0', creationDate: '2026-03-01T10:00:00Z' },
  ...more,
  epcisBody: { eventList },
});
const written = (document: object) => JSON.stringify(document, null, 1);
const lineOf = (text: string, part: string) => text.slice(0, text.indexOf(part)).split('\n').length;

describe('EPCIS documents by file', () => {
  let test: TestDatabase;
  let storageDir: string;
  let app: Awaited<ReturnType<typeof NestFactory.createApplicationContext>>;
  let actor: Actor;
  const organisationId = newId();

  beforeAll(async () => {
    test = await createTestDatabase();
    const bois = FILIERES.find(({ slug }) => slug === 'bois')!;
    await test.superuser(
      `insert into filiere (id, slug, name_fr, name_en, definition) values ($1, 'bois', 'Bois', 'Wood', $2)`,
      [bois.id, JSON.stringify(bois)],
    );
    await test.superuser(`insert into organisation (id, name) values ($1, 'Scierie')`, [organisationId]);
    await test.superuser('insert into membership (filiere_id, organisation_id) values ($1, $2)', [
      bois.id,
      organisationId,
    ]);
    const personId = newId();
    await test.superuser(
      `insert into person (id, email, first_name, last_name) values ($1, 'a@b.example', 'A', 'B')`,
      [personId],
    );
    actor = personActor({ filiereId: bois.id, personId, organisationId, role: 'owner' });
    storageDir = mkdtempSync(join(tmpdir(), 'maillon-epcis-'));
    app = await NestFactory.createApplicationContext(TestWorker.on(test.url, storageDir), { logger: false });
  });
  afterAll(async () => {
    await app.close();
    await test.close();
    rmSync(storageDir, { recursive: true, force: true });
  });

  async function start(content: string | Buffer): Promise<string> {
    const [db, storage] = [app.get(TenantDb), new FileStorage(storageDir)];
    const receive = new ReceiveUpload(db, storage, 10_000_000);
    const upload = await receive.run(actor, 'events', Readable.from([Buffer.from(content as string)]));
    return new StartImport(db, storage).run(actor, upload.id, 'parties');
  }
  async function run(content: string | Buffer) {
    const id = await start(content);
    await drain(app.get(JobHost));
    return result(id);
  }
  const result = (id: string) =>
    app.get(TenantDb).transaction(actor, async (tx) => ({
      job: (await importById(tx, id))!,
      refusals: (await refusalPage(tx, id, { first: 500 })).edges.map(({ node }) => node),
    }));
  const eventsOf = async (name: string) => {
    const rows = await test.superuser<{ n: number }>(
      `select count(*)::int as n from trace_event where document::text like '%urn:example:' || $1 || '%'`,
      [name],
    );
    return rows[0]!.n;
  };
  const kept = (id: string) =>
    test.superuser<{ attributes: object }>('select attributes from master_data where id = $1', [id]);

  it('refuses one event of three with line, column and path', async () => {
    const text = written(
      documentOf([event('a'), event('b', { bizStep: 'inspectin' }), event('c', { bizStep: 'storing' })]),
    );
    const { job, refusals } = await run(text);
    expect(job).toMatchObject({ format: 'epcis-json', status: 'done', rowsRead: 3, rowsAccepted: 2 });
    expect(refusals).toEqual([
      expect.objectContaining({
        ...{ record: 2, line: lineOf(text, '"inspectin"'), column: 16, severity: 'error' },
        ...{ value: 'inspectin', code: 'WORD_UNKNOWN', path: '$.epcisBody.eventList[1].bizStep' },
      }),
    ]);
  });

  it.each(['2.0', '1.2'])('reads XML %s, whatever its encoding, as it reads JSON', async (version) => {
    const name = `xml-${version}`;
    const json = documentOf(
      [event(`${name}-a`), event(`${name}-b`, { action: 'AD' })],
      places({ id: `urn:test:${name}` }),
    );
    const xml = writeXmlDocument(json)
      .replaceAll(
        'urn:epcglobal:epcis:xsd:2',
        version === '2.0' ? 'urn:epcglobal:epcis:xsd:2' : 'urn:epcglobal:epcis:xsd:1',
      )
      .replace('schemaVersion="2.0"', `schemaVersion="${version}"`)
      .replace(/^<\?xml[^>]*>/, '')
      .replace(/></g, '>\n<');
    const text = `<?xml version="1.0"?>\n<!-- <EPCISDocument> of ours -->\n${xml}`;
    const { job, refusals } = await run(
      version === '2.0' ? Buffer.from(`\ufeff${text}`, 'utf16le') : Buffer.from(text),
    );
    expect(job).toMatchObject({ format: 'epcis-xml', status: 'done', rowsRead: 2, rowsAccepted: 1 });
    expect(refusals).toMatchObject([
      { record: 2, line: lineOf(text, '<action>AD<'), column: 9, code: 'WORD_CLOSED' },
    ]);
    expect(refusals[0]!.path).toMatch(/EventList\/ObjectEvent\[2\]\/action$/);
    expect(await kept(`urn:test:${name}`)).toHaveLength(1);
  });

  it('reads a bare event, a query document and a context that comes last', async () => {
    const bare = { '@context': GS1_CONTEXT, ...event('bare') };
    expect((await run(written(bare))).job).toMatchObject({ status: 'done', rowsAccepted: 1 });
    const results = { queryName: 'Q', resultsBody: { eventList: [event('query')] } };
    const { '@context': context, ...rest } = documentOf([]);
    const query = {
      ...rest,
      type: 'EPCISQueryDocument',
      epcisBody: { queryResults: results },
      '@context': context,
    };
    expect((await run(written(query))).job).toMatchObject({ status: 'done', rowsAccepted: 1 });
  });

  it('keeps the master data of the header, tells what cannot be, and takes it alone too', async () => {
    const name = { id: 'urn:epcglobal:cbv:mda#name', attribute: 'Usine' };
    const large = { id: 'urn:test:large', attributes: [{ ...name, attribute: 'x'.repeat(70_000) }] };
    const header = places({ id: 'urn:test:plant', attributes: [name] }, large);
    const text = written(documentOf([event('with-places')], header));
    const { job, refusals } = await run(text);
    expect(job).toMatchObject({ status: 'done', rowsRead: 1, rowsAccepted: 1, rowsRefused: 0 });
    const line = lineOf(text, '"urn:test:large"') + 1;
    expect(refusals).toMatchObject([
      { record: 2, line, code: 'MASTER_DATA_TOO_LARGE', value: 'urn:test:large', severity: 'error' },
    ]);
    expect(await kept('urn:test:plant')).toEqual([{ attributes: { [name.id]: 'Usine' } }]);
    expect(await kept('urn:test:large')).toEqual([]);
    const alone = await run(written(documentOf([], places({ id: 'urn:test:alone' }))));
    expect(alone).toMatchObject({ job: { status: 'done', rowsRead: 0 }, refusals: [] });
    expect(await kept('urn:test:alone')).toHaveLength(1);
  });

  it('tells what is wrong with the document, and records its events', async () => {
    const { '@context': context, creationDate: _, ...rest } = documentOf([event('undated')]);
    const { job, refusals } = await run(written({ '@context': context, ...rest, colour: 1 }));
    expect(job).toMatchObject({ status: 'done', rowsAccepted: 1 });
    expect(refusals.map(({ record, code }) => `${record} ${code}`)).toEqual([
      '2 FIELD_UNKNOWN',
      '2 FIELD_MISSING',
    ]);
  });

  it.each([
    [
      'a document that breaks off',
      written(documentOf([event('cut')])).slice(0, -9),
      1,
      /^Ligne \d+, colonne \d+/,
    ],
    [
      'XML that breaks off',
      writeXmlDocument(documentOf([event('cut')])).slice(0, -9),
      1,
      /^Ligne 16, colonne \d+/,
    ],
    ['a list', '[1]', 0, /^Ligne 1, colonne 1 : Une liste/],
    ['an empty document', written(documentOf([])), 0, /ni événement ni donnée de référence/],
    ['a context that cannot be read', written({ ...documentOf([event('x')]), '@context': 7 }), 0, /^Ligne 2/],
  ])('says why it could not read %s, and keeps what came before', async (_, text, rowsRead, reason) => {
    const { job } = await run(text);
    expect(job).toMatchObject({ status: 'failed', rowsRead });
    expect(job.failure!.fr).toMatch(reason);
  });

  it.each(['json', 'xml'])('goes on after a kill with the same result: %s', async (form) => {
    const name = `killed-${form}`;
    const events = Array.from({ length: 1234 }, (_, index) =>
      event(`${name}-${index}`, index % 100 === 7 ? { action: 'AD' } : {}),
    );
    const document = documentOf(events, places({ id: `urn:test:${name}` }));
    const text = form === 'json' ? written(document) : writeXmlDocument(document);
    const id = await start(text);
    const killed = { filiereId: actor.filiereId, outboxId: id, attempt: 1, signal: AbortSignal.abort() };
    for (const read of [500, 1000]) {
      const work = app.get(RunImport).handle({ organisationId, importJobId: id }, killed);
      await expect(work).rejects.toThrow(/abort/i);
      expect((await result(id)).job).toMatchObject({ status: 'running', rowsRead: read });
      expect(await kept(`urn:test:${name}`)).toEqual([]);
    }
    await drain(app.get(JobHost));
    const { job, refusals } = await result(id);
    expect(job).toMatchObject({ status: 'done', rowsRead: 1234, rowsAccepted: 1221, rowsRefused: 13 });
    expect(refusals.map(({ record }) => record)).toEqual(Array.from({ length: 13 }, (_, at) => at * 100 + 8));
    expect(await eventsOf(name)).toBe(1221);
    expect(await kept(`urn:test:${name}`)).toHaveLength(1);
  });

  it('comes twice to a last batch without rows, killed after it', async () => {
    const text = written({ ...documentOf([], places({ id: 'urn:test:twice' })), colour: 1 });
    const id = await start(text);
    const killed = { filiereId: actor.filiereId, outboxId: id, attempt: 1, signal: AbortSignal.abort() };
    const work = app.get(RunImport).handle({ organisationId, importJobId: id }, killed);
    await expect(work).rejects.toThrow(/abort/i);
    await drain(app.get(JobHost));
    expect(await result(id)).toMatchObject({
      job: { status: 'done' },
      refusals: [{ code: 'FIELD_UNKNOWN' }],
    });
  });
});
