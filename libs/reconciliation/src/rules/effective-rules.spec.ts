import fc from 'fast-check';
import { DISCREPANCY_KINDS } from '../kinds.js';
import { effectiveRules, NO_RULES, WINDOWS } from './effective-rules.js';
import { DEFAULT_RULES, Rules, rulesSchema } from './rules.js';
import { leastLossOf, toleranceOf } from './tolerance-of.js';

const family = fc.option(fc.constantFrom('A', 'AB', 'B'), { nil: undefined });
const tolerance = fc.record({
  unit: fc.option(fc.constantFrom('H87', 'KGM', 'TNE'), { nil: undefined }),
  family,
  relative: fc.double({ min: 0, max: 1, noNaN: true }),
  absolute: fc.double({ min: 0, max: 1e6, noNaN: true }),
});
const days = fc.integer({ min: 0, max: 365 });
const anyRules: fc.Arbitrary<Rules> = fc.record({
  tolerances: fc.array(tolerance, { maxLength: 4 }),
  lossFactors: fc.array(fc.record({ family, least: fc.double({ min: 0, max: 1, noNaN: true }) }), {
    maxLength: 3,
  }),
  factors: fc.array(
    fc.record({
      item: fc.constantFrom('A1', 'B1'),
      from: fc.constant('CT'),
      to: fc.constant('H87'),
      factor: fc.double({ min: 0.1, max: 100, noNaN: true }),
    }),
    { maxLength: 2 },
  ),
  transitDays: days,
  overdueDays: days,
  receiptDays: days,
  announceDays: days,
  clockHours: fc.integer({ min: 0, max: 240 }),
  replyDays: days,
  blocking: fc.uniqueArray(fc.constantFrom(...DISCREPANCY_KINDS), { maxLength: 3 }),
});
const measured = fc.record({
  unit: fc.constantFrom('H87', 'KGM', 'LTR'),
  product: fc.option(fc.constantFrom('A1', 'AB2', 'C'), { nil: undefined }),
});

describe('effective rules', () => {
  it('are the defaults where nobody has set any', () => {
    expect(effectiveRules(undefined, [])).toEqual(DEFAULT_RULES);
    expect(rulesSchema.parse(DEFAULT_RULES)).toEqual(DEFAULT_RULES);
  });

  it('leave the filière’s as they are where a relation asks for nothing', () => {
    fc.assert(
      fc.property(anyRules, (rules) => {
        expect(effectiveRules(rules, [NO_RULES, NO_RULES])).toEqual(rules);
      }),
    );
  });

  it('are never wider than those of the filière, whatever a relation says', () => {
    fc.assert(
      fc.property(
        anyRules,
        fc.array(anyRules, { maxLength: 2 }),
        measured,
        fc.double({ min: 0, max: 1e6, noNaN: true }),
        (filiere, relation, what, shipped) => {
          const rules = effectiveRules(filiere, relation);
          for (const window of WINDOWS)
            expect(rules[window]).toBe(Math.min(...[filiere, ...relation].map((one) => one[window])));
          expect(toleranceOf(rules, what, shipped)).toBeLessThanOrEqual(toleranceOf(filiere, what, shipped));
          expect(leastLossOf(rules, what.product)).toBeGreaterThanOrEqual(leastLossOf(filiere, what.product));
          expect(rules.blocking).toEqual(expect.arrayContaining([...filiere.blocking]));
        },
      ),
    );
  });

  it('are the same whichever of two relations comes first, but for the factors', () => {
    fc.assert(
      fc.property(anyRules, anyRules, anyRules, measured, (filiere, one, other, what) => {
        const [a, b] = [effectiveRules(filiere, [one, other]), effectiveRules(filiere, [other, one])];
        expect(toleranceOf(a, what, 1000)).toBe(toleranceOf(b, what, 1000));
        expect(leastLossOf(a, what.product)).toBe(leastLossOf(b, what.product));
        expect(new Set(a.blocking)).toEqual(new Set(b.blocking));
        expect(new Set(a.factors)).toEqual(new Set(b.factors));
      }),
    );
  });

  it('hold a relation’s absolute figure against the filière’s share, at every quantity', () => {
    const rules = effectiveRules(DEFAULT_RULES, [
      { ...NO_RULES, tolerances: [{ unit: 'KGM', relative: 0, absolute: 2 }] },
    ]);
    expect(toleranceOf(rules, { unit: 'KGM' }, 1000)).toBe(2);
    expect(toleranceOf(rules, { unit: 'KGM' }, 100)).toBe(0.5);
    expect(toleranceOf(rules, { unit: 'LTR' }, 1000)).toBe(5);
  });
});
