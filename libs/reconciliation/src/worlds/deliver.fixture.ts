import { Draft, six } from './draft.fixture.js';
import type {
  Firm,
  Flow,
  GotLine,
  Portion,
  Product,
  Receipt,
  Shipment,
  Style,
  Thing,
} from './plan.fixture.js';
import { DAY, HOUR } from './rules.fixture.js';

export interface Parcel extends Portion {
  readonly inside?: Thing;
}

export interface Delivery {
  readonly from: Firm;
  readonly to: Firm;
  /** When the first despatch leaves. */
  readonly at: number;
  readonly number: string;
  readonly order?: string;
  readonly shipStyle: Style;
  readonly gotStyle: Style;
  readonly parcels: readonly Parcel[];
  /** At most one despatch, wholly received: what stories build upon. */
  readonly isPlain?: boolean;
}

const SIMILAR: Readonly<Record<string, readonly string[]>> = {
  KGM: ['TNE', 'GRM'],
  LTR: ['HLT', 'MLT', 'MTQ'],
  H87: ['PR'],
};

/** The same quantity in another unit that people might write, where it stays exact. */
export function otherUnit(d: Draft, quantity: number, unit: string, product: Product): [number, string] {
  const { also } = product;
  const units = [...(SIMILAR[unit] ?? []), ...(also && unit === product.unit ? [also.to] : [])];
  if (!units.length) return [quantity, unit];
  const to = d.random.pick(units);
  const converted = d.convert(quantity, unit, to, product);
  const isExact = d.convert(converted, to, unit, product) === quantity;
  // half a pair is no pair
  return isExact && (to !== 'PR' || Number.isInteger(converted)) ? [converted, to] : [quantity, unit];
}

export const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);

/** Ships parcels in one or two despatches and receives them, in one of the ways that companies do. */
export function deliver(d: Draft, delivery: Delivery): Flow[] {
  const shipments = shipped(d, delivery);
  const flows = new Map<string, Flow>();
  const { from, to } = delivery;
  shipments.forEach(({ shipment, isLater }) => {
    for (const line of shipment.lines) {
      const flow: Flow = flows.get(line.thing.id) ?? {
        ...{ from, to, thing: line.thing, sent: [], later: [], got: [] },
        ...{ drawn: 0, spoilt: new Set() },
      };
      flows.set(line.thing.id, flow);
      (isLater ? flow.later : flow.sent).push({ shipment, line });
    }
  });
  const due = shipments.filter(({ isLater }) => !isLater).map(({ shipment }) => shipment);
  receive(d, delivery, due, flows);
  return [...flows.values()];
}

function shipped(d: Draft, delivery: Delivery): { shipment: Shipment; isLater: boolean }[] {
  const { random } = d;
  const { from, to, order, shipStyle: style, parcels } = delivery;
  const isTwo = !delivery.isPlain && random.chance(0.4);
  const isLater = isTwo && random.chance(0.4);
  const first: Shipment = {
    ...{ style, from, to, order, number: delivery.number, at: delivery.at, lines: [] },
    ...(random.chance(0.6) && { eta: dayOf(delivery.at + random.int(1, 5) * DAY) }),
  };
  const { transitDays } = d.windows(from, to);
  const laterAt = Math.floor((d.now - (0.05 + 0.8 * random.next()) * transitDays * DAY) / 1000) * 1000;
  const second: Shipment = {
    ...{ style, from, to, order, number: d.number('DA'), lines: [] },
    at: isLater ? laterAt : delivery.at + random.int(1, 8) * DAY,
    ...(isLater && random.chance(0.5) && { eta: dayOf(d.now + random.int(0, 4) * DAY) }),
  };
  const add = (shipment: Shipment, { thing, inside }: Parcel, quantity?: number, unit?: string) => {
    const no = (shipment.lines.at(-1)?.no ?? 0) + random.int(1, 2);
    // an event lists serial numbers and packages one by one, without a quantity
    const isListed = style === 'event' && thing.kind !== 'lot';
    shipment.lines.push({ no, thing, ...(inside && { inside }), ...(!isListed && { quantity, unit }) });
  };
  for (const parcel of parcels) {
    const { thing, quantity, unit, inside } = parcel;
    const isBound = !isTwo || inside || thing.kind === 'package' || (thing.kind === 'goods' && !order);
    const canSplit = quantity !== undefined && thing.kind !== 'serial';
    if (isBound) add(first, parcel, quantity, unit);
    else if (canSplit && random.chance(0.6)) {
      const part = six(Math.max(1, Math.round(quantity * (0.3 + 0.4 * random.next()))));
      add(first, parcel, part, unit);
      const rest = six(quantity - part);
      add(
        second,
        parcel,
        ...(random.chance(0.2) ? otherUnit(d, rest, unit!, thing.product) : ([rest, unit] as const)),
      );
    } else add(random.pick([first, second]), parcel, quantity, unit);
  }
  const all = [
    { shipment: first, isLater: false },
    { shipment: second, isLater },
  ].filter(({ shipment }) => shipment.lines.length);
  for (const { shipment } of all) d.plan.shipments.push(shipment);
  return all;
}

