import { Tx } from '@maillon/db';
import { effectiveRules, NO_RULES } from './effective-rules.js';
import { Rules } from './rules.js';

/** The rules of a day, as far as the acting organisation sees them. */
export interface LoadedRules {
  /** Absent: the filière has set none, the defaults hold. */
  readonly filiere?: Rules;
  /** What one company asks of another, by `setter:partner`. */
  readonly relations: ReadonlyMap<string, Rules>;
}

interface Row {
  organisation_id: string | null;
  partner_id: string | null;
  rules: Partial<Rules>;
}

/**
 * The newest rules valid on the day (UTC) of the filière, and of each relation that the acting organisation is part of.
 * An older version stays in force until the day that the newer one names.
 */
export async function rulesAt(tx: Tx, day: Date): Promise<LoadedRules> {
  const rows = await tx.prepared<Row>(
    'reconciliation-rules-at',
    `select distinct on (organisation_id, partner_id) organisation_id, partner_id, rules from reconciliation_rule
     where filiere_id = $1 and valid_from <= $2::date
     order by organisation_id, partner_id, valid_from desc, id desc`,
    [tx.actor.filiereId, day.toISOString().slice(0, 10)],
  );
  const own = rows.find(({ organisation_id }) => organisation_id === null);
  return {
    ...(own && { filiere: own.rules as Rules }),
    relations: new Map(
      rows
        .filter(({ organisation_id }) => organisation_id !== null)
        .map(({ organisation_id, partner_id, rules }) => [
          relationKey(organisation_id!, partner_id!),
          relationRules(rules),
        ]),
    ),
  };
}

export const relationKey = (setterId: string, partnerId: string): string => `${setterId}:${partnerId}`;

/** What a relation leaves open stays as the filière has it. */
export const relationRules = (rules: Partial<Rules>): Rules => ({ ...NO_RULES, ...rules });

const PAIRS = new WeakMap<LoadedRules, Map<string, Rules>>();

/**
 * The rules for what `declarantId` shipped to `partnerId`: the shipper's own before its receiver's, so that both sides
 * compute the same; the same pair is given the same object. Without a partner, a company against itself: the filière's alone.
 */
export function rulesFor(loaded: LoadedRules, declarantId: string, partnerId: string | null): Rules {
  const pairs = PAIRS.get(loaded) ?? new Map<string, Rules>();
  PAIRS.set(loaded, pairs);
  const pair = partnerId === null ? '' : relationKey(declarantId, partnerId);
  let rules = pairs.get(pair);
  if (!rules) {
    const keys = partnerId === null ? [] : [pair, relationKey(partnerId, declarantId)];
    rules = effectiveRules(
      loaded.filiere,
      keys.flatMap((key) => loaded.relations.get(key) ?? []),
    );
    pairs.set(pair, rules);
  }
  return rules;
}

/** The same rules with other ones for what an organisation asks of a partner: to see what a change would do. */
export const withRelation = (
  { filiere, relations }: LoadedRules,
  setterId: string,
  partnerId: string,
  rules: Rules,
): LoadedRules => ({
  ...(filiere && { filiere }),
  relations: new Map([...relations, [relationKey(setterId, partnerId), rules]]),
});

/** Rules as they stand in the record: those of the filière in full, those of a relation with what they say alone. */
export interface RulesInForce {
  readonly filiere: Rules | null;
  readonly mine: Partial<Rules> | null;
  readonly theirs: Partial<Rules> | null;
  readonly effective: Rules;
  /** The day since when all of this holds; null where nobody has set anything. */
  readonly validFrom: string | null;
}

/** The rules of a day between the acting organisation and a partner; without a partner, those of the filière. */
export async function rulesInForce(tx: Tx, partnerId: string | undefined, day: Date): Promise<RulesInForce> {
  const me = tx.actor.organisationId ?? null;
  const rows = await tx.query<{
    organisation_id: string | null;
    valid_from: string;
    rules: Partial<Rules>;
  }>(
    `select distinct on (organisation_id, partner_id) organisation_id, valid_from::text, rules from reconciliation_rule
     where filiere_id = $1 and valid_from <= $2::date
       and (organisation_id is null or organisation_id = $3 and partner_id = $4 or organisation_id = $4 and partner_id = $3)
     order by organisation_id, partner_id, valid_from desc, id desc`,
    [tx.actor.filiereId, day.toISOString().slice(0, 10), me, partnerId ?? null],
  );
  const of = (setter: string | null | undefined) =>
    rows.find(({ organisation_id }) => organisation_id === setter)?.rules ?? null;
  const [filiere, mine, theirs] = [of(null) as Rules | null, me && of(me), partnerId ? of(partnerId) : null];
  const relation = [mine, theirs].flatMap((rules) => (rules ? [relationRules(rules)] : []));
  return {
    filiere,
    mine: mine || null,
    theirs,
    effective: effectiveRules(filiere ?? undefined, relation),
    validFrom:
      rows
        .map(({ valid_from }) => valid_from)
        .sort()
        .at(-1) ?? null,
  };
}
