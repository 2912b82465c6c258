import { definitionOf, dueDate, mustAct } from '@maillon/documents';
import { derivedId } from '@maillon/kernel';
import type { TestDatabase } from '@maillon/db/testing';
import { insert } from './insert.fixture.js';
import type { DocumentRecord } from './records.fixture.js';

const shownTo = ({ isSent, recipient }: DocumentRecord): string | null => (isSent ? recipient.id : null);

/** Who has the next move, as the definition of the document says. */
function turn({ type, state, header, lines, issuer, recipient }: DocumentRecord) {
  const definition = definitionOf(type);
  const side = mustAct(definition, state);
  const values = lines.map(({ lineNumber, fields }) => ({ lineNumber, values: fields }));
  return {
    must_act_id: side === 'issuer' ? issuer.id : side === 'recipient' ? recipient.id : null,
    due_date: dueDate(definition, { state, header, lines: values }) ?? null,
    type_version: definition.version,
  };
}

/** Writes documents with their lines: of each, the last version that is given. */
export async function loadDocuments(
  test: TestDatabase,
  filiereId: number,
  records: readonly DocumentRecord[],
) {
  // the last version of each that is in this batch
  const last = [...new Map(records.map((record) => [record.id, record])).values()];
  await insert(
    test,
    `insert into exchange_document (filiere_id, id, type, version, number, issuer_id, recipient_id, shown_to, state, line_count,
       header, channel, sent_at, revision, must_act_id, due_date)
     select $1, r.id, r.type, r.type_version, r.number, r.issuer_id, r.recipient_id, r.shown_to, r.state, r.line_count, r.header, 'form',
       case when r.shown_to is not null then now() end, r.revision, r.must_act_id, r.due_date
     from jsonb_to_recordset($2::jsonb) as r (id uuid, type text, number text, issuer_id uuid, recipient_id uuid, shown_to uuid,
       state text, line_count int, header jsonb, revision int, must_act_id uuid, due_date date, type_version int)
     on conflict (filiere_id, id) do update set state = excluded.state, header = excluded.header, revision = excluded.revision,
       shown_to = excluded.shown_to, updated_at = now()`,
    filiereId,
    last.map((record) => ({
      ...{
        id: record.id,
        type: record.type,
        number: record.number,
        state: record.state,
        header: record.header,
      },
      ...{ issuer_id: record.issuer.id, recipient_id: record.recipient.id, shown_to: shownTo(record) },
      ...{ line_count: record.lines.length, revision: record.version + 1, ...turn(record) },
    })),
  );
  await insert(
    test,
    `insert into exchange_line (filiere_id, document_id, line_number, issuer_id, shown_to, fields, order_id, despatch_advice_id,
       item_id, package_id)
     select $1, r.document_id, r.line_number, r.issuer_id, r.shown_to, r.fields, r.order_id, r.despatch_advice_id, r.item_id, r.package_id
     from jsonb_to_recordset($2::jsonb) as r (document_id uuid, line_number int, issuer_id uuid, shown_to uuid, fields jsonb,
       order_id uuid, despatch_advice_id uuid, item_id uuid, package_id uuid)
     on conflict (filiere_id, document_id, line_number) do update set fields = excluded.fields, shown_to = excluded.shown_to,
       order_id = excluded.order_id, despatch_advice_id = excluded.despatch_advice_id, item_id = excluded.item_id,
       package_id = excluded.package_id`,
    filiereId,
    last.flatMap((record) =>
      record.lines.map((line) => ({
        ...{ document_id: record.id, line_number: line.lineNumber, issuer_id: record.issuer.id },
        ...{ shown_to: shownTo(record), fields: line.fields, order_id: line.orderId },
        ...{ despatch_advice_id: line.despatchAdviceId, item_id: line.itemId, package_id: line.packageId },
      })),
    ),
  );
}

/** The revisions that made later versions, each approved by the other side. */
export async function loadRevisions(
  test: TestDatabase,
  filiereId: number,
  records: readonly DocumentRecord[],
) {
  await insert(
    test,
    `insert into exchange_revision (filiere_id, id, document_id, issuer_id, shown_to, requested_by, reason, changes, old_values,
       state, answered_at)
     select $1, r.id, r.document_id, r.issuer_id, r.shown_to, r.issuer_id, 'Erreur de saisie', r.changes, r.old_values, 'accepted',
       now() + r.version * interval '1 millisecond'
     from jsonb_to_recordset($2::jsonb) as r (id uuid, document_id uuid, issuer_id uuid, shown_to uuid, changes jsonb,
       old_values jsonb, version int)`,
    filiereId,
    records.flatMap(({ id, version, issuer, recipient, revision }) =>
      revision
        ? [
            {
              ...{ id: derivedId('world-revision', id, String(version)), document_id: id, version },
              ...{ issuer_id: issuer.id, shown_to: recipient.id },
              ...{ changes: revision.changes, old_values: revision.oldValues },
            },
          ]
        : [],
    ),
  );
}

/** Which events stem from which document, and which of them stand. */
export async function loadDocumentEvents(
  test: TestDatabase,
  filiereId: number,
  records: readonly DocumentRecord[],
): Promise<void> {
  const revised = records.filter(({ version }) => version > 0).map(({ id }) => id);
  if (revised.length)
    await test.superuser(
      'update exchange_event set is_void = true where filiere_id = $1 and document_id = any ($2::uuid[])',
      [filiereId, revised],
    );
  const last = new Map(records.map((record) => [record.id, record]));
  await insert(
    test,
    `insert into exchange_event (filiere_id, document_id, event_id, issuer_id, shown_to, is_void)
     select $1, r.document_id, r.event_id, r.issuer_id, r.shown_to, r.is_void
     from jsonb_to_recordset($2::jsonb) as r (document_id uuid, event_id uuid, issuer_id uuid, shown_to uuid, is_void boolean)`,
    filiereId,
    records.flatMap((record) =>
      record.events.map(({ draft }) => ({
        ...{ document_id: record.id, event_id: draft.id, issuer_id: record.issuer.id },
        ...{ shown_to: shownTo(record), is_void: record.isVoid || last.get(record.id) !== record },
      })),
    ),
  );
}