type Pattern = 'per' | 'partial' | 'merged';

function receive(d: Draft, delivery: Delivery, shipments: Shipment[], flows: ReadonlyMap<string, Flow>) {
  const { random } = d;
  const pattern: Pattern = delivery.isPlain ? 'per' : random.pick(['per', 'per', 'partial', 'merged']);
  if (!shipments.length) return;
  if (pattern === 'merged') {
    const at = Math.max(...shipments.map((shipment) => shipment.at)) + random.int(1, 6) * DAY;
    const mustName = !delivery.order && shipments.some(({ lines }) => lines.some(isGoods));
    const named =
      mustName || random.chance(0.4) ? shipments.find(({ number }) => number === delivery.number) : undefined;
    receiveAll(d, delivery, newReceipt(d, delivery, at, named), shipments, flows);
    return;
  }
  for (const shipment of shipments) {
    const names = random.chance(0.85) || (!delivery.order && shipment.lines.some(isGoods));
    const { clockHours } = d.windows(shipment.from, shipment.to);
    const at =
      shipments.length === 1 && random.chance(0.12)
        ? // clocks mislead: up to the last second that the rules allow
          shipment.at - random.pick([0.5, 1]) * clockHours * HOUR
        : shipment.at + random.int(1, 3) * DAY;
    const one = newReceipt(d, delivery, at, names ? shipment : undefined);
    if (pattern === 'per') {
      receiveAll(d, delivery, one, [shipment], flows);
      continue;
    }
    const two = newReceipt(d, delivery, at + random.int(1, 3) * DAY, names ? shipment : undefined);
    receiveInParts(d, delivery, [one, two], shipment, flows);
  }
}

const isGoods = ({ thing }: Portion): boolean => thing.kind === 'goods';

function newReceipt(d: Draft, { from, to, gotStyle }: Delivery, at: number, despatch?: Shipment): Receipt {
  const receipt: Receipt = {
    ...{ style: gotStyle, from, by: to, number: d.number('RA'), at, lines: [] },
    ...(gotStyle === 'document' && despatch && { despatch }),
  };
  d.plan.receipts.push(receipt);
  return receipt;
}

/** One receipt of everything in these despatches, each thing by one line. */
function receiveAll(
  d: Draft,
  delivery: Delivery,
  receipt: Receipt,
  shipments: Shipment[],
  flows: ReadonlyMap<string, Flow>,
) {
  const byPackage = new Map<string, GotLine | undefined>();
  const seen = new Set<string>();
  for (const shipment of shipments)
    for (const { thing, inside } of shipment.lines) {
      if (seen.has(thing.id)) continue;
      seen.add(thing.id);
      const flow = flows.get(thing.id)!;
      if (inside) {
        if (!byPackage.has(inside.id))
          byPackage.set(
            inside.id,
            d.random.chance(0.4)
              ? addLine(receipt, {
                  ...{ naming: 'package', thing: inside },
                  ...(receipt.style === 'document' && { quantity: 1, unit: 'H87' }),
                })
              : undefined,
          );
        const whole = byPackage.get(inside.id);
        if (whole) {
          flow.got.push({ receipt, line: whole });
          continue;
        }
      }
      const mine = shipments.flatMap((one) => one.lines.filter((line) => line.thing === thing));
      const unit = mine[0]!.unit;
      const total =
        unit === undefined
          ? undefined
          : six(mine.reduce((sum, one) => sum + d.convert(one.quantity!, one.unit!, unit, thing.product), 0));
      // once for the whole thing: two despatches, each a little off, may be too much together
      const isWhole = mine.length === flow.sent.length + flow.later.length;
      const isNoisy = total !== undefined && isWhole && d.random.chance(0.3);
      const quantity = isNoisy ? noisy(d, delivery, thing, total, unit!) : total;
      take(d, delivery, receipt, flow, {
        quantity,
        unit,
        ofLine: mine.length === 1 ? mine[0]!.no : undefined,
      });
    }
  dropEmpty(d, receipt);
}

