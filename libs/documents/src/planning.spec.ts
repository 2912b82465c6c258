import { planningBuckets, PlanningEntry, planningGrid } from './planning.js';

const entry = (
  kind: PlanningEntry['kind'],
  date: string,
  quantity: number,
  more: object = {},
): PlanningEntry => ({
  kind,
  date,
  quantity,
  unit: 'H87',
  buyerItem: 'A',
  ...more,
});

describe('planningBuckets', () => {
  it('shows four weeks by day from Monday, then weeks', () => {
    const buckets = planningBuckets('2026-11-26', 6);
    expect(buckets).toHaveLength(30);
    expect(buckets[0]).toEqual({ start: '2026-11-23', end: '2026-11-23' });
    expect(buckets[28]).toEqual({ start: '2026-12-21', end: '2026-12-27' });
    expect(buckets[29]).toEqual({ start: '2026-12-28', end: '2027-01-03' });
    expect(planningBuckets('2026-11-23', 2)).toHaveLength(14);
    expect(planningBuckets('2026-11-22', 1)[0]!.start).toBe('2026-11-16');
  });
});

describe('planningGrid', () => {
  const buckets = planningBuckets('2026-11-23', 6);
  const at = (values: readonly number[] | undefined, date: string) =>
    values?.[buckets.findIndex(({ start, end }) => date >= start && date <= end)];

  it('projects the stock of both sides and goes below zero where there is a shortage', () => {
    const [item] = planningGrid(
      [
        entry('buyer_stock', '2026-11-23', 5),
        entry('demand', '2026-11-24', 4),
        entry('demand', '2026-11-25', 4),
        entry('delivery', '2026-11-26', 10),
        entry('seller_stock', '2026-11-23', 2),
        entry('production', '2026-11-24', 3),
      ],
      buckets,
    );
    expect(item!.buyerProjected!.slice(0, 5)).toEqual([5, 1, -3, 7, 7]);
    expect(item!.sellerProjected!.slice(0, 5)).toEqual([2, 5, 5, -5, -5]);
  });

  it('adds what falls into one week, and leaves out what lies beyond', () => {
    const [item] = planningGrid(
      [entry('demand', '2026-12-21', 1), entry('demand', '2026-12-27', 2), entry('demand', '2027-03-01', 9)],
      buckets,
    );
    expect(at(item!.demand, '2026-12-23')).toBe(3);
    expect(item!.demand.reduce((sum, value) => sum + value)).toBe(3);
    expect(item!.buyerProjected).toBeUndefined();
  });

  it('keeps awaiting what was due and did not come, not what was planned', () => {
    const [item] = planningGrid(
      [entry('delivery', '2026-11-01', 7), entry('demand', '2026-11-01', 7)],
      buckets,
    );
    expect([item!.deliveries[0], item!.demand[0]]).toEqual([7, 0]);
  });

  it('knows an article by any of its numbers, also through a third entry', () => {
    const items = planningGrid(
      [
        entry('demand', '2026-11-24', 1, { buyerItem: 'B1' }),
        entry('seller_stock', '2026-11-24', 2, { buyerItem: undefined, sellerItem: 'S1' }),
        entry('demand', '2026-11-24', 4, { buyerItem: undefined, gtin: '04006381333931' }),
        entry('delivery', '2026-11-24', 8, { buyerItem: 'B1', sellerItem: 'S1', gtin: '04006381333931' }),
        entry('demand', '2026-11-24', 16, { buyerItem: 'B2' }),
      ],
      buckets,
    );
    expect(items.map(({ buyerItem, demand }) => [buyerItem, demand[1]])).toEqual([
      ['B1', 5],
      ['B2', 16],
    ]);
    expect(items[0]).toMatchObject({ sellerItem: 'S1', sellerStock: 2 });
  });

  it('counts in the unit of the first entry', () => {
    const [item] = planningGrid(
      [
        entry('demand', '2026-11-24', 1, { unit: 'TNE' }),
        entry('demand', '2026-11-24', 500, { unit: 'KGM' }),
      ],
      buckets,
    );
    expect([item!.unit, item!.demand[1]]).toEqual(['TNE', 1.5]);
  });
});

