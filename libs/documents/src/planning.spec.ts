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
