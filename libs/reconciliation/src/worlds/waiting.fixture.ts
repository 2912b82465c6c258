import { Draft } from './draft.fixture.js';
import { addLine, dayOf } from './deliver.fixture.js';
import type { Firm, GotLine, Receipt, Shipment, Thing } from './plan.fixture.js';
import { DAY, HOUR } from './rules.fixture.js';

/** One minute before or after the moment from which something counts. */
const MINUTE = 60_000;

interface Scene {
  readonly d: Draft;
  readonly from: Firm;
  readonly to: Firm;
  /** True: the moment has come, and what is expected must be found. */
  readonly isDue: boolean;
}

/** Things that are recent: nobody is to be troubled before the last minute, and everybody from then on. */
export function waiting(d: Draft): void {
  const [from, to] = d.pair();
  const isDue = d.isSpoilt && d.random.chance(0.6);
  d.random.pick(SCENES)({ d, from, to, isDue });
}

function newLot(d: Draft, from: Firm): Thing {
  return d.thing('lot', d.product(from, { withGtin: true, unit: 'KGM' }));
}

function ship({ d, from, to }: Scene, at: number, things: readonly Thing[], eta?: string): Shipment {
  const style = eta ? 'document' : d.styleOf(from);
  const lines = things.map((thing, index) => ({ no: index + 1, thing, quantity: 100, unit: 'KGM' }));
  const shipment: Shipment = { style, from, to, number: d.number('DA'), at, lines, ...(eta && { eta }) };
  d.plan.shipments.push(shipment);
  for (const thing of things) d.making(from, thing, { quantity: 100, unit: 'KGM' }, at);
  return shipment;
}

function receive(
  { d, from, to }: Scene,
  at: number,
  line: Omit<GotLine, 'no'>,
  despatch?: Shipment,
): Receipt {
  const style = despatch ? 'document' : d.styleOf(to);
  const receipt: Receipt = {
    ...{ style, from, by: to, number: d.number('RA'), at, lines: [] },
    ...(despatch && { despatch }),
  };
  addLine(receipt, line);
  d.plan.receipts.push(receipt);
  return receipt;
}

const item = (thing: Thing, quantity = 100) => ({ naming: 'item', thing, quantity, unit: 'KGM' }) as const;

const between = ({ from, to }: Scene) => ({ declarantId: from.id, partnerId: to.id });
const alone = (firm: Firm) => ({ declarantId: firm.id, partnerId: null });

function overdueByTransit(scene: Scene): void {
  const { d, from, to, isDue } = scene;
  const { transitDays, overdueDays } = d.windows(from, to);
  const thing = newLot(d, from);
  ship(scene, d.now - (transitDays + overdueDays) * DAY + (isDue ? -MINUTE : MINUTE), [thing]);
  if (isDue)
    d.expect({
      ...{ kind: 'overdue', ...between(scene), thingId: thing.id },
      ...{ difference: -100, unit: 'KGM', cause: 'overdue by transit' },
    });
}

/** The whole day counts: what is expected today is not late before tomorrow. */
function overdueByArrival(scene: Scene): void {
  const { d, from, to, isDue } = scene;
  const { overdueDays } = d.windows(from, to);
  const thing = newLot(d, from);
  const day = dayOf(d.now - (overdueDays + (isDue ? 1 : 0)) * DAY);
  ship(scene, d.now - 30 * DAY, [thing], day);
  if (isDue)
    d.expect({
      ...{ kind: 'overdue', ...between(scene), thingId: thing.id },
      ...{ difference: -100, unit: 'KGM', cause: 'overdue by arrival' },
    });
}

function notAnnounced(scene: Scene): void {
  const { d, from, to, isDue } = scene;
  const { announceDays } = d.windows(from, to);
  const thing = newLot(d, from);
  receive(scene, d.now - announceDays * DAY + (isDue ? -MINUTE : MINUTE), item(thing));
  if (isDue)
    d.expect({
      ...{ kind: 'received_not_shipped', ...between(scene), thingId: thing.id },
      ...{ difference: 100, unit: 'KGM', cause: 'not announced' },
    });
}

/** One of two lots was received: from then on the other is waited for some days only. */
function answeredInPart(scene: Scene): void {
  const { d, from, to, isDue } = scene;
  const { receiptDays, overdueDays } = d.windows(from, to);
  const [one, other] = [newLot(d, from), newLot(d, from)];
  const wait = isDue ? (receiptDays + overdueDays) * DAY + MINUTE : receiptDays * DAY - MINUTE;
  const shipment = ship(scene, d.now - wait - 3 * HOUR, [one, other], dayOf(d.now + 20 * DAY));
  receive(scene, d.now - wait, item(one), shipment);
  if (isDue)
    d.expect({
      ...{ kind: 'shipped_not_received', ...between(scene), thingId: other.id },
      ...{ difference: -100, unit: 'KGM', cause: 'answered in part' },
    });
}

