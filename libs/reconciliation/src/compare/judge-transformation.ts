import { convertQuantity } from '@maillon/filieres';
import { Rules } from '../rules/rules.js';
import { leastLossOf, toleranceOf } from '../rules/tolerance-of.js';
import { rounded, sumIn } from './quantities.js';
import { LedgerStatement } from './statement.js';
import { Verdict } from './verdict.js';

/** One transformation, whatever number of events tells of it: what went in, what came out. */
export interface Transformation {
  readonly id: string;
  readonly organisationId: string;
  readonly inputs: readonly LedgerStatement[];
  readonly outputs: readonly LedgerStatement[];
}

/** Mass and volume are kept; pieces, lengths and areas multiply under the saw. */
const isBalanced = (unit: string): boolean =>
  ['KGM', 'LTR'].some((base) => convertQuantity(1, unit, base) !== undefined);

/** No more comes out than went in, less what the process always loses; where everything is weighed or counted alike. */
export function judgeTransformation(transformation: Transformation, rules: Rules): Verdict[] {
  const { id, organisationId, inputs, outputs } = transformation;
  if (!inputs.length || !outputs.length) return [];
  const unit = inputs[0]!.unit;
  if (!isBalanced(unit)) return [];
  const given = sumIn(unit, inputs, undefined, rules);
  const found = sumIn(unit, outputs, undefined, rules);
  if (typeof given !== 'number' || typeof found !== 'number') return [];
  const loss = Math.min(...outputs.map(({ product }) => leastLossOf(rules, product)));
  const expected = rounded(given * (1 - loss));
  const tolerance = toleranceOf(rules, { unit }, given);
  const difference = rounded(found - expected);
  if (difference <= tolerance) return [];
  const figures = { expected, found, difference, unit, tolerance };
  return [
    {
      kind: 'mass_balance',
      declarantId: organisationId,
      thingId: id,
      ...figures,
      statements: [...inputs, ...outputs],
    },
  ];
}
