import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Actor, newId } from '@maillon/kernel';
import { KillableWorkers, until } from '@maillon/runtime/testing';
import { FeedWorld, HOST, QUICK, Receiver } from '../feed.fixture.js';

const ROOT = join(import.meta.dirname, '..', '..', '..', '..');
const BUILT = join(ROOT, 'libs', 'feed', 'dist', 'index.js');

/** A worker of its own process, on what was built: only such a one can be killed. */
const WORKER = `
  import 'reflect-metadata';
  import { NestFactory } from '@nestjs/core';
  import { DatabaseModule } from '@maillon/db';
  import { arrivalsNight, FeedModule, feedMoved, webhookDue } from '@maillon/feed';
  import { JobsModule } from '@maillon/jobs';
  import { MembershipModule } from '@maillon/membership';
  import { RuntimeModule } from '@maillon/runtime';
  const [url, secretsKey, times] = process.argv.slice(1);
  const outgoing = { plainHosts: ['${HOST}'], privateNetworks: ['127.0.0.1/32'], resolve: async () => ['127.0.0.1'] };
  class Root {}
  await NestFactory.createApplicationContext({ module: Root, imports: [
    RuntimeModule, DatabaseModule.forRoot({ url, applicationName: 'killable' }), MembershipModule.core(),
    FeedModule.withJobs({ secretsKey, outgoing, times: JSON.parse(times) }),
    JobsModule.worker({ queueUrl: url, databaseUrl: url, jobs: [feedMoved, webhookDue, arrivalsNight] }),
  ] }, { logger: false });
  process.stdout.write('runs');
`;

describe('a worker that is killed while it delivers', () => {
  let world: FeedWorld;
  let actor: Actor;
  const workers = new KillableWorkers(ROOT, WORKER);
  let one: Receiver | undefined;
  beforeAll(async () => {
    if (!existsSync(BUILT)) throw new Error(`Build first: ${BUILT} is missing.`);
    world = await FeedWorld.create();
    [actor] = world.actors;
  });
  afterAll(async () => {
    workers.killAll();
    await one?.close();
    await world.close();
  });

  const startWorker = () => {
    const times = JSON.stringify({ ...QUICK, leaseMs: 1500, timeoutMs: 1000 });
    return workers.start(world.test.url, world.secretsKey, times);
  };

  it('loses nothing: each change arrives at least once, and each subject in order', async () => {
    const receiver = (one = await Receiver.start((_received, response, count) => {
      // slow at times, so that kills fall into requests under way
      setTimeout(() => response.end(), count % 5 ? 2 : 60);
    }));
    const { webhook } = await world.webhook(actor, receiver.port);
    const subjects = Array.from({ length: 12 }, () => newId());
    const topics = Array.from({ length: 25 }, (_, n) => `order.n${n}`);
    const telling = Promise.all(subjects.map((subject) => world.change(actor, subject, topics, [actor])));
    for (let kills = 0; kills < 4; kills++) {
      const worker = await startWorker();
      const before = receiver.got.length;
      await until(() => receiver.got.length > before + 30, 30_000);
      await workers.kill(worker);
    }
    await telling;
    const last = await startWorker();
    await until(
      async () => receiver.got.length >= 300 && (await world.look(actor, webhook.id)).waiting === 0,
      40_000,
    );
    await workers.kill(last);
    for (const subject of subjects) {
      const got = receiver.got.filter(({ body }) => body.subjectId === subject).map(({ body }) => body.topic);
      // what arrived twice is taken once: then nothing is missing and nothing is out of order
      expect(got.filter((topic, place) => topic !== got[place - 1])).toEqual(topics);
    }
    const twice = receiver.got.length - 300;
    expect(twice).toBeLessThanOrEqual(4 * 8);
  });
});
