import { DEFAULT_RULES, Rules } from './rules.js';
import { leastLossOf, toleranceOf } from './tolerance-of.js';

const rulesWith = (more: Partial<Rules>): Rules => ({ ...DEFAULT_RULES, ...more });

describe('toleranceOf', () => {
  it.each([
    ['pieces to the piece', 'H87', undefined, 1000, 0],
    ['pairs to the pair', 'PR', undefined, 10, 0],
    ['what is weighed to half a percent', 'KGM', 'B1', 1000, 5],
    ['free of the crumbs of doubles', 'TNE', undefined, 12.4, 0.062],
  ])('is by default: %s', (_case, unit, product, shipped, tolerance) => {
    expect(toleranceOf(DEFAULT_RULES, { unit, product }, shipped)).toBe(tolerance);
  });

  it('is that of the first rule that fits, the greater of its two figures', () => {
    const rules = rulesWith({
      tolerances: [
        { unit: 'KGM', family: 'BOIS-', relative: 0.02, absolute: 1 },
        { family: 'BOIS-', relative: 0, absolute: 7 },
        { unit: 'KGM', relative: 0.001, absolute: 0 },
      ],
    });
    expect(toleranceOf(rules, { unit: 'KGM', product: 'BOIS-4' }, 1000)).toBe(20);
    expect(toleranceOf(rules, { unit: 'KGM', product: 'BOIS-4' }, 10)).toBe(1);
    expect(toleranceOf(rules, { unit: 'MTQ', product: 'BOIS-4' }, 10)).toBe(7);
    expect(toleranceOf(rules, { unit: 'KGM', product: 'ACIER' }, 1000)).toBe(1);
    expect(toleranceOf(rules, { unit: 'KGM' }, 1000)).toBe(1);
    expect(toleranceOf(rules, { unit: 'MTQ' }, 1000)).toBe(0);
  });
});

describe('leastLossOf', () => {
  it('is that of the first family that fits, and nothing where none does', () => {
    const rules = rulesWith({
      lossFactors: [
        { family: 'SCI', least: 0.4 },
        { family: 'S', least: 0.1 },
      ],
    });
    expect(leastLossOf(rules, 'SCIAGE')).toBe(0.4);
    expect(leastLossOf(rules, 'SEL')).toBe(0.1);
    expect(leastLossOf(rules, 'X')).toBe(0);
    expect(leastLossOf(rules, undefined)).toBe(0);
    expect(leastLossOf(DEFAULT_RULES, undefined)).toBe(0);
  });
});
