import { spreadOver } from './spread-receipt.js';
import { FlowStatement } from './statement.js';

/**
 * Puts each receipt under the thing that it is about. One that names neither lot, serial number nor package is about the line
 * that it names, or else those of its product in its despatch, one after the other. One that names what was shipped as such is about that; one
 * of a package that was shipped with its contents is about the whole of each; one of a lot in a package that was shipped as
 * such is about the whole package; one of a lot that was announced with less detail is about the line that it names. Anything
 * else is about what it names.
 */
export function placeReceipts(statements: readonly FlowStatement[]): FlowStatement[] {
  const shipped = new Shipped(statements.filter(({ side }) => side === 'shipped'));
  const placed: FlowStatement[] = [];
  const vague: FlowStatement[] = [];
  for (const one of statements) {
    if (one.side === 'shipped') placed.push(one);
    else if (shipped.linesOf(one).length > 1) vague.push(one);
    else placed.push(...shipped.place(one));
  }
  // who names a line or a lot is sure of it; what the others mean is found in what is left
  for (const one of vague) placed.push(...spreadOver(one, shipped.linesOf(one), placed));
  return placed;
}

class Shipped {
  private readonly things = new Set<string>();
  private readonly contents = new Map<string, Set<string>>();
  private readonly lines = new Map<string, FlowStatement>();
  private readonly products = new Map<string, FlowStatement[]>();

  constructor(shipped: readonly FlowStatement[]) {
    for (const one of shipped) {
      const { thingId, itemId, packageId, despatchId, despatchLine, product } = one;
      this.things.add(keyOf(one, thingId));
      if (packageId && packageId !== itemId) {
        const key = keyOf(one, packageId);
        this.contents.set(key, (this.contents.get(key) ?? new Set()).add(thingId));
      }
      if (!despatchId || despatchLine === undefined) continue;
      this.lines.set(`${despatchId}:${despatchLine}`, one);
      const key = `${despatchId}:${product}`;
      if (product !== undefined) this.products.set(key, [...(this.products.get(key) ?? []), one]);
    }
    for (const lines of this.products.values()) lines.sort((a, b) => a.despatchLine! - b.despatchLine!);
  }

  /** Lines that a receipt of a product means as a whole; none where it says more, or its unit is another. */
  linesOf({ itemId, despatchId, despatchLine, product, unit }: FlowStatement): readonly FlowStatement[] {
    if (itemId !== undefined || !despatchId || despatchLine !== undefined) return [];
    const lines = this.products.get(`${despatchId}:${product}`) ?? [];
    return lines.every((line) => line.unit === unit) ? lines : [];
  }

  place(receipt: FlowStatement): FlowStatement[] {
    const named = this.named(receipt);
    if (receipt.itemId === undefined) return [{ ...receipt, thingId: named?.thingId ?? receipt.thingId }];
    if (this.things.has(keyOf(receipt, receipt.thingId))) return [receipt];
    // announced with less detail, or under another number of the same lot
    if (named && (named.itemId === undefined || named.label === receipt.label))
      return [{ ...receipt, thingId: named.thingId }];
    const { quantity: _all, ...whole } = receipt;
    if (receipt.packageId && this.things.has(keyOf(receipt, receipt.packageId)))
      return [{ ...whole, thingId: receipt.packageId }];
    const inside = this.contents.get(keyOf(receipt, receipt.thingId));
    return inside ? [...inside].sort().map((thingId) => ({ ...whole, thingId })) : [receipt];
  }

  private named({ despatchId, despatchLine, product }: FlowStatement): FlowStatement | undefined {
    if (!despatchId) return undefined;
    return despatchLine === undefined
      ? this.products.get(`${despatchId}:${product}`)?.[0]
      : this.lines.get(`${despatchId}:${despatchLine}`);
  }
}

const keyOf = ({ shipperId, receiverId }: FlowStatement, thingId: string): string =>
  `${shipperId}:${receiverId}:${thingId}`;

const SAME_MOVE_MS = 24 * 3_600_000;

/**
 * Without the events that tell again what a document says: some systems send both. The same side, thing and quantity within a
 * day is one move.
 */
export function withoutEchoes(statements: readonly FlowStatement[]): FlowStatement[] {
  const papers = new Map<string, FlowStatement[]>();
  for (const one of statements)
    if (one.documentId) {
      const key = `${one.side}:${keyOf(one, one.thingId)}`;
      papers.set(key, [...(papers.get(key) ?? []), one]);
    }
  return statements.filter((one) => {
    if (one.documentId) return true;
    const told = papers.get(`${one.side}:${keyOf(one, one.thingId)}`) ?? [];
    const total = told.reduce((sum, { quantity = 0 }) => sum + quantity, 0);
    return !told.some(
      ({ at, quantity }) =>
        Math.abs(at.getTime() - one.at.getTime()) <= SAME_MOVE_MS &&
        (one.quantity === undefined || one.quantity === quantity || one.quantity === total),
    );
  });
}
