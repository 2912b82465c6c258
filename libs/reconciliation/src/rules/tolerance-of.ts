import { Rules, Tolerance } from './rules.js';

/** What a tolerance is asked for: the unit shipped (UN/ECE Rec. 20) and the item number, where one is known. */
export interface Measured {
  readonly unit: string;
  readonly product?: string;
}

/** Twelve digits are what a sum of decimals is sure of. */
const exact = (value: number): number => Number(value.toPrecision(12));

const isOfFamily = (family: string | undefined, product: string | undefined): boolean =>
  family === undefined || (product !== undefined && product.startsWith(family));

/** The first tolerance of a list that fits; none where the list is silent about it. */
export const fittingTolerance = (
  tolerances: readonly Tolerance[],
  { unit, product }: Measured,
): Tolerance | undefined =>
  tolerances.find(
    (tolerance) =>
      (tolerance.unit === undefined || tolerance.unit === unit) && isOfFamily(tolerance.family, product),
  );

/** The least loss that a list asks of a product; none where the list is silent about it. */
export const fittingLoss = (
  lossFactors: Rules['lossFactors'],
  product: string | undefined,
): number | undefined => lossFactors.find(({ family }) => isOfFamily(family, product))?.least;

/**
 * By how much what arrived may differ from `shipped`, in the unit shipped: the greater of the absolute and the relative
 * figure of the first tolerance that fits, and the least of that over the filière and every relation. Zero where the
 * filière's rules are silent.
 */
export function toleranceOf(rules: Rules, measured: Measured, shipped: number): number {
  const allowed = (tolerance: Tolerance) =>
    Math.max(tolerance.absolute, tolerance.relative * Math.abs(shipped));
  const own = fittingTolerance(rules.tolerances, measured);
  let least = own ? allowed(own) : 0;
  for (const { tolerances } of rules.stricter ?? []) {
    const fitting = fittingTolerance(tolerances, measured);
    if (fitting) least = Math.min(least, allowed(fitting));
  }
  return exact(least);
}

/** Least share (0 to 1) of its input that a transformation into this product loses, the greatest over filière and relations. */
export function leastLossOf(rules: Rules, product: string | undefined): number {
  const layers = [rules, ...(rules.stricter ?? [])];
  return Math.max(0, ...layers.map(({ lossFactors }) => fittingLoss(lossFactors, product) ?? 0));
}
