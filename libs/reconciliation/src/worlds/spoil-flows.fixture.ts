import { documentIdOf, Draft, six } from './draft.fixture.js';
import { addLine } from './deliver.fixture.js';
import type { Flow, GotLine, Receipt, Story, Thing } from './plan.fixture.js';
import { DAY, HOUR } from './rules.fixture.js';

/** Spoils one flow of a story and says what must be found; false where the flow is not of the sort it spoils. */
export type FlowInjector = (d: Draft, flow: Flow, story: Story) => boolean;

export const pairOf = ({ from, to, thing }: Flow) => ({
  declarantId: from.id,
  partnerId: to.id,
  thingId: thing.id,
});

/** No quantity stands on one side, or the line says « the whole package »: there is nothing to compare. */
export const isWhole = ({ sent, later, got, thing }: Flow): boolean =>
  thing.kind === 'package' ||
  [...sent, ...later].some(({ line }) => line.quantity === undefined) ||
  got.some(({ line }) => line.quantity === undefined || line.naming === 'package' || line.naming === 'both');

/** Shipped and received: the rest may be under way. */
export const isComplete = ({ sent, got, spoilt }: Flow): boolean =>
  sent.length > 0 && got.length > 0 && !spoilt.has('pair');

export const unitOf = ({ sent }: Flow): string => sent[0]!.line.unit!;

export function sumOf(d: Draft, flow: Flow, lines: readonly { quantity?: number; unit?: string }[]): number {
  const unit = unitOf(flow);
  return six(
    lines.reduce(
      (sum, { quantity, unit: own }) => sum + d.convert(quantity!, own!, unit, flow.thing.product),
      0,
    ),
  );
}

export const shippedOf = (d: Draft, flow: Flow): number =>
  sumOf(
    d,
    flow,
    flow.sent.map(({ line }) => line),
  );

export const arrivedOf = (d: Draft, flow: Flow): number =>
  sumOf(
    d,
    flow,
    flow.got.map(({ line }) => ({
      quantity: six(line.quantity! + (line.rejected ?? 0)),
      unit: line.unit,
    })),
  );

/** Minus what is awaited, where every despatch said how much. */
function missing(d: Draft, flow: Flow): { difference?: number; unit?: string } {
  if (flow.sent.some(({ line }) => line.quantity === undefined)) return {};
  return { difference: -shippedOf(d, flow), unit: unitOf(flow) };
}

function takeOut(d: Draft, lines: readonly Flow['got'][number][]): void {
  for (const { receipt, line } of lines) {
    receipt.lines = receipt.lines.filter((one) => one !== line);
    const at = d.plan.receipts.indexOf(receipt);
    if (!receipt.lines.length && at >= 0) d.plan.receipts.splice(at, 1);
  }
}

/** Nothing of the whole delivery was ever received. */
export const lostDelivery: FlowInjector = (d, _flow, story) => {
  const isFresh = story.flows.every(({ spoilt }) => !spoilt.has('pair') && !spoilt.has('date'));
  const [first] = story.flows;
  const isOne = story.flows.every(({ from, to }) => from === first!.from && to === first!.to);
  const lines = new Set(story.flows.flatMap(({ got }) => got.map(({ line }) => line)));
  const isAll = story.flows.every(({ got }) =>
    got.every(({ receipt }) => receipt.lines.every((line) => lines.has(line))),
  );
  if (!isFresh || !isOne || !isAll || story.spoilt.has('all')) return false;
  story.spoilt.add('all');
  for (const flow of story.flows) {
    takeOut(d, flow.got);
    flow.got = [];
    flow.spoilt.add('pair').add('date');
    if (flow.sent.length)
      d.expect({ kind: 'overdue', ...pairOf(flow), ...missing(d, flow), cause: 'lost delivery' });
  }
  return true;
};

/** One thing of a delivery was not received, while others were. */
export const lostLine: FlowInjector = (d, flow, story) => {
  if (!isComplete(flow) || flow.spoilt.has('date') || !isAloneOfItsKind(story, flow)) return false;
  const lines = new Set(flow.got.map(({ line }) => line));
  const isShared = story.flows.some(
    (other) => other !== flow && other.got.some(({ line }) => lines.has(line)),
  );
  const stays = (receipt: Receipt) => receipt.lines.some((line) => !lines.has(line));
  if (isShared || flow.got.some(({ receipt }) => !stays(receipt))) return false;
  takeOut(d, flow.got);
  flow.got = [];
  flow.spoilt.add('pair').add('date');
  const isAnswered = flow.sent.some(({ shipment }) =>
    d.plan.receipts.some(({ despatch }) => despatch === shipment && shipment.style === 'document'),
  );
  const kind = isAnswered ? 'shipped_not_received' : 'overdue';
  d.expect({ kind, ...pairOf(flow), ...missing(d, flow), cause: 'lost line' });
  return true;
};

