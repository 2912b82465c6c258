import { rounded } from './quantities.js';
import { FlowStatement } from './statement.js';

/**
 * A receipt of a product, spread over the despatch lines of it, all in one unit: each line takes what is left of it, in order,
 * and the last takes what is too much. What was rejected is taken from the end; what is said to be short is the first line's
 * that is not full.
 */
export function spreadOver(
  receipt: FlowStatement,
  lines: readonly FlowStatement[],
  placed: readonly FlowStatement[],
): FlowStatement[] {
  if (receipt.quantity === undefined) return lines.map(({ thingId }) => ({ ...receipt, thingId }));
  const open = openOf(lines, placed);
  let [left, short] = [receipt.quantity, receipt.short];
  const parts = [...open].map(([thingId, most], index) => {
    const quantity = index === open.size - 1 ? left : Math.min(left, most);
    left = rounded(left - quantity);
    const missing = quantity < most ? short : 0;
    short -= missing;
    return { ...receipt, thingId, quantity, short: missing, rejected: 0 };
  });
  let { rejected } = receipt;
  for (const part of parts.toReversed()) {
    part.rejected = Math.min(rejected, part.quantity);
    rejected = rounded(rejected - part.rejected);
  }
  const told = parts.filter(({ quantity, short: missing }) => quantity > 0 || missing > 0);
  return told.length ? told : parts.slice(0, 1);
}

/** What each thing of the lines still awaits of its receipts. */
function openOf(lines: readonly FlowStatement[], placed: readonly FlowStatement[]): Map<string, number> {
  const open = new Map<string, number>();
  for (const { thingId, quantity = 0 } of lines) open.set(thingId, (open.get(thingId) ?? 0) + quantity);
  const [{ despatchId } = {} as FlowStatement] = lines;
  for (const one of placed) {
    const awaited = open.get(one.thingId);
    if (one.side === 'received' && one.despatchId === despatchId && awaited !== undefined)
      open.set(one.thingId, Math.max(0, rounded(awaited - (one.quantity ?? awaited))));
  }
  return open;
}
