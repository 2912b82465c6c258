import { Rules } from '../rules/rules.js';
import { toleranceOf } from '../rules/tolerance-of.js';
import { DAY_MS, HOUR_MS } from './durations.js';
import { rounded, sumIn } from './quantities.js';
import { FlowStatement, Ledger, LedgerStatement } from './statement.js';
import { Judgement, Statement, Verdict } from './verdict.js';

interface Sides {
  readonly ins: readonly Statement[];
  readonly outs: readonly Statement[];
}

/** Judges what a company says of one thing against all else that it says of it. */
export function judgeLedger(ledger: Ledger, rules: Rules, now: Date): Judgement {
  const sides = sidesOf(ledger);
  const verdicts = [
    ...(ledger.isInstance ? [...twiceMade(ledger), ...twiceGone(ledger)] : balance(ledger, sides, rules)),
    ...order(ledger, sides, rules),
  ];
  const origin = withoutOrigin(ledger, sides, rules, now);
  return { verdicts: [...verdicts, ...origin.verdicts], ...(origin.lookAt && { lookAt: origin.lookAt }) };
}

const of = ({ organisationId, thingId }: Ledger) => ({ declarantId: organisationId, thingId });
const timeOf = ({ at }: Statement): number => at.getTime();
const first = (statements: readonly Statement[]): number => Math.min(...statements.map(timeOf));
const moveOf = (statement: Statement) => ('move' in statement ? statement.move : statement.side);

function sidesOf({ own, outgoing, incoming }: Ledger): Sides {
  const isIn = ({ move }: LedgerStatement) => move === 'made' || move === 'unpacked';
  return {
    ins: [...own.filter(isIn), ...incoming],
    outs: [...own.filter((one) => !isIn(one)), ...outgoing],
  };
}

/** Used or shipped, yet neither made nor received: once the company has had its time to say so. */
function withoutOrigin(ledger: Ledger, { ins, outs }: Sides, rules: Rules, now: Date): Judgement {
  if (ins.length || ledger.wasSent || ledger.isPackage || !outs.length) return { verdicts: [] };
  const used = outs.some((one) => moveOf(one) === 'used');
  const shipped = outs.some((one) => moveOf(one) === 'shipped');
  if (!used && !(shipped && ledger.keepsRegister)) return { verdicts: [] };
  const due = new Date(first(outs) + rules.announceDays * DAY_MS);
  if (due > now) return { verdicts: [], lookAt: due };
  return { verdicts: [{ ...of(ledger), kind: used ? 'never_made' : 'chain_gap', statements: outs }] };
}

/** A lot gives no more than it holds. What arrived and was sent back at once was never held. */
function balance(ledger: Ledger, { ins, outs }: Sides, rules: Rules): Verdict[] {
  if (!ins.length || !outs.length) return [];
  const unit = ins[0]!.unit;
  const product = [...ins, ...outs].map((one) => ('product' in one ? one.product : undefined)).find(Boolean);
  const kept = ins.map((one) =>
    'rejected' in one && one.quantity !== undefined
      ? { ...one, quantity: one.quantity - (one as FlowStatement).rejected }
      : one,
  );
  const expected = sumIn(unit, kept, product, rules);
  const found = sumIn(unit, outs, product, rules);
  if (typeof expected !== 'number' || typeof found !== 'number') return [];
  const tolerance = toleranceOf(rules, { unit, ...(product !== undefined && { product }) }, expected);
  const difference = rounded(found - expected);
  if (difference <= tolerance) return [];
  const figures = { expected, found, difference, unit, tolerance };
  return [{ ...of(ledger), kind: 'consumed_more_than_made', ...figures, statements: [...ins, ...outs] }];
}

function order(ledger: Ledger, { ins, outs }: Sides, rules: Rules): Verdict[] {
  if (!ins.length || !outs.length || first(outs) >= first(ins) - rules.clockHours * HOUR_MS) return [];
  return [{ ...of(ledger), kind: 'date_order', statements: [...ins, ...outs] }];
}

function twiceMade(ledger: Ledger): Verdict[] {
  const made = ledger.own.filter(({ move }) => move === 'made');
  if (new Set(made.map(({ eventId }) => eventId)).size < 2) return [];
  return [{ ...of(ledger), kind: 'duplicate_identity', statements: made }];
}

/** One thing leaves once, until it has come back. At the same time, what comes in comes first. */
function twiceGone(ledger: Ledger): Verdict[] {
  const { ins, outs } = sidesOf(ledger);
  const back = ins.filter((one) => moveOf(one) !== 'made').map((one) => ({ one, isOut: false }));
  const moves = [...back, ...outs.map((one) => ({ one, isOut: true }))].sort(
    (a, b) => timeOf(a.one) - timeOf(b.one) || Number(a.isOut) - Number(b.isOut),
  );
  const again = moves.some(({ isOut }, index) => isOut && moves[index - 1]?.isOut);
  return again ? [{ ...of(ledger), kind: 'double_custody', statements: moves.map(({ one }) => one) }] : [];
}
