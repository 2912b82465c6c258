import { bareWord, EventCondition, EventQuery, ItemList, QueryValue } from '@maillon/epcis';
import { Tx } from '@maillon/db';
import { QueryTooComplex } from './collect-events.js';
import { tooManyElements } from './messages.js';

/** Elements of master data that one condition may come to. */
export const MOST_ELEMENTS = 10_000;

type AttributeCondition = Extract<EventCondition, { on: 'attribute' }>;

const QUANTITIES: readonly ItemList[] = [
  'quantityList',
  'childQuantityList',
  'inputQuantityList',
  'outputQuantityList',
];

/**
 * A query whose HASATTR_ and EQATTR_ (EPCIS 2.0, 8.2.7.1) name what has the attributes asked for, in the actor's own master data: what
 * others declare never counts, as with WD_. Throws QueryTooComplex beyond MOST_ELEMENTS.
 */
export async function expandAttributes(tx: Tx, query: EventQuery): Promise<EventQuery> {
  if (!query.conditions.some(({ on }) => on === 'attribute')) return query;
  const conditions: EventCondition[] = [];
  for (const condition of query.conditions)
    conditions.push(
      condition.on === 'attribute' ? named(condition, await elementsWith(tx, condition)) : condition,
    );
  return { ...query, conditions };
}

/** The same asked of the field itself: it names one of these. */
function named(condition: AttributeCondition, elements: readonly string[]): EventCondition {
  const { field } = condition;
  switch (field) {
    case 'bizStep':
    case 'disposition':
      return { on: field, anyOf: elements.map((id) => bareWord(field, id)) };
    case 'readPoint':
    case 'bizLocation':
      return { on: field, anyOf: elements, withDescendants: false };
    case 'epcClass':
      return { on: 'items', lists: QUANTITIES, anyOf: elements.map((exact) => ({ exact })) };
    case 'extension':
      return { ...condition, elements };
    default:
      return { on: field, anyOf: elements };
  }
}

/** Ids of what has one of these attributes, with one of these values if any are given. An attribute may have several. */
async function elementsWith(tx: Tx, { attributes, values }: AttributeCondition): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    `select distinct id from master_data m
     where m.filiere_id = $1 and m.organisation_id = $2 and m.attributes ?| $3 and exists (
       select from jsonb_each(m.attributes) a
       where a.key = any ($3) and a.value <> 'null'
         and ($4::jsonb is null or jsonb_path_exists(a.value, '$ ? (@ == $v[*])', $4, true)))
     limit $5`,
    [
      tx.actor.filiereId,
      tx.actor.organisationId ?? null,
      attributes,
      values ? JSON.stringify({ v: values satisfies readonly QueryValue[] }) : null,
      MOST_ELEMENTS + 1,
    ],
  );
  if (rows.length > MOST_ELEMENTS) throw new QueryTooComplex(tooManyElements(MOST_ELEMENTS));
  return rows.map(({ id }) => id);
}
