import { organisationOf } from '@maillon/kernel';
import { jsonArray, plainArray, textArray, uuidArray, Tx } from '@maillon/db';
import type { EventRow, WriteOptions } from './write-events.js';

/** Inserts events not yet there, and of which no error declaration says otherwise; answers the ids of those it added. */
export async function insertEvents(
  tx: Tx,
  rows: readonly EventRow[],
  options: WriteOptions,
): Promise<Set<string>> {
  const { filiereId, personId, keyId } = tx.actor;
  const events = rows.map(({ record }) => record.event);
  const added = await tx.prepared<{ id: string }>(
    'insert-events',
    // declarations are looked up one by one: asked for as a set, a plan made while the table was small would read all of it
    `insert into trace_event (filiere_id, id, declarant_id, person_id, api_key_id, import_job_id, audience, party_ids, corrects_id,
       event_id, type, action, biz_step, disposition, event_time, event_time_zone_offset, read_point, biz_location, fingerprint, document, canonical)
     select $1, e.id, $2, $3, $4, $5, $6, e.party_ids::uuid[], e.corrects_id, e.event_id, e.type, e.action, e.biz_step, e.disposition,
       e.event_time, e.zone, e.read_point, e.biz_location, decode(e.fingerprint, 'hex'), e.document, e.canonical
     from rows from (unnest($7::uuid[], $8::text[], $9::uuid[], $10::text[], $11::text[], $12::text[], $13::text[], $14::text[],
       $15::timestamptz[], $16::text[], $17::text[], $18::text[], $19::text[]), jsonb_array_elements($20::jsonb), jsonb_array_elements($21::jsonb))
       as e (id, party_ids, corrects_id, event_id, type, action, biz_step, disposition, event_time, zone, read_point, biz_location, fingerprint, document, canonical)
     where (select true from trace_event c where c.filiere_id = $1 and c.corrects_id = e.id and c.declarant_id = $2
       and c.fingerprint <> decode(e.fingerprint, 'hex') limit 1) is null
     on conflict (filiere_id, id) do nothing returning id`,
    [
      filiereId,
      organisationOf(tx.actor),
      personId,
      keyId,
      options.importJobId,
      options.audience,
      plainArray(rows.map(({ id }) => id)),
      textArray(rows.map(({ partyIds }) => uuidArray(partyIds))),
      plainArray(rows.map(({ correctsId }) => correctsId)),
      textArray(events.map(({ eventId }) => eventId)),
      textArray(events.map(({ type }) => type)),
      textArray(events.map(({ action }) => action)),
      textArray(events.map(({ bizStep }) => bizStep)),
      textArray(events.map(({ disposition }) => disposition)),
      plainArray(events.map(({ eventTime }) => eventTime)),
      textArray(events.map(({ eventTimeZoneOffset }) => eventTimeZoneOffset)),
      textArray(events.map(({ readPoint }) => readPoint)),
      textArray(events.map(({ bizLocation }) => bizLocation)),
      plainArray(events.map(({ fingerprint }) => fingerprint)),
      jsonArray(rows.map(({ document }) => document)),
      jsonArray(rows.map(({ canonical }) => canonical)),
    ],
  );
  return new Set(added.map(({ id }) => id));
}

/** Fingerprints of events already there; of those not there, the one that an error declaration of them says. */
export async function storedEvents(tx: Tx, ids: readonly string[]): Promise<Map<string, string>> {
  if (!ids.length) return new Map();
  const rows = await tx.query<{ id: string; fingerprint: string }>(
    `select corrects_id as id, encode(fingerprint, 'hex') as fingerprint from trace_event where filiere_id = $1 and corrects_id = any ($2)
     union all select id, encode(fingerprint, 'hex') from trace_event where filiere_id = $1 and id = any ($2)`,
    [tx.actor.filiereId, ids],
  );
  return new Map(rows.map(({ id, fingerprint }) => [id, fingerprint]));
}
