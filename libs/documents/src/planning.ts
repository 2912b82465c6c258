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
  /** What said so, where a newer statement of the same kind takes its place; without it, the entry always counts. */
  readonly statement?: PlanningStatement;
}

/** A forecast, or a statement of stock and production. */
export interface PlanningStatement {
  readonly id: string;
  /** When it was sent, or counted: ISO 8601 in UTC. Of two at the same instant the smaller id counts. */
  readonly at: string;
  /** First and last day of which a forecast speaks, YYYY-MM-DD. */
  readonly from?: string;
  readonly to?: string;
  /** The site of which a stock statement speaks: each is counted by itself. */
  readonly place?: string;
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
  /**
   * Stock at the end of each bucket, from the day of the count: stock + deliveries + in transit - demand. Absent where no
   * stock was stated.
   */
  readonly buyerProjected?: readonly number[];
  /** Stock + production - deliveries still to leave. */
  readonly sellerProjected?: readonly number[];
  /** Demand now less demand before; absent where nothing is compared. */
  readonly demandChange?: readonly number[];
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
 * bucket and has not come stands in the first one. With `before`, the entries of an earlier moment, each item also says how
 * its demand changed since, and an article that is asked for no more is shown too.
 */
export function planningGrid(
  entries: readonly PlanningEntry[],
  buckets: readonly PlanningBucket[],
  before?: readonly PlanningEntry[],
): PlanningItem[] {
  const earlier = new Set(before);
  return groupByItem([...entries, ...(before ?? [])])
    .flatMap((group) => {
      const now = group.filter((entry) => !earlier.has(entry));
      const then = group.filter((entry) => earlier.has(entry));
      const item = itemOf([...now, ...then], newestOnly(now), buckets);
      if (!before) return [item];
      const demandBefore = spread(newestOnly(then), 'demand', item.unit, buckets);
      if (!now.length && demandBefore.every((quantity) => quantity === 0)) return [];
      return [
        { ...item, demandChange: item.demand.map((demand, index) => exact(demand - demandBefore[index]!)) },
      ];
    })
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

/**
 * The entries of one article that stand. Of demand, an older forecast stands only for days of which no newer one speaks
 * that names the article; of stock and production, the newest statement of a place counts alone.
 */
function newestOnly(entries: readonly PlanningEntry[]): PlanningEntry[] {
  const forecasts = new Map<string, PlanningStatement>();
  const days = new Map<string, PlanningStatement>();
  const places = new Map<string, PlanningStatement>();
  const placeOf = ({ kind, statement }: PlanningEntry) => `${kind}:${statement?.place ?? ''}`;
  for (const entry of entries) {
    const { statement } = entry;
    if (!statement) continue;
    if (entry.kind === 'demand') {
      forecasts.set(statement.id, statement);
      keepNewest(days, entry.date, statement);
    } else keepNewest(places, placeOf(entry), statement);
  }
  const isOutdated = (day: string, own: PlanningStatement) =>
    days.get(day)!.id !== own.id ||
    [...forecasts.values()].some(
      (other) => isNewer(other, own) && (other.from ?? '') <= day && day <= (other.to ?? ''),
    );
  return entries.filter((entry) => {
    const { statement } = entry;
    if (!statement) return true;
    return entry.kind === 'demand'
      ? !isOutdated(entry.date, statement)
      : places.get(placeOf(entry))!.id === statement.id;
  });
}

const isNewer = (a: PlanningStatement, b: PlanningStatement): boolean =>
  a.at > b.at || (a.at === b.at && a.id < b.id);

function keepNewest(newest: Map<string, PlanningStatement>, key: string, statement: PlanningStatement): void {
  const known = newest.get(key);
  if (!known || isNewer(statement, known)) newest.set(key, statement);
}

/** The row of an article: named by all its entries, counted by those that stand. */
function itemOf(
  named: readonly PlanningEntry[],
  entries: readonly PlanningEntry[],
  buckets: readonly PlanningBucket[],
): PlanningItem {
  const unit = named[0]!.unit;
  const numbers = (['buyerItem', 'sellerItem', 'gtin', 'description'] as const).flatMap((name) => {
    const value = named.find((entry) => entry[name] !== undefined)?.[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  const row = (kind: PlanningEntry['kind']) => spread(entries, kind, unit, buckets);
  const buyer = projected(entries, { stock: 'buyer_stock', incoming: 1, dated: 'demand' }, unit, buckets);
  const seller = projected(
    entries,
    { stock: 'seller_stock', incoming: -1, dated: 'production' },
    unit,
    buckets,
  );
  return {
    ...Object.fromEntries(numbers),
    unit,
    demand: row('demand'),
    deliveries: row('delivery'),
    inTransit: row('in_transit'),
    production: row('production'),
    ...(buyer && { buyerStock: buyer.stock, buyerProjected: buyer.levels }),
    ...(seller && { sellerStock: seller.stock, sellerProjected: seller.levels }),
  };
}

/** What moves the stock of a side: the buyer gains by deliveries and uses by demand; the seller makes and delivers. */
interface Side {
  readonly stock: 'buyer_stock' | 'seller_stock';
  readonly incoming: 1 | -1;
  readonly dated: 'demand' | 'production';
}

/**
 * The stock of all places together and its level at the end of each bucket, from the day of the last count: what was
 * planned before it is in the count already, what lies between it and the first bucket counts once. Deliveries still open
 * are to come, whenever they were due. Undefined where no stock was stated.
 */
function projected(
  entries: readonly PlanningEntry[],
  side: Side,
  unit: string,
  buckets: readonly PlanningBucket[],
): { readonly stock: number; readonly levels: number[] } | undefined {
  const amount = (entry: PlanningEntry) => convertQuantity(entry.quantity, entry.unit, unit);
  const counts = entries.filter((entry) => entry.kind === side.stock && amount(entry) !== undefined);
  if (!counts.length) return undefined;
  const stock = exact(counts.reduce((sum, count) => sum + amount(count)!, 0));
  const counted = counts
    .map(({ date }) => date)
    .sort()
    .at(-1)!;
  const start = buckets.findIndex(({ end }) => end >= counted);
  if (start < 0) return { stock, levels: buckets.map(() => stock) };
  const changes = buckets.map(() => 0);
  let opening = stock;
  for (const entry of entries) {
    const quantity = amount(entry);
    if (quantity === undefined) continue;
    const index = buckets.findIndex(({ end }) => end >= entry.date);
    if (entry.kind === side.dated && entry.date >= counted) {
      const signed = side.dated === 'demand' ? -quantity : quantity;
      if (entry.date < buckets[0]!.start) opening = exact(opening + signed);
      else if (index >= 0) changes[index] = exact(changes[index]! + signed);
    }
    // what is on its way has left the seller's stock
    const isOpen = entry.kind === 'delivery' || (entry.kind === 'in_transit' && side.incoming === 1);
    if (isOpen && index >= 0) {
      const at = Math.max(index, start);
      changes[at] = exact(changes[at]! + side.incoming * quantity);
    }
  }
  let level = opening;
  return {
    stock,
    levels: changes.map((change, index) => (index < start ? stock : (level = exact(level + change)))),
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

const exact = (value: number): number => Number(value.toPrecision(12));
