import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { KillableWorkers, sleep, until } from '@maillon/runtime/testing';
import { HOST, QUICK, Receiver, SubscriptionWorld } from './subscriptions.fixture.js';

const ROOT = join(import.meta.dirname, '..', '..', '..', '..');
const BUILT = join(ROOT, 'libs', 'epcis-rest', 'dist', 'subscriptions', 'deliverer.js');
const BATCH = 100;
const KILLS = 3;

/** A worker of its own process, on what was built: only such a one can be killed. */
const WORKER = `
  import 'reflect-metadata';
  import { NestFactory } from '@nestjs/core';
  import { DatabaseModule } from '@maillon/db';
  import { captureDue, EpcisRestModule, subscriptionDue } from '@maillon/epcis-rest';
  import { arrivalsMoved } from '@maillon/feed';
  import { JobsModule } from '@maillon/jobs';
  import { MembershipModule } from '@maillon/membership';
  import { RuntimeModule } from '@maillon/runtime';
  import { eventsDeclared, TraceabilityModule } from '@maillon/traceability';
  const [url, secretsKey, times] = process.argv.slice(1);
  const outgoing = { plainHosts: ['${HOST}'], privateNetworks: ['127.0.0.1/32'], resolve: async () => ['127.0.0.1'] };
  class Root {}
  await NestFactory.createApplicationContext({ module: Root, imports: [
    RuntimeModule,
    DatabaseModule.forRoot({ url, applicationName: 'killed' }),
    MembershipModule.core(),
    TraceabilityModule.withJobs(),
    EpcisRestModule.withJobs({ storageDir: '/nonexistent', secretsKey, outgoing, times: JSON.parse(times) }),
    JobsModule.worker({ queueUrl: url, databaseUrl: url, jobs: [captureDue, arrivalsMoved, subscriptionDue, eventsDeclared] }),
  ] }, { logger: false });
  process.stdout.write('runs');
`;

describe('a worker that is killed while it delivers', () => {
  let world: SubscriptionWorld;
  const workers = new KillableWorkers(ROOT, WORKER);
  let receiver: Receiver | undefined;
  beforeAll(async () => {
    if (!existsSync(BUILT)) throw new Error(`Build first: ${BUILT} is missing.`);
    world = await SubscriptionWorld.create();
  });
  afterAll(async () => {
    workers.killAll();
    await receiver?.close();
    await world.close();
  });

  const startWorker = () => {
    const times = JSON.stringify({ ...QUICK, leaseMs: 1500, timeoutMs: 1000 });
    return workers.start(world.test.url, world.secretsKey, times);
  };

  it('loses no event, sends none that may not be seen, and repeats no more than one document a kill', async () => {
    const one = (receiver = await Receiver.start((_received, response, count) => {
      // slow at times, so that kills fall into requests under way
      setTimeout(() => response.end(), count % 3 ? 5 : 80);
    }));
    const { subscriptionID } = await world.subscribe(one.port);
    await world.subscribe(one.port, { dest: `http://${HOST}:${one.port}/second` }, 'shipped');
    const declared: string[] = [];
    let isOver = false;
    const telling = (async () => {
      for (let round = 0; !isOver; round++) {
        declared.push(...(await world.declare(round % 7 ? 3 : 40)));
        await world.declare(2, { sharedWith: [] });
        await sleep(50);
      }
    })();
    // two workers at a time, one of them killed in turn
    let steady = await startWorker();
    for (let kills = 0; kills < KILLS; kills++) {
      const next = await startWorker();
      const before = one.got.length;
      await until(() => one.got.length > before + 8, 40_000);
      await workers.kill(steady);
      steady = next;
    }
    isOver = true;
    await telling;
    const byDest = (id: string) =>
      one.got.filter(({ body }) => JSON.stringify(body).includes(id)).flatMap(({ ids }) => ids);
    await until(() => new Set(byDest(subscriptionID)).size >= declared.length, 40_000);
    await until(
      () => new Set(one.taken).size >= declared.length && one.taken.length >= 2 * declared.length,
      20_000,
    );
    await workers.kill(steady);
    const got = byDest(subscriptionID);
    expect([...new Set(got)].sort()).toEqual([...declared].sort());
    expect(got.length - declared.length).toBeLessThanOrEqual(KILLS * BATCH);
    process.stdout.write(
      `${declared.length} events, ${KILLS} kills: ${got.length - declared.length} sent again\n`,
    );
  }, 150_000);
});
