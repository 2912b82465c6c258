import { Tx } from '@maillon/db';
import { derivedId, organisationOf } from '@maillon/kernel';
import { LoadedRules, rulesFor } from '../rules/rules.queries.js';
import { flowStatements } from './flow-statements.queries.js';
import { judgeFlow } from './judge-flow.js';
import { judgeLedger } from './judge-ledger.js';
import { judgeTransformation } from './judge-transformation.js';
import { ledgerStatements, thingFacts, transformationStatements } from './ledger-statements.queries.js';
import { pairIdentities } from './pair-identities.js';
import { Flow, FlowStatement, LedgerStatement } from './statement.js';
import { earlier, Verdict } from './verdict.js';

/** What is to be compared: things, with all that must be judged with them (`relatedThings`), and transformations by their key. */
export interface Subjects {
  readonly things: readonly string[];
  readonly transformations: readonly string[];
}

/** All that was judged, wrong or not, and what is wrong of it. */
export interface Compared {
  readonly things: readonly string[];
  readonly verdicts: readonly Verdict[];
  /** When to look at a thing again, where nothing but time is awaited. */
  readonly lookAt: ReadonlyMap<string, Date>;
}

/**
 * Compares what the acting organisation shipped with what was received, and what it says of its own things. One way for
 * everything: a few things just touched, or all of them. The answer depends on the records alone, not on how they came.
 */
export async function compareThings(
  tx: Tx,
  { things, transformations: keys }: Subjects,
  rules: LoadedRules,
  now: Date,
): Promise<Compared> {
  // sent one behind the other without waiting
  const [{ shipper: outgoing, receiver: incoming }, moves] = await Promise.all([
    flowStatements(tx, things),
    ledgerStatements(tx, things),
  ]);
  const organisationId = organisationOf(tx.actor);
  const judged = judgeFlows(flowsOf(outgoing), rules, now);
  const lookAt = new Map<string, Date>();
  const note = (thingId: string, at: Date | undefined) => {
    const next = earlier(lookAt.get(thingId), at);
    if (next) lookAt.set(thingId, next);
  };
  const verdicts: Verdict[] = [];
  for (const { flow, judgement } of judged) {
    verdicts.push(...judgement.verdicts);
    note(flow.thingId, judgement.lookAt);
  }
  const own = rulesFor(rules, organisationId, null);
  for (const ledger of await ledgersOf(tx, moves, outgoing, incoming)) {
    const judgement = judgeLedger(ledger, own, now);
    verdicts.push(...judgement.verdicts);
    note(ledger.thingId, judgement.lookAt);
  }
  const transformations = new Map(keys.map((key) => [key, transformationId(key)]));
  if (transformations.size)
    for (const [key, statements] of await transformationStatements(tx, [...transformations.keys()]))
      verdicts.push(
        ...judgeTransformation(
          {
            id: transformations.get(key)!,
            organisationId,
            inputs: statements.filter(({ move }) => move === 'used'),
            outputs: statements.filter(({ move }) => move === 'made'),
          },
          own,
        ),
      );
  return { things: [...things, ...transformations.values()], verdicts, lookAt };
}

/** The id under which a transformation is a thing. */
export const transformationId = (key: string): string => derivedId('transformation', key);

/** Judges flows by themselves, then makes one of two that were about the same goods. */
export function judgeFlows(flows: readonly Flow[], rules: LoadedRules, now: Date) {
  const judged = flows.map((flow) => ({
    flow,
    judgement: judgeFlow(flow, rulesFor(rules, flow.shipperId, flow.receiverId), now),
  }));
  return pairIdentities(judged);
}

export function flowsOf(statements: readonly FlowStatement[]): Flow[] {
  const flows = new Map<string, Flow & { shipped: FlowStatement[]; received: FlowStatement[] }>();
  for (const statement of statements) {
    const { shipperId, receiverId, thingId, side } = statement;
    const key = `${shipperId}:${receiverId}:${thingId}`;
    const flow = flows.get(key) ?? { shipperId, receiverId, thingId, shipped: [], received: [] };
    flow[side].push(statement);
    flows.set(key, flow);
  }
  return [...flows.values()];
}

/** What the organisation says of each thing that bears a lot, serial number or package of its own. */
async function ledgersOf(
  tx: Tx,
  own: readonly LedgerStatement[],
  outgoing: readonly FlowStatement[],
  incoming: readonly FlowStatement[],
) {
  const traced = new Set(
    [...own.map(({ thingId }) => thingId), ...[...outgoing, ...incoming].flatMap(tracedThing)].sort(),
  );
  if (!traced.size) return [];
  const { instances, packages, packed, keepsRegister } = await thingFacts(tx, [...traced]);
  const [ownOf, outgoingOf, incomingOf] = [byThing(own), byThing(outgoing), byThing(incoming)];
  return [...traced].map((thingId) => ({
    organisationId: organisationOf(tx.actor),
    thingId,
    isInstance: instances.has(thingId),
    isPackage: packages.has(thingId),
    own: ownOf.get(thingId) ?? [],
    outgoing: (outgoingOf.get(thingId) ?? []).filter(({ side }) => side === 'shipped'),
    incoming: (incomingOf.get(thingId) ?? []).filter(({ side }) => side === 'received'),
    wasSent: packed.has(thingId) || (incomingOf.get(thingId) ?? []).some(({ side }) => side === 'shipped'),
    keepsRegister,
  }));
}

/** A product within an order has no ledger: only what bears a number of its own can be followed. */
const tracedThing = ({ itemId, thingId, quantity }: FlowStatement): string[] =>
  itemId !== undefined && (itemId === thingId || quantity !== undefined) ? [itemId] : [];

/** A statement of so much of a thing that was announced otherwise tells of what it names itself, too. */
const thingsOf = (one: FlowStatement | LedgerStatement): string[] =>
  'itemId' in one && one.itemId !== undefined && one.quantity !== undefined
    ? [...new Set([one.thingId, one.itemId])]
    : [one.thingId];

function byThing<One extends FlowStatement | LedgerStatement>(
  statements: readonly One[],
): Map<string, One[]> {
  const found = new Map<string, One[]>();
  for (const one of statements)
    for (const thing of thingsOf(one)) {
      const known = found.get(thing);
      if (known) known.push(one);
      else found.set(thing, [one]);
    }
  return found;
}
