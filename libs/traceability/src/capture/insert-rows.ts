import { organisationOf } from '@maillon/kernel';
import { plainArray, textArray, uuidArray, Tx } from '@maillon/db';
import { ItemRow } from './describe-items.js';
import { viewerBits } from '../query/viewer-bits.js';
import type { EventRow, Ready } from './write-events.js';

/** Nothing to send. */
const NOTHING: Ready = () => Promise.resolve();

/** One row a party, by which each lists what others declared with it. */
export function insertParties(tx: Tx, rows: readonly EventRow[]): Ready {
  const parties = rows.flatMap(({ id, viewers, record }) =>
    viewers.map((viewer) => ({ id, viewer, time: record.event.eventTime, step: record.event.bizStep })),
  );
  if (!parties.length) return NOTHING;
  return ready(
    tx,
    'insert-event-parties',
    `insert into trace_event_party (filiere_id, organisation_id, event_time, event_id, declarant_id, relation, biz_step)
     select $1, p.organisation_id, p.event_time, p.event_id, $2, p.relation, p.biz_step
     from unnest($3::uuid[], $4::timestamptz[], $5::uuid[], $6::text[], $7::text[])
       as p (organisation_id, event_time, event_id, relation, biz_step)`,
    [
      tx.actor.filiereId,
      organisationOf(tx.actor),
      plainArray(parties.map(({ viewer }) => viewer.organisationId)),
      plainArray(parties.map(({ time }) => time)),
      plainArray(parties.map(({ id }) => id)),
      plainArray(parties.map(({ viewer }) => viewer.relation)),
      textArray(parties.map(({ step }) => step)),
    ],
  );
}

/** One row a term, by which queries look the event up; in the order of their index, which has each page touched once. */
export function insertTerms(tx: Tx, rows: readonly EventRow[]): Ready {
  return ready(
    tx,
    'insert-event-terms',
    `insert into trace_event_term (filiere_id, term, event_time, event_id, viewers)
     select $1, t.term, e.event_time, e.id, e.viewers
     from unnest($2::uuid[], $3::timestamptz[], $4::text[], $5::bigint[]) as e (id, event_time, terms, viewers)
     cross join lateral unnest(e.terms::bigint[]) as t (term) order by 2, 3, 4`,
    [
      tx.actor.filiereId,
      plainArray(rows.map(({ id }) => id)),
      plainArray(rows.map(({ record }) => record.event.eventTime)),
      textArray(rows.map(({ terms }) => terms)),
      plainArray(rows.map(({ partyIds }) => viewerBits([organisationOf(tx.actor), ...partyIds]))),
    ],
  );
}

export function insertEventItems(tx: Tx, rows: readonly EventRow[]): Ready {
  const named = rows.flatMap(({ id, partyIds, record, items }) =>
    items.map((item) => ({ item, eventId: id, time: record.event.eventTime, parties: uuidArray(partyIds) })),
  );
  if (!named.length) return NOTHING;
  return ready(
    tx,
    'insert-event-items',
    `insert into trace_event_item (filiere_id, item_id, event_time, event_id, role, quantity, unit, declarant_id, party_ids)
     select $1, i.item_id, i.event_time, i.event_id, i.role, i.quantity, i.unit, $2, i.party_ids::uuid[]
     from unnest($3::uuid[], $4::timestamptz[], $5::uuid[], $6::text[], $7::numeric[], $8::text[], $9::text[])
       as i (item_id, event_time, event_id, role, quantity, unit, party_ids)`,
    [
      tx.actor.filiereId,
      organisationOf(tx.actor),
      plainArray(named.map(({ item }) => item.id)),
      plainArray(named.map(({ time }) => time)),
      plainArray(named.map(({ eventId }) => eventId)),
      plainArray(named.map(({ item }) => item.role)),
      plainArray(named.map(({ item }) => item.quantity)),
      textArray(named.map(({ item }) => item.unit)),
      textArray(named.map(({ parties }) => parties)),
    ],
  );
}

