import { Actor } from '@maillon/kernel';
import { exchangeWorld, ExchangeWorld } from '../exchange.fixture.js';
import { planningEntries } from './planning-entries.js';
import { PlanningResolver } from './planning.resolver.js';

describe('the planning view', () => {
  let world: ExchangeWorld;
  let buyer: Actor;
  let seller: Actor;
  let number = 0;
  beforeAll(async () => {
    world = await exchangeWorld();
  });
  beforeEach(async () => {
    [buyer, seller] = [await world.company(), await world.company()];
  });
  afterAll(() => world.close());

  const FROM = '2026-11-23';
  const article = { buyerItem: 'B', unit: 'H87' };
  const forecast = (lines: object[], header: object = {}) =>
    world.save(
      buyer,
      'forecast',
      seller,
      { number: `F-${++number}`, issueDate: FROM, periodStart: FROM, periodEnd: '2026-12-31', ...header },
      lines.map((line) => ({ ...article, ...line })),
    );
  const stock = (actor: Actor, partner: Actor, lines: object[], statementDate = `${FROM}T06:00:00+01:00`) =>
    world.save(
      actor,
      'stock_statement',
      partner,
      { number: `ST-${++number}`, statementDate },
      lines.map((line) => ({ ...article, ...line })),
    );
  const plan = (actor: Actor, partner: Actor, as: 'buyer' | 'seller') =>
    new PlanningResolver(world.test.db).planning(actor, partner.organisationId!, as, FROM, 6);

  it('puts demand, deliveries, transit, stock and production of both sides in one grid, the same for both', async () => {
    await forecast([
      { quantity: 4, date: '2026-11-24' },
      { quantity: 6, date: '2026-11-25' },
    ]);
    await stock(buyer, seller, [{ kind: 'on_hand', quantity: 5 }]);
    await stock(seller, buyer, [
      { kind: 'on_hand', quantity: 3 },
      { kind: 'planned_production', quantity: 9, date: '2026-11-26' },
    ]);
    const order = await world.save(buyer, 'order', seller, { number: 'PO-1', issueDate: FROM }, [
      { ...article, quantity: 8, requestedDate: '2026-11-27' },
    ]);
    await world.act(seller, order, 'accept');
    await world.save(
      seller,
      'despatch_advice',
      buyer,
      {
        number: 'DA-1',
        despatchDate: `${FROM}T08:00:00+01:00`,
        estimatedArrival: '2026-11-24',
        orderNumber: 'PO-1',
      },
      [{ ...article, quantity: 3, orderLine: 1 }],
    );
    const { items } = await plan(buyer, seller, 'buyer');
    expect(items).toHaveLength(1);
    const week = (row: readonly number[] | undefined) => row?.slice(0, 5);
    expect([items[0]!.buyerStock, items[0]!.sellerStock]).toEqual([5, 3]);
    expect(week(items[0]!.demand)).toEqual([0, 4, 6, 0, 0]);
    expect(week(items[0]!.inTransit)).toEqual([0, 3, 0, 0, 0]);
    expect(week(items[0]!.deliveries)).toEqual([0, 0, 0, 0, 5]);
    expect(week(items[0]!.production)).toEqual([0, 0, 0, 9, 0]);
    expect(week(items[0]!.buyerProjected)).toEqual([5, 4, -2, -2, 3]);
    expect(week(items[0]!.sellerProjected)).toEqual([3, 3, 3, 12, 7]);
    expect((await plan(seller, buyer, 'seller')).items).toEqual(items);
    // with the roles turned round, nothing was asked for
    expect((await plan(seller, buyer, 'buyer')).items[0]!.demand.every((value) => value === 0)).toBe(true);
  });

  it('lets the newest forecast and statement speak, and older ones where the newest is silent', async () => {
    await forecast([
      { quantity: 4, date: '2026-11-24' },
      { quantity: 7, date: '2026-12-08' },
      { quantity: 1, date: '2026-11-24', buyerItem: 'Other' },
    ]);
    await forecast([{ quantity: 9, date: '2026-11-25' }], { periodEnd: '2026-11-30' });
    await stock(buyer, seller, [{ kind: 'on_hand', quantity: 5 }]);
    await stock(buyer, seller, [{ kind: 'on_hand', quantity: 2 }], `${FROM}T09:00:00+01:00`);
    const { items, buckets } = await plan(buyer, seller, 'buyer');
    const sums = items.map(({ buyerItem, demand }) => [
      buyerItem,
      demand.flatMap((value, index) => (value ? [[buckets[index]!.start, value]] : [])),
    ]);
    expect(sums).toEqual([
      [
        'B',
        [
          ['2026-11-25', 9],
          ['2026-12-08', 7],
        ],
      ],
      ['Other', [['2026-11-24', 1]]],
    ]);
    expect(items[0]!.buyerStock).toBe(2);
  });

  it('tells what changed since the last visit', async () => {
    await forecast([{ quantity: 4, date: '2026-11-24' }]);
    expect((await plan(seller, buyer, 'seller')).items[0]!.demandChange).toBeUndefined();
    await world.test.superuser(`update planning_visit set visited_at = now() - interval '2 hours'`);
    await world.test.superuser(
      `update exchange_document set sent_at = now() - interval '3 hours' where issuer_id = $1`,
      [buyer.organisationId],
    );
    await forecast([
      { quantity: 10, date: '2026-11-24' },
      { quantity: 2, date: '2026-11-26' },
    ]);
    const { items, lastVisit } = await plan(seller, buyer, 'seller');
    expect(lastVisit).toBeDefined();
    expect(items[0]!.demandChange!.slice(0, 5)).toEqual([0, 6, 0, 2, 0]);
  });

  /** What is left of the plan: deliveries and transit in all, and the projected stock at the end. */
  const sums = async () => {
    const { items } = await plan(buyer, seller, 'buyer');
    const all = (row: readonly number[]) => row.reduce((sum, value) => sum + value, 0);
    return items.map(({ deliveries, inTransit }) => [all(deliveries), all(inTransit)]);
  };
  const order = (line: object = {}) =>
    world.save(buyer, 'order', seller, { number: `PO-${++number}`, issueDate: FROM }, [
      { ...article, quantity: 100, requestedDate: '2026-11-27', ...line },
    ]);
  const accepted = async () => {
    const id = await order();
    await world.act(seller, id, 'accept');
    return String((await world.stored(id)).header['number']);
  };
  const advise = (header: object, line: object = {}) =>
    world.save(
      seller,
      'despatch_advice',
      buyer,
      { number: `DA-${++number}`, despatchDate: `${FROM}T08:00:00+01:00`, ...header },
      [{ ...article, quantity: 40, ...line }],
    );
  const receive = (header: object, line: object, send = true) =>
    world.save(
      buyer,
      'receipt_advice',
      seller,
      { number: `RA-${++number}`, receiptDate: `${FROM}T18:00:00+01:00`, ...header },
      [{ ...article, ...line }],
      send,
    );

  it('takes from an order what an advice delivers, named in its header only, in another unit or not', async () => {
    await advise({ orderNumber: await accepted() });
    expect(await sums()).toEqual([[60, 40]]);
    const inTons = `PO-${++number}`;
    const tons = await world.save(buyer, 'order', seller, { number: inTons, issueDate: FROM }, [
      { buyerItem: 'T', unit: 'TNE', quantity: 2, requestedDate: '2026-11-27' },
    ]);
    await world.act(seller, tons, 'accept');
    await advise({ orderNumber: inTons }, { buyerItem: 'T', unit: 'KGM', quantity: 500 });
    expect(await sums()).toEqual([
      [60, 40],
      [1.5, 0.5],
    ]);
  });

  it('draws call-offs from their order, and what was delivered of them from both', async () => {
    const orderNumber = await accepted();
    const callOff = async (quantity: number) => {
      const own = `CO-${++number}`;
      const id = await world.save(buyer, 'call_off', seller, { number: own, issueDate: FROM, orderNumber }, [
        { ...article, quantity, requestedDate: '2026-11-25' },
      ]);
      await world.act(seller, id, 'confirm');
      return own;
    };
    const first = await callOff(30);
    expect(await sums()).toEqual([[100, 0]]);
    await advise({}, { callOffNumber: first, quantity: 30 });
    expect(await sums()).toEqual([[70, 30]]);
    await receive({}, { callOffNumber: first, quantity: 30 });
    const second = await callOff(70);
    expect((await sums())[0]![0]).toBe(70);
    await advise({ orderNumber }, { callOffNumber: second, quantity: 20 });
    expect((await sums())[0]![0]).toBe(50);
  });

  it('no longer awaits what was received without an advice', async () => {
    const orderNumber = await accepted();
    await receive({ orderNumber }, { quantity: 60 });
    expect(await sums()).toEqual([[40, 0]]);
  });

  it('keeps on its way what is not received: drafts receive nothing, parts receive a part', async () => {
    const advice = await advise({ estimatedArrival: '2026-11-24' });
    const despatchAdviceNumber = String((await world.stored(advice)).header['number']);
    const draft = await receive({ despatchAdviceNumber }, { despatchLine: 1, quantity: 40 }, false);
    expect(await sums()).toEqual([[0, 40]]);
    await world.act(buyer, draft, 'discard');
    await receive({ despatchAdviceNumber }, { despatchLine: 1, quantity: 1 });
    expect(await sums()).toEqual([[0, 39]]);
    await receive(
      { despatchAdviceNumber },
      { quantity: 30, rejectedQuantity: 4, shortQuantity: 2, rejectReason: 'damaged' },
    );
    expect(await sums()).toEqual([[0, 3]]);
  });

  it('adds the stock of both sites, and counts from the day in Paris', async () => {
    const at = (location: string, statementDate: string, quantity: number) =>
      world.save(buyer, 'stock_statement', seller, { number: `ST-${++number}`, statementDate, location }, [
        { ...article, kind: 'on_hand', quantity },
      ]);
    await at('Lyon', `${FROM}T05:00:00Z`, 10);
    await at('Lyon', '2026-11-23T23:30:00Z', 50);
    await at('Brest', `${FROM}T06:00:00Z`, 50);
    await forecast([
      { quantity: 8, date: '2026-11-23' },
      { quantity: 5, date: '2026-11-24' },
    ]);
    const { items } = await plan(buyer, seller, 'buyer');
    expect(items[0]!.buyerStock).toBe(100);
    expect(items[0]!.buyerProjected!.slice(0, 3)).toEqual([100, 95, 95]);
  });

  it('lets a newer forecast stand that names fewer numbers of the article', async () => {
    await forecast([{ quantity: 4, date: '2026-11-24', gtin: '04006381333931' }]);
    await forecast([{ quantity: 5, date: '2026-11-24' }]);
    const { items } = await plan(buyer, seller, 'buyer');
    expect(items.map(({ demand }) => demand[1])).toEqual([5]);
  });

  it('tells of revisions since the last visit, and of articles that are gone', async () => {
    const revised = await forecast([{ quantity: 4, date: '2026-11-24' }]);
    const gone = await forecast([{ quantity: 7, date: '2026-11-25', buyerItem: 'Gone' }]);
    await plan(seller, buyer, 'seller');
    const mine = [buyer.organisationId];
    await world.test.superuser(`update planning_visit set visited_at = now() - interval '2 hours'`);
    await world.test.superuser(
      `update exchange_document set sent_at = now() - interval '3 hours', updated_at = now() - interval '3 hours' where issuer_id = $1`,
      mine,
    );
    await world.test.superuser(
      `update exchange_act set at = now() - interval '3 hours' where issuer_id = $1`,
      mine,
    );
    const asked = await world.revisions.request.run(buyer, revised, 'erreur de saisie', [
      { lineNumber: 1, field: 'quantity', value: '9' },
    ]);
    if ('findings' in asked) throw new Error(JSON.stringify(asked.findings));
    const [revision] = await world.test.superuser<{ id: string }>(
      'select id from exchange_revision where document_id = $1',
      [revised],
    );
    await world.revisions.answer.accept(seller, revision!.id);
    await world.act(buyer, gone, 'withdraw', { reason: 'arrêt du modèle' });
    const { items } = await plan(seller, buyer, 'seller');
    expect(
      items.map(({ buyerItem, demand, demandChange }) => [
        buyerItem,
        demand.slice(0, 4),
        demandChange!.slice(0, 4),
      ]),
    ).toEqual([
      ['B', [0, 9, 0, 0], [0, 5, 0, 0]],
      ['Gone', [0, 0, 0, 0], [0, 0, -7, 0]],
    ]);
  });

  it('knows active members alone, and notes no visit to others', async () => {
    await world.test.superuser(`update membership set status = 'suspended' where organisation_id = $1`, [
      seller.organisationId,
    ]);
    await expect(plan(buyer, seller, 'buyer')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(plan(buyer, buyer, 'buyer')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(
      await world.test.superuser('select from planning_visit where organisation_id = $1', [
        buyer.organisationId,
      ]),
    ).toEqual([]);
  });

  it('reads a hundred documents in as many statements as one', async () => {
    const statements = async () => {
      let count = 0;
      const pair = { buyerId: buyer.organisationId!, sellerId: seller.organisationId! };
      await world.test.db.transaction(buyer, (tx) =>
        planningEntries(
          { ...tx, query: (...call) => (count++, tx.query(...call)) },
          pair,
          FROM,
          new Date(Date.now() - 1000),
        ),
      );
      return count;
    };
    const callOff = async (orderNumber: string) =>
      world.save(buyer, 'call_off', seller, { number: `CO-${++number}`, issueDate: FROM, orderNumber }, [
        { ...article, quantity: 1, requestedDate: '2026-11-25' },
      ]);
    const one = await accepted();
    await callOff(one);
    await advise({ orderNumber: one });
    await forecast([{ quantity: 5, date: '2026-11-24' }]);
    const few = await statements();
    for (let index = 0; index < 5; index++) {
      const more = await accepted();
      await callOff(more);
      await advise({ orderNumber: more });
      await forecast([{ quantity: 5, date: '2026-11-24' }]);
    }
    expect(await statements()).toBe(few);
    expect(few).toBeLessThanOrEqual(6);
  });

  it('refuses days and spans that make no plan', async () => {
    const resolver = new PlanningResolver(world.test.db);
    await expect(
      resolver.planning(buyer, seller.organisationId!, 'buyer', '2026-13-01', 6),
    ).rejects.toMatchObject({ path: 'from' });
    await expect(resolver.planning(buyer, seller.organisationId!, 'buyer', FROM, 99)).rejects.toMatchObject({
      path: 'weeks',
    });
    await expect(resolver.planning(buyer, 'x', 'buyer', FROM, 6)).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });
});
