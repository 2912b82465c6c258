import { organisationOf } from '@maillon/kernel';
import { Tx } from '@maillon/db';
import { ItemRow } from './describe-items.js';
import { EventRow, WriteOptions } from './write-events.js';

/** PostgreSQL array literal of values that hold no character to escape: uuids, instants, numbers, hexadecimal. */
const plain = (values: readonly (string | number | undefined | null)[]): string =>
  `{${values.map((value) => value ?? 'NULL').join(',')}}`;

/** The same of uuids for a column of arrays: `unnest` opens arrays of arrays, so each travels as text. */
const uuidArray = (ids: readonly string[]): string | null => (ids.length ? `{${ids.join(',')}}` : null);

/** JSON texts as one JSON array: nothing in them is escaped a second time, and PostgreSQL reads them in one go. */
const jsonArray = (texts: readonly string[]): string => `[${texts.join(',')}]`;

/** Inserts events not yet there; answers the ids of those it added. */
export async function insertEvents(
  tx: Tx,
  rows: readonly EventRow[],
  options: WriteOptions,
): Promise<Set<string>> {
  const { filiereId, personId, keyId } = tx.actor;
  const events = rows.map(({ record }) => record.event);
  const added = await tx.prepared<{ id: string }>(
    'insert-events',
    `insert into trace_event (filiere_id, id, declarant_id, person_id, api_key_id, import_job_id, audience, party_ids, corrects_id,
       event_id, type, action, biz_step, disposition, event_time, event_time_zone_offset, read_point, biz_location, fingerprint, document, canonical)
     select $1, e.id, $2, $3, $4, $5, $6, e.party_ids::uuid[], e.corrects_id, e.event_id, e.type, e.action, e.biz_step, e.disposition,
       e.event_time, e.zone, e.read_point, e.biz_location, decode(e.fingerprint, 'hex'), e.document, e.canonical
     from rows from (unnest($7::uuid[], $8::text[], $9::uuid[], $10::text[], $11::text[], $12::text[], $13::text[], $14::text[],
       $15::timestamptz[], $16::text[], $17::text[], $18::text[], $19::text[]), jsonb_array_elements($20::jsonb), jsonb_array_elements($21::jsonb))
       as e (id, party_ids, corrects_id, event_id, type, action, biz_step, disposition, event_time, zone, read_point, biz_location, fingerprint, document, canonical)
     on conflict (filiere_id, id) do nothing returning id`,
    [
      filiereId,
      organisationOf(tx.actor),
      personId,
      keyId,
      options.importJobId,
      options.audience,
      plain(rows.map(({ id }) => id)),
      rows.map(({ partyIds }) => uuidArray(partyIds)),
      plain(rows.map(({ correctsId }) => correctsId)),
      events.map(({ eventId }) => eventId),
      events.map(({ type }) => type),
      events.map(({ action }) => action),
      events.map(({ bizStep }) => bizStep),
      events.map(({ disposition }) => disposition),
      plain(events.map(({ eventTime }) => eventTime)),
      events.map(({ eventTimeZoneOffset }) => eventTimeZoneOffset),
      events.map(({ readPoint }) => readPoint),
      events.map(({ bizLocation }) => bizLocation),
      plain(events.map(({ fingerprint }) => fingerprint)),
      jsonArray(rows.map(({ document }) => document)),
      jsonArray(rows.map(({ canonical }) => canonical)),
    ],
  );
  return new Set(added.map(({ id }) => id));
}

/** Fingerprints of events already there. */
export async function storedEvents(tx: Tx, ids: readonly string[]): Promise<Map<string, string>> {
  if (!ids.length) return new Map();
  const rows = await tx.query<{ id: string; fingerprint: string }>(
    `select id, encode(fingerprint, 'hex') as fingerprint from trace_event where filiere_id = $1 and id = any ($2)`,
    [tx.actor.filiereId, ids],
  );
  return new Map(rows.map(({ id, fingerprint }) => [id, fingerprint]));
}

/** One row a party, by which each lists what others declared with it. */
export async function insertParties(tx: Tx, rows: readonly EventRow[]): Promise<void> {
  const parties = rows.flatMap(({ id, viewers, record }) =>
    viewers.map((viewer) => ({ id, viewer, time: record.event.eventTime, step: record.event.bizStep })),
  );
  if (!parties.length) return;
  await tx.prepared(
    'insert-event-parties',
    `insert into trace_event_party (filiere_id, organisation_id, event_time, event_id, declarant_id, relation, biz_step)
     select $1, p.organisation_id, p.event_time, p.event_id, $2, p.relation, p.biz_step
     from unnest($3::uuid[], $4::timestamptz[], $5::uuid[], $6::text[], $7::text[])
       as p (organisation_id, event_time, event_id, relation, biz_step)`,
    [
      tx.actor.filiereId,
      organisationOf(tx.actor),
      parties.map(({ viewer }) => viewer.organisationId),
      parties.map(({ time }) => time),
      parties.map(({ id }) => id),
      parties.map(({ viewer }) => viewer.relation),
      parties.map(({ step }) => step),
    ],
  );
}

