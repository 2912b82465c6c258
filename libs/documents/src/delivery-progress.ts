import { convertQuantity } from '@maillon/filieres';
import { DocumentLine, Values } from './document.js';

/** What despatch and receipt advices say of one document, summed by the line that they name or by what they deliver. */
export interface Delivered {
  readonly kind: 'despatched' | 'received';
  readonly lineNumber?: number;
  readonly sscc?: string;
  readonly serial?: string;
  readonly lot?: string;
  readonly buyerItem?: string;
  readonly sellerItem?: string;
  readonly gtin?: string;
  readonly unit: string;
  readonly quantity: number;
}

export interface LineProgress {
  readonly lineNumber: number;
  readonly ordered: number;
  readonly despatched: number;
  readonly received: number;
}

export type Progress = 'none' | 'part' | 'despatched' | 'received';

/** Quantities are added in millionths: fields have six decimals at most, and a sum of doubles would leave crumbs. */
const SCALE = 1_000_000;
const scaled = (quantity: number): number => Math.round(quantity * SCALE);

interface Row {
  readonly line: DocumentLine;
  readonly unit: string;
  readonly ordered: number;
  despatched: number;
  received: number;
}

/** By what a delivery is told from another, the most telling first. */
const MARKS = ['sscc', 'serial', 'lot', 'gtin', 'buyerItem', 'sellerItem'] as const;

/**
 * How far each line has come, in the line's own unit, and the document as a whole. What names no line is given to the
 * open lines of the same package, serial number, lot or item, in their order. Quantities in a unit that cannot be
 * converted count for nothing.
 */
export function deliveryProgress(
  lines: readonly DocumentLine[],
  delivered: readonly Delivered[],
): { readonly lines: readonly LineProgress[]; readonly progress: Progress } {
  const rows = lines.filter(({ values }) => values['answer'] !== 'rejected').map(rowOf);
  const byNumber = new Map(rows.map((row) => [row.line.lineNumber, row]));
  const alike = new Alike(rows);
  for (const one of delivered) {
    const named = one.lineNumber === undefined ? undefined : byNumber.get(one.lineNumber);
    if (named) give(named, one);
    else alike.share(one);
  }
  const done = (reached: (row: Row) => number) =>
    rows.length > 0 && rows.every((row) => reached(row) >= row.ordered);
  const despatchedOf = (row: Row) => Math.max(row.despatched, row.received);
  const progress: Progress = done(({ received }) => received)
    ? 'received'
    : done(despatchedOf)
      ? 'despatched'
      : rows.some((row) => despatchedOf(row) > 0)
        ? 'part'
        : 'none';
  return {
    progress,
    lines: rows.map(({ line, ordered, despatched, received }) => ({
      lineNumber: line.lineNumber,
      ordered: ordered / SCALE,
      despatched: despatched / SCALE,
      received: received / SCALE,
    })),
  };
}

const rowOf = (line: DocumentLine): Row => ({
  line,
  unit: String(line.values['unit'] ?? 'H87'),
  ordered: scaled(Number(line.values['confirmedQuantity'] ?? line.values['quantity'] ?? 0)),
  despatched: 0,
  received: 0,
});

function give(row: Row, { kind, unit, quantity }: Delivered): void {
  row[kind] += scaled(convertQuantity(quantity, unit, row.unit) ?? 0);
}

/** Lines found by what they deliver. Each group keeps where its first open line stands, so that sharing never looks back. */
class Alike {
  private readonly groups = new Map<
    string,
    { readonly rows: Row[]; readonly next: Record<Delivered['kind'], number> }
  >();

  constructor(rows: readonly Row[]) {
    for (const row of rows)
      for (const mark of MARKS) {
        const key = keyOf(mark, row.line.values);
        if (!key) continue;
        const group = this.groups.get(key) ?? { rows: [], next: { despatched: 0, received: 0 } };
        group.rows.push(row);
        this.groups.set(key, group);
      }
  }

  /** Fills the open lines one after the other; what is over goes to the last, where more than was ordered is seen. */
  share(delivered: Delivered): void {
    const { kind, unit, quantity } = delivered;
    const key = MARKS.map((mark) => keyOf(mark, delivered as unknown as Values)).find(
      (one) => one !== undefined && this.groups.has(one),
    );
    const group = key === undefined ? undefined : this.groups.get(key);
    if (!group) return;
    let left = quantity;
    for (;;) {
      const row = group.rows[group.next[kind]]!;
      const isLast = group.next[kind] === group.rows.length - 1;
      const own = convertQuantity(left, unit, row.unit);
      const open = row.ordered - row[kind];
      if (own === undefined || isLast || scaled(own) <= open) {
        if (own !== undefined) row[kind] += scaled(own);
        if (own !== undefined || isLast) return;
      } else {
        row[kind] += Math.max(0, open);
        left = convertQuantity((scaled(own) - Math.max(0, open)) / SCALE, row.unit, unit) ?? 0;
      }
      group.next[kind]++;
    }
  }
}

const keyOf = (
  mark: (typeof MARKS)[number],
  values: Readonly<Record<string, unknown>>,
): string | undefined => (values[mark] === undefined ? undefined : `${mark}:${String(values[mark])}`);
