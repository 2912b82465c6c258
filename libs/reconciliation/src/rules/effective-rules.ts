import { DEFAULT_RULES, Rules } from './rules.js';

/** Rules that ask for nothing: the widest windows that may be written, and no list. What a relation leaves out is theirs. */
export const NO_RULES: Rules = {
  tolerances: [],
  lossFactors: [],
  factors: [],
  transitDays: 365,
  overdueDays: 365,
  receiptDays: 365,
  announceDays: 365,
  clockHours: 240,
  replyDays: 365,
  blocking: [],
};

/** Windows of time: the shorter, the stricter. */
export const WINDOWS = [
  'transitDays',
  'overdueDays',
  'receiptDays',
  'announceDays',
  'clockHours',
  'replyDays',
] as const;

/**
 * The rules of two companies: those of the filière (the defaults where it has set none), made stricter by what either of
 * the two has set. A relation can narrow a window, lower a tolerance, ask for a greater loss, block more kinds; it can widen
 * nothing. Of the factors of an item, which are neither strict nor wide, a relation's come first, in the order given.
 */
export function effectiveRules(filiereRules: Rules | undefined, relation: readonly Rules[]): Rules {
  const base = filiereRules ?? DEFAULT_RULES;
  const all = [base, ...relation];
  const shortest = Object.fromEntries(
    WINDOWS.map((window) => [window, Math.min(...all.map((rules) => rules[window]))]),
  ) as Record<(typeof WINDOWS)[number], number>;
  const stricter = [
    ...(base.stricter ?? []),
    ...relation.flatMap(({ tolerances, lossFactors, stricter: more = [] }) => [
      ...(tolerances.length || lossFactors.length ? [{ tolerances, lossFactors }] : []),
      ...more,
    ]),
  ];
  return {
    tolerances: base.tolerances,
    lossFactors: base.lossFactors,
    factors: [...relation.flatMap(({ factors }) => factors), ...base.factors],
    ...shortest,
    blocking: [...new Set(all.flatMap(({ blocking }) => blocking))],
    ...(stricter.length > 0 && { stricter }),
  };
}
