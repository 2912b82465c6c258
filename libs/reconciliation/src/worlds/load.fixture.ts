import { derivedId } from '@maillon/kernel';
import type { TestDatabase } from '@maillon/db/testing';
import type { Rules } from '../rules/rules.js';
import { insert } from './insert.fixture.js';
import { loadDocumentEvents, loadDocuments, loadRevisions } from './load-documents.fixture.js';
import { loadEvents } from './load-events.fixture.js';
import type { Firm } from './plan.fixture.js';
import type { DocumentRecord, EventRecord, World, WorldRecord } from './records.fixture.js';

/** A filière with its rules: those before, those that hold, and those to come. */
export async function loadFiliere(
  test: TestDatabase,
  filiereId: number,
  rules: Rules,
  worlds: readonly World[],
): Promise<void> {
  await test.superuser(
    `insert into filiere (id, slug, name_fr, name_en, definition) values ($1, $2, 'Mondes', 'Worlds', '{}')`,
    [filiereId, `worlds-${filiereId}`],
  );
  const firms = worlds.flatMap((world) => world.firms.map(({ id, name }) => ({ id, name })));
  await insert(
    test,
    `insert into organisation (id, name) select r.id, r.name from jsonb_to_recordset($2::jsonb) as r (id uuid, name text)
     where $1 > 0 on conflict do nothing`,
    filiereId,
    firms,
  );
  await insert(
    test,
    `insert into membership (filiere_id, organisation_id) select $1, r.id from jsonb_to_recordset($2::jsonb) as r (id uuid)`,
    filiereId,
    firms,
  );
  const factors = worlds.flatMap((world) => world.factors);
  const loose: Rules = { ...rules, clockHours: 240, overdueDays: 300, announceDays: 300, tolerances: [] };
  const rows = [
    { from: '2024-01-01', rules: loose },
    { from: '2026-01-01', rules: { ...rules, factors } },
    { from: '2027-01-01', rules: loose },
    ...worlds.flatMap(({ relations }) =>
      relations.map(({ setterId, partnerId, rules: own }) => ({
        ...{ from: '2026-01-01', organisation_id: setterId, partner_id: partnerId, rules: own },
      })),
    ),
  ];
  await insert(
    test,
    `insert into reconciliation_rule (filiere_id, id, organisation_id, partner_id, valid_from, rules)
     select $1, r.id, r.organisation_id, r.partner_id, r."from", r.rules
     from jsonb_to_recordset($2::jsonb) as r (id uuid, organisation_id uuid, partner_id uuid, "from" date, rules jsonb)`,
    filiereId,
    rows.map((row, index) => ({ id: derivedId('world-rule', String(filiereId), String(index)), ...row })),
  );
}

/**
 * Writes records as the application stores them, in bulk, with the notes by which the organisations concerned compare anew.
 * Of several versions of a document in one batch the last one stands.
 */
export async function loadRecords(
  test: TestDatabase,
  filiereId: number,
  records: readonly WorldRecord[],
): Promise<void> {
  const documents = records.filter((record): record is DocumentRecord => record.kind === 'document');
  const events = [
    ...records.filter((record): record is EventRecord => record.kind === 'event'),
    ...documents.flatMap((document) => [...document.events, ...document.corrections]),
  ];
  await loadDocuments(test, filiereId, documents);
  await loadRevisions(test, filiereId, documents);
  await loadEvents(test, filiereId, events);
  await loadDocumentEvents(test, filiereId, documents);
  await touch(test, filiereId, documents, events);
}

/** Tells every organisation concerned what was written: the declarer of all of it, each party of what names it. */
async function touch(
  test: TestDatabase,
  filiereId: number,
  documents: readonly DocumentRecord[],
  events: readonly EventRecord[],
): Promise<void> {
  const noted = new Map<string, { organisation: string; type: string; ids: Set<string>; by: Firm }>();
  const note = (organisation: string, type: string, id: string, by: Firm) => {
    const key = `${organisation}:${type}:${by.id}`;
    const known = noted.get(key) ?? { organisation, type, ids: new Set<string>(), by };
    noted.set(key, known);
    known.ids.add(id);
  };
  for (const { id, type, isSent, issuer, recipient } of documents)
    if (isSent && type !== 'order')
      for (const firm of [issuer, recipient]) note(firm.id, 'document', id, issuer);
  for (const { draft, declarant, viewers } of events)
    for (const organisation of [declarant.id, ...viewers.map(({ organisationId }) => organisationId)])
      note(organisation, 'event', draft.id, declarant);
  await insert(
    test,
    `insert into touched_record (filiere_id, organisation_id, id, subject_type, subject_ids, recorded_by)
     select $1, r.organisation_id, gen_random_uuid(), r.type, r.ids, r.recorded_by
     from jsonb_to_recordset($2::jsonb) as r (organisation_id uuid, type text, ids uuid[], recorded_by uuid)`,
    filiereId,
    [...noted.values()].map(({ organisation, type, ids, by }) => ({
      ...{ organisation_id: organisation, type, ids: [...ids], recorded_by: by.id },
    })),
  );
}
