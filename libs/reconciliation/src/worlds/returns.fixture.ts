import { Draft } from './draft.fixture.js';
import { deliver } from './deliver.fixture.js';
import type { Firm, Thing } from './plan.fixture.js';
import { DAY } from './rules.fixture.js';
import { arrivedAt, kept, longAgo, newStory, plain } from './stories.fixture.js';

/** Part of a lot comes back and leaves again, or is scrapped. Tight: without the return more would have left than was made. */
export function lotReturned(d: Draft): void {
  const [from, to] = d.pair();
  const story = newStory(d);
  const at = longAgo(d);
  const product = d.product(from, { withGtin: true });
  const quantity = 4 * d.random.int(10, 150);
  const unit = product.unit;
  const thing = d.thing('lot', product);
  const isTight = d.random.chance(0.5);
  const making = d.making(from, thing, { quantity: isTight ? quantity : 2 * quantity, unit }, at);
  const [there] = plain(d, { from, to, at, parcels: [{ thing, quantity, unit }] });
  if (!kept(d, there!)) return;
  const back = quantity / 4;
  const [home] = plain(d, {
    ...{ from: to, to: from, at: arrivedAt(there!) + 3 * DAY, parcels: [{ thing, quantity: back, unit }] },
  });
  const left = kept(d, home!)!;
  const portion = { thing, quantity: Math.floor(left.quantity), unit };
  d.plan.scraps.push({ firm: from, at: arrivedAt(home!) + 2 * DAY, portions: [portion] });
  there!.drawn = back;
  if (making) there!.making = making;
  // the shipper's books are tight here: what happens to one flow shows in the other
  for (const flow of [there!, home!]) flow.spoilt.add('own');
  if (isTight) home!.spoilt.add('pair');
  home!.drawn = portion.quantity;
  story.flows.push(there!, home!);
}

/** What was turned away goes back, and all that was kept is used up: no more left than had come. */
export function rejectedReturned(d: Draft): void {
  const [from, to] = d.pair();
  const at = longAgo(d);
  const product = d.product(from, { withGtin: true });
  const [thing, unit, rejected] = [d.thing('lot', product), product.unit, d.random.int(1, 30)];
  const quantity = rejected + d.random.int(10, 90);
  d.making(from, thing, { quantity, unit }, at);
  const parcels = [{ thing, quantity, unit }];
  const styles = { shipStyle: 'document', gotStyle: 'document' } as const;
  const [there] = deliver(d, { ...styles, from, to, at, parcels, number: d.number('DA'), isPlain: true });
  const { line } = there!.got[0]!;
  Object.assign(line, { rejected, quantity: quantity - rejected, unit });
  const back = [{ thing, quantity: rejected, unit }];
  plain(d, { from: to, to: from, at: arrivedAt(there!) + 2 * DAY, parcels: back });
  const portions = [{ thing, quantity: quantity - rejected, unit }];
  d.plan.scraps.push({ firm: to, at: arrivedAt(there!) + 4 * DAY, portions });
}

/** A piece goes out, comes back and goes out again; or is built in, taken out and built in elsewhere. */
export function pieceReturned(d: Draft): void {
  const [from, to] = d.pair();
  const at = longAgo(d);
  const product = d.product(from, { withGtin: true, unit: 'H87' });
  const thing = d.thing('serial', product);
  const parcels = [{ thing, quantity: 1, unit: 'H87' }];
  d.making(from, thing, {}, at);
  const [there] = plain(d, { from, to, at, parcels });
  const arrived = Math.max(arrivedAt(there!), at);
  if (to.registers && d.random.chance(0.5)) {
    rework(d, to, thing, arrived + DAY);
    return;
  }
  const [home] = plain(d, { from: to, to: from, at: arrived + 2 * DAY, parcels });
  const isBack = Math.max(arrivedAt(home!), arrived + 2 * DAY);
  const others = d.firms.filter((firm) => firm !== from);
  const [again] = plain(d, { from, to: d.random.pick(others), at: isBack + 2 * DAY, parcels });
  if (!again || !d.isSpoilt || d.random.chance(0.5)) return;
  // the return was never acknowledged: so it is still awaited, and left its maker twice
  d.plan.receipts.splice(d.plan.receipts.indexOf(home!.got[0]!.receipt), 1);
  const isCounted =
    home!.sent[0]!.line.quantity !== undefined && home!.sent[0]!.shipment.style === 'document';
  d.expect({
    ...{ kind: 'overdue', declarantId: to.id, partnerId: from.id, thingId: thing.id, cause: 'lost return' },
    ...(isCounted && { difference: -1, unit: 'H87' }),
  });
  d.expect({
    ...{ kind: 'double_custody', declarantId: from.id, partnerId: null, thingId: thing.id },
    cause: 'lost return',
  });
}

function rework(d: Draft, firm: Firm, thing: Thing, at: number): void {
  const build = (when: number): Thing => {
    const product = d.product(firm, { withGtin: true, unit: 'H87' });
    const made = d.thing('serial', product);
    d.plan.changes.push({
      key: d.number('T'),
      firm,
      at: when,
      inputs: [{ thing }],
      outputs: [{ thing: made }],
    });
    return made;
  };
  const parent = build(at);
  d.plan.unpackings.push({ firm, at: at + DAY, parent, children: [{ thing }] });
  build(at + 2 * DAY);
}
