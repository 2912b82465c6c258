import { createHmac } from 'node:crypto';
import { Actor, newId } from '@maillon/kernel';
import { Client } from 'pg';
import { drain, JobHost, JobsModule } from '@maillon/jobs';
import { sleep, until } from '@maillon/runtime/testing';
import { FeedWorld, HOST, JOBS, logged, QUICK, Receiver } from '../feed.fixture.js';
import { recordChanges } from '../index.js';
import { disabledTexts, failureTexts } from '../messages.js';
import { SecretBox } from '../webhooks/secret-box.js';
import { Courier } from './courier.js';
import { openRun, settleRun } from './run-webhook.js';

describe('webhook deliveries', () => {
  let world: FeedWorld;
  let [a, b]: Actor[] = [];
  const open: Receiver[] = [];
  const receiver = async (...args: Parameters<typeof Receiver.start>): Promise<Receiver> => {
    const one = await Receiver.start(...args);
    open.push(one);
    return one;
  };

  beforeAll(async () => {
    world = await FeedWorld.create();
    [a, b] = world.actors;
  });
  afterEach(async () => {
    await Promise.all(open.splice(0).map((one) => one.close()));
    await world.test.superuser('delete from webhook');
    await world.test.superuser('delete from outbox');
  });
  afterAll(() => world.close());

  const topicsOf = (one: Receiver, subjectId?: string) =>
    one.got.filter(({ body }) => !subjectId || body.subjectId === subjectId).map(({ body }) => body.topic);

  it('sends ids only, signed, to those who may see the change and asked for its topic', async () => {
    const [one, other] = [await receiver(), await receiver()];
    const { webhook, secret } = await world.webhook(a!, one.port, { topics: ['order.*'] });
    await world.webhook(b!, other.port);
    const subject = newId();
    await world.change(b!, subject, ['order.sent', 'lot.made'], [a!]);
    await world.settle();
    expect(other.got).toEqual([]);
    expect(one.got).toHaveLength(1);
    const [{ raw, body, headers }] = one.got as [Receiver['got'][0]];
    const [delivery] = await world.log(a!, webhook.id);
    expect(body).toEqual({
      id: delivery!.changeId,
      topic: 'order.sent',
      type: 'document',
      subjectId: subject,
      filiere: 'bois',
      at: delivery!.changedAt,
    });
    const [, time, mark] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(headers['maillon-signature']))!;
    expect(Math.abs(Number(time) - Date.now() / 1000)).toBeLessThan(30);
    expect(mark).toBe(createHmac('sha256', secret).update(`${time}.${raw}`).digest('hex'));
    expect(headers).toMatchObject({
      'content-type': 'application/json',
      'maillon-delivery': delivery!.id,
      host: `${HOST}:${one.port}`,
    });
    expect(delivery).toMatchObject({
      state: 'delivered',
      cause: 'change',
      attempts: 1,
      status: 200,
      responseExcerpt: 'merci',
      durationMs: expect.any(Number),
    });
    expect(delivery!.nextAttemptAt).toBeUndefined();
  });

  it('keeps the order of each subject through failures, and keeps no other subject waiting', async () => {
    const [first, second] = [newId(), newId()];
    let refusals = 2;
    const one = await receiver(({ body }, response) => {
      if (body.subjectId === first && refusals-- > 0) response.statusCode = 500;
      response.end();
    });
    const { webhook } = await world.webhook(a!, one.port);
    await world.change(a!, first, ['order.sent', 'order.changed', 'order.accepted'], [a!]);
    await world.change(a!, second, ['order.sent'], [a!]);
    await world.settleUntil(() => one.got.length === 6);
    expect(topicsOf(one, first)).toEqual([
      ...['order.sent', 'order.sent', 'order.sent'],
      ...['order.changed', 'order.accepted'],
    ]);
    const place = one.got.findIndex(({ body }) => body.subjectId === second);
    expect(place).toBeLessThan(4);
    const log = await world.log(a!, webhook.id);
    expect(log.map(({ state, attempts }) => [state, attempts])).toEqual([
      ['delivered', 3],
      ['delivered', 1],
      ['delivered', 1],
      ['delivered', 1],
    ]);
    expect(await world.look(a!, webhook.id)).toMatchObject({ failures: 0, waiting: 0 });
  });

  it('gives a delivery up after its last attempt, goes on behind it, and sends it again when asked', async () => {
    const subject = newId();
    let isBroken = true;
    const one = await receiver(({ body }, response) => {
      if (isBroken && body.topic === 'order.sent') response.statusCode = 422;
      response.end('numéro inconnu\u0000');
    });
    const { webhook } = await world.webhook(a!, one.port);
    await world.change(a!, subject, ['order.sent', 'order.changed'], [a!]);
    await world.settleUntil(() => topicsOf(one).includes('order.changed'));
    const [failed, after] = await world.log(a!, webhook.id);
    expect(failed).toMatchObject({
      state: 'failed',
      attempts: 4,
      status: 422,
      failure: failureTexts.status,
      responseExcerpt: 'numéro inconnu ',
    });
    expect(after).toMatchObject({ state: 'delivered', attempts: 1 });
    isBroken = false;
    const again = await world.replay.delivery(a!, failed!.id);
    expect(again).toMatchObject({
      cause: 'replay',
      changeId: failed!.changeId,
      state: 'waiting',
      attempts: 0,
    });
    expect(again.id).not.toBe(failed!.id);
    await expect(world.replay.delivery(a!, again.id)).rejects.toMatchObject({ code: 'CONFLICT' });
    await world.settle();
    expect(one.got.at(-1)!.body.id).toBe(failed!.changeId);
    expect((await world.log(a!, webhook.id)).map(({ state }) => state)).toEqual([
      'failed',
      'delivered',
      'delivered',
    ]);
  });

  it('waits for a receiver that is down, and delivers in order when it is back', async () => {
    const one = await receiver();
    const { webhook } = await world.webhook(a!, one.port);
    await one.close();
    const subject = newId();
    await world.change(a!, subject, ['order.sent', 'order.changed'], [a!]);
    await world.settle();
    expect((await world.log(a!, webhook.id))[0]).toMatchObject({
      state: 'waiting',
      failure: failureTexts.connection,
      nextAttemptAt: expect.any(String),
    });
    await one.listen();
    await world.settleUntil(() => one.got.length === 2);
    expect(topicsOf(one)).toEqual(['order.sent', 'order.changed']);
  });

  it('does not follow a redirect to a private address', async () => {
    const inside = await receiver(undefined, '127.0.0.3');
    const one = await receiver((_received, response) => {
      response.writeHead(307, { location: `http://127.0.0.3:${inside.port}/` }).end();
    });
    const { webhook } = await world.webhook(a!, one.port);
    await world.change(a!, newId(), ['order.sent'], [a!]);
    await world.settleUntil(async () => (await world.log(a!, webhook.id))[0]?.state === 'failed');
    expect((await world.log(a!, webhook.id))[0]).toMatchObject({
      status: 307,
      failure: failureTexts.redirect,
    });
    expect([one.got.length, inside.connections]).toEqual([4, 0]);
  });

  it('never calls a name that leads to a private address, also when it led elsewhere before', async () => {
    const one = await receiver();
    const inside = await receiver(undefined, '127.0.0.3', one.port);
    world.names.set('elsewhere.example', ['127.0.0.1']);
    const { webhook } = await world.webhook(a!, one.port, { host: 'elsewhere.example' });
    await world.change(a!, newId(), ['order.sent'], [a!]);
    await world.settle();
    expect(one.got).toHaveLength(1);
    for (const addresses of [['127.0.0.3'], ['127.0.0.1', '127.0.0.3'], ['169.254.169.254'], ['::1']]) {
      world.names.set('elsewhere.example', addresses);
      await world.change(a!, newId(), ['order.sent'], [a!]);
      await world.settle();
    }
    await world.settleUntil(async () => (await world.look(a!, webhook.id)).waiting === 0);
    expect([one.got.length, inside.connections]).toEqual([1, 0]);
    const log = await world.log(a!, webhook.id);
    expect(log.slice(1).map(({ failure }) => failure)).toEqual(Array(4).fill(failureTexts['not-public']));
  });

  it('switches off a webhook that only fails, says why, keeps what waits, and sends it once resumed', async () => {
    let isBroken = true;
    const one = await receiver((_received, response) => {
      if (isBroken) response.statusCode = 503;
      response.end();
    });
    const { webhook } = await world.webhook(a!, one.port);
    await world.test.superuser('update webhook set failures = 46');
    await world.change(a!, newId(), ['order.sent', 'order.changed'], [a!]);
    await world.settleUntil(async () => (await world.look(a!, webhook.id)).state === 'disabled');
    expect(await world.look(a!, webhook.id)).toMatchObject({
      state: 'disabled',
      disabledReason: disabledTexts.failures,
      waiting: 1,
    });
    const acts = await world.test.superuser(
      `select details from audit_record where action = 'webhook.disable'`,
    );
    expect(acts).toEqual([{ details: { reason: 'failures' } }]);
    await world.change(a!, newId(), ['order.meanwhile'], [a!]);
    await world.settle();
    const before = one.got.length;
    isBroken = false;
    const resumed = await world.manage.resume(a!, webhook.id, false);
    expect(resumed).toMatchObject({ state: 'active', failures: 0 });
    expect(resumed.disabledReason).toBeUndefined();
    await world.settle();
    expect(topicsOf(one).slice(before)).toEqual(['order.changed', 'order.meanwhile']);
  });

  it('switches off at once what answers 410', async () => {
    const one = await receiver((_received, response) => void response.writeHead(410).end());
    const { webhook } = await world.webhook(a!, one.port);
    await world.change(a!, newId(), ['order.sent'], [a!]);
    await world.settle();
    expect(await world.look(a!, webhook.id)).toMatchObject({
      state: 'disabled',
      disabledReason: disabledTexts.gone,
    });
    expect(one.got).toHaveLength(1);
  });

  it('pauses after rounds that all failed, and then tries one delivery alone', async () => {
    const patient = await FeedWorld.create({ pauseMs: [0, 60_000] });
    try {
      const [actor] = patient.actors;
      const one = await receiver((_received, response) => void response.writeHead(500).end());
      const { webhook } = await patient.webhook(actor, one.port);
      for (let n = 0; n < 12; n++) await patient.change(actor, newId(), ['order.sent'], [actor]);
      await patient.settle();
      // eight at once, then one, then a pause of a minute
      expect(one.got).toHaveLength(9);
      await sleep(100);
      await patient.settle();
      expect(one.got).toHaveLength(9);
      const { failures, resumesAt } = await patient.look(actor, webhook.id);
      expect(failures).toBe(2);
      expect(Date.parse(resumesAt!) - Date.now()).toBeGreaterThan(50_000);
      await patient.manage.update(actor, webhook.id, { url: `http://${HOST}:${one.port}/nouveau` });
      await patient.settle();
      expect(one.got.length).toBeGreaterThan(9);
    } finally {
      await patient.close();
    }
  });

  it('keeps no other webhook waiting for receivers that hang, in the same filière or another', async () => {
    const worker = await world.start(
      JobsModule.worker({
        queueUrl: world.test.url,
        databaseUrl: world.test.url,
        concurrency: 4,
        jobs: JOBS,
      }),
    );
    const hanging = await receiver(() => undefined);
    const [quick, abroad] = [await receiver(), await receiver()];
    for (let n = 0; n < 6; n++) await world.webhook(a!, hanging.port);
    await world.webhook(b!, quick.port);
    await world.webhook(world.abroad, abroad.port);
    await world.change(a!, newId(), ['order.sent'], [a!]);
    await until(() => hanging.got.length === 6);
    const began = Date.now();
    await world.change(b!, newId(), ['order.sent'], [b!]);
    await world.change(world.abroad, newId(), ['order.sent'], [world.abroad]);
    await until(() => quick.got.length === 1 && abroad.got.length === 1);
    // the hanging ones give up after 3 s
    expect(Date.now() - began).toBeLessThan(2000);
    await world.stop(worker);
  });

  it('serves a webhook by one process at a time, and records an attempt once', async () => {
    const hanging = await receiver(() => undefined);
    const { webhook } = await world.webhook(a!, hanging.port);
    await world.change(a!, newId(), ['order.sent'], [a!]);
    await world.change(a!, newId(), ['order.sent'], [a!]);
    await drain(world.app.get(JobHost, { strict: false }));
    await until(() => hanging.got.length === 2);
    const open = (token: string) => world.db.transaction(a!, (tx) => openRun(tx, webhook.id, token, QUICK));
    expect(await open(newId())).toBeUndefined();
    await world.app.get(Courier, { strict: false }).idle();
    await sleep(100);

    const run = (await open(newId()))!;
    const attempts = run.due.map(({ id, attempts }) => ({
      id,
      attempts,
      status: 500,
      failure: 'status' as const,
      durationMs: 1,
    }));
    const settle = (mine: typeof run) =>
      world.db.transaction(a!, (tx) =>
        settleRun(tx, mine, attempts, { ...QUICK, retryMs: [0, 0, 0], pauseMs: [0] }, false),
      );
    expect(await settle({ ...run, token: newId() })).toBeUndefined();
    expect(await settle(run)).toBeDefined();
    expect(await settle(run)).toBeDefined();
    const log = await world.log(a!, webhook.id);
    expect(log.map((delivery) => delivery.attempts).sort()).toEqual([1, 2]);
  });

  it('hands on what it was sending when it is stopped, which counts as no attempt', async () => {
    const start = () =>
      world.start(JobsModule.worker({ queueUrl: world.test.url, databaseUrl: world.test.url, jobs: JOBS }));
    const first = await start();
    let isHanging = true;
    const one = await receiver((_received, response) => {
      if (!isHanging) response.end();
    });
    const { webhook } = await world.webhook(a!, one.port);
    await world.change(a!, newId(), ['order.sent', 'order.changed'], [a!]);
    await until(() => one.got.length === 1);
    const began = Date.now();
    await world.stop(first);
    expect(Date.now() - began).toBeLessThan(2000);
    isHanging = false;
    expect((await world.log(a!, webhook.id))[0]).toMatchObject({ state: 'waiting', attempts: 0 });
    const second = await start();
    await until(async () => (await world.look(a!, webhook.id)).waiting === 0);
    expect(topicsOf(one)).toEqual(['order.sent', 'order.sent', 'order.changed']);
    expect((await world.log(a!, webhook.id))[0]).toMatchObject({ state: 'delivered', attempts: 1 });
    await world.stop(second);
  });

  it('delivers each of 200 changes once and in order, with two workers woken for them', async () => {
    const start = () =>
      world.start(JobsModule.worker({ queueUrl: world.test.url, databaseUrl: world.test.url, jobs: JOBS }));
    const workers = [await start(), await start()];
    const one = await receiver();
    const { webhook } = await world.webhook(a!, one.port);
    const subjects = Array.from({ length: 10 }, () => newId());
    await Promise.all(
      subjects.map((subject) =>
        world.change(
          a!,
          subject,
          Array.from({ length: 20 }, (_, n) => `order.n${n}`),
          [a!],
        ),
      ),
    );
    await until(
      async () => one.got.length >= 200 && (await world.look(a!, webhook.id)).waiting === 0,
      30_000,
    );
    expect(one.got).toHaveLength(200);
    for (const subject of subjects)
      expect(topicsOf(one, subject)).toEqual(Array.from({ length: 20 }, (_, n) => `order.n${n}`));
    for (const worker of workers) await world.stop(worker);
  });

  it('delivers what commits late, though nothing else happens', async () => {
    const one = await receiver();
    await world.webhook(a!, one.port);
    const slow = new Client({ connectionString: world.test.url });
    await slow.connect();
    await slow.query('begin; select pg_current_xact_id()');
    await world.change(a!, newId(), ['order.sent'], [a!]);
    await world.settle();
    await world.settle();
    expect(one.got).toEqual([]);
    await slow.query('commit');
    await slow.end();
    await world.settleUntil(() => one.got.length === 1);
  });

  it('delivers a long feed in steps, a change at a time only where order asks for it', async () => {
    const one = await receiver();
    const { webhook } = await world.webhook(a!, one.port);
    const changes = Array.from({ length: 1200 }, () => ({
      topic: 'order.sent',
      type: 'document',
      id: newId(),
      organisationIds: [a!.organisationId!],
    }));
    await world.db.transaction(a!, (tx) => recordChanges(tx, changes));
    await world.settle();
    expect(new Set(one.got.map(({ body }) => body.subjectId)).size).toBe(1200);
    expect(one.got).toHaveLength(1200);
    expect(await world.look(a!, webhook.id)).toMatchObject({ waiting: 0 });
  });

  it('leaves nothing in the outbox once all is delivered', async () => {
    const quick = await FeedWorld.create({ leaseMs: 200 });
    try {
      const one = await receiver();
      const [actor] = quick.actors;
      await quick.webhook(actor, one.port);
      for (let n = 0; n < 5; n++) await quick.change(actor, newId(), ['order.sent'], [actor]);
      await quick.settle();
      await sleep(300);
      await quick.settle();
      expect(one.got).toHaveLength(5);
      const rows = await quick.test.superuser('select job from outbox where done_at is null');
      expect(rows).toEqual([]);
    } finally {
      await quick.close();
    }
  });

  it('sends nothing for an organisation that is suspended', async () => {
    const one = await receiver();
    await world.webhook(a!, one.port);
    await world.change(a!, newId(), ['order.sent'], [a!]);
    await world.test.superuser(`update membership set status = 'suspended' where organisation_id = $1`, [
      a!.organisationId,
    ]);
    await world.settle();
    expect(one.got).toEqual([]);
    await world.test.superuser(`update membership set status = 'active'`);
    await world.change(a!, newId(), ['order.changed'], [a!]);
    await world.settle();
    expect(topicsOf(one)).toEqual(['order.sent', 'order.changed']);
  });

  it('never writes a secret into a log, and cannot read one with another key', async () => {
    const one = await receiver();
    const { webhook, secret } = await world.webhook(a!, one.port);
    const courier = world.app.get(Courier, { strict: false });
    Object.assign(courier['sender'], { box: new SecretBox(Buffer.alloc(32, 1).toString('base64')) });
    await world.change(a!, newId(), ['order.sent'], [a!]);
    await world.settle();
    Object.assign(courier['sender'], { box: new SecretBox(world.secretsKey) });
    expect(one.got).toEqual([]);
    expect(logged.join('\n')).toContain(webhook.id);
    expect(logged.join('\n')).not.toContain(secret);
    expect(logged.join('\n')).not.toContain(secret.slice(6));
  });
});
