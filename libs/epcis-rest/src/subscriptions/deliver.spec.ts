import { createHmac } from 'node:crypto';
import { JobsModule } from '@maillon/jobs';
import { Deliverer } from './deliverer.js';
import { sleep, until } from '@maillon/runtime/testing';
import { JOBS, Receiver, status, SubscriptionWorld, TOKEN } from './subscriptions.fixture.js';

describe('webhook subscriptions that stream', () => {
  let world: SubscriptionWorld;
  const open: Receiver[] = [];
  beforeAll(async () => {
    world = await SubscriptionWorld.create();
  });
  afterAll(() => world.close());
  afterEach(async () => {
    world.letGo();
    for (const receiver of open.splice(0)) await receiver.close();
    await world.test.superuser('delete from epcis_subscription');
  });
  const receiving = async (...answer: Parameters<typeof Receiver.start>): Promise<Receiver> => {
    const receiver = await Receiver.start(...answer);
    open.push(receiver);
    return receiver;
  };

  it('sends every new event that the query asks for, signed, and nothing else', async () => {
    const receiver = await receiving();
    await world.declare(2);
    const { subscriptionID } = await world.subscribe(receiver.port, {}, 'shipped');
    await world.settle();
    expect(receiver.got).toEqual([]);
    const ids = await world.declare(3);
    await world.declare(2, { step: 'receiving' });
    await world.declare(2, { sharedWith: [] });
    await world.declare(2, { sharedWith: [world.stranger] });
    await world.declare(1, { audience: 'private' });
    const own = await world.declare(1, { sharedWith: [] }, world.subscriber);
    await world.settleUntil(() => receiver.taken.length >= 4);
    expect([...receiver.taken].sort()).toEqual([...ids, ...own].sort());
    const [first] = receiver.got;
    expect(first!.body).toMatchObject({
      type: 'EPCISQueryDocument',
      epcisBody: { queryResults: { queryName: 'shipped', subscriptionID } },
    });
    expect(first!.headers).toMatchObject({
      'content-type': 'application/json',
      'gs1-epcis-version': '2.0.0',
      'gs1-cbv-version': '2.0.0',
      'gs1-signature': `sha256=${createHmac('sha256', TOKEN).update(first!.raw).digest('hex')}`,
    });
    const view = (await world.look(subscriptionID, 'shipped'))!;
    expect(view).toMatchObject({ stream: true, state: 'active', queryName: 'shipped' });
    expect(view.lastNotifiedAt! >= view.createdAt).toBe(true);
    expect(view.minRecordTime > view.initialRecordTime).toBe(true);
  });

  it('asks the wall again at delivery, whatever the arrivals say', async () => {
    const receiver = await receiving();
    await world.subscribe(receiver.port);
    const [hidden] = await world.declare(1, { sharedWith: [world.stranger] });
    await world.test.superuser(
      `insert into event_arrival (filiere_id, organisation_id, event_ids, size)
       select filiere_id, $1, array[id], 1 from trace_event where event_id = $2`,
      [world.subscriber.organisationId, hidden],
    );
    const ids = await world.declare(1);
    await world.settleUntil(() => receiver.taken.length >= 1);
    await world.settle();
    expect(receiver.taken).toEqual(ids);
  });

  it('sends many events in batches, each once and in the order they came', async () => {
    const receiver = await receiving();
    await world.subscribe(receiver.port);
    const ids = [...(await world.declare(250)), ...(await world.declare(30))];
    await world.settleUntil(() => receiver.taken.length >= 280);
    expect(receiver.got.map((one) => one.ids.length)).toEqual([100, 100, 80]);
    expect([...receiver.taken].sort()).toEqual([...ids].sort());
    expect([...receiver.taken.slice(250)].sort()).toEqual([...ids.slice(250)].sort());
  });

  it('begins at the record time asked for', async () => {
    const before = await world.declare(3);
    await sleep(5);
    const since = new Date().toISOString();
    await sleep(5);
    const from = await world.declare(3);
    const [some, all] = [await receiving(), await receiving()];
    await world.subscribe(some.port, { initialRecordTime: since });
    await world.subscribe(all.port, { initialRecordTime: '2020-01-01T00:00:00+01:00' });
    const after = await world.declare(2);
    await world.settleUntil(() => some.taken.length >= 5);
    expect([...some.taken].sort()).toEqual([...from, ...after].sort());
    expect(all.taken).toEqual(expect.arrayContaining([...before, ...from, ...after]));
    expect(new Set(all.taken).size).toBe(all.taken.length);
    const later = await receiving();
    await world.subscribe(later.port, { initialRecordTime: '2999-01-01T00:00:00Z' });
    await world.declare(1);
    await world.settle();
    expect(later.got).toEqual([]);
  });

  it('never skips what commits late, whatever commits before it', async () => {
    const receiver = await receiving();
    await world.subscribe(receiver.port);
    await world.settle();
    const { done: late, commit } = await world.hold(world.declarer, () => world.declare(2));
    const early = await world.declare(2);
    await world.settle();
    // what came later waits for what began before it
    expect(receiver.taken).toEqual([]);
    await commit();
    await world.settleUntil(() => receiver.taken.length >= 4);
    expect([...receiver.taken].sort()).toEqual([...late, ...early].sort());
  });

  it('comes back by itself for what waits behind a transaction that has nothing to say', async () => {
    const receiver = await receiving();
    await world.subscribe(receiver.port);
    await world.settle();
    const { commit } = await world.hold(world.stranger, () =>
      world.declare(1, { sharedWith: [] }, world.stranger),
    );
    const ids = await world.declare(2);
    await world.settle();
    expect(receiver.got).toEqual([]);
    await commit();
    await world.settleUntil(() => receiver.taken.length >= 2);
    expect([...receiver.taken].sort()).toEqual([...ids].sort());
  });

  it('sends what is written while the subscription is made', async () => {
    // nobody of this organisation has listened before: the writer below wakes nobody
    await world.test.superuser('delete from arrival_listener');
    const { done: ids, commit } = await world.hold(world.declarer, () => world.declare(2));
    const receiver = await receiving();
    await world.subscribe(receiver.port);
    await world.settle();
    await commit();
    await world.settleUntil(() => receiver.taken.length >= 2);
    expect([...receiver.taken].sort()).toEqual([...ids].sort());
  });

  it('halves its batches on 413, and remembers', async () => {
    const receiver = await receiving((received, response) => {
      response.statusCode = received.ids.length > 30 ? 413 : 200;
      response.end();
    });
    await world.subscribe(receiver.port);
    const ids = await world.declare(120);
    await world.settleUntil(() => receiver.taken.length >= 120);
    expect([...receiver.taken].sort()).toEqual([...ids].sort());
    expect(receiver.got.map((one) => one.ids.length)).toEqual([100, 50, 25, 25, 25, 25, 20]);
    await world.declare(60);
    await world.settleUntil(() => receiver.taken.length >= 180);
    expect(receiver.got.slice(7).map((one) => one.ids.length)).toEqual([25, 25, 10]);
  });

  it('tells its owner of a single event that is too large, and does not skip it', async () => {
    const receiver = await receiving(status(413));
    const { subscriptionID } = await world.subscribe(receiver.port);
    const [id] = await world.declare(1);
    await world.declare(1);
    const stopped = async () => (await world.look(subscriptionID))!.state === 'suspended';
    await world.settleUntil(stopped);
    const view = (await world.look(subscriptionID))!;
    expect(view).toMatchObject({ lastFailure: { status: 413, eventID: id } });
    expect(view.detail).toMatch(/nothing is lost/);
    expect(view.lastNotifiedAt).toBeUndefined();
  });

  it('suspends after the last retry, says why, and goes on from there when asked for again', async () => {
    const receiver = await receiving(status(503));
    const { subscriptionID } = await world.subscribe(receiver.port);
    const ids = await world.declare(3);
    await world.settleUntil(async () => (await world.look(subscriptionID))!.state === 'suspended');
    expect(receiver.got).toHaveLength(4);
    expect(await world.look(subscriptionID)).toMatchObject({ lastFailure: { status: 503 } });
    ids.push(...(await world.declare(2)));
    await world.settle();
    expect(receiver.got).toHaveLength(4);
    receiver.answer = status(200);
    const again = await world.subscribe(receiver.port);
    expect(again).toMatchObject({ subscriptionID, state: 'active' });
    await world.settleUntil(() => receiver.taken.length >= 5);
    expect([...receiver.taken].sort()).toEqual([...ids].sort());
    expect((await world.look(subscriptionID))!.lastFailure).toBeUndefined();
  });

  it('loses nothing when it is deleted and made again from minRecordTime', async () => {
    const receiver = await receiving();
    const { subscriptionID } = await world.subscribe(receiver.port);
    const ids = await world.declare(3);
    await world.settleUntil(() => receiver.taken.length >= 3);
    await world.settle();
    await receiver.close();
    ids.push(...(await world.declare(3)));
    await world.settle();
    const { minRecordTime } = (await world.look(subscriptionID))!;
    await world.test.superuser('delete from epcis_subscription');
    await receiver.listen();
    await world.subscribe(receiver.port, { initialRecordTime: minRecordTime });
    await world.settleUntil(() => new Set(receiver.taken).size >= 6);
    expect([...new Set(receiver.taken)].sort()).toEqual([...ids].sort());
  });

  it('tries again where the receiver fails, is slow, or is away for a while; sends nothing twice after a 200', async () => {
    const slow = await world.start(JobsModule.inline({ jobs: JOBS }), {
      timeoutMs: 150,
      retryMs: Array(40).fill(40) as number[],
    });
    const usual = world.app;
    world.app = slow;
    try {
      const receiver = await receiving((_received, response, count) => {
        if (count === 1) status(500)(_received, response, count);
        else if (count === 2) setTimeout(() => response.end(), 400);
        else if (count === 3) response.socket!.destroy();
        else if (count === 4) status(202)(_received, response, count);
        else response.end();
      });
      await world.subscribe(receiver.port);
      const ids = await world.declare(2);
      await world.settleUntil(() => receiver.got.length >= 5);
      await world.settle();
      const before = receiver.got.length;
      expect(receiver.taken.slice(-2).sort()).toEqual([...ids].sort());
      await receiver.close();
      const more = await world.declare(2);
      await world.settle();
      await receiver.listen();
      await world.settleUntil(() => receiver.got.length > before);
      expect(receiver.taken.slice(-2).sort()).toEqual([...more].sort());
      await world.settle();
      expect(receiver.got).toHaveLength(before + 1);
    } finally {
      world.app = usual;
      await world.stop(slow);
    }
  });

  it('follows no redirect, and calls nothing that is not public', async () => {
    const inner = await receiving();
    const outer = await receiving((_received, response) => {
      response.writeHead(307, { location: `http://127.0.0.1:${inner.port}/` }).end();
    });
    const { subscriptionID } = await world.subscribe(outer.port);
    world.names.set('elsewhere.example', ['10.0.0.1']);
    const inward = await world.subscribe(outer.port, { dest: `http://elsewhere.example:${inner.port}/` });
    await world.declare(1);
    const state = async (id: string) => (await world.look(id))!.state;
    await world.settleUntil(
      async () =>
        (await state(subscriptionID)) === 'suspended' && (await state(inward.subscriptionID)) === 'suspended',
    );
    expect(await world.look(subscriptionID)).toMatchObject({
      lastFailure: { status: 307, detail: expect.stringMatching(/redirects/) },
    });
    expect(await world.look(inward.subscriptionID)).toMatchObject({
      lastFailure: { detail: expect.stringMatching(/not public/) },
    });
    expect(inner.got).toEqual([]);
    for (const dest of [
      'http://127.0.0.2/x',
      'http://example.com/x',
      'https://10.0.0.1/x',
      'ftp://example.com',
      'https://u:p@example.com/',
      'no',
    ])
      await expect(world.subscribe(1, { dest })).rejects.toMatchObject({ exception: 'ValidationException' });
  });

  it('stops at once on 410, and for an organisation that is suspended', async () => {
    const receiver = await receiving(status(410));
    const { subscriptionID } = await world.subscribe(receiver.port);
    await world.declare(1);
    await world.settleUntil(async () => (await world.look(subscriptionID))!.state === 'suspended');
    expect(receiver.got).toHaveLength(1);
    const other = await receiving();
    await world.subscribe(other.port);
    const { organisationId } = world.subscriber;
    await world.test.superuser(`update membership set status = 'suspended' where organisation_id = $1`, [
      organisationId,
    ]);
    await world.declare(1);
    await world.settle();
    await world.test.superuser(`update membership set status = 'active' where organisation_id = $1`, [
      organisationId,
    ]);
    expect(other.got).toEqual([]);
  });

  it('sends each event once where two workers hold the job, and goes on after one that died', async () => {
    const receiver = await receiving((_received, response) => void setTimeout(() => response.end(), 20));
    const { subscriptionID } = await world.subscribe(receiver.port);
    await world.settle();
    const two = await world.start(JobsModule.inline({ jobs: JOBS }));
    const ids = await world.declare(300);
    const payload = { organisationId: world.subscriber.organisationId!, subscriptionId: subscriptionID };
    const context = {
      filiereId: world.subscriber.filiereId,
      outboxId: subscriptionID,
      attempt: 1,
      signal: new AbortController().signal,
    };
    const deliverers = [world.app, two].map((app) => app.get(Deliverer, { strict: false }));
    await Promise.all([...deliverers, ...deliverers].map((one) => one.handle(payload, context)));
    await Promise.all(deliverers.map((one) => one.idle()));
    await world.settle();
    expect(receiver.taken).toHaveLength(300);
    expect([...receiver.taken].sort()).toEqual([...ids].sort());
    await world.stop(two);

    // a worker that died holds the row until its lease has passed
    await world.test.superuser(
      `update epcis_subscription set run_token = gen_random_uuid(), run_until = now() + interval '300 milliseconds'`,
    );
    const more = await world.declare(2);
    await world.settleUntil(() => receiver.taken.length >= 302);
    expect(receiver.taken.slice(300).sort()).toEqual([...more].sort());
  });

  it('does not count being stopped as an attempt', async () => {
    const receiver = await receiving((_received, _response, count) => void (count > 1 && _response.end()));
    const { subscriptionID } = await world.subscribe(receiver.port);
    const worker = await world.start(
      JobsModule.worker({ jobs: JOBS, queueUrl: world.test.url, databaseUrl: world.test.url }),
    );
    const ids = await world.declare(2);
    await until(() => receiver.got.length === 1);
    await world.stop(worker);
    expect((await world.look(subscriptionID))!.lastFailure).toBeUndefined();
    await world.settleUntil(() => receiver.taken.length >= 2);
    expect([...receiver.taken].sort()).toEqual([...ids].sort());
  });

  it('ends with its query, and is nobody else’s', async () => {
    await world.query('passing', {});
    const receiver = await receiving();
    const { subscriptionID } = await world.subscribe(receiver.port, {}, 'passing');
    await expect(world.subscribe(receiver.port, {}, 'passing', world.stranger)).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await world.db.transaction(world.subscriber, (tx) =>
      tx.query('delete from named_query where filiere_id = $1 and organisation_id = $2 and name = $3', [
        tx.actor.filiereId,
        tx.actor.organisationId,
        'passing',
      ]),
    );
    expect(await world.look(subscriptionID, 'passing')).toBeUndefined();
    await world.declare(1);
    await world.settle();
    expect(receiver.got).toEqual([]);
  });

  it('keeps the secret sealed, and limits how many there are', async () => {
    const receiver = await receiving();
    const view = await world.subscribe(receiver.port);
    expect(JSON.stringify(view)).not.toContain(TOKEN);
    const [row] = await world.test.superuser<{ secret: Buffer }>('select secret from epcis_subscription');
    expect(row!.secret.toString('latin1')).not.toContain(TOKEN);
    await world.test.superuser(
      `insert into epcis_subscription select (jsonb_populate_record(s, jsonb_build_object('id', gen_random_uuid(), 'secret', null))).*
       from epcis_subscription s, generate_series(1, 49)`,
    );
    await expect(world.subscribe(receiver.port)).rejects.toMatchObject({
      exception: 'SubscriptionControlsException',
    });
  });

  it('works through the queue, moments after the event', async () => {
    const worker = await world.start(
      JobsModule.worker({ jobs: JOBS, queueUrl: world.test.url, databaseUrl: world.test.url }),
    );
    const receiver = await receiving();
    await world.subscribe(receiver.port);
    await sleep(300);
    const began = Date.now();
    await world.declare(1);
    await until(() => receiver.taken.length === 1);
    expect(Date.now() - began).toBeLessThan(3000);
    process.stdout.write(`from capture to receiver: ${Date.now() - began} ms\n`);
    await world.stop(worker);
  });
});