/** A little more or less than was shipped, up to all that the rules allow. */
function noisy(d: Draft, { from, to }: Delivery, thing: Thing, total: number, unit: string): number {
  const allowed = d.allowance(from, to, thing.product, unit, total);
  const share = d.random.pick([-1, -0.5, 0.5, 1]);
  // never beyond it by rounding
  const step = Math.floor(allowed * Math.abs(share) * 1e6 + 1e-6) / 1e6;
  const canVary = thing.kind === 'lot' || thing.kind === 'goods';
  return canVary ? six(total + Math.sign(share) * step) : total;
}

function receiveInParts(
  d: Draft,
  delivery: Delivery,
  receipts: readonly [Receipt, Receipt],
  shipment: Shipment,
  flows: ReadonlyMap<string, Flow>,
) {
  for (const { no: ofLine, thing, quantity, unit } of shipment.lines) {
    const flow = flows.get(thing.id)!;
    if (quantity === undefined || thing.kind === 'serial' || thing.kind === 'package' || quantity < 4) {
      take(d, delivery, d.random.pick(receipts), flow, { quantity, unit, ofLine });
      continue;
    }
    const part = six(Math.max(1, Math.floor(quantity * (0.2 + 0.6 * d.random.next()))));
    take(d, delivery, receipts[0], flow, { quantity: part, unit, ofLine });
    take(d, delivery, receipts[1], flow, { quantity: six(quantity - part), unit, ofLine });
  }
  receipts.forEach((receipt) => dropEmpty(d, receipt));
}

function dropEmpty(d: Draft, receipt: Receipt): void {
  if (!receipt.lines.length) d.plan.receipts.splice(d.plan.receipts.indexOf(receipt), 1);
}

export function addLine(receipt: Receipt, line: Omit<GotLine, 'no'>): GotLine {
  const added = { no: (receipt.lines.at(-1)?.no ?? 0) + 1, ...line };
  receipt.lines.push(added);
  return added;
}

interface Taken {
  readonly quantity?: number;
  readonly unit?: string;
  /** The one despatch line that it is of. */
  readonly ofLine?: number;
}

function take(d: Draft, delivery: Delivery, receipt: Receipt, flow: Flow, taken: Taken): void {
  const { random } = d;
  const { thing } = flow;
  let { quantity, unit } = taken;
  if (receipt.style === 'document' && unit === undefined) [quantity, unit] = heldInDocument(flow);
  if (receipt.style === 'event' && thing.kind !== 'lot') quantity = unit = undefined;
  const isCounted = thing.kind === 'lot' || thing.kind === 'goods';
  if (quantity !== undefined && unit !== undefined && isCounted && random.chance(0.25))
    [quantity, unit] = otherUnit(d, quantity, unit, thing.product);
  const line = addLine(receipt, { ...naming(d, delivery, receipt, flow, taken), quantity, unit });
  if (receipt.style === 'document' && quantity !== undefined && quantity > 4 && random.chance(0.12)) {
    line.rejected = Math.floor(quantity / 4);
    line.quantity = six(quantity - line.rejected);
  }
  flow.got.push({ receipt, line });
}

/** A document counts what an event left open. */
function heldInDocument({ thing }: Flow): [number, string] {
  return thing.kind === 'lot' ? [50, thing.product.unit] : [1, 'H87'];
}

function naming(
  d: Draft,
  delivery: Delivery,
  receipt: Receipt,
  { thing, sent }: Flow,
  { ofLine }: Taken,
): Pick<GotLine, 'naming' | 'thing' | 'ofLine' | 'inside' | 'order'> {
  const { random } = d;
  const { despatch } = receipt;
  if (receipt.style === 'event') return { naming: 'item', thing };
  const here = sent.find(({ shipment }) => shipment === despatch);
  const canLine = despatch?.style === 'document' && here && ofLine !== undefined && sent.length === 1;
  const order = isGoods({ thing }) && delivery.order && !canLine ? { order: delivery.order } : {};
  // announced without a lot, received with one
  if (canLine && isGoods({ thing }) && random.chance(0.25))
    return { naming: 'detail', thing: d.thing('lot', thing.product), ofLine };
  if (canLine && random.chance(0.35)) return { naming: 'line', thing, ofLine };
  if (isGoods({ thing })) return { naming: 'goods', thing, ...order, ...(canLine && { ofLine }) };
  if (thing.kind === 'package' && random.chance(0.4))
    return { naming: 'both', thing: d.thing('lot', thing.product), inside: thing };
  const isOnly = here && despatch!.lines.filter((line) => line.thing.product === thing.product).length === 1;
  if (canLine && isOnly && thing.kind !== 'package' && random.chance(0.15)) return { naming: 'goods', thing };
  const inside = here?.line.inside;
  return {
    ...{ naming: 'item', thing },
    ...(canLine && random.chance(0.4) && { ofLine }),
    ...(inside && random.chance(0.5) && { inside }),
  };
}
