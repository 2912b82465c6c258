import { Draft, six } from './draft.fixture.js';
import { deliver, Delivery, otherUnit, Parcel } from './deliver.fixture.js';
import { goodsKey, newOrder } from './orders.fixture.js';
import type { Change, Firm, Flow, Portion, Product, Story, Style } from './plan.fixture.js';
import { DAY } from './rules.fixture.js';

export const newStory = (d: Draft): Story => {
  const story: Story = { flows: [], changes: [], spoilt: new Set() };
  d.stories.push(story);
  return story;
};

/** Long enough ago that every window has closed since. */
export const longAgo = (d: Draft): number => d.now - d.random.int(45, 110) * DAY;

/** A quantity with at most one decimal. */
const amount = (d: Draft): number => d.random.int(20, 800) + (d.random.chance(0.3) ? 0.5 : 0);

const amountOf = (d: Draft, { unit }: Product): number =>
  unit === 'H87' ? d.random.int(20, 800) : amount(d);

/** What is shipped: lots, serial numbers, packages with or without lots in them, goods told apart by their order alone. */
function parcels(d: Draft, from: Firm, styles: readonly [Style, Style], goodsId: string): Parcel[] {
  const [ship, got] = styles;
  const kinds =
    ship === 'document'
      ? ['lot', 'lot', 'serial', 'packed', 'package', ...(got === 'document' ? ['goods', 'goods'] : [])]
      : ['lot', 'lot', 'serial', 'package'];
  let last: Product | undefined;
  return Array.from({ length: d.random.int(1, 4) }).flatMap((): Parcel[] => {
    const kind = d.random.pick(kinds);
    const product =
      kind === 'lot' && last && d.random.chance(0.45)
        ? last
        : d.product(from, kind === 'serial' ? { withGtin: true, unit: 'H87' } : {});
    const quantity = amountOf(d, product);
    const { unit } = product;
    if (kind === 'serial')
      return [
        { thing: d.thing('serial', product), ...(ship === 'document' && { quantity: 1, unit: 'H87' }) },
      ];
    if (kind === 'package')
      return [{ thing: d.thing('package', product), ...(ship === 'document' && { quantity, unit }) }];
    if (kind === 'goods') return [{ thing: d.goods(product, goodsId), quantity, unit }];
    last = product;
    if (kind === 'lot') {
      const isOpen = ship === 'event' && d.random.chance(0.12);
      return [{ thing: d.thing('lot', product), ...(!isOpen && { quantity, unit }) }];
    }
    const inside = d.thing('package', product);
    return Array.from({ length: d.random.int(1, 3) }, () => ({
      ...{ thing: d.thing('lot', product), inside, quantity: amountOf(d, product), unit },
    }));
  });
}

/** One company delivers to another; the receiver may use up some of it. */
export function delivery(d: Draft): void {
  const story = newStory(d);
  const [from, to] = d.pair();
  const [shipStyle, gotStyle] = [d.styleOf(from), d.styleOf(to)];
  const number = d.number('DA');
  const at = longAgo(d);
  const order = shipStyle === 'document' && d.random.chance(0.5) ? newOrder(d, to, from) : undefined;
  const goodsId = goodsKey(from, to, number, order?.number);
  const sent = parcels(d, from, [shipStyle, gotStyle], goodsId);
  // an order names the same product: it is no delivery of it
  for (const { thing, quantity } of sent)
    order?.lines.push({ product: thing.product, quantity: 2 * (quantity ?? 1) });
  story.flows.push(
    ...deliver(d, { from, to, at, number, order: order?.number, shipStyle, gotStyle, parcels: sent }),
  );
  for (const flow of story.flows) origin(d, flow, at);
  for (const flow of story.flows) if (d.random.chance(0.35)) draw(d, flow, story);
}

/** The shipper's record of where a thing came from: at least as much as left. */
function origin(d: Draft, flow: Flow, at: number): void {
  const { thing, from } = flow;
  const lines = [...flow.sent, ...flow.later].map(({ line }) => line);
  // a package comes into being by being packed: some commission it all the same
  if (thing.kind === 'goods' || (thing.kind === 'package' && d.random.chance(0.5))) return;
  const unit = lines[0]!.unit;
  const isCounted = thing.kind === 'lot' && unit !== undefined && d.random.chance(0.92);
  const total = isCounted
    ? lines.reduce((sum, one) => sum + d.convert(one.quantity!, one.unit!, unit, thing.product), 0)
    : 0;
  const most = total * d.random.pick([1, 1, 1.2, 1.5]);
  const made = unit === 'H87' ? Math.ceil(most) : six(Math.ceil(six(most * 10)) / 10);
  const [quantity, of] = isCounted ? otherUnit(d, made, unit, thing.product) : [undefined, undefined];
  const first = Math.min(...[...flow.sent, ...flow.later].map(({ shipment }) => shipment.at));
  flow.making = d.making(from, thing, isCounted ? { quantity, unit: of } : {}, Math.min(first, at));
}

/** The last moment at which all of a flow had arrived. */
export const arrivedAt = ({ got }: Flow): number => Math.max(...got.map(({ receipt }) => receipt.at));

/** What the receiver kept, in the unit shipped; undefined where that is not known. */
export function kept(d: Draft, { sent, got, thing }: Flow): { quantity: number; unit: string } | undefined {
  const unit = sent[0]?.line.unit;
  if (thing.kind !== 'lot' || unit === undefined || !got.length) return undefined;
  if (got.some(({ line }) => line.naming === 'package')) return undefined;
  const sum = got.reduce(
    (total, { line }) => total + d.convert(line.quantity!, line.unit!, unit, thing.product),
    0,
  );
  return { quantity: sum, unit };
}

