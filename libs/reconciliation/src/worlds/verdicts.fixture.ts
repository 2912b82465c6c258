import type { TestDatabase } from '@maillon/db/testing';
import type { Expected } from './plan.fixture.js';
import type { World } from './records.fixture.js';

/** A discrepancy that stands, as the engine wrote it. */
export interface Found {
  readonly id: string;
  readonly kind: string;
  readonly declarant_id: string;
  readonly partner_id: string | null;
  readonly thing_id: string;
  readonly other_thing_id: string | null;
  readonly label: string;
  readonly expected: string | null;
  readonly found: string | null;
  readonly difference: string | null;
  readonly unit: string | null;
  readonly source_ids: string[];
}

/** What stands in a filière, in an order of its own, whatever the order in which it was found. */
export function standing(test: TestDatabase, filiereId: number): Promise<Found[]> {
  return test.superuser<Found>(
    `select id, kind, declarant_id, partner_id, thing_id, other_thing_id, label, expected, found, difference, unit,
       array(select unnest(source_ids) order by 1) as source_ids
     from discrepancy where filiere_id = $1 and closed_at is null order by id`,
    [filiereId],
  );
}

type Subject = Pick<Found, 'kind' | 'declarant_id' | 'partner_id' | 'thing_id' | 'other_thing_id'>;

const subjectOf = (one: Expected): Subject => ({
  ...{ kind: one.kind, declarant_id: one.declarantId, partner_id: one.partnerId, thing_id: one.thingId },
  other_thing_id: one.otherThingId,
});

const keyOf = ({ kind, declarant_id, partner_id, thing_id, other_thing_id }: Subject): string =>
  [kind, declarant_id, partner_id, thing_id, other_thing_id].join(' ');

const isNear = (one: number, other: number): boolean =>
  Math.abs(one - other) <= 1e-6 * Math.max(1, Math.abs(other));

/** Every way in which what was found is not what is expected, in words; none where they are the same. */
export function differences(world: World, found: readonly Found[]): string[] {
  const firms = new Map(world.firms.map(({ id }, index) => [id, `firm ${index}`]));
  const name = (id: string | null) => (id === null ? 'itself' : (firms.get(id) ?? id));
  const told = (one: Subject) =>
    `${one.kind} of ${name(one.declarant_id)} with ${name(one.partner_id)} on ${one.thing_id}` +
    (one.other_thing_id ? ` / ${one.other_thing_id}` : '');
  const open = new Map(found.map((one) => [keyOf(one), one]));
  const problems: string[] = [];
  if (open.size !== found.length) problems.push(`${found.length - open.size} found twice`);
  for (const one of world.expected) {
    const subject = subjectOf(one);
    const match = open.get(keyOf(subject));
    open.delete(keyOf(subject));
    if (!match) {
      problems.push(`missed: ${told(subject)} (${one.cause})`);
      continue;
    }
    const { difference, unit } = one;
    const isFigure =
      difference === undefined ||
      (match.difference !== null && isNear(Number(match.difference), difference) && match.unit === unit);
    if (!isFigure)
      problems.push(
        `figure: ${told(subject)} (${one.cause}): expected ${difference} ${unit}, found ${match.difference} ${match.unit}`,
      );
  }
  for (const one of open.values())
    problems.push(`too much: ${told(one)} (${one.label}: ${one.expected} / ${one.found} ${one.unit ?? ''})`);
  return problems;
}

/** One line for people who want to see the world again. */
export const report = (world: World, problems: readonly string[]): string =>
  [`World ${world.seed}, now ${world.now.toISOString()}:`, ...problems].join('\n  ');
