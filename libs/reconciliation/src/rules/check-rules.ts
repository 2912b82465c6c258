import { UNITS } from '@maillon/filieres';
import { Finding, nearest } from '@maillon/kernel';
import { z } from 'zod';
import { DISCREPANCY_KINDS } from '../kinds.js';
import { WINDOWS } from './effective-rules.js';
import { RulePath, ruleMissing, ruleUnknown, ruleWider, ruleWrong } from './messages.js';
import { Rules, rulesSchema } from './rules.js';
import { fittingLoss, fittingTolerance } from './tolerance-of.js';

const given = rulesSchema.partial();

/** A unit that no rule names: asks for the tolerance of whatever is not named. */
const ANY_UNIT = '';

export type CheckedRules = { readonly rules: Partial<Rules> } | { readonly findings: readonly Finding[] };

/**
 * Rules as somebody wrote them: any of them may be left out. `filiere` are the rules that a relation may only make
 * stricter. Every fault is a finding with its path (`rules.tolerances[0].relative`), what stands there and what may.
 */
export function checkRules(written: unknown, filiere?: Rules): CheckedRules {
  const parsed = given.safeParse(written);
  if (!parsed.success)
    return { findings: parsed.error.issues.flatMap((issue) => findingsOf(issue, written)) };
  const findings = filiere ? widerThan(parsed.data, filiere) : [];
  return findings.length ? { findings } : { rules: parsed.data };
}

function findingsOf(issue: z.core.$ZodIssue, written: unknown): Finding[] {
  const path = issue.path.map((part) => (typeof part === 'number' ? part : String(part)));
  if (issue.code === 'unrecognized_keys') {
    const known = membersAt(path);
    return issue.keys.map((key) => ruleUnknown([...path, key], known, nearest(key, known)));
  }
  const found = path.reduce<unknown>((value, part) => (value as Record<string, unknown>)[part], written);
  const allowed = allowedAt(issue, path);
  if (found === undefined) return [ruleMissing(path, allowed)];
  const close =
    issue.code === 'invalid_value' && typeof found === 'string'
      ? nearest(found, DISCREPANCY_KINDS)
      : undefined;
  return [ruleWrong(path, found, allowed, close)];
}

/** The names that may stand at a place of the rules. */
function membersAt([list]: RulePath): readonly string[] {
  const shape = rulesSchema.shape;
  if (list === 'tolerances' || list === 'lossFactors' || list === 'factors')
    return Object.keys(shape[list].element.shape);
  return Object.keys(shape);
}

/** What may stand at a place, in the figures of the schema: numbers, codes and kinds are the same in every language. */
function allowedAt(issue: z.core.$ZodIssue, path: RulePath): string {
  const field = path.at(-1);
  if (path.length === 0) return `{ ${Object.keys(rulesSchema.shape).join(', ')} }`;
  if (field === 'unit' || field === 'from' || field === 'to')
    return `UN/ECE Rec. 20: ${UNITS.map(({ code }) => code).join(', ')}…`;
  if (path[0] === 'blocking') return DISCREPANCY_KINDS.join(', ');
  if (field === 'relative' || field === 'least') return '0 – 1 (0.005 = 0.5 %)';
  if (field === 'absolute') return '0 – 1e12';
  if (field === 'factor') return '> 0, ≤ 1e12';
  if (field === 'clockHours') return '0 – 240';
  if (WINDOWS.some((window) => window === field)) return '0 – 365';
  if (field === 'family') return '1 – 40';
  if (field === 'item') return '1 – 200';
  if (issue.code === 'too_big') return `≤ ${issue.maximum}`;
  return typeof field === 'number' ? `{ ${membersAt(path).join(', ')} }` : '[ … ]';
}

/**
 * Where a relation would widen what the filière allows. A tolerance is wider when one of its figures is greater than that of
 * the filière's own for the same unit and family and the other is not smaller: it would never be the stricter of the two.
 */
function widerThan(relation: Partial<Rules>, filiere: Rules): Finding[] {
  const windows = WINDOWS.flatMap((window) => {
    const asked = relation[window];
    return asked !== undefined && asked > filiere[window]
      ? [ruleWider([window], asked, filiere[window])]
      : [];
  });
  const tolerances = (relation.tolerances ?? []).flatMap((tolerance, index) => {
    const { unit = ANY_UNIT, family } = tolerance;
    const own = fittingTolerance(filiere.tolerances, { unit, ...(family && { product: family }) });
    const limit = own ?? { relative: 0, absolute: 0 };
    const figures = ['relative', 'absolute'] as const;
    if (figures.some((figure) => tolerance[figure] < limit[figure])) return [];
    return figures
      .filter((figure) => tolerance[figure] > limit[figure])
      .map((figure) => ruleWider(['tolerances', index, figure], tolerance[figure], limit[figure]));
  });
  const losses = (relation.lossFactors ?? []).flatMap(({ family, least }, index) => {
    const limit = fittingLoss(filiere.lossFactors, family) ?? 0;
    return least < limit ? [ruleWider(['lossFactors', index, 'least'], least, limit, true)] : [];
  });
  return [...windows, ...tolerances, ...losses];
}
