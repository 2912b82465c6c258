import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DynamicModule, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FILIERES } from '@maillon/filieres';
import { Actor, newId, personActor } from '@maillon/kernel';
import { DatabaseModule, TenantDb } from '@maillon/db';
import { createTestDatabase, TestDatabase } from '@maillon/db/testing';
import { drain, JobHost, JobsModule } from '@maillon/jobs';
import { MembershipModule } from '@maillon/membership';
import { FileStorage, RuntimeModule } from '@maillon/runtime';
import { eventsDeclared, TraceabilityModule } from '@maillon/traceability';
import { arrivalsMoved } from '@maillon/feed';
import { EpcisRestModule } from '../epcis-rest.module.js';
import { subscriptionDue } from '../subscriptions/wake-subscription.js';
import { captureDue } from './capture-due.js';
import { captureJob, captureJobs } from './capture-job.queries.js';
import { CaptureBehaviour, ReceiveCapture, storageKey } from './receive-capture.js';
import { RunCapture } from './run-capture.js';

@Module({})
class TestWorker {
  static on(url: string, storageDir: string): DynamicModule {
    return {
      module: TestWorker,
      imports: [
        RuntimeModule,
        DatabaseModule.forRoot({ url, applicationName: 'test' }),
        MembershipModule.core(),
        TraceabilityModule.withJobs(),
        EpcisRestModule.withJobs({ storageDir }),
        JobsModule.inline({ jobs: [captureDue, arrivalsMoved, subscriptionDue, eventsDeclared] }),
      ],
    };
  }
}

let serial = 0;
const event = (more: object = {}) => ({
  type: 'ObjectEvent',
  eventID: `urn:uuid:10000000-0000-4000-8000-${String(++serial).padStart(12, '0')}`,
  action: 'OBSERVE',
  bizStep: 'inspecting',
  eventTime: '2026-03-01T10:00:00Z',
  eventTimeZoneOffset: '+01:00',
  epcList: [`urn:example:thing:${serial % 50}`],
  ...more,
});
const events = (count: number) => Array.from({ length: count }, () => event());
const documentOf = (eventList: readonly object[]) =>
  JSON.stringify({
    '@context': ['https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld'],
    type: 'EPCISDocument',
    schemaVersion: '2.0',
    creationDate: '2026-03-01T10:00:00Z',
    epcisBody: { eventList },
  });

