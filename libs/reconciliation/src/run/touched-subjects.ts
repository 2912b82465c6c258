import { Tx } from '@maillon/db';
import { thingsBeforeRevisions } from '@maillon/exchange';
import { organisationOf } from '@maillon/kernel';
import { Subjects } from '../compare/compare-things.js';
import { TRANSFORMATION } from '../compare/ledger-statements.queries.js';

/** Everything that these records are about, or were about before they were corrected. */
export async function touchedSubjects(
  tx: Tx,
  documentIds: readonly string[],
  eventIds: readonly string[],
): Promise<Subjects> {
  const key = [tx.actor.filiereId, organisationOf(tx.actor)];
  const [things, transformations, revised] = await Promise.all([
    tx.prepared<{ thing_id: string }>('touched-things', THINGS, [...key, documentIds, eventIds]),
    tx.prepared<{ key: string }>('touched-transformations', TRANSFORMATIONS, [...key, eventIds]),
    thingsBeforeRevisions(tx, documentIds),
  ]);
  return {
    things: [...new Set([...things.map((row) => row.thing_id), ...revised])],
    transformations: transformations.map((row) => row.key),
  };
}

const TRANSFORMATIONS = `
  select distinct ${TRANSFORMATION} as key from trace_event e
  where e.filiere_id = $1 and e.declarant_id = $2 and e.type = 'TransformationEvent' and (
    e.id = any ($3) or e.id in (select c.corrects_id from trace_event c where c.filiere_id = $1 and c.id = any ($3)))`;

/**
 * What was merely seen somewhere changes no comparison: not even that a package came here, which the event that packed it says itself
 * wherever it can be read. A correction counts whatever it says.
 */
const TELLS = `(e.type <> 'ObjectEvent' or e.action <> 'OBSERVE' or e.biz_step in ('shipping', 'receiving') or e.corrects_id is not null)`;

/** The organisation's open discrepancies that rest on a record, each looked up by itself. */
const openOver = (source: string): string => `
  cross join lateral (select discrepancy_id from discrepancy_source where filiere_id = $1 and source_id = ${source} offset 0) s
  cross join lateral (select * from discrepancy
    where filiere_id = $1 and id = s.discrepancy_id and declarant_id = $2 and closed_at is null limit 1) d`;

/**
 * The events of a document remember what its lines said before, an open discrepancy what it rests on, and a revision what
 * it took out of a line.
 */
const THINGS = `
  with despatch as materialized (
    select distinct r.despatch_advice_id as id from exchange_line r
    where r.filiere_id = $1 and r.document_id = any ($3) and r.despatch_advice_id is not null)
  select l.thing_id from exchange_line l where l.filiere_id = $1 and l.document_id = any ($3)
  union
  select l.package_id from exchange_line l where l.filiere_id = $1 and l.document_id = any ($3) and l.package_id is not null
  union
  select ei.item_id from exchange_event x join trace_event_item ei on ei.filiere_id = $1 and ei.event_id = x.event_id
  where x.filiere_id = $1 and x.document_id = any ($3)
  union
  select ei.item_id from unnest($4::uuid[]) as touched (id)
  -- each looked up by itself, however the tables were planned
  cross join lateral (select * from trace_event where filiere_id = $1 and id = touched.id limit 1) e
  cross join lateral (select item_id from trace_event_item where filiere_id = $1 and event_id = touched.id offset 0) ei
  where ${TELLS}
  union
  -- a receipt answers the despatch that it names: what is still awaited of that is late in another way now
  select p.thing_id from reconciliation_pending p where p.filiere_id = $1 and p.declarant_id = $2 and p.thing_id in (
    select s.thing_id from exchange_line s where s.filiere_id = $1 and s.document_id = any (array(select id from despatch)))
  union
  select d.thing_id from unnest(array(select id from despatch)) as source (id) ${openOver('source.id')}
  where d.kind in ('overdue', 'shipped_not_received') or d.kind = 'quantity' and d.difference < 0
  union
  select t.thing_id from unnest($3::uuid[] || $4::uuid[]) as source (id) ${openOver('source.id')}
  cross join lateral (values (d.thing_id), (d.other_thing_id)) as t (thing_id)
  where t.thing_id is not null`;
