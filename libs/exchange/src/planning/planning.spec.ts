import { Actor } from '@maillon/kernel';
import { exchangeWorld, ExchangeWorld } from '../exchange.fixture.js';
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