describe('the capture job', () => {
  let test: TestDatabase;
  let storageDir: string;
  let app: Awaited<ReturnType<typeof NestFactory.createApplicationContext>>;
  let actor: Actor;
  /** The same firm in a filière that asks for right check digits. */
  let strict: Actor;
  const organisationId = newId();

  beforeAll(async () => {
    test = await createTestDatabase();
    await test.superuser(`insert into organisation (id, name) values ($1, 'Scierie')`, [organisationId]);
    const [member, strictMember] = await Promise.all(
      ['bois', 'sante'].map(async (wanted) => {
        const filiere = FILIERES.find(({ slug }) => slug === wanted)!;
        await test.superuser(
          `insert into filiere (id, slug, name_fr, name_en, definition) values ($1, $2, 'Filière', 'Filière', $3)`,
          [filiere.id, wanted, JSON.stringify(filiere)],
        );
        await test.superuser(`insert into membership (filiere_id, organisation_id) values ($1, $2)`, [
          filiere.id,
          organisationId,
        ]);
        return personActor({ filiereId: filiere.id, personId: newId(), organisationId, role: 'owner' });
      }),
    );
    [actor, strict] = [member!, strictMember!];
    storageDir = mkdtempSync(join(tmpdir(), 'maillon-capture-'));
    app = await NestFactory.createApplicationContext(TestWorker.on(test.url, storageDir), { logger: false });
  });
  afterAll(async () => {
    await app.close();
    await test.close();
    rmSync(storageDir, { recursive: true, force: true });
  });

  const take = (
    content: string,
    behaviour: CaptureBehaviour = 'rollback',
    format: 'json' | 'xml' = 'json',
    by = actor,
  ) =>
    new ReceiveCapture(app.get(TenantDb), new FileStorage(storageDir)).run(by, {
      format,
      behaviour,
      chunks: chunksOf(content),
    });
  async function* chunksOf(content: string): AsyncGenerator<Buffer> {
    yield Buffer.from(content);
  }
  const view = async (id: string, by = actor) =>
    (await app.get(TenantDb).transaction(by, (tx) => captureJob(tx, id, 'en')))!;
  const work = (id: string, signal = new AbortController().signal, attempt = 1, by = actor) =>
    app
      .get(RunCapture)
      .handle({ organisationId, captureId: id }, { filiereId: by.filiereId, outboxId: id, attempt, signal });
  const stored = async () =>
    Number((await test.superuser<{ n: string }>('select count(*) as n from trace_event'))[0]!.n);
  const fileOf = (id: string) => join(storageDir, storageKey(actor.filiereId, id));

  it.each(['rollback', 'proceed'] as const)(
    'records a document once when two workers hold the job (%s)',
    async (behaviour) => {
      const before = await stored();
      const id = await take(documentOf(events(2500)), behaviour);
      const ended = await Promise.allSettled([work(id), work(id)]);
      expect(ended.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled']);
      await drain(app.get(JobHost));
      expect(await view(id)).toMatchObject({ running: false, success: true, recorded: 2500, unchanged: 0 });
      expect(await stored()).toBe(before + 2500);
      expect(existsSync(fileOf(id))).toBe(false);
    },
  );

  /** Puts `stand-in` in the place of a method until the answer is called. */
  function standIn<Owner extends object, Name extends keyof Owner>(
    owner: Owner,
    name: Name,
    make: (usual: Owner[Name]) => Owner[Name],
  ): () => void {
    const usual = owner[name];
    owner[name] = make(usual);
    return () => {
      owner[name] = usual;
    };
  }

  it.each([
    ['rollback', 1],
    ['rollback', 2],
    ['rollback', 3],
    ['proceed', 1],
    ['proceed', 2],
    ['proceed', 3],
    ['proceed', 4],
  ] as const)(
    'gives the same result when the worker is killed (%s, after %i transactions)',
    async (behaviour, kept) => {
      const before = await stored();
      const list = events(2500);
      list[2200] = event({ bizStep: 'shiping' });
      const id = await take(documentOf(list), behaviour);
      let left = kept;
      const revive = standIn(
        app.get(TenantDb),
        'transaction',
        (usual) =>
          function (this: TenantDb, ...call) {
            // what a kill leaves: nothing of the transaction under way, all of those before
            if (left-- <= 0) return Promise.reject(new Error('killed'));
            return usual.apply(this, call) as never;
          },
      );
      await expect(work(id)).rejects.toThrow('killed');
      revive();
      expect((await view(id)).running).toBe(true);
      await drain(app.get(JobHost), { evenLater: true });
      const isAll = behaviour === 'proceed';
      const job = await view(id);
      expect(job).toMatchObject({
        running: false,
        success: false,
        recorded: isAll ? 2499 : 0,
        errorCount: 1,
        errors: [{ eventIndex: 2200, type: 'epcisException:ValidationException' }],
      });
      expect(job.errors).toHaveLength(1);
      expect(await stored()).toBe(before + (isAll ? 2499 : 0));
      expect(existsSync(fileOf(id))).toBe(false);
    },
  );

  it('hands the job back when the worker is asked to stop, and ends it later', async () => {
    const id = await take(documentOf(events(1500)));
    const stop = new AbortController();
    stop.abort(new Error('stopping'));
    await expect(work(id, stop.signal)).rejects.toThrow('stopping');
    expect(await view(id)).toMatchObject({ running: true, recorded: 0 });
    await drain(app.get(JobHost));
    expect(await view(id)).toMatchObject({ running: false, recorded: 1500 });
  });

  it('lets a worker whose job was taken over change nothing', async () => {
    const id = await take(documentOf(events(10)));
    let calls = 0;
    const restore = standIn(
      app.get(TenantDb),
      'transaction',
      (usual) =>
        async function (this: TenantDb, ...call) {
          if (++calls === 2)
            await test.superuser('update capture_job set lease_token = $2 where id = $1', [id, newId()]);
          return usual.apply(this, call) as never;
        },
    );
    const before = await stored();
    await work(id);
    restore();
    expect(await stored()).toBe(before);
    expect(await view(id)).toMatchObject({ running: true, recorded: 0 });
    await work(id);
    expect(await view(id)).toMatchObject({ running: false, recorded: 10 });
  });

  it('leaves one of the same document captured by two clients at once', async () => {
    const before = await stored();
    const content = documentOf(events(1200));
    const ids = await Promise.all([take(content), take(content)]);
    await Promise.allSettled(ids.map((id) => work(id)));
    await drain(app.get(JobHost), { evenLater: true });
    expect(await stored()).toBe(before + 1200);
    const jobs = await Promise.all(ids.map((id) => view(id)));
    expect(jobs.map(({ success, running }) => ({ success, running }))).toEqual([
      { success: true, running: false },
      { success: true, running: false },
    ]);
    expect(jobs[0]!.recorded + jobs[1]!.recorded).toBe(1200);
    expect(jobs[0]!.unchanged + jobs[1]!.unchanged).toBe(1200);
  });

  it('tells another event under a known id as a conflict, with its place', async () => {
    const [known] = events(1);
    const first = await take(documentOf([known!]));
    await work(first);
    const second = await take(documentOf([event(), { ...known, bizStep: 'shipping' }]), 'proceed');
    await work(second);
    expect(await view(second)).toMatchObject({
      success: false,
      recorded: 1,
      errors: [
        {
          type: 'epcisException:ResourceAlreadyExistsException',
          status: 409,
          eventIndex: 1,
          path: '$.epcisBody.eventList[1].eventID',
        },
      ],
    });
  });

  it('keeps a thousand errors and counts the rest', async () => {
    const id = await take(
      documentOf(Array.from({ length: 2300 }, () => event({ bizStep: 'shiping' }))),
      'proceed',
    );
    await work(id);
    const job = await view(id);
    expect(job).toMatchObject({ errorCount: 2300, recorded: 0 });
    expect(job.errors).toHaveLength(1001);
    expect(job.errors.at(-1)!.detail).toContain('1300 more errors');
    const all = await take(documentOf(Array.from({ length: 2300 }, () => event({ bizStep: 'shiping' }))));
    await work(all);
    expect((await view(all)).errors).toHaveLength(1001);
  });

  it.each(['rollback', 'proceed'] as const)(
    'tells what is worth a look in events that it takes (%s)',
    async (behaviour) => {
      const odd = () => event({ epcList: ['https://id.gs1.org/01/09521234000014/21/1'] });
      const id = await take(documentOf([event(), odd(), ...Array.from({ length: 120 }, odd)]), behaviour);
      await work(id);
      const job = await view(id);
      expect(job).toMatchObject({ success: true, recorded: 122, errors: [], warningCount: 121 });
      expect(job.warnings).toHaveLength(100);
      expect(job.warnings[0]).toMatchObject({
        code: 'CHECK_DIGIT',
        eventIndex: 1,
        path: '$.epcisBody.eventList[1].epcList[0]',
        line: 1,
        help: expect.stringContaining('#check_digit'),
      });
    },
  );

  it('refuses a wrong check digit where the filière asks for right ones', async () => {
    const odd = event({ epcList: ['https://id.gs1.org/01/09521234000014/21/1'] });
    const right = event({ epcList: ['https://id.gs1.org/01/09521234000013/21/1'] });
    const id = await take(documentOf([odd, right]), 'proceed', 'json', strict);
    await work(id, undefined, 1, strict);
    expect(await view(id, strict)).toMatchObject({
      success: false,
      recorded: 1,
      errors: [{ code: 'CHECK_DIGIT', eventIndex: 0 }],
      warningCount: 0,
    });
  });

  it('gives up after its last attempt, and says so', async () => {
    const id = await take(documentOf(events(3)));
    const storage = app.get(RunCapture)['storage'];
    const restore = standIn(storage, 'read', () => () => {
      throw new Error('disk on fire');
    });
    await expect(work(id, undefined, 1)).rejects.toThrow('disk on fire');
    expect((await view(id)).running).toBe(true);
    await expect(work(id, undefined, captureDue.attempts)).rejects.toThrow('disk on fire');
    restore();
    expect(await view(id)).toMatchObject({
      running: false,
      success: false,
      errors: [{ type: 'epcisException:ImplementationException', status: 500 }],
    });
  });

  it('says so where the stored document is gone', async () => {
    const id = await take(documentOf(events(1)));
    rmSync(fileOf(id));
    await work(id);
    expect(await view(id)).toMatchObject({ running: false, success: false, errors: [{ status: 500 }] });
  });

  it('tells the parties of what was recorded, once', async () => {
    const partner = newId();
    await test.superuser(`insert into organisation (id, name) values ($1, 'Charpentes')`, [partner]);
    await test.superuser(`insert into organisation_identifier values ('siren', '404833048', $1)`, [partner]);
    await test.superuser('insert into membership (filiere_id, organisation_id) values ($1, $2)', [
      actor.filiereId,
      partner,
    ]);
    const party = 'urn:oasis:names:tc:ebcore:partyid-type:iso6523:0002:404833048';
    const destinationList = [{ type: 'possessing_party', destination: party }];
    const id = await take(documentOf([event({ destinationList }), event({ destinationList })]));
    await work(id);
    const told = await test.superuser<{ payload: { partyIds: string[] } }>(
      `select payload from outbox where job = 'events-declared' order by id desc limit 1`,
    );
    expect(told).toMatchObject([{ payload: { partyIds: [partner] } }]);
  });

  it('shows jobs to the organisation alone, newest first, page by page', async () => {
    const db = app.get(TenantDb);
    const list = (who: Actor, limit: number, after?: string) =>
      db.transaction(who, (tx) => captureJobs(tx, { limit, ...(after && { after }) }, 'en'));
    const first = await list(actor, 2);
    expect(first.jobs).toHaveLength(2);
    const second = await list(actor, 2, first.next);
    expect(first.jobs[1]!.captureID > second.jobs[0]!.captureID).toBe(true);
    const stranger = personActor({
      filiereId: actor.filiereId,
      personId: newId(),
      organisationId: newId(),
      role: 'owner',
    });
    expect((await list(stranger, 30)).jobs).toEqual([]);
    const own = first.jobs[0]!.captureID;
    expect(await db.transaction(stranger, (tx) => captureJob(tx, own, 'en'))).toBeUndefined();
    // the wall stands behind the query's own condition
    expect(
      await db.transaction(stranger, (tx) =>
        tx.query('select from capture_job where filiere_id = $1', [actor.filiereId]),
      ),
    ).toEqual([]);
  });
});