/** One row a term, by which queries look the event up; in the order of their index, which has each page touched once. */
export async function insertTerms(tx: Tx, rows: readonly EventRow[]): Promise<void> {
  await tx.prepared(
    'insert-event-terms',
    `insert into trace_event_term (filiere_id, term, event_time, event_id)
     select $1, t.term, e.event_time, e.id
     from unnest($2::uuid[], $3::timestamptz[], $4::text[]) as e (id, event_time, terms)
     cross join lateral unnest(e.terms::bigint[]) as t (term) order by 2, 3, 4`,
    [
      tx.actor.filiereId,
      plain(rows.map(({ id }) => id)),
      plain(rows.map(({ record }) => record.event.eventTime)),
      rows.map(({ terms }) => terms),
    ],
  );
}

export async function insertEventItems(tx: Tx, rows: readonly EventRow[]): Promise<void> {
  const named = rows.flatMap(({ id, partyIds, record, items }) =>
    items.map((item) => ({ item, eventId: id, time: record.event.eventTime, parties: uuidArray(partyIds) })),
  );
  if (!named.length) return;
  await tx.prepared(
    'insert-event-items',
    `insert into trace_event_item (filiere_id, item_id, event_time, event_id, role, quantity, unit, declarant_id, party_ids)
     select $1, i.item_id, i.event_time, i.event_id, i.role, i.quantity, i.unit, $2, i.party_ids::uuid[]
     from unnest($3::uuid[], $4::timestamptz[], $5::uuid[], $6::text[], $7::numeric[], $8::text[], $9::text[])
       as i (item_id, event_time, event_id, role, quantity, unit, party_ids)`,
    [
      tx.actor.filiereId,
      organisationOf(tx.actor),
      plain(named.map(({ item }) => item.id)),
      plain(named.map(({ time }) => time)),
      plain(named.map(({ eventId }) => eventId)),
      plain(named.map(({ item }) => item.role)),
      plain(named.map(({ item }) => item.quantity)),
      named.map(({ item }) => item.unit),
      named.map(({ parties }) => parties),
    ],
  );
}

/** Adds what the declarer says of items to what it said before; parties only ever grow. Ids in order: no deadlock. */
export async function insertItems(tx: Tx, items: readonly ItemRow[], isPrivate: boolean): Promise<void> {
  if (!items.length) return;
  const rows = [...items].sort((a, b) => (a.id < b.id ? -1 : 1));
  await tx.prepared(
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
      plain(rows.map(({ id }) => id)),
      rows.map(({ partyIds }) => uuidArray([...partyIds].sort())),
      rows.map(({ uri }) => uri),
      rows.map(({ level }) => level),
      rows.map(({ label }) => label),
      rows.map(({ granularity }) => granularity),
      rows.map(({ name }) => name),
      plain(rows.map(({ quantity }) => quantity)),
      rows.map(({ unit }) => unit),
      plain(rows.map(({ madeAt }) => madeAt)),
      JSON.stringify(rows.map(({ keyData }) => keyData)),
      JSON.stringify(rows.map(({ certificates }) => certificates)),
    ],
  );
}

export async function insertLinks(tx: Tx, rows: readonly EventRow[]): Promise<void> {
  const links = rows.flatMap(({ id, derived, partyIds, record }) =>
    derived.links.map((link) => ({
      link,
      eventId: id,
      time: record.event.eventTime,
      parties: uuidArray(partyIds),
    })),
  );
  if (links.length) {
    await tx.prepared(
      'insert-links',
      `insert into trace_link (filiere_id, input_id, output_id, event_id, kind, valid_from, declarant_id, party_ids)
       select $1, l.input_id, l.output_id, l.event_id, l.kind::"char", l.valid_from, $2, l.party_ids::uuid[]
       from unnest($3::uuid[], $4::uuid[], $5::uuid[], $6::text[], $7::timestamptz[], $8::text[])
         as l (input_id, output_id, event_id, kind, valid_from, party_ids)`,
      [
        tx.actor.filiereId,
        organisationOf(tx.actor),
        links.map(({ link }) => link.inputId),
        links.map(({ link }) => link.outputId),
        links.map(({ eventId }) => eventId),
        links.map(({ link }) => link.kind),
        links.map(({ time }) => time),
        links.map(({ parties }) => parties),
      ],
    );
  }
  const unpackings = rows.flatMap(({ id, derived, record }) =>
    derived.unpackings.map((unpacking) => ({ unpacking, eventId: id, time: record.event.eventTime })),
  );
  if (!unpackings.length) return;
  await tx.query(
    `insert into trace_unpacking (filiere_id, parent_id, child_id, event_time, event_id, kind, declarant_id)
     select $1, u.parent_id, u.child_id, u.event_time, u.event_id, u.kind::"char", $2
     from unnest($3::uuid[], $4::uuid[], $5::timestamptz[], $6::uuid[], $7::text[]) as u (parent_id, child_id, event_time, event_id, kind)`,
    [
      tx.actor.filiereId,
      organisationOf(tx.actor),
      unpackings.map(({ unpacking }) => unpacking.parentId),
      unpackings.map(({ unpacking }) => unpacking.childId),
      unpackings.map(({ time }) => time),
      unpackings.map(({ eventId }) => eventId),
      unpackings.map(({ unpacking }) => unpacking.kind),
    ],
  );
}
