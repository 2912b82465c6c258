import { EventCondition, EventQuery } from '@maillon/epcis';
import { Tx } from '@maillon/db';
import { QueryTooComplex } from '../query/collect-events.js';
import { tooManyPlaces } from './messages.js';

/** Places that one condition may come to, and storeys below those that it names. */
export const MOST_PLACES = 2000;
export const MOST_STOREYS = 50;

/** Vocabularies of places (CBV 2.0, 9.2): a firm declares its sites once, under whichever it knows. */
const PLACE_TYPES = ['Location', 'BusinessLocation', 'ReadPoint'].map(
  (kind) => `urn:epcglobal:epcis:vtype:${kind}`,
);

type PlaceCondition = Extract<EventCondition, { withDescendants: boolean }>;

const isTree = (condition: EventCondition): condition is PlaceCondition =>
  'withDescendants' in condition && condition.withDescendants;

/**
 * A query whose WD_readPoint and WD_bizLocation (EPCIS 2.0, 8.2.7.1) name every place that the actor's own master data puts below
 * those asked for, by `children`. What others declare never widens it. Throws QueryTooComplex beyond MOST_PLACES or MOST_STOREYS.
 */
export async function expandPlaces(tx: Tx, query: EventQuery): Promise<EventQuery> {
  if (!query.conditions.some(isTree)) return query;
  const conditions: EventCondition[] = [];
  for (const condition of query.conditions)
    conditions.push(
      isTree(condition)
        ? { ...condition, anyOf: await withDescendants(tx, condition.anyOf), withDescendants: false }
        : condition,
    );
  return { ...query, conditions };
}

/** These places and all below them: storey by storey, each place once, so that a circle ends. */
async function withDescendants(tx: Tx, places: readonly string[]): Promise<string[]> {
  const known = new Set(places);
  const most = MOST_PLACES + known.size;
  let storey: readonly string[] = [...known];
  for (let depth = 0; storey.length; depth++) {
    if (depth > MOST_STOREYS || known.size > most) throw new QueryTooComplex(tooManyPlaces(MOST_PLACES));
    storey = (await childrenOf(tx, storey, most + 1)).filter((id) => !known.has(id));
    for (const id of storey) known.add(id);
  }
  return [...known];
}

/** `limit` of them at most: one more than may be known, so that what is left out is never needed. */
async function childrenOf(tx: Tx, places: readonly string[], limit: number): Promise<string[]> {
  const rows = await tx.prepared<{ id: string }>(
    'master-data-children',
    `select distinct c.id from master_data m cross join lateral unnest(m.children) as c (id)
     where m.filiere_id = $1 and m.organisation_id = $2 and m.type = any ($3) and m.id = any ($4) limit $5`,
    [tx.actor.filiereId, tx.actor.organisationId ?? null, PLACE_TYPES, places, limit],
  );
  return rows.map(({ id }) => id);
}
