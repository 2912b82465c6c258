import { Draft, six } from './draft.fixture.js';
import type { Flow } from './plan.fixture.js';
import {
  arrivedOf,
  FlowInjector,
  isComplete,
  isWhole,
  pairOf,
  shippedOf,
  sumOf,
  unitOf,
} from './spoil-flows.fixture.js';

/** Less or more was received than was shipped, beyond what the rules allow. */
export const wrongQuantity: FlowInjector = (d, flow) => {
  if (!isComplete(flow) || isWhole(flow) || flow.thing.kind === 'serial') return false;
  const { from, to, thing } = flow;
  const unit = unitOf(flow);
  const [due, arrived] = [shippedOf(d, flow), arrivedOf(d, flow)];
  const all = six(
    due +
      sumOf(
        d,
        flow,
        flow.later.map(({ line }) => line),
      ),
  );
  const allowed = d.allowance(from, to, thing.product, unit, all);
  const isMore = d.random.chance(0.4);
  // the least step beyond what is allowed, or far beyond it
  const step = d.random.chance(0.4) ? six(allowed + 1) : Math.ceil(allowed + all * 0.2);
  const target = isMore ? six(all + step) : six(due - step);
  const { line } = flow.got.reduce((most, one) =>
    valueOf(d, flow, one) > valueOf(d, flow, most) ? one : most,
  );
  const change = six(target - arrived);
  const changed = six(line.quantity! + d.convert(change, unit, line.unit!, thing.product));
  const kept =
    sumOf(
      d,
      flow,
      flow.got.map((one) => one.line),
    ) + change;
  if (changed <= 0 || kept < 1.1 * flow.drawn) return false;
  line.quantity = changed;
  const found = arrivedOf(d, flow);
  const difference = six(found - (isMore ? all : due));
  if (Math.abs(difference) <= allowed) throw new Error(`World ${d.seed}: not beyond what is allowed.`);
  flow.spoilt.add('pair').add('quantity');
  d.expect({ kind: 'quantity', ...pairOf(flow), difference, unit, cause: 'wrong quantity' });
  return true;
};

const valueOf = (d: Draft, flow: Flow, { line }: Flow['got'][number]): number =>
  d.convert(line.quantity!, line.unit!, unitOf(flow), flow.thing.product);

const STRANGE: Readonly<Record<string, string>> = { KGM: 'LTR', LTR: 'MTR', MTR: 'KWH', H87: 'MTR' };

/** A quantity that cannot be compared with what was shipped. */
export const strangeUnit: FlowInjector = (d, flow) => {
  if (!isComplete(flow) || isWhole(flow) || flow.thing.kind === 'serial') return false;
  const line = d.random.pick(flow.got).line;
  line.unit = STRANGE[flow.thing.product.unit]!;
  flow.spoilt.add('pair');
  d.expect({ kind: 'unit', ...pairOf(flow), cause: 'strange unit' });
  return true;
};

const GREATER: Readonly<Record<string, string>> = { KGM: 'TNE', LTR: 'HLT', H87: 'PR' };

/** The figure is right and the unit beside it is not: 300 kilograms became 300 tonnes. */
export const sameFigure: FlowInjector = (d, flow) => {
  if (!isComplete(flow) || isWhole(flow) || flow.later.length || flow.thing.kind === 'serial') return false;
  const units = new Set([...flow.sent, ...flow.got].map(({ line }) => line.unit!));
  const [unit] = units;
  const greater = GREATER[unit!];
  if (units.size !== 1 || !greater || arrivedOf(d, flow) !== shippedOf(d, flow)) return false;
  for (const { line } of flow.got) line.unit = greater;
  flow.spoilt.add('pair');
  d.expect({ kind: 'unit', ...pairOf(flow), cause: 'same figure' });
  return true;
};
