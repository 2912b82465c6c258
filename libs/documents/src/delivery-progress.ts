import { convertQuantity } from '@maillon/filieres';
import { DocumentLine } from './document.js';

/** What despatch and receipt advices say of one document, summed by the line that they name or by item. */
export interface Delivered {
  readonly kind: 'despatched' | 'received';
  readonly lineNumber?: number;
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

/** Sums of decimals differ from each other in the last bits. */
const NEARLY = 1e-9;

/**
 * How far each line has come, in the line's own unit, and the document as a whole. What names no line is given to the
 * first open line of the same item. Quantities in a unit that cannot be converted count for nothing.
 */
export function deliveryProgress(
  lines: readonly DocumentLine[],
  delivered: readonly Delivered[],
): { readonly lines: readonly LineProgress[]; readonly progress: Progress } {
  const rows = lines
    .filter(({ values }) => values['answer'] !== 'rejected')
    .map((line) => ({ line, ordered: orderedOf(line), despatched: 0, received: 0 }));
  const byNumber = new Map(rows.map((row) => [row.line.lineNumber, row]));
  for (const { kind, lineNumber, unit, quantity, ...item } of delivered) {
    const named = lineNumber === undefined ? undefined : byNumber.get(lineNumber);
    const alike = named ? [named] : rows.filter(({ line }) => isSameItem(line, item));
    let left = quantity;
    alike.forEach((row, index) => {
      const own = convertQuantity(left, unit, String(row.line.values['unit']));
      if (own === undefined || left <= 0) return;
      // the last one takes what is over: more than was ordered is seen there
      const taken = index === alike.length - 1 ? own : Math.max(0, Math.min(own, row.ordered - row[kind]));
      row[kind] = exact(row[kind] + taken);
      left = own === 0 ? 0 : exact(left * (1 - taken / own));
    });
  }
  const done = (reached: (row: (typeof rows)[number]) => number) =>
    rows.length > 0 && rows.every((row) => reached(row) >= row.ordered - NEARLY);
  const despatchedOf = (row: (typeof rows)[number]) => Math.max(row.despatched, row.received);
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
      ordered,
      despatched,
      received,
    })),
  };
}

const orderedOf = ({ values }: DocumentLine): number =>
  Number(values['confirmedQuantity'] ?? values['quantity'] ?? 0);

const exact = (value: number): number => Number(value.toPrecision(12));

function isSameItem(
  { values }: DocumentLine,
  item: Pick<Delivered, 'buyerItem' | 'sellerItem' | 'gtin'>,
): boolean {
  return (['gtin', 'buyerItem', 'sellerItem'] as const).some(
    (name) => item[name] !== undefined && item[name] === values[name],
  );
}
