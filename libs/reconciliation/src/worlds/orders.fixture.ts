import { documentIdOf, Draft } from './draft.fixture.js';
import type { Firm, Order } from './plan.fixture.js';

/** The number of an order, and the order itself where it was sent. */
export function newOrder(d: Draft, buyer: Firm, seller: Firm): Order {
  const order: Order = { buyer, seller, number: d.number('PO'), lines: [] };
  if (d.random.chance(0.5)) d.plan.orders.push(order);
  return order;
}

/** What tells goods without lot apart: the order, else the despatch. */
export const goodsKey = (from: Firm, to: Firm, despatch: string, order?: string): string =>
  order ? documentIdOf(to, 'order', order) : documentIdOf(from, 'despatch_advice', despatch);
