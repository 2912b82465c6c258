import { convertQuantity } from '@maillon/filieres';
import { Rules } from './rules.js';

/** Twelve digits are what a sum of decimals is sure of. */
const exact = (value: number): number => Number(value.toPrecision(12));

type Factors = Rules['factors'];
type Factor = Factors[number];
const INDEXES = new WeakMap<Factors, Map<string, Factor[]>>();

/** Factors by item, made once for a list: there may be thousands, asked for at every line. */
function factorsOf(factors: Factors, item: string): Factors {
  let index = INDEXES.get(factors);
  if (!index) {
    index = new Map();
    for (const factor of factors) index.set(factor.item, [...(index.get(factor.item) ?? []), factor]);
    INDEXES.set(factors, index);
  }
  return index.get(item) ?? [];
}

/**
 * A quantity in another unit: by its dimension (UN/ECE Rec. 20), else by the first factor of the item that leads there, read
 * either way and with its own units converted by dimension (a density from litre to kilogram also takes cubic metres to
 * tonnes). Two factors are never chained. Undefined where nothing leads there.
 */
export function convert(
  rules: Rules,
  product: string | undefined,
  quantity: number,
  from: string,
  to: string,
): number | undefined {
  const direct = convertQuantity(quantity, from, to);
  if (direct !== undefined || product === undefined) return direct;
  for (const { from: one, to: other, factor } of factorsOf(rules.factors, product)) {
    const found =
      through(quantity, [from, one, other, to], (value) => value * factor) ??
      through(quantity, [from, other, one, to], (value) => value / factor);
    if (found !== undefined) return exact(found);
  }
  return undefined;
}

function through(
  quantity: number,
  [from, enters, leaves, to]: readonly [string, string, string, string],
  step: (value: number) => number,
): number | undefined {
  const entered = convertQuantity(quantity, from, enters);
  return entered === undefined ? undefined : convertQuantity(step(entered), leaves, to);
}
