import { sleep } from '@maillon/runtime/testing';
import { Receiver, status, SubscriptionWorld } from './subscriptions.fixture.js';

/** Comes round every second. */
const OFTEN = { schedule: { second: '*' } };

describe('webhook subscriptions by schedule', () => {
  let world: SubscriptionWorld;
  const open: Receiver[] = [];
  beforeAll(async () => {
    world = await SubscriptionWorld.create();
    await world.query('few', { maxEventCount: 3 });
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

  it('sends nothing before its time, then all that came since, in batches', async () => {
    const receiver = await receiving();
    const far = await receiving();
    const { subscriptionID } = await world.subscribe(receiver.port, OFTEN);
    await world.subscribe(far.port, { schedule: { month: '2', dayOfMonth: '29' } });
    const ids = await world.declare(230);
    await world.settleUntil(() => receiver.taken.length >= 230);
    expect([...receiver.taken].sort()).toEqual([...ids].sort());
    expect(receiver.got.map((one) => one.ids.length)).toEqual([100, 100, 30]);
    const more = await world.declare(1);
    await world.settleUntil(() => receiver.taken.length >= 231);
    expect(receiver.taken.at(-1)).toBe(more[0]);
    expect(far.got).toEqual([]);
    const [first] = receiver.got;
    expect(first!.body).toMatchObject({ epcisBody: { queryResults: { subscriptionID } } });
    const view = (await world.look(subscriptionID))!;
    expect(view).toMatchObject({ schedule: { second: '*' }, state: 'active' });
    expect(view.stream).toBeUndefined();
    expect(view.minRecordTime > view.initialRecordTime).toBe(true);
  });

  it('says that there is nothing, to who asked for it alone', async () => {
    const [told, quiet] = [await receiving(), await receiving()];
    await world.subscribe(told.port, { ...OFTEN, reportIfEmpty: true });
    await world.subscribe(quiet.port, OFTEN);
    await world.settleUntil(() => told.got.length >= 2);
    expect(told.got.flatMap((one) => one.ids)).toEqual([]);
    expect(told.got[0]!.body).toMatchObject({ type: 'EPCISQueryDocument' });
    const ids = await world.declare(2);
    await world.settleUntil(() => told.taken.length >= 2 && quiet.taken.length >= 2);
    expect([...quiet.taken].sort()).toEqual([...ids].sort());
    expect(quiet.got).toHaveLength(1);
  });

  it('does not say so twice for one report that had events', async () => {
    const receiver = await receiving();
    const before = await world.declare(1);
    const { subscriptionID } = await world.subscribe(receiver.port, {
      ...OFTEN,
      reportIfEmpty: true,
      initialRecordTime: '2020-01-01T00:00:00Z',
    });
    await world.settleUntil(() => receiver.taken.includes(before[0]!));
    const { createdAt } = (await world.look(subscriptionID))!;
    const seconds = Math.ceil((Date.now() - Date.parse(createdAt)) / 1000);
    // batches of the backlog, and no more than one report a second
    const empty = receiver.got.filter((one) => !one.ids.length).length;
    expect(empty).toBeLessThanOrEqual(seconds - 1);
  });

  it('sends a problem where more came than maxEventCount, and goes on with what comes after', async () => {
    const receiver = await receiving();
    await world.subscribe(receiver.port, OFTEN, 'few');
    await world.declare(4);
    await world.settleUntil(() => receiver.got.length >= 1);
    const [problem] = receiver.got;
    expect(problem!.headers['content-type']).toBe('application/problem+json');
    expect(problem!.body).toMatchObject({ type: 'epcisException:QueryTooLargeException', status: 413 });
    const ids = await world.declare(3);
    await world.settleUntil(() => receiver.taken.length >= 3);
    expect([...receiver.taken].sort()).toEqual([...ids].sort());
  });

  it('caps batches of a stream by maxEventCount instead', async () => {
    const receiver = await receiving();
    await world.subscribe(receiver.port, {}, 'few');
    await world.declare(7);
    await world.settleUntil(() => receiver.taken.length >= 7);
    expect(receiver.got.map((one) => one.ids.length)).toEqual([3, 3, 1]);
  });

  it('tries a report again, and sends what came meanwhile with the next', async () => {
    const receiver = await receiving((received, response, count) =>
      status(count < 3 ? 500 : 200)(received, response, count),
    );
    const { subscriptionID } = await world.subscribe(receiver.port, OFTEN);
    const ids = await world.declare(2);
    await world.settleUntil(() => receiver.got.length >= 1);
    ids.push(...(await world.declare(2)));
    await world.settleUntil(() => receiver.taken.length >= 4);
    expect([...receiver.taken].sort()).toEqual([...ids].sort());
    expect((await world.look(subscriptionID))!.lastFailure).toBeUndefined();
  });

  it('waits for what was being written when its time came', async () => {
    const receiver = await receiving();
    await world.subscribe(receiver.port, { ...OFTEN, reportIfEmpty: true });
    const { done: late, commit } = await world.hold(world.declarer, () => world.declare(2));
    const early = await world.declare(2);
    for (let round = 0; round < 8; round++) {
      await sleep(200);
      await world.settle();
    }
    expect(receiver.got).toEqual([]);
    await commit();
    await world.settleUntil(() => receiver.taken.length >= 4);
    expect([...receiver.taken].sort()).toEqual([...late, ...early].sort());
  });

  it.each([
    [{}, 'SubscriptionControlsException'],
    [{ schedule: {} }, 'SubscriptionControlsException'],
    [{ schedule: { second: '61' } }, 'SubscriptionControlsException'],
    [{ schedule: { secnod: '1' } }, 'SubscriptionControlsException'],
    [{ schedule: { second: true } }, 'SubscriptionControlsException'],
    [{ schedule: 'daily' }, 'SubscriptionControlsException'],
    [{ schedule: { month: '2', dayOfMonth: '30' } }, 'SubscriptionControlsException'],
    [{ schedule: { second: '1' }, stream: true }, 'SubscriptionControlsException'],
    [{ stream: false }, 'SubscriptionControlsException'],
    [{ stream: true, dest: 7 }, 'ValidationException'],
    [{ stream: true, signatureToken: 'short' }, 'ValidationException'],
    [{ stream: true, reportIfEmpty: 'yes' }, 'ValidationException'],
    [{ stream: true, initialRecordTime: '2026-03-01' }, 'ValidationException'],
    [{ stream: true, epcFormat: 'URN' }, 'ValidationException'],
    [{ stream: true, reportIfEmtpy: true }, 'ValidationException'],
  ])('refuses %j', async (asked, exception) => {
    const members = { dest: 'https://client.example.com/epcis', ...asked };
    const how = { queryName: 'all', epcFormat: 'Always_EPC_URN', language: 'fr' } as const;
    const body = Buffer.from(JSON.stringify(members));
    await expect(world.subscriptions.run(world.subscriber, { ...how, body })).rejects.toMatchObject({
      exception,
    });
  });

  it('takes `secret` for signatureToken, and keeps the form of EPCs asked for', async () => {
    const receiver = await receiving();
    const body = {
      dest: `http://receiver.example:${receiver.port}/`,
      stream: true,
      secret: 'a secret of mine',
      epcFormat: 'Always_EPC_URN',
    };
    const view = await world.subscriptions.run(world.subscriber, {
      queryName: 'all',
      body: Buffer.from(JSON.stringify(body)),
      epcFormat: 'Always_GS1_Digital_Link',
      language: 'fr',
    });
    expect(view.epcFormat).toBe('Always_EPC_URN');
    await world.declare(1, { more: { epcList: ['urn:epc:id:sgtin:0614141.107346.2018'] } });
    await world.settleUntil(() => receiver.got.length >= 1);
    expect(receiver.got[0]!.raw).toContain('urn:epc:id:sgtin:0614141.107346.2018');
    expect(receiver.got[0]!.headers['gs1-signature']).toMatch(/^sha256=[0-9a-f]{64}$/);
  });
});
