import { DocumentContent, DocumentType, HistoryEntry, Side, Values } from '@maillon/documents';
import { organisationOf } from '@maillon/kernel';
import { Tx } from '@maillon/db';
import { LineRow } from './line-rows.js';

export type Channel = 'form' | 'csv' | 'edifact' | 'ubl';

/** The head of a document as stored. */
export interface DocumentRow {
  readonly id: string;
  readonly type: DocumentType;
  readonly version: number;
  readonly number: string;
  readonly issuer_id: string;
  readonly recipient_id: string | null;
  readonly recipient_name: string | null;
  readonly shown_to: string | null;
  readonly state: string;
  readonly revision: number;
  readonly header: Values;
}

/** What decides who sees and who acts, worked out from a content. */
export interface Standing {
  readonly state: string;
  readonly header: Values;
  readonly mustActId: string | null;
  readonly dueDate: string | null;
  readonly shownTo: string | null;
  readonly lineCount: number;
}

export interface NewDocument extends Standing {
  readonly id: string;
  readonly type: DocumentType;
  readonly version: number;
  readonly number: string;
  readonly recipientId: string | null;
  readonly recipientName: string | null;
  readonly channel: Channel;
  readonly importJobId?: string;
  readonly lines: readonly LineRow[];
}

const COLUMNS =
  'id, type, version, number, issuer_id, recipient_id, recipient_name, shown_to, state, revision, header';

/** A document that the actor may see, locked until the transaction ends; undefined when there is none. */
export async function lockDocument(tx: Tx, id: string): Promise<DocumentRow | undefined> {
  const [row] = await tx.prepared<DocumentRow>(
    'exchange-lock',
    `select ${COLUMNS} from exchange_document where filiere_id = $1 and id = $2 for update`,
    [tx.actor.filiereId, id],
  );
  return row;
}

/** The content of a stored document, lines in their order. */
export async function contentOf(
  tx: Tx,
  row: Pick<DocumentRow, 'id' | 'state' | 'header'>,
): Promise<DocumentContent> {
  const lines = await tx.prepared<{ line_number: number; fields: Values }>(
    'exchange-lines',
    'select line_number, fields from exchange_line where filiere_id = $1 and document_id = $2 order by line_number',
    [tx.actor.filiereId, row.id],
  );
  return {
    state: row.state,
    header: row.header,
    lines: lines.map(({ line_number, fields }) => ({ lineNumber: line_number, values: fields })),
  };
}

/**
 * Writes a new document, or in place of the issuer's own draft of the same number. False when a document of this number
 * was already sent: then nothing is written.
 */
export async function writeDocument(tx: Tx, document: NewDocument): Promise<boolean> {
  const issuerId = organisationOf(tx.actor);
  const written = await tx.prepared<{ revision: number }>(
    'exchange-write',
    `insert into exchange_document (filiere_id, id, type, version, number, issuer_id, recipient_id, recipient_name, shown_to,
       state, must_act_id, due_date, line_count, header, channel, sent_at, revision, import_job_id)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, case when $9::uuid is not null then now() end, 1, $16)
     on conflict (filiere_id, id) do update set version = excluded.version, number = excluded.number, recipient_id = excluded.recipient_id,
       recipient_name = excluded.recipient_name, shown_to = excluded.shown_to, state = excluded.state,
       must_act_id = excluded.must_act_id, due_date = excluded.due_date, line_count = excluded.line_count,
       header = excluded.header, channel = excluded.channel, import_job_id = excluded.import_job_id, sent_at = excluded.sent_at, updated_at = now(),
       revision = exchange_document.revision + 1
     where exchange_document.state in ('draft', 'discarded')
     returning revision`,
    [
      tx.actor.filiereId,
      document.id,
      document.type,
      document.version,
      document.number,
      issuerId,
      document.recipientId,
      document.recipientName,
      document.shownTo,
      document.state,
      document.mustActId,
      document.dueDate,
      document.lineCount,
      JSON.stringify(document.header),
      document.channel,
      document.importJobId ?? null,
    ],
  );
  if (!written.length) return false;
  if (written[0]!.revision > 1)
    await tx.query('delete from exchange_line where filiere_id = $1 and document_id = $2', [
      tx.actor.filiereId,
      document.id,
    ]);
  await tx.prepared(
    'exchange-write-lines',
    `insert into exchange_line (filiere_id, document_id, line_number, issuer_id, shown_to, fields, order_id, call_off_id, despatch_advice_id, item_id, package_id)
     select $1, $2, l.line_number, $3, $4, l.fields, l.order_id, l.call_off_id, l.despatch_advice_id, l.item_id, l.package_id
     from jsonb_to_recordset($5::jsonb)
       as l (line_number integer, fields jsonb, order_id uuid, call_off_id uuid, despatch_advice_id uuid, item_id uuid, package_id uuid)`,
    [tx.actor.filiereId, document.id, issuerId, document.shownTo, JSON.stringify(document.lines)],
  );
  return true;
}

/** Stores what an act made of a document: its head, and the lines that the act touched. */
export async function updateDocument(
  tx: Tx,
  id: string,
  standing: Standing,
  lines: readonly LineRow[],
): Promise<void> {
  await tx.prepared(
    'exchange-update',
    `update exchange_document set state = $3, header = $4, must_act_id = $5, due_date = $6, shown_to = $7, line_count = $8,
       sent_at = coalesce(sent_at, case when $7::uuid is not null then now() end), updated_at = now(), revision = revision + 1
     where filiere_id = $1 and id = $2`,
    [
      tx.actor.filiereId,
      id,
      standing.state,
      JSON.stringify(standing.header),
      standing.mustActId,
      standing.dueDate,
      standing.shownTo,
      standing.lineCount,
    ],
  );
  if (!lines.length) return;
  await tx.prepared(
    'exchange-update-lines',
    `update exchange_line t set fields = l.fields, order_id = l.order_id, call_off_id = l.call_off_id,
       despatch_advice_id = l.despatch_advice_id, item_id = l.item_id, package_id = l.package_id, shown_to = $4
     from jsonb_to_recordset($3::jsonb)
       as l (line_number integer, fields jsonb, order_id uuid, call_off_id uuid, despatch_advice_id uuid, item_id uuid, package_id uuid)
     where t.filiere_id = $1 and t.document_id = $2 and t.line_number = l.line_number`,
    [tx.actor.filiereId, id, JSON.stringify(lines), standing.shownTo],
  );
}

/** Adds an act to the history of a document. */
export async function writeAct(
  tx: Tx,
  document: { readonly id: string; readonly issuerId: string; readonly shownTo: string | null },
  entry: HistoryEntry,
): Promise<void> {
  const { filiereId, organisationId, personId, keyId } = tx.actor;
  await tx.prepared(
    'exchange-act',
    `insert into exchange_act (filiere_id, document_id, seq, issuer_id, shown_to, act, side, from_state, to_state, reason,
       changes, organisation_id, person_id, api_key_id)
     select $1, $2, coalesce((select max(seq) from exchange_act where filiere_id = $1 and document_id = $2), 0) + 1,
       $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13`,
    [
      filiereId,
      document.id,
      document.issuerId,
      document.shownTo,
      entry.act,
      entry.by,
      entry.fromState,
      entry.toState,
      entry.reason ?? null,
      JSON.stringify(entry.changes),
      organisationId ?? null,
      personId ?? null,
      keyId ?? null,
    ],
  );
}

/** Which side of a document an organisation is. */
export const sideOf = (row: { readonly issuer_id: string }, organisationId: string): Side =>
  row.issuer_id === organisationId ? 'issuer' : 'recipient';
