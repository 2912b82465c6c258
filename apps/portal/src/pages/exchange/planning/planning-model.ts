import type { MessageId } from '../../../messages/fr';
import type { Planning, PlanningItem } from './planning-page';

export type RowKind =
  'demand' | 'deliveries' | 'inTransit' | 'production' | 'buyerProjected' | 'sellerProjected';

export interface PlanningRow {
  readonly kind: RowKind;
  readonly label: MessageId;
  readonly values: readonly number[];
  /** Stock now, for projected rows. */
  readonly opening?: number;
}

const isStock = (kind: RowKind): boolean => kind === 'buyerProjected' || kind === 'sellerProjected';

/** A stock below zero: what will be missing. */
export const isShortage = (kind: RowKind, value: number): boolean => isStock(kind) && value < 0;

/** What the plan says of one article; rows that hold nothing are left out, but for the needs. */
export function rowsOf(item: PlanningItem, isBuyer: boolean): PlanningRow[] {
  const flows: PlanningRow[] = [
    { kind: 'demand', label: 'planning.demand', values: item.demand },
    { kind: 'deliveries', label: 'planning.deliveries', values: item.deliveries },
    { kind: 'inTransit', label: 'planning.inTransit', values: item.inTransit },
    { kind: 'production', label: 'planning.production', values: item.production },
  ];
  const stocks: PlanningRow[] = [
    ...(item.buyerProjected
      ? [
          {
            kind: 'buyerProjected' as const,
            label: isBuyer ? ('planning.myStock' as const) : ('planning.buyerStock' as const),
            values: item.buyerProjected,
            opening: item.buyerStock ?? 0,
          },
        ]
      : []),
    ...(item.sellerProjected
      ? [
          {
            kind: 'sellerProjected' as const,
            label: isBuyer ? ('planning.sellerStock' as const) : ('planning.myStock' as const),
            values: item.sellerProjected,
            opening: item.sellerStock ?? 0,
          },
        ]
      : []),
  ];
  return [
    ...flows.filter(({ kind, values }) => kind === 'demand' || values.some((value) => value !== 0)),
    ...stocks,
  ];
}

export interface Shortage {
  readonly item: PlanningItem;
  readonly row: PlanningRow;
  /** First day on which something is missing. */
  readonly from: string;
  /** The most that is missing. */
  readonly most: number;
}

/** Every stock that falls below zero, the earliest first. */
export function shortagesIn({ items, buckets }: Planning, isBuyer: boolean): Shortage[] {
  return items
    .flatMap((item) =>
      rowsOf(item, isBuyer).flatMap((row): Shortage[] => {
        const first = row.values.findIndex((value) => isShortage(row.kind, value));
        return first < 0 ? [] : [{ item, row, from: buckets[first]!.start, most: -Math.min(...row.values) }];
      }),
    )
    .sort((a, b) => (a.from < b.from ? -1 : 1));
}

/** How many articles are asked for otherwise than at the last visit. */
export const changedItems = ({ items }: Planning): number =>
  items.filter(({ demandChange }) => demandChange?.some((change) => change !== 0)).length;

/** Calendar week, ISO 8601. */
export function weekOf(day: string): number {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + 4 - (date.getUTCDay() || 7));
  return Math.ceil(((date.getTime() - Date.UTC(date.getUTCFullYear(), 0, 1)) / 86_400_000 + 1) / 7);
}
