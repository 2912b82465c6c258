import { describeIdentifier } from '@maillon/epcis';
import type { TestDatabase } from '@maillon/db/testing';
import { insert } from './insert.fixture.js';
import type { EventRecord } from './records.fixture.js';

const partiesOf = ({ viewers }: EventRecord): string[] | null =>
  viewers.length ? viewers.map(({ organisationId }) => organisationId) : null;

/** Writes events with their parties, their items and the links between these. */
export async function loadEvents(test: TestDatabase, filiereId: number, records: readonly EventRecord[]) {
  const common = (record: EventRecord) => ({
    ...{ event_id: record.draft.id, event_time: record.draft.record.event.eventTime },
    ...{ declarant_id: record.declarant.id, party_ids: partiesOf(record) },
  });
  await insert(
    test,
    `insert into trace_event (filiere_id, id, declarant_id, audience, party_ids, corrects_id, event_id, type, action, biz_step,
       disposition, event_time, event_time_zone_offset, fingerprint, document)
     select $1, r.event_id, r.declarant_id, r.audience, r.party_ids, r.corrects_id, r.name, r.type, r.action, r.biz_step,
       r.disposition, r.event_time, r.zone, decode(r.fingerprint, 'hex'), r.document
     from jsonb_to_recordset($2::jsonb) as r (event_id uuid, declarant_id uuid, audience text, party_ids uuid[], corrects_id uuid,
       name text, type text, action text, biz_step text, disposition text, event_time timestamptz, zone text, fingerprint text,
       document jsonb)`,
    filiereId,
    records.map((record) => {
      const { event } = record.draft.record;
      return {
        ...common(record),
        ...{
          audience: record.isPrivate ? 'private' : 'parties',
          corrects_id: record.draft.correctsId,
          name: event.eventId,
        },
        ...{
          type: event.type,
          action: event.action,
          biz_step: event.bizStep,
          disposition: event.disposition,
        },
        ...{
          zone: event.eventTimeZoneOffset,
          fingerprint: event.fingerprint,
          document: JSON.parse(record.draft.document) as object,
        },
      };
    }),
  );
  await insert(
    test,
    `insert into trace_event_party (filiere_id, organisation_id, event_time, event_id, declarant_id, relation)
     select $1, r.organisation_id, r.event_time, r.event_id, r.declarant_id, r.relation
     from jsonb_to_recordset($2::jsonb) as r (organisation_id uuid, event_time timestamptz, event_id uuid, declarant_id uuid, relation text)`,
    filiereId,
    records.flatMap((record) =>
      record.viewers.map(({ organisationId, relation }) => ({
        ...common(record),
        ...{ organisation_id: organisationId, relation },
      })),
    ),
  );
  await insert(
    test,
    `insert into trace_event_item (filiere_id, item_id, event_time, event_id, role, quantity, unit, declarant_id, party_ids)
     select $1, r.item_id, r.event_time, r.event_id, r.role, r.quantity, r.unit, r.declarant_id, r.party_ids
     from jsonb_to_recordset($2::jsonb) as r (item_id uuid, event_time timestamptz, event_id uuid, role text, quantity numeric,
       unit text, declarant_id uuid, party_ids uuid[])`,
    filiereId,
    records.flatMap((record) =>
      record.draft.items.map(({ id, role, quantity, unit }) => ({
        ...common(record),
        ...{ item_id: id, role, quantity, unit },
      })),
    ),
  );
  await loadItems(test, filiereId, records);
  await loadLinks(test, filiereId, records);
}

