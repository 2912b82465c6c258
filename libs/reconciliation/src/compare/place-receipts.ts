import { FlowStatement } from './statement.js';

/**
 * Puts each receipt under the thing that it is about. One that names neither lot, serial number nor package is about the line
 * that it names, or else the first of its product in its despatch. One that names what was shipped as such is about that; one
 * of a package that was shipped with its contents is about the whole of each; one of a lot in a package that was shipped as
 * such is about the whole package. Anything else is about what it names.
 */
export function placeReceipts(statements: readonly FlowStatement[]): FlowStatement[] {
  const shipped = new Shipped(statements.filter(({ side }) => side === 'shipped'));
  return statements.flatMap((one) => (one.side === 'shipped' ? [one] : shipped.place(one)));
}

class Shipped {
  private readonly things = new Set<string>();
  private readonly contents = new Map<string, Set<string>>();
  private readonly lines = new Map<string, string>();
  private readonly products = new Map<string, { readonly line: number; readonly thingId: string }>();

  constructor(shipped: readonly FlowStatement[]) {
    for (const one of shipped) {
      const { thingId, itemId, packageId, despatchId, despatchLine, product } = one;
      this.things.add(keyOf(one, thingId));
      if (packageId && packageId !== itemId) {
        const key = keyOf(one, packageId);
        this.contents.set(key, (this.contents.get(key) ?? new Set()).add(thingId));
      }
      if (!despatchId || despatchLine === undefined) continue;
      this.lines.set(`${despatchId}:${despatchLine}`, thingId);
      const known = this.products.get(`${despatchId}:${product}`);
      if (product !== undefined && (!known || despatchLine < known.line))
        this.products.set(`${despatchId}:${product}`, { line: despatchLine, thingId });
    }
  }

  place(receipt: FlowStatement): FlowStatement[] {
    if (receipt.itemId === undefined)
      return [{ ...receipt, thingId: this.named(receipt) ?? receipt.thingId }];
    if (this.things.has(keyOf(receipt, receipt.thingId))) return [receipt];
    const { quantity: _all, ...whole } = receipt;
    if (receipt.packageId && this.things.has(keyOf(receipt, receipt.packageId)))
      return [{ ...whole, thingId: receipt.packageId }];
    const inside = this.contents.get(keyOf(receipt, receipt.thingId));
    return inside ? [...inside].sort().map((thingId) => ({ ...whole, thingId })) : [receipt];
  }

  private named({ despatchId, despatchLine, product }: FlowStatement): string | undefined {
    if (!despatchId) return undefined;
    return despatchLine === undefined
      ? this.products.get(`${despatchId}:${product}`)?.thingId
      : this.lines.get(`${despatchId}:${despatchLine}`);
  }
}

const keyOf = ({ shipperId, receiverId }: FlowStatement, thingId: string): string =>
  `${shipperId}:${receiverId}:${thingId}`;
