import { convert } from '../rules/convert.js';
import { Rules } from '../rules/rules.js';

export interface Measured {
  readonly quantity?: number;
  readonly unit: string;
}

/** Twelve digits are what a sum of decimals is sure of. */
export const rounded = (value: number): number => Number(value.toPrecision(12));

/** The sum in one unit; undefined where a quantity is unknown, `mixed` where one cannot be converted. */
export function sumIn(
  unit: string,
  measured: readonly Measured[],
  product: string | undefined,
  rules: Rules,
): number | 'mixed' | undefined {
  let sum = 0;
  for (const one of measured) {
    if (one.quantity === undefined) return undefined;
    const converted = convert(rules, product, one.quantity, one.unit, unit);
    if (converted === undefined) return 'mixed';
    sum += converted;
  }
  return rounded(sum);
}

/** The unit that all of them are written in, if it is one. */
export function onlyUnit(measured: readonly Measured[]): string | undefined {
  const units = new Set(measured.map(({ unit }) => unit));
  return units.size === 1 ? [...units][0] : undefined;
}

export const plainSum = (measured: readonly Measured[]): number =>
  rounded(measured.reduce((sum, { quantity = 0 }) => sum + quantity, 0));