/** No other flow of the product was touched: what is missing here could be taken for what is too much there. */
const isAloneOfItsKind = (story: Story, flow: Flow): boolean =>
  story.flows.every(
    (other) => other === flow || other.thing.product !== flow.thing.product || !other.spoilt.has('pair'),
  );

const isOnlyOfProduct = (story: Story, flow: Flow): boolean =>
  story.flows.every((other) => other === flow || other.thing.product !== flow.thing.product);

/** The despatch that was received was never announced, or not with this thing in it. */
export const neverAnnounced: FlowInjector = (d, flow, story) => {
  const { spoilt, later, sent, got, thing } = flow;
  if (!isOnlyOfProduct(story, flow) || !isComplete(flow) || later.length || thing.kind === 'goods')
    return false;
  // what the shipper's books say of it would no longer be so
  if ((['own', 'late', 'twice', 'custody', 'date'] as const).some((part) => spoilt.has(part))) return false;
  if (sent.some(({ line }) => line.inside)) return false;
  if (got.some(({ line }) => line.naming !== 'item' || line.ofLine !== undefined)) return false;
  const isKnown = !isWhole(flow);
  // in the unit first received: nothing was shipped
  const [unit, figure] = isKnown ? firstReceived(d, flow) : [undefined, undefined];
  for (const { shipment, line } of sent) {
    shipment.lines = shipment.lines.filter((one) => one !== line);
    if (!shipment.lines.length) d.plan.shipments.splice(d.plan.shipments.indexOf(shipment), 1);
  }
  flow.sent = [];
  for (const part of ['pair', 'date', 'own', 'late', 'twice', 'custody'] as const) spoilt.add(part);
  d.expect({
    ...{ kind: 'received_not_shipped', ...pairOf(flow), cause: 'never announced' },
    ...(isKnown && { difference: figure, unit }),
  });
  return true;
};

function firstReceived(d: Draft, flow: Flow): [string, number] {
  const [first] = [...flow.got].sort((a, b) => a.receipt.at - b.receipt.at);
  const unit = first!.line.unit!;
  return [unit, d.convert(arrivedOf(d, flow), unitOf(flow), unit, flow.thing.product)];
}

/** Something else was in the delivery, that nobody had announced. */
export const extraReceived: FlowInjector = (d, flow) => {
  const receipt = flow.got[0]?.receipt;
  if (!receipt || !isComplete(flow)) return false;
  const { from, to } = flow;
  const product = d.product(from, { withGtin: true, unit: 'KGM' });
  const canBeGoods = receipt.style === 'document' && d.random.chance(0.3);
  const order = canBeGoods && d.random.chance(0.5) ? d.number('PO') : undefined;
  const key = order
    ? documentIdOf(to, 'order', order)
    : receipt.despatch
      ? documentIdOf(receipt.despatch.from, 'despatch_advice', receipt.despatch.number)
      : documentIdOf(to, 'receipt_advice', receipt.number);
  const thing: Thing = canBeGoods ? d.goods(product, key) : d.thing('lot', product);
  const quantity = d.random.int(5, 90);
  addLine(receipt, {
    ...{ naming: canBeGoods ? 'goods' : 'item', thing, quantity, unit: 'KGM' },
    ...(order && { order }),
  });
  d.expect({
    ...{ kind: 'received_not_shipped', declarantId: from.id, partnerId: to.id, thingId: thing.id },
    ...{ difference: quantity, unit: 'KGM', cause: 'extra received' },
  });
  return true;
};

