import { Draft, six } from './draft.fixture.js';
import { addLine } from './deliver.fixture.js';
import { derivedId } from '@maillon/kernel';
import type { Change, Flow, Portion, Receipt, Shipment, Story } from './plan.fixture.js';
import { eventIdOf } from './render-events.fixture.js';
import { DAY, HOUR } from './rules.fixture.js';
import { FlowInjector, isWhole, sumOf, unitOf } from './spoil-flows.fixture.js';

const alone = ({ from, thing }: Flow) => ({ declarantId: from.id, partnerId: null, thingId: thing.id });

const linesOf = ({ sent, later }: Flow) => [...sent, ...later].map(({ line }) => line);
const firstOut = ({ sent, later }: Flow): number =>
  Math.min(...[...sent, ...later].map(({ shipment }) => shipment.at));

function forget(d: Draft, flow: Flow): void {
  d.plan.makings.splice(d.plan.makings.indexOf(flow.making!), 1);
  flow.spoilt.add('own').add('late').add('twice');
}

/** A company that declares what it makes ships something from nowhere. */
export const originLost: FlowInjector = (d, flow) => {
  const { making, spoilt, sent, thing } = flow;
  // a package has no origin of its own
  if (!making || thing.kind === 'package' || !sent.length) return false;
  if (spoilt.has('own') || spoilt.has('late') || spoilt.has('twice')) return false;
  forget(d, flow);
  d.expect({ kind: 'chain_gap', ...alone(flow), cause: 'origin lost' });
  return true;
};

/** The same of a lot of which it used some itself: used and shipped without origin is one discrepancy. */
export const usedFromNowhere: FlowInjector = (d, flow) => {
  const { making, spoilt, sent, from, thing } = flow;
  if (!making || thing.kind !== 'lot' || !sent.length) return false;
  if (spoilt.has('own') || spoilt.has('late') || spoilt.has('twice')) return false;
  const product = d.product(from, { withGtin: true, unit: 'H87' });
  d.plan.changes.push({
    ...{
      key: d.number('T'),
      firm: from,
      at: firstOut(flow) + 2 * DAY,
      inputs: [{ thing, quantity: 1, unit: thing.product.unit }],
    },
    outputs: [{ thing: d.thing('serial', product) }],
  });
  forget(d, flow);
  d.expect({ kind: 'never_made', ...alone(flow), cause: 'used and shipped from nowhere' });
  return true;
};

/** More of a lot was shipped than was ever made. */
export const moreThanMade: FlowInjector = (d, flow) => {
  const { making, spoilt, thing } = flow;
  if (!making?.quantity || thing.kind !== 'lot' || spoilt.has('own')) return false;
  if (linesOf(flow).some(({ quantity }) => quantity === undefined) || !flow.sent.length) return false;
  const unit = unitOf(flow);
  const out = sumOf(d, flow, linesOf(flow));
  const made = Math.floor(out * 0.7);
  making.quantity = d.convert(made, unit, making.unit!, thing.product);
  spoilt.add('own');
  const isPlain = making.unit === unit && linesOf(flow).every((line) => line.unit === unit);
  d.expect({
    ...{ kind: 'consumed_more_than_made', ...alone(flow), cause: 'more than made' },
    ...(isPlain && { difference: six(out - made), unit }),
  });
  return true;
};

/** Something left before it was made, by more than clocks mislead. */
export const madeLate: FlowInjector = (d, flow, story) => {
  const { making, spoilt, from, thing } = flow;
  // where it came back, that may be the first that is known to have come in
  if (story.flows.some((other) => other.thing === thing && other.to === from)) return false;
  if (!making || !flow.sent.length || spoilt.has('late') || spoilt.has('twice')) return false;
  const { clockHours } = d.windows(flow.from);
  making.at = firstOut(flow) + clockHours * HOUR + d.random.pick([1000, HOUR, 2 * DAY]);
  spoilt.add('late');
  d.expect({ kind: 'date_order', ...alone(flow), cause: 'made late' });
  return true;
};

/** The receiver used up more of a lot than it had received. */
export const usedTooMuch: FlowInjector = (d, flow, story) => {
  const { thing, to, got, spoilt } = flow;
  // where a lot goes both ways, what comes back undoes what left, and what goes back may never have been held
  if (story.flows.some((other) => other.thing === thing && other.from === to && other.to === flow.from))
    return false;
  const isOpen = (!spoilt.has('pair') || spoilt.has('quantity')) && !spoilt.has('drawn');
  if (thing.kind !== 'lot' || isWhole(flow) || !isOpen || !got.length || !flow.sent.length) return false;
  if (d.plan.makings.some((making) => making.thing === thing && making.firm === to)) return false;
  const unit = unitOf(flow);
  const kept = sumOf(
    d,
    flow,
    got.map(({ line }) => line),
  );
  const step = Math.ceil(kept * 0.1) + 5;
  const quantity = six(kept - flow.drawn + step);
  const at = Math.max(...got.map(({ receipt }) => receipt.at)) + 10 * DAY;
  d.plan.scraps.push({ firm: to, at, portions: [{ thing, quantity, unit }] });
  spoilt.add('pair').add('drawn');
  flow.drawn = six(flow.drawn + quantity);
  const isPlain = got.every(({ line }) => line.unit === unit);
  d.expect({
    ...{ kind: 'consumed_more_than_made', declarantId: to.id, partnerId: null, thingId: thing.id },
    ...{ cause: 'used too much', ...(isPlain && { difference: step, unit }) },
  });
  return true;
};

