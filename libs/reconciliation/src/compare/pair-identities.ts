import { Flow, FlowStatement } from './statement.js';
import { Judgement, Verdict } from './verdict.js';

export interface Judged {
  readonly flow: Flow;
  readonly judgement: Judgement;
}

/**
 * A thing that left and did not arrive, and one that arrived and never left, where the receipt names the line, the package
 * or the product of the despatch: one discrepancy, of their identity, in place of two.
 */
export function pairIdentities(judged: readonly Judged[]): Judged[] {
  const lost = new Map<string, Judged[]>();
  for (const one of judged)
    if (!one.flow.received.length)
      for (const key of one.flow.shipped.flatMap(keysOf)) lost.set(key, [...(lost.get(key) ?? []), one]);
  const answers = new Map(judged.map((one) => [one.flow, one]));
  const taken = new Set<Flow>();
  const strange = judged.filter(({ flow }) => flow.shipped.length === 0);
  // the most telling first, whatever the order in which they are given
  for (const strength of STRENGTHS)
    for (const { flow } of inOrder(strange)) {
      if (taken.has(flow)) continue;
      const keys = flow.received.flatMap(keysOf).filter((key) => key.startsWith(strength));
      const partner = inOrder(keys.flatMap((key) => lost.get(key) ?? [])).find((one) => !taken.has(one.flow));
      if (!partner) continue;
      taken.add(flow).add(partner.flow);
      answers.set(flow, { flow, judgement: { verdicts: [] } });
      answers.set(partner.flow, {
        flow: partner.flow,
        judgement: { verdicts: [identity(partner.flow, flow)] },
      });
    }
  return [...answers.values()];
}

const STRENGTHS = ['line', 'package', 'product'] as const;

const inOrder = (judged: readonly Judged[]): Judged[] =>
  [...judged].sort((a, b) => (a.flow.thingId < b.flow.thingId ? -1 : 1));

/** By what a receipt and a despatch are known to mean the same goods; the receiver and shipper are always those of both. */
function keysOf(statement: FlowStatement): string[] {
  const { receiverId, despatchId, despatchLine, packageId, product } = statement;
  const pair = `${statement.shipperId}:${receiverId}`;
  const isReceipt = statement.side === 'received';
  if (isReceipt && despatchId && despatchLine !== undefined)
    return [`line:${pair}:${despatchId}:${despatchLine}`];
  return [
    ...(despatchId && despatchLine !== undefined ? [`line:${pair}:${despatchId}:${despatchLine}`] : []),
    ...(packageId ? [`package:${pair}:${packageId}`] : []),
    ...(despatchId && product ? [`product:${pair}:${despatchId}:${product}`] : []),
  ];
}

function identity(lost: Flow, strange: Flow): Verdict {
  return {
    kind: 'identity',
    declarantId: lost.shipperId,
    partnerId: lost.receiverId,
    thingId: lost.thingId,
    otherThingId: strange.thingId,
    otherLabel: strange.received[0]!.label,
    statements: [...lost.shipped, ...strange.received],
  };
}