/** Part of a lot arrived today: the rest may follow, unless the receiver says that it is missing. */
function saidToBeShort(scene: Scene): void {
  const { d, from, isDue } = scene;
  const thing = newLot(d, from);
  const shipment = ship(scene, d.now - 8 * HOUR, [thing], dayOf(d.now + DAY));
  const line = { ...item(thing, 60), ...(isDue && { short: 40 }) };
  receive(scene, d.now - 2 * HOUR, line, shipment);
  if (isDue)
    d.expect({
      ...{ kind: 'quantity', ...between(scene), thingId: thing.id },
      ...{ difference: -40, unit: 'KGM', cause: 'said to be short' },
    });
}

function tooMuchAtOnce(scene: Scene): void {
  const { d, from, isDue } = scene;
  const thing = newLot(d, from);
  ship(scene, d.now - 8 * HOUR, [thing]);
  receive(scene, d.now - 2 * HOUR, item(thing, isDue ? 130 : 70));
  if (isDue)
    d.expect({
      ...{ kind: 'quantity', ...between(scene), thingId: thing.id },
      ...{ difference: 30, unit: 'KGM', cause: 'too much at once' },
    });
}

function mistakenAtOnce(scene: Scene): void {
  const { d, from, isDue } = scene;
  const thing = newLot(d, from);
  const other = isDue ? d.thing('lot', thing.product) : thing;
  const shipment = ship(scene, d.now - 8 * HOUR, [thing], dayOf(d.now + 2 * DAY));
  receive(scene, d.now - 2 * HOUR, { ...item(other), ofLine: 1 }, shipment);
  if (isDue)
    d.expect({
      ...{ kind: 'identity', ...between(scene), thingId: thing.id, otherThingId: other.id },
      cause: 'mistaken at once',
    });
}

/**
 * Of two lots of a product one was not received, and a strange one was, beside the line of the other: that line was received
 * as well, so the strange one is in nobody's place.
 */
function strangeBesideAnother(scene: Scene): void {
  const { d, from, isDue } = scene;
  const one = newLot(d, from);
  const [other, strange] = [d.thing('lot', one.product), d.thing('lot', one.product)];
  const shipment = ship(scene, d.now - 45 * DAY, [one, other], dayOf(d.now - 43 * DAY));
  const receipt = receive(scene, d.now - 40 * DAY, item(one), shipment);
  addLine(receipt, isDue ? { ...item(strange), ofLine: 1 } : item(other));
  if (!isDue) return;
  const cause = 'strange beside another';
  d.expect({
    ...{ kind: 'shipped_not_received', ...between(scene), thingId: other.id, cause },
    ...{ difference: -100, unit: 'KGM' },
  });
  d.expect({
    ...{ kind: 'received_not_shipped', ...between(scene), thingId: strange.id, cause },
    ...{ difference: 100, unit: 'KGM' },
  });
}

/** A lot is used before anybody says where it came from. */
function usedBeforeMade({ d, from, isDue }: Scene): void {
  if (!from.registers) return;
  const { announceDays } = d.windows(from);
  const [thing, made] = [newLot(d, from), newLot(d, from)];
  const at = d.now - announceDays * DAY + (isDue ? -MINUTE : MINUTE);
  d.plan.changes.push({
    ...{ key: d.number('T'), firm: from, at, inputs: [{ thing, quantity: 100, unit: 'KGM' }] },
    outputs: [{ thing: made, quantity: 80, unit: 'KGM' }],
  });
  if (isDue) d.expect({ kind: 'never_made', ...alone(from), thingId: thing.id, cause: 'used before made' });
}

function shippedBeforeMade(scene: Scene): void {
  const { d, from, isDue } = scene;
  const { announceDays } = d.windows(from);
  const thing = newLot(d, from);
  const at = d.now - announceDays * DAY + (isDue ? -MINUTE : MINUTE);
  const before = d.plan.makings.length;
  ship(scene, at, [thing]);
  d.plan.makings.splice(before);
  receive(scene, at + HOUR, item(thing));
  // who keeps no register owes none
  if (isDue && from.registers)
    d.expect({ kind: 'chain_gap', ...alone(from), thingId: thing.id, cause: 'shipped before made' });
}

const SCENES = [
  overdueByTransit,
  overdueByArrival,
  notAnnounced,
  answeredInPart,
  saidToBeShort,
  tooMuchAtOnce,
  mistakenAtOnce,
  strangeBesideAnother,
  usedBeforeMade,
  shippedBeforeMade,
] as const;
