import { convertQuantity } from '@maillon/filieres';

/** What one document line says of the days to come; a quantity without unit or date counts for nothing. */
export interface PlanningEntry {
  readonly kind: 'demand' | 'delivery' | 'in_transit' | 'buyer_stock' | 'seller_stock' | 'production';
  readonly buyerItem?: string;
  readonly sellerItem?: string;
  readonly gtin?: string;
  readonly description?: string;
  readonly unit: string;
  readonly quantity: number;
  /** Day, YYYY-MM-DD; for stock, the day of the count. */
  readonly date: string;
}

/** A column of the grid: one day, or one week from its Monday. Both ends included. */
export interface PlanningBucket {
  readonly start: string;
  readonly end: string;
}

export interface PlanningItem {
  readonly buyerItem?: string;
  readonly sellerItem?: string;
  readonly gtin?: string;
  readonly description?: string;
  /** All quantities are in it: that of the first entry. */
  readonly unit: string;
  readonly demand: readonly number[];
  readonly deliveries: readonly number[];
  readonly inTransit: readonly number[];
  readonly production: readonly number[];
  readonly buyerStock?: number;
  readonly sellerStock?: number;
  /** Stock at the end of each bucket: stock + deliveries + in transit - demand. Absent where no stock was stated. */
  readonly buyerProjected?: readonly number[];
  /** Stock + production - deliveries still to leave. */
  readonly sellerProjected?: readonly number[];
}

const DAY = 86_400_000;
const DAYS_BY_DAY = 28;

const isoDay = (time: number): string => new Date(time).toISOString().slice(0, 10);

/** Four weeks by day from the Monday of `from`, then weeks: the horizon of PURIS, as planners read it. */
export function planningBuckets(from: string, weeks: number): PlanningBucket[] {
  const day = Date.parse(`${from}T00:00:00Z`);
  const monday = day - ((new Date(day).getUTCDay() + 6) % 7) * DAY;
  const days = Array.from({ length: Math.min(DAYS_BY_DAY, weeks * 7) }, (_one, index) => {
    const start = isoDay(monday + index * DAY);
    return { start, end: start };
  });
  const later = Array.from({ length: Math.max(0, weeks - DAYS_BY_DAY / 7) }, (_one, index) => {
    const start = monday + (DAYS_BY_DAY + index * 7) * DAY;
    return { start: isoDay(start), end: isoDay(start + 6 * DAY) };
  });
  return [...days, ...later];
}

/**
 * The grid of both sides: one item per article, whichever of its numbers an entry names. What was due before the first
 * bucket and has not come stands in the first one.
 */
export function planningGrid(
  entries: readonly PlanningEntry[],
  buckets: readonly PlanningBucket[],
): PlanningItem[] {
  return groupByItem(entries)
    .map((group) => itemOf(group, buckets))
    .sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
}

const nameOf = (item: Pick<PlanningItem, 'buyerItem' | 'sellerItem' | 'gtin'>): string =>
  item.buyerItem ?? item.sellerItem ?? item.gtin ?? '';

/** Entries of one article: those that share a number, directly or through a third that carries both. */
function groupByItem(entries: readonly PlanningEntry[]): PlanningEntry[][] {
  const groups: PlanningEntry[][] = [];
  const byNumber = new Map<string, PlanningEntry[]>();
  for (const entry of entries) {
    const numbers = (['gtin', 'buyerItem', 'sellerItem'] as const).flatMap((name) =>
      entry[name] ? [`${name}:${entry[name]}`] : [],
    );
    const met = [
      ...new Set(numbers.flatMap((number) => (byNumber.has(number) ? [byNumber.get(number)!] : []))),
    ];
    const group = met[0] ?? [];
    if (!met.length) groups.push(group);
    for (const other of met.slice(1)) {
      group.push(...other);
      groups.splice(groups.indexOf(other), 1);
      for (const [number, holder] of byNumber) if (holder === other) byNumber.set(number, group);
    }
    group.push(entry);
    for (const number of numbers) byNumber.set(number, group);
  }
  return groups;
}

function itemOf(entries: readonly PlanningEntry[], buckets: readonly PlanningBucket[]): PlanningItem {
  const first = <Name extends 'buyerItem' | 'sellerItem' | 'gtin' | 'description'>(name: Name) =>
    entries.find((entry) => entry[name] !== undefined)?.[name];
  const unit = entries[0]!.unit;
  const numbers = {
    buyerItem: first('buyerItem'),
    sellerItem: first('sellerItem'),
    gtin: first('gtin'),
    description: first('description'),
  };
  const named = Object.fromEntries(Object.entries(numbers).filter(([, value]) => value !== undefined));
  const row = (kind: PlanningEntry['kind']) => spread(entries, kind, unit, buckets);
  const [demand, deliveries, inTransit, production] = [
    row('demand'),
    row('delivery'),
    row('in_transit'),
    row('production'),
  ];
  const [buyerStock, sellerStock] = [
    stock(entries, 'buyer_stock', unit),
    stock(entries, 'seller_stock', unit),
  ];
  const project = (opening: number, change: (index: number) => number) => {
    let level = opening;
    return buckets.map((_bucket, index) => (level = exact(level + change(index))));
  };
  return {
    ...named,
    unit,
    demand,
    deliveries,
    inTransit,
    production,
    ...(buyerStock !== undefined && {
      buyerStock,
      buyerProjected: project(buyerStock, (index) => deliveries[index]! + inTransit[index]! - demand[index]!),
    }),
    ...(sellerStock !== undefined && {
      sellerStock,
      sellerProjected: project(sellerStock, (index) => production[index]! - deliveries[index]!),
    }),
  };
}

function spread(
  entries: readonly PlanningEntry[],
  kind: PlanningEntry['kind'],
  unit: string,
  buckets: readonly PlanningBucket[],
): number[] {
  const sums = buckets.map(() => 0);
  for (const entry of entries) {
    if (entry.kind !== kind) continue;
    // what a plan said of days gone by is over; what was to be delivered and was not is still awaited
    const isOverdue = entry.date < buckets[0]!.start && (kind === 'delivery' || kind === 'in_transit');
    const index = isOverdue
      ? 0
      : buckets.findIndex(({ start, end }) => entry.date >= start && entry.date <= end);
    const quantity = convertQuantity(entry.quantity, entry.unit, unit);
    if (index >= 0 && quantity !== undefined) sums[index] = exact(sums[index]! + quantity);
  }
  return sums;
}

/** Stock in all places together; undefined where none was stated. */
function stock(
  entries: readonly PlanningEntry[],
  kind: 'buyer_stock' | 'seller_stock',
  unit: string,
): number | undefined {
  const counts = entries
    .filter((entry) => entry.kind === kind)
    .flatMap((entry) => convertQuantity(entry.quantity, entry.unit, unit) ?? []);
  return counts.length ? exact(counts.reduce((sum, count) => sum + count, 0)) : undefined;
}

const exact = (value: number): number => Number(value.toPrecision(12));
