import type { Planning } from './planning-page';
import { changedItems, rowsOf, shortagesIn, weekOf } from './planning-model';

const unknown = {
  buyerItem: null,
  sellerItem: null,
  gtin: null,
  description: null,
  buyerStock: null,
  sellerStock: null,
  buyerProjected: null,
  sellerProjected: null,
};
const planning: Planning = {
  lastVisit: '2026-11-20T08:00:00Z',
  buckets: [
    { start: '2026-11-23', end: '2026-11-23' },
    { start: '2026-11-24', end: '2026-11-24' },
    { start: '2026-11-30', end: '2026-12-06' },
  ],
  items: [
    {
      ...unknown,
      buyerItem: 'A-1',
      unit: 'H87',
      demand: [5, 5, 20],
      demandChange: [0, 0, 4],
      deliveries: [0, 0, 0],
      inTransit: [0, 3, 0],
      production: [0, 0, 0],
      buyerStock: 6,
      buyerProjected: [1, -1, -21],
    },
    {
      ...unknown,
      buyerItem: 'A-2',
      unit: 'KGM',
      demand: [0, 0, 0],
      demandChange: [0, 0, 0],
      deliveries: [1, 0, 0],
      inTransit: [0, 0, 0],
      production: [0, 0, 0],
      sellerStock: 0,
      sellerProjected: [-1, -1, -1],
    },
  ],
};

describe('the plan on screen', () => {
  it('tells each shortage once, the earliest first, with its first day and how much is missing at most', () => {
    expect(shortagesIn(planning, true).map(({ item, from, most }) => [item.buyerItem, from, most])).toEqual([
      ['A-2', '2026-11-23', 1],
      ['A-1', '2026-11-24', 21],
    ]);
  });

  it('names each stock as the reader sees it, and leaves out rows that hold nothing', () => {
    const labels = (isBuyer: boolean) => rowsOf(planning.items[0]!, isBuyer).map(({ label }) => label);
    expect(labels(true)).toEqual(['planning.demand', 'planning.inTransit', 'planning.myStock']);
    expect(labels(false)).toEqual(['planning.demand', 'planning.inTransit', 'planning.buyerStock']);
  });

  it('counts the articles whose needs changed', () => {
    expect(changedItems(planning)).toBe(1);
  });

  it.each([
    ['2026-11-23', 48],
    ['2026-12-31', 53],
    ['2027-01-04', 1],
  ])('counts the week of %s as the calendar does', (day, week) => {
    expect(weekOf(day)).toBe(week);
  });
});
