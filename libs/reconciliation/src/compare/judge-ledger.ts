import { Rules } from '../rules/rules.js';
import { toleranceOf } from '../rules/tolerance-of.js';
import { DAY_MS, HOUR_MS } from './durations.js';
import { Measured, rounded, sumIn } from './quantities.js';
import { FlowStatement, Ledger, LedgerStatement } from './statement.js';
import { Judgement, Statement, Verdict } from './verdict.js';

interface Sides {
  readonly ins: readonly Statement[];
  readonly outs: readonly Statement[];
  readonly returns: readonly FlowStatement[];
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

/** What comes back from a firm that it was shipped to is neither an origin nor something more: it undoes what left. */
function sidesOf({ own, outgoing, incoming }: Ledger): Sides {
  const isIn = ({ move }: LedgerStatement) => move === 'made' || move === 'unpacked';
  const isReturn = (one: FlowStatement) =>
    outgoing.some(({ receiverId, at }) => receiverId === one.shipperId && at <= one.at);
  return {
    ins: [...own.filter(isIn), ...incoming.filter((one) => !isReturn(one))],
    outs: [...own.filter((one) => !isIn(one)), ...outgoing],
    returns: incoming.filter(isReturn),
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

/**
 * A lot gives no more than it holds; unpacking it says where it was, and adds nothing. What was rejected on arrival is not
 * held, and may go back.
 */
function balance(ledger: Ledger, sides: Sides, rules: Rules): Verdict[] {
  const held = sides.ins.filter((one) => moveOf(one) !== 'unpacked');
  if (!held.length || !sides.outs.length) return [];
  const { unit } = held[0]!;
  const statements = [...held, ...sides.outs, ...sides.returns];
  const product = statements.map((one) => one.product).find(Boolean);
  const sum = (side: readonly Measured[]) => sumIn(unit, side, product, rules);
  const rejected = held.map((one) => ({ quantity: 'rejected' in one ? one.rejected : 0, unit: one.unit }));
  const sums = [held, rejected, sides.outs, sides.returns, sentBack(ledger)].map(sum);
  if (!sums.every((one) => typeof one === 'number')) return [];
  const [arrived, refused, gone, returned, back] = sums as [number, number, number, number, number];
  const expected = rounded(arrived - refused);
  const found = rounded(gone - returned - Math.min(back, refused));
  const tolerance = toleranceOf(rules, { unit, ...(product !== undefined && { product }) }, expected);
  const difference = rounded(found - expected);
  if (difference <= tolerance) return [];
  const figures = { expected, found, difference, unit, tolerance };
  return [{ ...of(ledger), kind: 'consumed_more_than_made', ...figures, statements }];
}

/** What was shipped to a firm from which it had come. */
const sentBack = ({ outgoing, incoming }: Ledger): FlowStatement[] =>
  outgoing.filter((one) =>
    incoming.some(({ shipperId, at }) => shipperId === one.receiverId && at <= one.at),
  );

function order(ledger: Ledger, { ins, outs }: Sides, rules: Rules): Verdict[] {
  if (!ins.length || !outs.length || first(outs) >= first(ins) - rules.clockHours * HOUR_MS) return [];
  return [{ ...of(ledger), kind: 'date_order', statements: [...ins, ...outs] }];
}

function twiceMade(ledger: Ledger): Verdict[] {
  const made = ledger.own.filter(({ move }) => move === 'made');
  if (new Set(made.map(({ eventId }) => eventId)).size < 2) return [];
  return [{ ...of(ledger), kind: 'duplicate_identity', statements: made }];
}

/** One thing leaves once, until it has come back. At the same time, what comes in comes first; one paper is one leaving. */
function twiceGone(ledger: Ledger): Verdict[] {
  const { ins, outs, returns } = sidesOf(ledger);
  const back = [...ins, ...returns].filter((one) => moveOf(one) !== 'made');
  const papers = new Map(outs.map((one) => [one.documentId ?? one.eventId, one]));
  const moves = [
    ...back.map((one) => ({ one, isOut: false })),
    ...[...papers.values()].map((one) => ({ one, isOut: true })),
  ].sort((a, b) => timeOf(a.one) - timeOf(b.one) || Number(a.isOut) - Number(b.isOut));
  const again = moves.some(({ isOut }, index) => isOut && moves[index - 1]?.isOut);
  return again ? [{ ...of(ledger), kind: 'double_custody', statements: moves.map(({ one }) => one) }] : [];
}