/** The receiver wrote another lot or serial number than the one that was shipped. */
export const mistaken: FlowInjector = (d, flow, story) => {
  const { thing } = flow;
  const [sent] = flow.sent;
  const isOne = flow.sent.length === 1 && !flow.later.length && flow.got.length === 1;
  if (!isComplete(flow) || !isOne || flow.spoilt.has('date') || !isAloneOfItsKind(story, flow)) return false;
  if (sent!.shipment.style !== 'document' || (thing.kind !== 'lot' && thing.kind !== 'serial')) return false;
  const { receipt, line } = flow.got[0]!;
  if (receipt.style !== 'document' || line.naming === 'package') return false;
  const { inside } = sent!.line;
  const alike = sent!.shipment.lines.filter(({ thing: other }) => other.product === thing.product).length > 1;
  const ways = [
    ...(receipt.despatch === sent!.shipment ? ['line'] : []),
    ...(receipt.despatch === sent!.shipment && !alike ? ['product'] : []),
    ...(inside && isAloneInside(story, flow) ? ['package'] : []),
  ];
  if (!ways.length) return false;
  const way = d.random.pick(ways);
  const other = d.thing(thing.kind, thing.product);
  const said: GotLine = {
    ...{ no: line.no, naming: 'item', thing: other, quantity: line.quantity, unit: line.unit },
    ...(way === 'line' && { ofLine: sent!.line.no }),
    ...(way === 'package' && { inside }),
  };
  receipt.lines = receipt.lines.map((one) => (one === line ? said : one));
  flow.got = [];
  flow.spoilt.add('pair').add('date');
  d.expect({ kind: 'identity', ...pairOf(flow), otherThingId: other.id, cause: `mistaken by ${way}` });
  return true;
};

/** Nothing else of the package awaits its receipt. */
const isAloneInside = (story: Story, flow: Flow): boolean =>
  story.flows.every(
    (other) =>
      other === flow || other.got.length > 0 || other.sent[0]?.line.inside !== flow.sent[0]!.line.inside,
  );

/** Part of a lot was received under a number that nobody had shipped. */
export const mistakenInPart: FlowInjector = (d, flow, story) => {
  const { from, to, thing } = flow;
  if (!isComplete(flow) || isWhole(flow) || thing.kind !== 'lot' || flow.drawn) return false;
  const { receipt, line } = flow.got[0]!;
  if (line.rejected || line.unit !== unitOf(flow) || line.unit === 'PR' || line.quantity! < 20) return false;
  if (arrivedOf(d, flow) !== shippedOf(d, flow) || !isOnlyOfProduct(story, flow)) return false;
  const part = Math.floor(line.quantity! / 2);
  const all =
    shippedOf(d, flow) +
    sumOf(
      d,
      flow,
      flow.later.map((one) => one.line),
    );
  if (part <= d.allowance(from, to, thing.product, unitOf(flow), all)) return false;
  line.quantity = six(line.quantity! - part);
  const other = d.thing('lot', thing.product);
  addLine(receipt, { naming: 'item', thing: other, quantity: part, unit: line.unit });
  flow.spoilt.add('pair');
  const cause = 'mistaken in part';
  d.expect({ kind: 'quantity', ...pairOf(flow), difference: -part, unit: line.unit, cause });
  d.expect({
    ...{ kind: 'received_not_shipped', declarantId: from.id, partnerId: to.id, thingId: other.id },
    ...{ difference: part, unit: line.unit, cause },
  });
  return true;
};

/** Received before it was shipped, by more than clocks mislead. Together with whatever else is wrong with the flow. */
export const receivedEarly: FlowInjector = (d, flow, story) => {
  if (!flow.got.length || !flow.sent.length || story.spoilt.has('date') || flow.spoilt.has('date'))
    return false;
  // what came back before it had left would be an origin of its own
  if (story.flows.some((other) => other.thing === flow.thing && other.from === flow.to)) return false;
  const receipt = flow.got[0]!.receipt;
  const { clockHours } = d.windows(flow.from, flow.to);
  const first = Math.min(...flow.sent.map(({ shipment }) => shipment.at));
  const early = d.random.pick([1000, 3 * HOUR, 2 * DAY]);
  receipt.at = first - clockHours * HOUR - early;
  story.spoilt.add('date');
  for (const other of story.flows) {
    if (!other.sent.length || !other.got.some((one) => one.receipt === receipt)) continue;
    const shippedAt = Math.min(...[...other.sent, ...other.later].map(({ shipment }) => shipment.at));
    other.spoilt.add('date');
    if (receipt.at < shippedAt - clockHours * HOUR)
      d.expect({ kind: 'date_order', ...pairOf(other), cause: 'received early' });
  }
  return true;
};