/** What the trace graph makes of the events; what was declared in error is out of it, whichever came first. */
async function loadLinks(test: TestDatabase, filiereId: number, records: readonly EventRecord[]) {
  const rows = records.flatMap((record) =>
    record.draft.derived.links.map(({ inputId, outputId, kind }) => ({
      ...{ input_id: inputId, output_id: outputId, kind, event_id: record.draft.id },
      ...{ valid_from: record.draft.record.event.eventTime, declarant_id: record.declarant.id },
      party_ids: partiesOf(record),
    })),
  );
  await insert(
    test,
    `insert into trace_link (filiere_id, input_id, output_id, event_id, kind, valid_from, declarant_id, party_ids, valid_to)
     select $1, r.input_id, r.output_id, r.event_id, r.kind::"char", r.valid_from, r.declarant_id, r.party_ids,
       case when exists (select from trace_event c where c.filiere_id = $1 and c.corrects_id = r.event_id)
         then '-infinity'::timestamptz else 'infinity' end
     from jsonb_to_recordset($2::jsonb) as r (input_id uuid, output_id uuid, event_id uuid, kind text, valid_from timestamptz,
       declarant_id uuid, party_ids uuid[])`,
    filiereId,
    rows,
  );
  const corrected = records.flatMap(({ draft }) => draft.correctsId ?? []);
  if (corrected.length)
    await test.superuser(
      `update trace_link set valid_to = '-infinity' where filiere_id = $1 and event_id = any ($2::uuid[])`,
      [filiereId, corrected],
    );
}

interface Described {
  readonly id: string;
  readonly level: string;
  readonly label: string;
}

interface ItemRow {
  readonly id: string;
  readonly declarant_id: string;
  readonly is_private: boolean;
  readonly uri: string;
  readonly level: string;
  readonly label: string;
  party_ids: string[];
  made_at?: string;
  quantity?: number;
  unit?: string;
}

/** What each declarer says of each item that its events name. */
async function loadItems(test: TestDatabase, filiereId: number, records: readonly EventRecord[]) {
  const rows = new Map<string, ItemRow>();
  const rowOf = ({ declarant, isPrivate, viewers }: EventRecord, uri: string, described: Described) => {
    const { id, level, label } = described;
    const key = `${id}:${declarant.id}:${isPrivate}`;
    const row: ItemRow = rows.get(key) ?? {
      ...{ id, declarant_id: declarant.id, is_private: isPrivate, uri, level, label, party_ids: [] },
    };
    rows.set(key, row);
    row.party_ids = [
      ...new Set([...row.party_ids, ...viewers.map((viewer) => viewer.organisationId)]),
    ].sort();
    return row;
  };
  for (const record of records) {
    const { event } = record.draft.record;
    const { hub } = record.draft.derived;
    if (hub) rowOf(record, hub.uri, { id: hub.id, level: 'transformation', label: 'Transformation' });
    for (const { id, uri, role, quantity, unit } of record.draft.items) {
      const row = rowOf(record, uri, { ...describeIdentifier(uri), id });
      const isMade = role === 'output' || (event.action === 'ADD' && (role === 'parent' || role === 'epc'));
      if (!isMade || event.errorDeclaration) continue;
      if (!row.made_at || event.eventTime < row.made_at) row.made_at = event.eventTime;
      if (quantity !== undefined) [row.quantity, row.unit] = [quantity, unit];
    }
  }
  await insert(
    test,
    `insert into item as known (filiere_id, id, declarant_id, is_private, party_ids, uri, level, label, quantity, unit, made_at)
     select $1, r.id, r.declarant_id, r.is_private, r.party_ids, r.uri, r.level, r.label, r.quantity, r.unit, r.made_at
     from jsonb_to_recordset($2::jsonb) as r (id uuid, declarant_id uuid, is_private boolean, party_ids uuid[], uri text, level text,
       label text, quantity numeric, unit text, made_at timestamptz)
     on conflict (filiere_id, id, declarant_id, is_private) do update set
       party_ids = nullif(array(select unnest(known.party_ids) union select unnest(excluded.party_ids) order by 1), '{}'),
       made_at = least(known.made_at, excluded.made_at), quantity = coalesce(excluded.quantity, known.quantity),
       unit = coalesce(excluded.unit, known.unit)`,
    filiereId,
    [...rows.values()].map((row) => ({ ...row, party_ids: row.party_ids.length ? row.party_ids : null })),
  );
}