/** The receiver uses, ships on nothing: at most two fifths of a lot, or a piece as a whole. */
function draw(d: Draft, flow: Flow, story: Story): void {
  const { thing, to } = flow;
  const held = kept(d, flow);
  if (!flow.got.length || (!held && thing.kind !== 'serial')) return;
  const at = arrivedAt(flow) + d.random.int(1, 8) * DAY;
  const part = held && Math.max(1, Math.floor(held.quantity * 0.4 * d.random.next()));
  if (held && part! > held.quantity * 0.4) return;
  if (held) flow.drawn = part!;
  const [quantity, unit] = held ? otherUnit(d, part!, held.unit, thing.product) : [undefined, undefined];
  const portion: Portion = { thing, ...(held && { quantity, unit }) };
  if (!to.registers || d.random.chance(0.3)) {
    d.plan.scraps.push({ firm: to, at, portions: [portion] });
    return;
  }
  const change: Change = {
    key: d.number('T'),
    firm: to,
    at,
    inputs: [portion],
    outputs: [output(d, to, [portion])],
  };
  d.plan.changes.push(change);
  story.changes.push(change);
}

/** What comes out of inputs: weighed and with a loss where they all are, counted otherwise, and then often more than went in. */
function output(d: Draft, firm: Firm, inputs: readonly Portion[]): Portion {
  const isWeighed = inputs.every(({ unit }) => unit === 'KGM' || unit === 'TNE' || unit === 'GRM');
  // pieces multiply under the saw: only what is weighed must balance
  const unitOut = isWeighed ? 'KGM' : 'H87';
  const product = d.product(firm, { withGtin: true, unit: unitOut });
  const thing = d.thing('lot', product);
  if (!isWeighed) return { thing, quantity: d.random.int(1, 400), unit: unitOut };
  const mass = inputs.reduce(
    (sum, { quantity, unit, thing: of }) => sum + d.convert(quantity!, unit!, 'KGM', of.product),
    0,
  );
  const most = mass * (1 - d.leastLoss(product));
  const [quantity, unit] = otherUnit(d, six(Math.floor(most * 800) / 1000), 'KGM', product);
  return { thing, quantity, unit };
}

/** Everything of one lot from one company to another, in one despatch: what longer stories are made of. */
export function plain(
  d: Draft,
  delivery: Omit<Delivery, 'number' | 'shipStyle' | 'gotStyle' | 'isPlain'>,
): Flow[] {
  const { from, to } = delivery;
  const styles = { shipStyle: d.styleOf(from), gotStyle: d.styleOf(to) };
  return deliver(d, { ...delivery, ...styles, number: d.number('DA'), isPlain: true });
}

/** A lot is delivered, worked into another, and that is delivered in its turn. */
export function chain(d: Draft): void {
  const [from, to] = d.pair();
  const story = newStory(d);
  const at = longAgo(d);
  const product = d.product(from, { withGtin: true, unit: 'KGM' });
  const lot = { thing: d.thing('lot', product), quantity: amount(d), unit: 'KGM' };
  const [flow] = plain(d, { from, to, at, parcels: [lot] });
  origin(d, flow!, at);
  story.flows.push(flow!);
  const held = kept(d, flow!);
  if (!to.registers || !held) return;
  flow!.drawn = Math.floor(held.quantity * 0.4);
  const input: Portion = { thing: lot.thing, quantity: flow!.drawn, unit: held.unit };
  const made = output(d, to, [input]);
  const change: Change = {
    ...{ key: d.number('T'), firm: to, at: arrivedAt(flow!) + DAY, inputs: [input], outputs: [made] },
    ...(d.random.chance(0.4) && { process: `urn:maillon:process:${d.number('P')}` }),
  };
  d.plan.changes.push(change);
  story.changes.push(change);
  const others = d.firms.filter((firm) => firm !== to && firm !== from);
  const next = plain(d, {
    ...{ from: to, to: d.random.pick(others), at: change.at + d.random.int(1, 5) * DAY, parcels: [made] },
  });
  // it comes from the transformation: taking that out would touch more than this flow
  for (const one of next) one.spoilt.add('own');
  story.flows.push(...next);
}

/** One's own stock is worked up, in one event or in several that belong together. */
export function workshop(d: Draft): void {
  const firm = d.random.pick(d.firms.filter(({ registers }) => registers));
  const story = newStory(d);
  const at = longAgo(d);
  const inputs = Array.from({ length: d.random.int(1, 3) }, (): Portion => {
    const product = d.product(firm, { unit: 'KGM' });
    const thing = d.thing('lot', product);
    const quantity = d.random.int(50, 900);
    const [used, unit] = otherUnit(d, quantity, 'KGM', product);
    d.making(firm, thing, { quantity: quantity + d.random.pick([0, 10]), unit: 'KGM' }, at);
    return { thing, quantity: used, unit };
  });
  const made = output(d, firm, inputs);
  const common = {
    firm,
    at,
    ...(d.random.chance(0.5) && { process: `urn:maillon:process:${d.number('P')}` }),
  };
  const changes: Change[] =
    common.process && d.random.chance(0.6)
      ? [
          { ...common, key: d.number('T'), inputs, outputs: [] },
          { ...common, key: d.number('T'), at: at + DAY / 2, inputs: [], outputs: [made] },
        ]
      : [{ ...common, key: d.number('T'), inputs, outputs: [made] }];
  d.plan.changes.push(...changes);
  story.changes.push(...changes);
  if (d.random.chance(0.4)) {
    const waste = Math.max(1, Math.floor(made.quantity! / 10));
    d.plan.scraps.push({
      firm,
      at: at + 2 * DAY,
      portions: [{ ...made, quantity: Math.min(waste, made.quantity!) }],
    });
  }
}
