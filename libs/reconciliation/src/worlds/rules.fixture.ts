import type { Rules, Tolerance } from '../rules/rules.js';
import type { RelationRules } from './plan.fixture.js';
import { Random } from './random.fixture.js';

export const DAY = 86_400_000;
export const HOUR = 3_600_000;

/** How product numbers begin: GTIN families, then the sellers' own references. */
export const GTIN_FAMILIES = ['0340', '0341', '0342'] as const;
export const OWN_FAMILIES = ['AC', 'BO'] as const;

/** The rules of one filière, of its own for each seed. */
export function filiereRules(seed: number): Rules {
  const random = new Random(seed * 7 + 3);
  const tolerances: Tolerance[] = [
    { unit: 'H87', relative: 0, absolute: 0 },
    { unit: 'PR', relative: 0, absolute: 0 },
  ];
  if (random.chance(0.6)) tolerances.push({ family: '0341', relative: 0.02, absolute: 0 });
  if (random.chance(0.5)) tolerances.push({ unit: 'KGM', relative: 0.01, absolute: 2 });
  if (random.chance(0.3)) tolerances.push({ unit: 'MTR', family: 'AC', relative: 0, absolute: 1.5 });
  tolerances.push({ relative: random.pick([0, 0.005, 0.01]), absolute: 0 });
  return {
    tolerances,
    lossFactors: [{ family: '0342', least: 0.08 }, { least: random.pick([0, 0.02]) }],
    factors: [],
    transitDays: random.int(5, 12),
    overdueDays: random.int(0, 3),
    receiptDays: random.int(2, 5),
    announceDays: random.int(1, 4),
    clockHours: random.int(4, 24),
    replyDays: 5,
    blocking: ['identity'],
  };
}

const WINDOWS = ['transitDays', 'overdueDays', 'receiptDays', 'announceDays', 'clockHours'] as const;
export type Windows = Pick<Rules, (typeof WINDOWS)[number]>;

/** The windows between two companies: the shortest that the filière or either of them sets. */
export function windowsOf(filiere: Rules, relations: readonly Partial<Rules>[]): Windows {
  const shortest = (name: (typeof WINDOWS)[number]) =>
    Math.min(filiere[name], ...relations.map((rules) => rules[name] ?? Infinity));
  return Object.fromEntries(WINDOWS.map((name) => [name, shortest(name)])) as Windows;
}

const allowedBy = (
  list: readonly Tolerance[],
  unit: string,
  product: string,
  whole: number,
): number | undefined => {
  for (const rule of list) {
    if (rule.unit !== undefined && rule.unit !== unit) continue;
    if (rule.family !== undefined && !product.startsWith(rule.family)) continue;
    return Math.max(rule.absolute, rule.relative * whole);
  }
  return undefined;
};

/** By how much two figures may differ: the filière's first rule that fits, or what a relation asks where that is less. */
export function allowance(
  filiere: Rules,
  relations: readonly Partial<Rules>[],
  about: { readonly unit: string; readonly product: string; readonly whole: number },
): number {
  const { unit, product, whole } = about;
  const stricter = relations.map(
    ({ tolerances }) => allowedBy(tolerances ?? [], unit, product, whole) ?? Infinity,
  );
  return Math.min(allowedBy(filiere.tolerances, unit, product, whole) ?? 0, ...stricter);
}

/** The least share that a transformation into this product loses. */
export function leastLoss(filiere: Rules, product: string): number {
  const rule = filiere.lossFactors.find(({ family }) => family === undefined || product.startsWith(family));
  return rule?.least ?? 0;
}

/** Rules that one company sets for another: shorter windows, a lower tolerance. */
export function relationRules(random: Random, setterId: string, partnerId: string): RelationRules {
  return {
    setterId,
    partnerId,
    rules: {
      ...(random.chance(0.5) && { transitDays: random.int(3, 5) }),
      ...(random.chance(0.3) && { overdueDays: 0 }),
      ...(random.chance(0.3) && { receiptDays: 1 }),
      ...(random.chance(0.3) && { announceDays: 1 }),
      ...(random.chance(0.3) && { clockHours: 2 }),
      ...(random.chance(0.5) && {
        tolerances: [
          random.pick<Tolerance>([
            { relative: 0.002, absolute: 0 },
            { unit: 'KGM', relative: 0, absolute: 0.25 },
            { family: '0340', relative: 0.001, absolute: 0 },
          ]),
        ],
      }),
    },
  };
}
