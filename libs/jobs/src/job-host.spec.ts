import { platformActor } from '@maillon/kernel';
import { Readiness } from '@maillon/runtime';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { defineJob, drain, enqueue, Handles, JobsModule } from './index.js';
import { application, countJob, payload, PROBE_JOBS, Probe, probing, World } from './jobs.fixture.js';
import { Outbox } from './outbox.js';

const otherJob = defineJob({ name: 'probe.other', payload, attempts: 2, backoffMs: 60_000 });

@Injectable()
class SecondHandlers {
  @Handles(countJob)
  async again(): Promise<void> {}
}

@Injectable()
class OtherHandlers {
  @Handles(otherJob)
  async other(): Promise<void> {}
}

describe('the job host', () => {
  let world: World;
  beforeAll(async () => {
    world = await World.create(undefined);
  });
  afterEach(() => world.test.superuser('delete from outbox'));
  afterAll(() => world.close());

  const idle: Probe = async () => {};
  const inline = (jobs = PROBE_JOBS, providers = probing(idle)) =>
    application(world.test.url, JobsModule.inline({ jobs }), providers);

  it('refuses to start without a handler for one of its jobs', async () => {
    await expect(inline([...PROBE_JOBS, otherJob])).rejects.toThrow('no handler for job probe.other');
  });

  it('refuses to start with two handlers for one job, and names both', async () => {
    await expect(inline(PROBE_JOBS, [...probing(idle), SecondHandlers])).rejects.toThrow(
      /several handlers for job probe\.count: ProbeHandlers\.count, SecondHandlers\.again/,
    );
  });

  it('refuses to start with a handler for a job that it is not told of, or with two jobs of one name', async () => {
    await expect(inline(PROBE_JOBS, [...probing(idle), OtherHandlers])).rejects.toThrow(
      'OtherHandlers.other handles job probe.other',
    );
    const twin = defineJob({ ...countJob });
    await expect(inline([...PROBE_JOBS, twin])).rejects.toThrow('two jobs are named probe.count');
  });

  it('drains what is due of every filière, with the jobs that those jobs enqueue, and returns how many ran', async () => {
    const ran: [number, number][] = [];
    const app = await inline(
      PROBE_JOBS,
      probing(async ({ n }, { filiereId }) => {
        ran.push([filiereId, n]);
        if (n === 0)
          await world.db.transaction(platformActor(filiereId), (tx) => enqueue(tx, countJob, { n: 7 }));
      }),
    );
    await world.enqueue(1, countJob, 2);
    await world.enqueue(2, countJob);
    expect(await drain(app)).toBe(5);
    expect(ran.map(String).sort()).toEqual(['1,0', '1,1', '1,7', '2,0', '2,7']);
    expect(await world.openRows()).toBe(0);
    await app.close();
  });

  it('drains what is put off only when asked to, to the last attempt', async () => {
    const attempts: number[] = [];
    const app = await inline(
      PROBE_JOBS,
      probing(async (_payload, { attempt }) => {
        attempts.push(attempt);
        throw new Error('never');
      }),
    );
    const [id] = await world.enqueue(1, countJob, 1, { runAfter: new Date(Date.now() + 60_000) });
    expect(await drain(app)).toBe(0);
    expect(await drain(app, { evenLater: true })).toBe(3);
    expect(attempts).toEqual([1, 2, 3]);
    expect(await world.row(id!)).toMatchObject({ attempts: 3, failure: 'Error: never' });
    await app.close();
  });

  it('leaves a job that it does not know to a newer worker', async () => {
    const app = await inline();
    await world.db.transaction(platformActor(1), (tx) => enqueue(tx, otherJob, { n: 1 }));
    expect(await drain(app, { evenLater: true })).toBe(0);
    const [row] = await world.test.superuser('select * from outbox');
    expect(row).toMatchObject({
      attempts: 0,
      failed_at: null,
      failure: 'No handler for this job on this worker.',
    });
    await app.close();
  });

  it('refuses a payload that is not what the job declares, and drops members it does not know', async () => {
    const wrong = world.db.transaction(platformActor(1), (tx) => enqueue(tx, countJob, { n: 'x' } as never));
    await expect(wrong).rejects.toThrow(z.ZodError);
    const more = { n: 1, added: 'later' };
    await world.db.transaction(platformActor(1), (tx) => enqueue(tx, countJob, more));
    expect(await world.test.superuser('select payload from outbox')).toEqual([{ payload: { n: 1 } }]);
  });

  it('deletes what was done more than seven days ago, and nothing else', async () => {
    const [old, recent, open] = await world.enqueue(1, countJob, 3);
    const done = `update outbox set done_at = now() - $2::interval where id = $1`;
    await world.test.superuser(done, [old, '8 days']);
    await world.test.superuser(done, [recent, '6 days']);
    await new Outbox(world.db).purge(1);
    const left = await world.test.superuser<{ id: string }>('select id from outbox');
    expect(new Set(left.map((row) => row.id))).toEqual(new Set([recent, open]));
  });

  it('hands at most the given number of rows of one filière, and hands again what was lost', async () => {
    const outbox = new Outbox(world.db);
    await world.enqueue(1, countJob, 30);
    expect((await outbox.claim(1, 16)).rows).toHaveLength(16);
    expect(await outbox.claim(1, 16)).toEqual({ rows: [], full: true });
    expect((await outbox.claim(2, 16)).full).toBe(false);
    await world.test.superuser(
      `update outbox set handed_at = now() - interval '6 seconds' where handed_at is not null`,
    );
    const again = await outbox.claim(1, 16);
    expect(again.rows).toHaveLength(16);
    expect(again.rows.every((row) => row.handedCount === 1)).toBe(true);
    await world.test.superuser(
      `update outbox set lease_until = now() - interval '1 second' where handed_at is not null`,
    );
    const takenOver = await outbox.claim(1, 16);
    expect(takenOver.rows).toHaveLength(16);
    expect(takenOver.rows.every((row) => row.handedCount === 2)).toBe(true);
  });

  it('starts while its queue is away, says so, and still stops', async () => {
    const away = 'redis://127.0.0.1:1';
    const jobs = JobsModule.worker({ queueUrl: away, databaseUrl: world.test.url, jobs: PROBE_JOBS });
    const app = await application(world.test.url, jobs, probing(idle));
    const [id] = await world.enqueue(1, countJob);
    expect(await app.get(Readiness).failures()).toEqual(['queue']);
    expect((await world.row(id!)).done_at).toBeNull();
    await app.close();
  });
});