describe('planningGrid, of what counts', () => {
  const buckets = planningBuckets('2026-11-23', 6);
  const said = (id: string, at: string, more: object = {}) => ({ statement: { id, at, ...more } });
  const first = (values: readonly number[] | undefined, many = 5) => values?.slice(0, many);

  it('knows the newest forecast by any number of an article', () => {
    const older = said('f1', '2026-11-01T00:00:00.000Z', { from: '2026-11-23', to: '2026-12-31' });
    const newer = said('f2', '2026-11-08T00:00:00.000Z', { from: '2026-11-23', to: '2026-11-29' });
    const [item] = planningGrid(
      [
        entry('demand', '2026-11-24', 4, { gtin: '04006381333931', ...older }),
        entry('demand', '2026-11-25', 3, { gtin: '04006381333931', ...older }),
        entry('demand', '2026-12-01', 7, { gtin: '04006381333931', buyerItem: undefined, ...older }),
        entry('demand', '2026-11-24', 5, newer),
        entry('demand', '2026-11-24', 1, newer),
      ],
      buckets,
    );
    expect(first(item!.demand, 9)).toEqual([0, 6, 0, 0, 0, 0, 0, 0, 7]);
  });

  it('adds the stock of every place, each by its newest statement', () => {
    const [item] = planningGrid(
      [
        entry('buyer_stock', '2026-11-20', 10, said('s1', '2026-11-20T08:00:00.000Z', { place: 'A' })),
        entry('buyer_stock', '2026-11-23', 50, said('s2', '2026-11-23T08:00:00.000Z', { place: 'A' })),
        entry('buyer_stock', '2026-11-22', 30, said('s3', '2026-11-22T08:00:00.000Z', { place: 'B' })),
        entry('buyer_stock', '2026-11-22', 20, {
          gtin: '1',
          ...said('s3', '2026-11-22T08:00:00.000Z', { place: 'B' }),
        }),
        entry('production', '2026-11-24', 1, said('s1', '2026-11-20T08:00:00.000Z')),
        entry('production', '2026-11-25', 2, said('s2', '2026-11-23T08:00:00.000Z')),
      ],
      buckets,
    );
    expect(item!.buyerStock).toBe(100);
    expect(first(item!.production)).toEqual([0, 0, 2, 0, 0]);
  });

  it('projects from the day of the count: what came before is in it, what lies between counts once', () => {
    const demand = ['2026-11-19', '2026-11-21', '2026-11-23', '2026-11-25', '2026-11-27'].map((day) =>
      entry('demand', day, 1),
    );
    const onWednesday = planningGrid(
      [entry('buyer_stock', '2026-11-25', 5), entry('delivery', '2026-11-16', 10), ...demand],
      buckets,
    )[0]!;
    expect(first(onWednesday.buyerProjected, 6)).toEqual([5, 5, 14, 14, 13, 13]);
    const lastFriday = planningGrid([entry('buyer_stock', '2026-11-20', 5), ...demand], buckets)[0]!;
    expect(first(lastFriday.buyerProjected, 6)).toEqual([3, 3, 2, 2, 1, 1]);
    const beyond = planningGrid([entry('buyer_stock', '2027-03-01', 5), ...demand], buckets)[0]!;
    expect(new Set(beyond.buyerProjected)).toEqual(new Set([5]));
  });

  it('does not count a shipment twice in the stock of the seller, nor what it made before its count', () => {
    const [item] = planningGrid(
      [
        entry('seller_stock', '2026-11-24', 20),
        entry('production', '2026-11-23', 9),
        entry('production', '2026-11-24', 5),
        entry('in_transit', '2026-11-25', 7),
        entry('delivery', '2026-11-26', 4),
      ],
      buckets,
    );
    expect(first(item!.sellerProjected)).toEqual([20, 25, 25, 21, 21]);
  });

  it('tells what changed, also of an article that is asked for no more', () => {
    const items = planningGrid(
      [entry('demand', '2026-11-24', 5), entry('buyer_stock', '2026-11-23', 1, { buyerItem: 'B' })],
      buckets,
      [
        entry('demand', '2026-11-24', 3, { gtin: '04006381333931' }),
        entry('demand', '2026-11-25', 4, { buyerItem: 'B' }),
        entry('demand', '2026-11-26', 6, { buyerItem: 'Gone', unit: 'KGM', description: 'Chêne' }),
        entry('demand', '2027-11-26', 6, { buyerItem: 'Beyond' }),
      ],
    );
    expect(items.map(({ buyerItem, demandChange }) => [buyerItem, first(demandChange)])).toEqual([
      ['A', [0, 2, 0, 0, 0]],
      ['B', [0, 0, -4, 0, 0]],
      ['Gone', [0, 0, 0, -6, 0]],
    ]);
    expect(items[2]).toMatchObject({ unit: 'KGM', description: 'Chêne', demand: buckets.map(() => 0) });
  });
});