/** One piece or package leaves a second time without having come back. */
export const leftTwice: FlowInjector = (d, flow) => {
  const { from, to, thing, spoilt, sent } = flow;
  const others = d.firms.filter((firm) => firm !== from && firm !== to);
  const isOne = thing.kind === 'serial' || thing.kind === 'package';
  if (!isOne || !sent.length || !others.length || spoilt.has('custody')) return false;
  const third = d.random.pick(others);
  const [shipStyle, gotStyle] = [d.styleOf(from), d.styleOf(third)];
  const at = sent[0]!.shipment.at + 3 * DAY;
  const counted = { quantity: 1, unit: 'H87' };
  const shipment: Shipment = {
    ...{ style: shipStyle, from, to: third, number: d.number('DA'), at },
    lines: [{ no: 1, thing, ...(shipStyle === 'document' && counted) }],
  };
  const receipt: Receipt = {
    ...{ style: gotStyle, from, by: third, number: d.number('RA'), at: at + 2 * DAY, lines: [] },
  };
  addLine(receipt, { naming: 'item', thing, ...(gotStyle === 'document' && counted) });
  d.plan.shipments.push(shipment);
  d.plan.receipts.push(receipt);
  spoilt.add('custody');
  d.expect({ kind: 'double_custody', ...alone(flow), cause: 'left twice' });
  return true;
};

/** The same serial number or SSCC is given twice. */
export const madeTwice: FlowInjector = (d, flow) => {
  const { making, thing, spoilt } = flow;
  if (!making || (thing.kind !== 'serial' && thing.kind !== 'package') || spoilt.has('twice')) return false;
  d.plan.makings.push({ ...making, at: making.at + d.random.pick([HOUR, DAY, 4 * DAY]) });
  spoilt.add('twice');
  d.expect({ kind: 'duplicate_identity', ...alone(flow), cause: 'made twice' });
  return true;
};

/** Spoils a transformation of a story. */
export type ChangeInjector = (d: Draft, change: Change, story: Story) => boolean;

const WEIGHTS = ['KGM', 'TNE', 'GRM'];
const isWeighed = ({ quantity, unit }: Portion): boolean =>
  quantity !== undefined && WEIGHTS.includes(unit ?? '');

/** More comes out than went in, or more than the rules on losses allow. */
export const tooMuchOut: ChangeInjector = (d, change, story) => {
  const parts = story.changes.filter(
    (one) => one === change || (change.process && one.process === change.process),
  );
  const inputs = parts.flatMap((part) => part.inputs);
  const outputs = parts.flatMap((part) => part.outputs);
  const [made] = outputs;
  if (!made || ![...inputs, ...outputs].every(isWeighed) || d.spoiltChanges.has(change)) return false;
  const kilos = inputs.reduce(
    (sum, one) => sum + d.convert(one.quantity!, one.unit!, 'KGM', one.thing.product),
    0,
  );
  const least = d.leastLoss(made.thing.product);
  const isByLoss = least > 0.05 && kilos > 200 && d.random.chance(0.6);
  const out = Math.round(isByLoss ? kilos * (1 - least / 2) : kilos * 1.3 + 5);
  made.quantity = d.convert(out, 'KGM', made.unit!, made.thing.product);
  for (const part of parts) d.spoiltChanges.add(part);
  d.expect({
    ...{ kind: 'mass_balance', declarantId: change.firm.id, partnerId: null },
    thingId: derivedId('transformation', change.process ?? eventIdOf(change.firm, change.key)),
    cause: isByLoss ? 'too little lost' : 'too much out',
  });
  return true;
};

/** A transformation uses a lot that nobody made, shipped or received. */
export const inputFromNowhere: ChangeInjector = (d, change) => {
  if (!change.inputs.length) return false;
  const [input] = change.inputs;
  const making = d.plan.makings.find(({ firm, thing }) => firm === change.firm && thing === input!.thing);
  let thing = input!.thing;
  if (making && d.random.chance(0.7)) {
    d.plan.makings.splice(d.plan.makings.indexOf(making), 1);
  } else if (d.spoiltChanges.has(change)) {
    return false;
  } else {
    thing = d.thing('lot', d.product(change.firm, { unit: 'KGM' }));
    change.inputs.push({ thing, quantity: d.random.int(1, 9), unit: 'KGM' });
  }
  d.expect({
    ...{ kind: 'never_made', declarantId: change.firm.id, partnerId: null, thingId: thing.id },
    cause: 'input from nowhere',
  });
  return true;
};
