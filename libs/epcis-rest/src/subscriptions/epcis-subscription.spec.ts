import { Outgoing } from '@maillon/runtime';
import { Refused, RequestContext, requestContext } from '@maillon/graphql';
import { SecretBox } from '@maillon/feed';
import { Actor, personActor } from '@maillon/kernel';
import { DeleteQuery } from '../queries/delete-query.js';
import { EpcisQueryResolver } from '../queries/epcis-query.resolver.js';
import { StoreQuery } from '../queries/store-query.js';
import { EpcisSubscriptionResolver } from './epcis-subscription.resolver.js';
import { EpcisSubscriptionType } from './epcis-subscription.types.js';
import { failureText } from './messages.js';
import { ResumeSubscription } from './resume-subscription.js';
import { Subscribe } from './subscribe.js';
import { HOST, Receiver, status, SubscriptionWorld, TOKEN } from './subscriptions.fixture.js';

const UUID = '00000000-0000-7000-8000-000000000000';

describe('queries and subscriptions as screens govern them', () => {
  let world: SubscriptionWorld;
  let queries: EpcisQueryResolver;
  let subscriptions: EpcisSubscriptionResolver;
  const open: Receiver[] = [];

  beforeAll(async () => {
    world = await SubscriptionWorld.create();
    const { db } = world;
    queries = new EpcisQueryResolver(db, new StoreQuery(db), new DeleteQuery(db));
    const subscribe = new Subscribe(db, new Outgoing(world.outgoing), new SecretBox(world.secretsKey));
    subscriptions = new EpcisSubscriptionResolver(db, subscribe, new ResumeSubscription(db));
  });
  afterAll(() => world.close());
  afterEach(async () => {
    for (const receiver of open.splice(0)) await receiver.close();
    await world.test.superuser(`delete from epcis_subscription; delete from audit_record;
      delete from named_query where name not in ('all', 'shipped')`);
  });

  const receiving = async (...answer: Parameters<typeof Receiver.start>): Promise<Receiver> => {
    const receiver = await Receiver.start(...answer);
    open.push(receiver);
    return receiver;
  };
  const contextOf = (actor: Actor): RequestContext => requestContext({ actor, language: 'fr' });

  /** The queries of an organisation with their subscriptions, as one request reads them. */
  async function look(actor = world.subscriber, first?: number, after?: string) {
    const { edges, pageInfo } = await queries.epcisQueries(actor, first, after);
    const context = contextOf(actor);
    const subscribed = edges.map(async ({ node }) => ({
      ...node,
      subscriptions: await queries.subscriptions(node, actor, context),
    }));
    return { queries: await Promise.all(subscribed), pageInfo };
  }
  async function one(id: string): Promise<EpcisSubscriptionType> {
    const all = (await look()).queries.flatMap((query) => query.subscriptions);
    return all.find((subscription) => subscription.id === id)!;
  }
  const acts = async () =>
    (await world.test.superuser<{ action: string }>('select action from audit_record order by id')).map(
      ({ action }) => action,
    );
  const isSuspended = async (id: string) => (await one(id)).state === 'suspended';
  const codes = (answer: object) => (answer as Refused).findings.map(({ code }) => code);
  const subscribe = (port: number, more: object = {}, actor = world.subscriber) =>
    subscriptions.subscribeToEpcisQuery(actor, contextOf(actor), {
      queryName: 'shipped',
      destination: `http://${HOST}:${port}/epcis`,
      signatureToken: TOKEN,
      reportIfEmpty: false,
      epcFormat: 'Always_EPC_URN',
      ...more,
    });

  it('shows each query with who follows it, and never the token', async () => {
    const receiver = await receiving();
    const stream = (await subscribe(receiver.port)) as EpcisSubscriptionType;
    const daily = (await subscribe(receiver.port, {
      schedule: { hour: '1', minute: '5', second: undefined },
      signatureToken: undefined,
      reportIfEmpty: true,
    })) as EpcisSubscriptionType;
    const shown = await look();
    expect(shown.queries).toMatchObject([
      { name: 'all', query: {}, subscriptions: [] },
      {
        name: 'shipped',
        query: { EQ_bizStep: ['shipping'] },
        subscriptions: [
          {
            id: stream.id,
            queryName: 'shipped',
            state: 'active',
            isSigned: true,
            epcFormat: 'Always_EPC_URN',
          },
          { id: daily.id, schedule: { hour: '1', minute: '5' }, reportIfEmpty: true, isSigned: false },
        ],
      },
    ]);
    expect(stream).not.toHaveProperty('schedule');
    expect(stream).not.toHaveProperty('nextReportAt');
    expect(new Date(daily.nextReportAt!).toISOString()).toMatch(/T01:05:00\.000Z$/);
    expect(JSON.stringify(shown)).not.toContain(TOKEN);
    expect(JSON.stringify([stream, daily])).not.toContain(TOKEN);
  });

  it('reads queries page by page, in the order of their names', async () => {
    for (const name of ['Zeta', 'beta'])
      await queries.storeEpcisQuery(world.subscriber, { name, query: { EQ_bizStep: ['packing'] } });
    const first = await look(world.subscriber, 3);
    expect(first.queries.map(({ name }) => name)).toEqual(['Zeta', 'all', 'beta']);
    const rest = await look(world.subscriber, 3, first.pageInfo.endCursor);
    expect(rest.queries.map(({ name }) => name)).toEqual(['shipped']);
    expect([first.pageInfo.hasNextPage, rest.pageInfo.hasNextPage]).toEqual([true, false]);
    await expect(look(world.subscriber, 3, 'x')).rejects.toMatchObject({ code: 'BAD_INPUT' });
    await expect(look(world.subscriber, 501)).rejects.toMatchObject({ code: 'BAD_INPUT' });
  });

  it('says why one is suspended, and resumes it: what waited is sent, and what came meanwhile', async () => {
    const receiver = await receiving(status(503));
    const { id } = (await subscribe(receiver.port)) as EpcisSubscriptionType;
    const ids = await world.declare(2);
    await world.settleUntil(() => isSuspended(id));
    const stopped = await one(id);
    expect(stopped).toMatchObject({ failures: 4, lastFailure: { status: 503 } });
    expect(stopped.suspendedReason!.fr).toMatch(/4 essais de suite ont échoué\. Rien n’est perdu/);
    expect(stopped.lastFailure!.detail.en).toMatch(/met an error\. Look for it in its log/);
    expect(stopped).not.toHaveProperty('nextAttemptAt');
    ids.push(...(await world.declare(1)));
    await world.settle();
    expect(receiver.got).toHaveLength(4);
    receiver.answer = status(200);
    expect(await subscriptions.resumeEpcisSubscription(world.subscriber, id)).toMatchObject({
      ...{ state: 'active', failures: 0 },
      lastFailure: { status: 503 },
    });
    await world.settleUntil(() => receiver.taken.length >= 3);
    expect([...receiver.taken].sort()).toEqual([...ids].sort());
    await world.settle();
    const after = await one(id);
    expect(after).not.toHaveProperty('lastFailure');
    expect(after).not.toHaveProperty('suspendedReason');
    expect(after.lastNotifiedAt! > stopped.lastFailure!.at).toBe(true);
    expect((await acts()).at(-1)).toBe('epcis-subscription.resume');
  });

  it('resumes with all attempts of a new one, and suspends again where nothing has changed', async () => {
    const receiver = await receiving(status(410));
    const { id } = (await subscribe(receiver.port)) as EpcisSubscriptionType;
    await world.declare(1);
    await world.settleUntil(() => isSuspended(id));
    expect((await one(id)).suspendedReason!.en).toMatch(/stopped, as your server asked/);
    receiver.answer = status(404);
    await subscriptions.resumeEpcisSubscription(world.subscriber, id);
    await world.settleUntil(() => isSuspended(id));
    expect(receiver.got).toHaveLength(5);
    expect((await one(id)).lastFailure!.detail.fr).toMatch(/ne prend rien à cette adresse/);
  });

  it('tries at once one that waits before its next attempt', async () => {
    const receiver = await receiving(status(500));
    const { id } = (await subscribe(receiver.port)) as EpcisSubscriptionType;
    const waiting = new Date(Date.now() + 3_600_000);
    await world.test.superuser(
      'update epcis_subscription set failures = 3, resume_at = $1, wake_at = $1, last_failure = $2',
      [waiting, JSON.stringify({ at: new Date(), reason: 'status', status: 500 })],
    );
    const ids = await world.declare(1);
    await world.settle();
    expect(receiver.got).toEqual([]);
    expect(await one(id)).toMatchObject({ state: 'active', nextAttemptAt: waiting.toISOString() });
    receiver.answer = status(200);
    await subscriptions.resumeEpcisSubscription(world.subscriber, id);
    await world.settleUntil(() => receiver.taken.length >= 1);
    expect(receiver.taken).toEqual(ids);
  });

  it('deletes a subscription with its token, and then its query', async () => {
    const receiver = await receiving();
    const { id } = (await subscribe(receiver.port)) as EpcisSubscriptionType;
    const second = (await subscribe(receiver.port, { schedule: { hour: '3' } })) as EpcisSubscriptionType;
    const stays = (await queries.deleteEpcisQuery(world.subscriber, 'shipped')) as Refused;
    expect(codes(stays)).toEqual(['QUERY_FOLLOWED']);
    expect(stays.findings[0]!.message.fr).toBe('2 abonnements suivent cette question.');
    expect((await look()).queries).toHaveLength(2);
    const sealed = 'select 1 from epcis_subscription where secret is not null';
    expect(await world.test.superuser(sealed)).toHaveLength(2);
    for (const gone of [id, second.id])
      expect(await subscriptions.deleteEpcisSubscription(world.subscriber, gone)).toBe(gone);
    expect(await world.test.superuser('select 1 from epcis_subscription')).toEqual([]);
    await world.declare(1);
    await world.settle();
    expect(receiver.got).toEqual([]);
    expect(await queries.deleteEpcisQuery(world.subscriber, 'shipped')).toEqual({ name: 'shipped' });
    expect((await look()).queries.map(({ name }) => name)).toEqual(['all']);
    expect((await acts()).slice(-3)).toEqual([
      'epcis-subscription.delete',
      'epcis-subscription.delete',
      'epcis-query.delete',
    ]);
    await world.query('shipped', { EQ_bizStep: ['shipping'] });
  });

  it('keeps a query, or says what is wrong with it', async () => {
    const store = (name: string, query: unknown, context?: unknown) =>
      queries.storeEpcisQuery(world.subscriber, { name, query, ...(context !== undefined && { context }) });
    const query = { eventType: ['ObjectEvent'], EQ_bizStep: ['packing'] };
    expect(await store('packed', query)).toMatchObject({ name: 'packed', query });
    expect(await acts()).toEqual(['epcis-query.create']);
    expect(codes(await store('packed', query))).toEqual(['RESOURCE_ALREADY_EXISTS']);
    expect(codes(await store('é', query))).toEqual(['VALIDATION']);
    expect(codes(await store('other', { EQ_bizstep: ['packing'] }))).toEqual(['QUERY_PARAMETER']);
    const extended = { 'EQ_example:colour': ['red'] };
    expect(codes(await store('red', extended))).toHaveLength(1);
    expect(await store('red', extended, [{ example: 'https://example.com/' }])).toMatchObject({
      name: 'red',
    });
  });

  it.each([
    [{ destination: 'http://erp.example/x' }, 'VALIDATION'],
    [{ destination: 'https://10.0.0.1/' }, 'VALIDATION'],
    [{ signatureToken: 'short' }, 'VALIDATION'],
    [{ epcFormat: 'x' }, 'VALIDATION'],
    [{ schedule: { hour: '25' } }, 'SUBSCRIPTION_CONTROLS'],
    [{ schedule: {} }, 'SUBSCRIPTION_CONTROLS'],
  ])('refuses to subscribe with %j', async (fault, code) => {
    expect(codes(await subscribe(12_000, fault))).toEqual([code]);
    expect((await look()).queries[1]!.subscriptions).toEqual([]);
  });

  it('shows another organisation nothing, and does as if nothing were there', async () => {
    const receiver = await receiving();
    const { id } = (await subscribe(receiver.port)) as EpcisSubscriptionType;
    const { filiereId, personId, organisationId } = world.subscriber;
    const abroad = { filiereId: filiereId + 1, personId: personId!, organisationId: organisationId! };
    for (const actor of [world.stranger, world.declarer, personActor({ ...abroad, role: 'owner' })]) {
      expect((await look(actor)).queries).toEqual([]);
      expect(
        await queries.subscriptions({ name: 'shipped', query: {}, createdAt: '' }, actor, contextOf(actor)),
      ).toEqual([]);
      for (const act of [
        () => subscriptions.resumeEpcisSubscription(actor, id),
        () => subscriptions.deleteEpcisSubscription(actor, id),
        () => queries.deleteEpcisQuery(actor, 'shipped'),
        () => subscribe(receiver.port, {}, actor),
      ])
        await expect(act()).rejects.toMatchObject({ code: 'NOT_FOUND' });
    }
    for (const none of [UUID, 'x']) {
      const act = subscriptions.deleteEpcisSubscription(world.subscriber, none);
      await expect(act).rejects.toMatchObject({ code: 'NOT_FOUND' });
      const other = subscriptions.resumeEpcisSubscription(world.subscriber, none);
      await expect(other).rejects.toMatchObject({ code: 'NOT_FOUND' });
    }
    expect(await one(id)).toMatchObject({ state: 'active' });
  });

  it('lets one who subscribes and one who deletes the query come one after the other', async () => {
    const receiver = await receiving();
    for (let round = 0; round < 5; round++) {
      const [made, gone] = await Promise.allSettled([
        subscribe(receiver.port),
        queries.deleteEpcisQuery(world.subscriber, 'shipped'),
      ]);
      const isKept = (await look()).queries.some(({ name }) => name === 'shipped');
      expect([made.status, gone.status]).toEqual([isKept ? 'fulfilled' : 'rejected', 'fulfilled']);
      await world.test.superuser('delete from epcis_subscription');
      if (!isKept) await world.query('shipped', { EQ_bizStep: ['shipping'] });
    }
  });

  it.each([
    [401, /Let ours through/],
    [405, /a service answers POST/],
    [204, /did not answer 200, which alone/],
    [502, /Look for it in its log/],
  ])('says of %s what to do', (code, words) => {
    expect(failureText({ reason: 'status', status: code }).en).toMatch(words);
  });
});
