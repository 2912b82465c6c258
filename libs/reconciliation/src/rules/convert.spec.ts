import fc from 'fast-check';
import { convert } from './convert.js';
import { DEFAULT_RULES, Rules } from './rules.js';

const rulesWith = (more: Partial<Rules>): Rules => ({ ...DEFAULT_RULES, ...more });

describe('convert', () => {
  const rules = rulesWith({
    factors: [
      { item: 'HUILE', from: 'LTR', to: 'KGM', factor: 0.92 },
      { item: 'VIS', from: 'CT', to: 'H87', factor: 200 },
      { item: 'VIS', from: 'PX', to: 'CT', factor: 40 },
    ],
  });

  it.each<[string, string | undefined, number, string, string, number | undefined]>([
    ['by dimension', undefined, 1.5, 'TNE', 'KGM', 1500],
    ['by the item’s factor', 'VIS', 3, 'CT', 'H87', 600],
    ['and back', 'VIS', 600, 'H87', 'CT', 3],
    ['a density', 'HUILE', 1000, 'LTR', 'KGM', 920],
    ['from cubic metres', 'HUILE', 1, 'MTQ', 'KGM', 920],
    ['from cubic metres to tonnes', 'HUILE', 2, 'MTQ', 'TNE', 1.84],
    ['from tonnes to hectolitres', 'HUILE', 0.92, 'TNE', 'HLT', 10],
    ['to pairs by way of pieces', 'VIS', 1, 'CT', 'PR', 100],
    ['never over two factors', 'VIS', 1, 'PX', 'H87', undefined],
    ['not by another item’s factor', 'HUILE', 1, 'CT', 'H87', undefined],
    ['not without an item', undefined, 1, 'LTR', 'KGM', undefined],
    ['not where nothing leads', 'VIS', 1, 'KGM', 'H87', undefined],
  ])('goes %s', (_case, product, quantity, from, to, found) => {
    expect(convert(rules, product, quantity, from, to)).toBe(found);
  });

  it('takes the first factor that leads there', () => {
    const two = rulesWith({
      factors: [{ item: 'VIS', from: 'CT', to: 'H87', factor: 250 }, ...rules.factors],
    });
    expect(convert(two, 'VIS', 2, 'CT', 'H87')).toBe(500);
  });

  it('comes back to where it started', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1e-3, max: 1e9, noNaN: true }),
        fc.double({ min: 1e-3, max: 1e3, noNaN: true }),
        fc.constantFrom(['MTQ', 'TNE'], ['LTR', 'GRM'], ['HLT', 'KGM']),
        (quantity, factor, [from, to]) => {
          const density = rulesWith({ factors: [{ item: 'X', from: 'LTR', to: 'KGM', factor }] });
          const there = convert(density, 'X', quantity, from!, to!)!;
          const back = convert(density, 'X', there, to!, from!)!;
          expect(Math.abs(back - quantity)).toBeLessThanOrEqual(quantity * 1e-9);
        },
      ),
    );
  });
});