/** Adds what the declarer says of items to what it said before; parties only ever grow. Ids in order: no deadlock. */
export function insertItems(tx: Tx, items: readonly ItemRow[], isPrivate: boolean): Ready {
  if (!items.length) return NOTHING;
  const rows = [...items].sort((a, b) => (a.id < b.id ? -1 : 1));
  return ready(
    tx,
    'insert-items',
    `insert into item as known (filiere_id, id, declarant_id, is_private, party_ids, uri, level, label, granularity, name, key_data,
       certificates, quantity, unit, made_at)
     select $1, i.id, $2, $3, i.party_ids::uuid[], i.uri, i.level, i.label, i.granularity, i.name, i.key_data, i.certificates,
       i.quantity, i.unit, i.made_at
     from rows from (unnest($4::uuid[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::text[], $11::numeric[],
       $12::text[], $13::timestamptz[]), jsonb_array_elements($14::jsonb), jsonb_array_elements($15::jsonb))
       as i (id, party_ids, uri, level, label, granularity, name, quantity, unit, made_at, key_data, certificates)
     on conflict (filiere_id, id, declarant_id, is_private) do update set
       party_ids = case when excluded.party_ids is null or excluded.party_ids <@ known.party_ids then known.party_ids
         else array(select unnest(known.party_ids) union select unnest(excluded.party_ids)) end,
       granularity = coalesce(excluded.granularity, known.granularity),
       name = coalesce(excluded.name, known.name),
       key_data = known.key_data || excluded.key_data,
       certificates = case when known.certificates @> excluded.certificates then known.certificates
         else known.certificates || excluded.certificates end,
       quantity = coalesce(excluded.quantity, known.quantity),
       unit = coalesce(excluded.unit, known.unit),
       made_at = least(known.made_at, excluded.made_at)
     where not coalesce(excluded.party_ids <@ known.party_ids, excluded.party_ids is null)
       or excluded.made_at is not null or excluded.name is not null or excluded.granularity is not null
       or not known.key_data @> excluded.key_data or not known.certificates @> excluded.certificates`,
    [
      tx.actor.filiereId,
      organisationOf(tx.actor),
      isPrivate,
      plainArray(rows.map(({ id }) => id)),
      textArray(rows.map(({ partyIds }) => uuidArray([...partyIds].sort()))),
      textArray(rows.map(({ uri }) => uri)),
      textArray(rows.map(({ level }) => level)),
      textArray(rows.map(({ label }) => label)),
      textArray(rows.map(({ granularity }) => granularity)),
      textArray(rows.map(({ name }) => name)),
      plainArray(rows.map(({ quantity }) => quantity)),
      textArray(rows.map(({ unit }) => unit)),
      plainArray(rows.map(({ madeAt }) => madeAt)),
      JSON.stringify(rows.map(({ keyData }) => keyData)),
      JSON.stringify(rows.map(({ certificates }) => certificates)),
    ],
  );
}

export function insertLinks(tx: Tx, rows: readonly EventRow[]): Ready[] {
  const links = rows.flatMap(({ id, derived, partyIds, record }) =>
    derived.links.map((link) => ({
      link,
      eventId: id,
      time: record.event.eventTime,
      parties: uuidArray(partyIds),
    })),
  );
  const unpackings = rows.flatMap(({ id, derived, record }) =>
    derived.unpackings.map((unpacking) => ({ unpacking, eventId: id, time: record.event.eventTime })),
  );
  const by = [tx.actor.filiereId, organisationOf(tx.actor)];
  const putIn = ready(
    tx,
    'insert-links',
    `insert into trace_link (filiere_id, input_id, output_id, event_id, kind, valid_from, declarant_id, party_ids)
     select $1, l.input_id, l.output_id, l.event_id, l.kind::"char", l.valid_from, $2, l.party_ids::uuid[]
     from unnest($3::uuid[], $4::uuid[], $5::uuid[], $6::text[], $7::timestamptz[], $8::text[])
       as l (input_id, output_id, event_id, kind, valid_from, party_ids)`,
    [
      ...by,
      plainArray(links.map(({ link }) => link.inputId)),
      plainArray(links.map(({ link }) => link.outputId)),
      plainArray(links.map(({ eventId }) => eventId)),
      plainArray(links.map(({ link }) => link.kind)),
      plainArray(links.map(({ time }) => time)),
      textArray(links.map(({ parties }) => parties)),
    ],
  );
  const takenOut = ready(
    tx,
    'insert-unpackings',
    `insert into trace_unpacking (filiere_id, parent_id, child_id, event_time, event_id, kind, declarant_id)
     select $1, u.parent_id, u.child_id, u.event_time, u.event_id, u.kind::"char", $2
     from unnest($3::uuid[], $4::uuid[], $5::timestamptz[], $6::uuid[], $7::text[]) as u (parent_id, child_id, event_time, event_id, kind)`,
    [
      ...by,
      plainArray(unpackings.map(({ unpacking }) => unpacking.parentId)),
      plainArray(unpackings.map(({ unpacking }) => unpacking.childId)),
      plainArray(unpackings.map(({ time }) => time)),
      plainArray(unpackings.map(({ eventId }) => eventId)),
      plainArray(unpackings.map(({ unpacking }) => unpacking.kind)),
    ],
  );
  return [...(links.length ? [putIn] : []), ...(unpackings.length ? [takenOut] : [])];
}

const ready =
  (tx: Tx, name: string, sql: string, parameters: readonly unknown[]): Ready =>
  () =>
    tx.prepared(name, sql, parameters);
