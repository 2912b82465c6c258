import { Rules } from '../rules/rules.js';
import { toleranceOf } from '../rules/tolerance-of.js';
import { DAY_MS, HOUR_MS } from './durations.js';
import { onlyUnit, plainSum, rounded, sumIn } from './quantities.js';
import { Flow, FlowStatement } from './statement.js';
import { earlier, Judgement, Verdict } from './verdict.js';

/** Judges what one company shipped to another against what that one received, at a time and by the rules of the two. */
export function judgeFlow(flow: Flow, rules: Rules, now: Date): Judgement {
  if (!flow.received.length) return notReceived(flow, rules, now);
  if (!flow.shipped.length) return notShipped(flow, rules, now);
  const dates = datesOf(flow, rules);
  const quantities = compareQuantities(flow, rules, now);
  return {
    verdicts: [...dates, ...quantities.verdicts],
    ...(quantities.lookAt && { lookAt: quantities.lookAt }),
  };
}

const between = ({ shipperId, receiverId, thingId }: Flow) => ({
  declarantId: shipperId,
  partnerId: receiverId,
  thingId,
});
const all = ({ shipped, received }: Flow): readonly FlowStatement[] => [...shipped, ...received];

/** When a shipped statement should have been received: after a first answer about its despatch, or after its journey. */
export function dueOf(statement: FlowStatement, rules: Rules): Date {
  const { answeredAt, expectedBy, at } = statement;
  if (answeredAt) return new Date(answeredAt.getTime() + rules.receiptDays * DAY_MS);
  const arrival = expectedBy?.getTime() ?? at.getTime() + rules.transitDays * DAY_MS;
  return new Date(arrival + rules.overdueDays * DAY_MS);
}

function notReceived(flow: Flow, rules: Rules, now: Date): Judgement {
  const due = flow.shipped.filter((statement) => dueOf(statement, rules) <= now);
  const later = flow.shipped.filter((statement) => !due.includes(statement));
  const lookAt = later.map((statement) => dueOf(statement, rules)).reduce(earlier, undefined);
  if (!due.length) return { verdicts: [], ...(lookAt && { lookAt }) };
  const unit = due[0]!.unit;
  const expected = sumIn(unit, due, due[0]!.product, rules);
  const verdict: Verdict = {
    ...between(flow),
    kind: due.some(({ answeredAt }) => answeredAt) ? 'shipped_not_received' : 'overdue',
    statements: flow.shipped,
    ...(typeof expected === 'number' && { expected, found: 0, difference: -expected, unit }),
  };
  return { verdicts: [verdict], ...(lookAt && { lookAt }) };
}

function notShipped(flow: Flow, rules: Rules, now: Date): Judgement {
  const first = flow.received.reduce<Date | undefined>((at, one) => earlier(at, one.at), undefined)!;
  const due = new Date(first.getTime() + rules.announceDays * DAY_MS);
  if (due > now) return { verdicts: [], lookAt: due };
  const unit = flow.received[0]!.unit;
  const found = sumIn(unit, flow.received, flow.received[0]!.product, rules);
  const verdict: Verdict = {
    ...between(flow),
    kind: 'received_not_shipped',
    statements: flow.received,
    ...(typeof found === 'number' && { expected: 0, found, difference: found, unit }),
  };
  return { verdicts: [verdict] };
}

function datesOf(flow: Flow, rules: Rules): Verdict[] {
  const shipped = Math.min(...flow.shipped.map(({ at }) => at.getTime()));
  const received = Math.min(...flow.received.map(({ at }) => endOf(at)));
  if (received >= shipped - rules.clockHours * HOUR_MS) return [];
  return [{ ...between(flow), kind: 'date_order', statements: all(flow) }];
}

/** Somebody who gives a day means any time of it: midnight, in Paris or in UTC, stands for the whole day. */
const endOf = (at: Date): number =>
  at.getTime() % HOUR_MS === 0 && [0, 22, 23].includes(at.getUTCHours())
    ? at.getTime() + DAY_MS
    : at.getTime();

function compareQuantities(flow: Flow, rules: Rules, now: Date): Judgement {
  const { shipped, received } = flow;
  const { unit, product } = shipped[0]!;
  const expected = sumIn(unit, shipped, product, rules);
  const found = sumIn(unit, received, product, rules);
  if (expected === undefined || found === undefined) return { verdicts: [] };
  const figures = { ...between(flow), unit, statements: all(flow) };
  if (expected === 'mixed' || found === 'mixed')
    return { verdicts: isSameByUnit(flow) ? [] : [{ ...figures, kind: 'unit' }] };
  const tolerance = toleranceOf(rules, { unit, ...(product !== undefined && { product }) }, expected);
  const verdict = (kind: 'unit' | 'quantity', difference: number): Verdict => ({
    ...figures,
    kind,
    expected,
    found,
    difference,
    tolerance,
  });
  const difference = rounded(found - expected);
  if (Math.abs(difference) <= tolerance) return { verdicts: [] };
  if (isUnitMistaken(flow)) return { verdicts: [verdict('unit', difference)] };
  if (difference > 0) return { verdicts: [verdict('quantity', difference)] };
  return short(flow, rules, now, { found, tolerance, verdict: (missing) => verdict('quantity', missing) });
}

/** Two products of one package, say: what cannot be added up is the same where each unit by itself is. */
function isSameByUnit({ shipped, received }: Flow): boolean {
  const units = [...new Set([...shipped, ...received].map(({ unit }) => unit))];
  return units.every((unit) => {
    const sum = (side: readonly FlowStatement[]) => plainSum(side.filter((one) => one.unit === unit));
    return sum(shipped) === sum(received);
  });
}

/** The same figure under another unit: somebody wrote kilograms for pieces, or tonnes for kilograms. */
function isUnitMistaken({ shipped, received }: Flow): boolean {
  const [from, to] = [onlyUnit(shipped), onlyUnit(received)];
  return from !== undefined && to !== undefined && from !== to && plainSum(shipped) === plainSum(received);
}

/** What is still on its way is not missing, unless the receiver says that it is. */
function short(
  { shipped, received }: Flow,
  rules: Rules,
  now: Date,
  told: { found: number; tolerance: number; verdict: (difference: number) => Verdict },
): Judgement {
  // who says what is missing has spoken of the despatch that it names, or else of all
  const missing = received.filter((one) => one.short > 0).map(({ despatchId }) => despatchId);
  const isConcluded = ({ despatchId }: FlowStatement) =>
    missing.some((named) => named === undefined || named === despatchId);
  const due = shipped.filter((one) => isConcluded(one) || dueOf(one, rules) <= now);
  const lookAt = shipped
    .filter((one) => !due.includes(one))
    .map((one) => dueOf(one, rules))
    .reduce(earlier, undefined);
  const { unit, product } = shipped[0]!;
  const expected = sumIn(unit, due, product, rules) as number;
  const difference = rounded(told.found - expected);
  return {
    verdicts: -difference > told.tolerance ? [told.verdict(difference)] : [],
    ...(lookAt && { lookAt }),
  };
}
