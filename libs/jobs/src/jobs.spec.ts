import { platformActor } from '@maillon/kernel';
import { Readiness } from '@maillon/runtime';
import { ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { enqueue, JobHost } from './index.js';
import { countJob, Probe, sleep, until, World } from './jobs.fixture.js';
import { endlessJob } from './testing/endless-job.js';

const REDIS = process.env.MAILLON_TEST_REDIS;
const BACKENDS = [
  { backend: 'PostgreSQL', redisUrl: undefined },
  ...(REDIS ? [{ backend: 'Redis', redisUrl: `${REDIS}/7` }] : []),
];
const KILLABLE = join(import.meta.dirname, '..', 'dist', 'testing', 'killable-worker.js');

describe.each(BACKENDS)('jobs over a queue on $backend', ({ redisUrl }) => {
  let world: World;
  beforeAll(async () => {
    world = await World.create(redisUrl);
  });
  let child: ChildProcess | undefined;
  afterEach(async () => {
    child?.kill('SIGKILL');
    await world.stopAll();
    await world.test.superuser('delete from outbox');
  });
  afterAll(() => world.close());

  /** A probe that notes each run. */
  const noting =
    (notes: string[]): Probe =>
    async (_payload, context) =>
      void notes.push(context.outboxId);

  it('runs what was committed, once, within half a second, and never what was rolled back', async () => {
    const ran: string[] = [];
    await world.start(noting(ran));
    await sleep(500);
    let undone = '';
    const rolledBack = world.db.transaction(platformActor(1), async (tx) => {
      undone = await enqueue(tx, countJob, { n: 1 });
      throw new Error('undo');
    });
    await expect(rolledBack).rejects.toThrow('undo');
    const began = Date.now();
    const [id] = await world.enqueue(1, countJob);
    await until(() => ran.length > 0);
    expect(Date.now() - began).toBeLessThan(500);
    await until(async () => (await world.row(id!)).done_at !== null);
    await sleep(2000);
    expect(ran).toEqual([id]);
    expect(ran).not.toContain(undone);
    expect(await world.row(id!)).toMatchObject({ attempts: 0, failure: null, lease_token: null });
  });

  it('runs a job once at a time and completes it once, however often two workers are woken for it', async () => {
    let running = 0;
    let most = 0;
    const ran: string[] = [];
    const probe: Probe = async (_payload, context) => {
      most = Math.max(most, ++running);
      ran.push(context.outboxId);
      await sleep(600);
      running--;
    };
    const [first, second] = await Promise.all([world.start(probe), world.start(probe)]);
    const [id] = await world.enqueue(1, countJob);
    for (let round = 0; round < 30; round++) {
      for (const worker of [first, second]) {
        const host = worker.get(JobHost, { strict: false });
        await host['queue']!.add(1, [
          { id: id!, handedCount: 1000 + round * 2 + (worker === first ? 0 : 1) },
        ]);
      }
      await sleep(40);
    }
    await until(async () => (await world.row(id!)).done_at !== null);
    await sleep(300);
    expect(most).toBe(1);
    expect(ran).toEqual([id]);
  });

  it('completes every one of 200 jobs while the queue is wiped under them, twice', async () => {
    const ran: string[] = [];
    const probe: Probe = async (_payload, context) => {
      ran.push(context.outboxId);
      await sleep(20);
    };
    await Promise.all([world.start(probe), world.start(probe)]);
    const ids = await world.enqueue(1, countJob, 200);
    for (const count of [30, 100]) {
      await until(() => ran.length >= count);
      await world.wipeQueue();
    }
    await until(async () => (await world.openRows()) === 0, 30_000);
    expect(new Set(ran)).toEqual(new Set(ids));
    expect(ran).toHaveLength(200);
  });

  it('retries a failing job with a growing wait, then gives it up and keeps the reason', async () => {
    const times: number[] = [];
    const attempts: number[] = [];
    await world.start(async (_payload, context) => {
      times.push(Date.now());
      attempts.push(context.attempt);
      throw new RangeError('no luck\0 today');
    });
    const [id] = await world.enqueue(1, countJob);
    await until(async () => (await world.row(id!)).failed_at !== null);
    await sleep(2500);
    expect(attempts).toEqual([1, 2, 3]);
    expect(times[1]! - times[0]!).toBeGreaterThanOrEqual(400);
    expect(times[2]! - times[1]!).toBeGreaterThanOrEqual(800);
    expect(await world.row(id!)).toMatchObject({
      done_at: null,
      attempts: 3,
      failure: 'RangeError: no luck today',
      lease_token: null,
    });
  });

  it('goes on within 5 s with what a killed worker was running', async () => {
    if (!existsSync(KILLABLE)) throw new Error(`Build first: ${KILLABLE} is missing.`);
    child = spawn(process.execPath, [KILLABLE, world.queueUrl, world.test.url], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [id] = await world.enqueue(1, endlessJob);
    await says(child, `running ${id}`);
    await sleep(1300);
    const ran: string[] = [];
    await world.start(noting(ran));
    await sleep(500);
    expect(ran).toEqual([]);
    child.kill('SIGKILL');
    const killed = Date.now();
    await until(() => ran.length > 0);
    expect(Date.now() - killed).toBeLessThan(5000);
    expect(ran).toEqual([id]);
    await until(async () => (await world.row(id!)).done_at !== null);
    expect(await world.row(id!)).toMatchObject({ attempts: 0 });
  });

  it('hands back at once what a stopping worker holds or has not begun, and counts no failure', async () => {
    const begun: string[] = [];
    const stopping = await world.start(async (_payload, context) => {
      begun.push(context.outboxId);
      await new Promise((resolve) => context.signal.addEventListener('abort', resolve));
      context.signal.throwIfAborted();
    });
    const ids = await world.enqueue(1, countJob, 6);
    await until(() => begun.length === 3);
    const ran: string[] = [];
    await world.start(noting(ran));
    const asked = Date.now();
    await world.stop(stopping);
    expect(Date.now() - asked).toBeLessThan(1500);
    await until(() => ran.length === 6, 1500);
    expect(new Set(ran)).toEqual(new Set(ids));
    await until(async () => (await world.openRows()) === 0);
    for (const id of ids) expect(await world.row(id)).toMatchObject({ attempts: 0, failed_at: null });
  });

  it('lets a handler that takes no notice finish while its worker stops', async () => {
    let ended = false;
    const worker = await world.start(async () => {
      await sleep(700);
      ended = true;
    });
    const [id] = await world.enqueue(1, countJob);
    await until(async () => (await world.row(id!)).lease_token !== null);
    await world.stop(worker);
    expect(ended).toBe(true);
    expect((await world.row(id!)).done_at).not.toBeNull();
  });

  it('tells a handler when another worker has taken its job over, and leaves the end to that one', async () => {
    let lost = false;
    await world.start(async (_payload, context) => {
      await new Promise((resolve) => context.signal.addEventListener('abort', resolve));
      lost = true;
    });
    const [id] = await world.enqueue(1, countJob);
    await until(async () => (await world.row(id!)).lease_token !== null);
    const other = '00000000-0000-7000-8000-000000000001';
    await world.test.superuser(
      `update outbox set lease_token = $2, lease_until = now() + interval '1 minute' where id = $1`,
      [id, other],
    );
    await until(() => lost, 2500);
    await sleep(200);
    expect(await world.row(id!)).toMatchObject({ done_at: null, lease_token: other });
    await world.test.superuser('update outbox set done_at = now() where id = $1', [id]);
  });

  it('gives up a payload that no longer parses, with the place and without the value', async () => {
    const ran: string[] = [];
    await world.start(noting(ran));
    const id = '00000000-0000-7000-8000-0000000000aa';
    const insert = 'insert into outbox (filiere_id, id, job, payload) values (1, $1, $2, $3)';
    await world.test.superuser(insert, [id, countJob.name, { n: 'Dupont' }]);
    await until(async () => (await world.row(id)).failed_at !== null);
    expect(await world.row(id)).toMatchObject({
      failure: 'The payload is not what the job declares (n: invalid_type).',
    });
    expect(ran).toEqual([]);
    await world.test.superuser('delete from outbox where id = $1', [id]);
  });

  it('waits until the time asked for', async () => {
    const ran: string[] = [];
    await world.start(noting(ran));
    const runAfter = new Date(Date.now() + 1200);
    const [id] = await world.enqueue(1, countJob, 1, { runAfter });
    await until(() => ran.length > 0, 5000);
    expect(Date.now()).toBeGreaterThanOrEqual(runAfter.getTime());
    expect(ran).toEqual([id]);
  });

  it('keeps no filière waiting behind the 1,000 jobs of another', async () => {
    const ran: { filiereId: number; at: number }[] = [];
    await world.start(async (_payload, context) => {
      ran.push({ filiereId: context.filiereId, at: Date.now() });
      await sleep(20);
    });
    await world.enqueue(1, countJob, 1000);
    await until(() => ran.length > 100);
    const waits: number[] = [];
    for (let n = 0; n < 5; n++) {
      const asked = Date.now();
      await world.enqueue(2, countJob);
      await until(() => ran.filter((run) => run.filiereId === 2).length > n);
      waits.push(ran.findLast((run) => run.filiereId === 2)!.at - asked);
    }
    expect(ran.length).toBeLessThan(1000);
    expect(Math.max(...waits)).toBeLessThan(1000);
    await until(async () => (await world.openRows()) === 0, 45_000);
    expect(ran).toHaveLength(1005);
  });

  it('keeps a place free for others while the long jobs of one filière last', async () => {
    let release = false;
    const ran: number[] = [];
    await world.start(async (_payload, context) => {
      ran.push(context.filiereId);
      while (context.filiereId === 1 && !release) await sleep(20);
    });
    await world.enqueue(1, countJob, 40);
    await until(() => ran.length >= 3);
    await sleep(300);
    expect(ran).toEqual([1, 1, 1]);
    const asked = Date.now();
    await world.enqueue(2, countJob, 3);
    await until(() => ran.filter((filiereId) => filiereId === 2).length === 3);
    expect(Date.now() - asked).toBeLessThan(1000);
    release = true;
    await until(async () => (await world.openRows()) === 0);
  });

  it('does not pile up wake-ups in the queue while every place is busy', async () => {
    let release = false;
    let running = 0;
    const worker = await world.start(async () => {
      running++;
      while (!release) await sleep(20);
    }, 1);
    const ids = await world.enqueue(1, countJob, 10);
    await until(() => running === 1);
    const queue = worker.get(JobHost, { strict: false })['queue']!;
    for (let n = 0; n < 20; n++)
      await queue.add(
        1,
        ids.map((id) => ({ id, handedCount: 1 })),
      );
    expect(await queue['queue'].count()).toBeLessThanOrEqual(20);
    release = true;
    await until(async () => (await world.openRows()) === 0);
    expect(running).toBe(10);
  });

  it('goes on after its listening connection was cut', async () => {
    const ran: string[] = [];
    await world.start(noting(ran));
    await sleep(300);
    const cut = await world.test.superuser(
      `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name = 'maillon-outbox'`,
    );
    expect(cut).toHaveLength(1);
    await world.enqueue(1, countJob);
    await until(() => ran.length === 1, 2500);
    await sleep(500);
    for (let n = 2; n < 6; n++) {
      const asked = Date.now();
      await world.enqueue(1, countJob);
      await until(() => ran.length === n);
      expect(Date.now() - asked).toBeLessThan(350);
      await sleep(50);
    }
  });

  it('is ready once its queue answers', async () => {
    const worker = await world.start(async () => {});
    expect(await worker.get(Readiness).failures()).toEqual([]);
  });
});

/** Resolves when the process has written the line. */
function says(child: ChildProcess, line: string): Promise<void> {
  return new Promise((resolve, reject) => {
    let heard = '';
    child.stdout!.on('data', (chunk: Buffer) => {
      heard += chunk.toString();
      if (heard.includes(line)) resolve();
    });
    child.once('exit', () => reject(new Error(`The worker ended before it said "${line}".`)));
  });
}
