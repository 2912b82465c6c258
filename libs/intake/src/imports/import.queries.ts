import { decodeCursor, encodeCursor, isUuid, pageSize } from '@maillon/kernel';
import { DocumentType } from '@maillon/documents';
import { Tx } from '@maillon/db';
import { Connection, pageOf } from '@maillon/graphql';
import type { Audience } from '@maillon/sharing';
import { ImportJobType, ImportRefusalType, ImportStatus } from './import.types.js';

interface Row {
  id: string;
  file_name: string;
  format: string;
  document_type: DocumentType | null;
  audience: Audience;
  status: ImportStatus;
  rows_read: number;
  rows_accepted: number;
  rows_unchanged: number;
  rows_refused: number;
  byte_offset: string;
  bytes_total: string;
  created_at: Date;
  finished_at: Date | null;
  elapsed: number;
  failure_fr: string | null;
  failure_en: string | null;
  ignored: { header: string }[] | null;
}

const SELECT = `
  select j.id, u.file_name, j.format, j.document_type, j.audience, j.status, j.rows_read, j.rows_accepted, j.rows_unchanged, j.rows_refused,
    j.byte_offset, j.bytes_total, j.created_at, j.finished_at, j.failure_fr, j.failure_en,
    extract(epoch from coalesce(j.finished_at, now()) - coalesce(j.started_at, now()))::float8 as elapsed,
    j.plan -> 'columns' -> 'ignored' as ignored
  from import_job j join upload u on u.filiere_id = j.filiere_id and u.id = j.upload_id`;

/** One import of the actor's organisation, or undefined. */
export async function importById(tx: Tx, id: string): Promise<ImportJobType | undefined> {
  if (!isUuid(id)) return undefined;
  const [row] = await tx.prepared<Row>('import-by-id', `${SELECT} where j.filiere_id = $1 and j.id = $2`, [
    tx.actor.filiereId,
    id,
  ]);
  return row && importOf(row);
}

/** Imports of the actor's organisation, newest first. */
export async function importPage(
  tx: Tx,
  input: { first?: number; after?: string },
): Promise<Connection<ImportJobType>> {
  const first = pageSize(input.first, 20);
  const [after] = input.after ? decodeCursor(input.after, 1) : [null];
  const rows = await tx.prepared<Row>(
    'import-page',
    `${SELECT} where j.filiere_id = $1 and j.organisation_id = $2 and ($3::uuid is null or j.id < $3) order by j.id desc limit $4`,
    [tx.actor.filiereId, tx.actor.organisationId ?? null, after, first + 1],
  );
  return pageOf(rows, first, importOf, (row) => encodeCursor([row.id]));
}

interface RefusalRow {
  record: number;
  seq: number;
  line: number | null;
  position_in_line: number | null;
  field: string | null;
  path: string | null;
  value: string | null;
  code: string;
  severity: string;
  message_fr: string;
  message_en: string;
  remedy_fr: string;
  remedy_en: string;
  raw: string | null;
}

/** Refusals and warnings of an import, in the order of the file. */
export async function refusalPage(
  tx: Tx,
  importJobId: string,
  input: { first?: number; after?: string },
): Promise<Connection<ImportRefusalType>> {
  const first = pageSize(input.first);
  const [record, seq] = input.after ? decodeCursor(input.after, 2) : ['0', '0'];
  const rows = await tx.query<RefusalRow>(
    `select record, seq, line, position_in_line, field, path, value, code, severity, message_fr, message_en, remedy_fr, remedy_en, raw
     from import_refusal where filiere_id = $1 and import_job_id = $2 and (record, seq) > ($3::int, $4::int)
     order by record, seq limit $5`,
    [tx.actor.filiereId, importJobId, record, seq, first + 1],
  );
  return pageOf(rows, first, refusalOf, (row) => encodeCursor([String(row.record), String(row.seq)]));
}

function importOf(row: Row): ImportJobType {
  const isOver = row.finished_at !== null;
  const total = Number(row.bytes_total);
  const progress = row.status === 'done' ? 1 : total ? Math.min(1, Number(row.byte_offset) / total) : 0;
  const remaining = !isOver && progress > 0.01 ? (row.elapsed * (1 - progress)) / progress : undefined;
  return {
    id: row.id,
    fileName: row.file_name,
    format: row.format,
    ...(row.document_type && { documentType: row.document_type }),
    audience: row.audience,
    status: row.status,
    rowsRead: row.rows_read,
    rowsAccepted: row.rows_accepted,
    rowsUnchanged: row.rows_unchanged,
    rowsRefused: row.rows_refused,
    progress,
    elapsedSeconds: row.elapsed,
    createdAt: row.created_at.toISOString(),
    ignoredColumns: (row.ignored ?? []).map(({ header }) => header),
    ...(remaining !== undefined && { remainingSeconds: remaining }),
    ...(row.finished_at && { finishedAt: row.finished_at.toISOString() }),
    ...(row.failure_fr && row.failure_en && { failure: { fr: row.failure_fr, en: row.failure_en } }),
  };
}

const refusalOf = (row: RefusalRow): ImportRefusalType => ({
  record: row.record,
  code: row.code,
  severity: row.severity,
  message: { fr: row.message_fr, en: row.message_en },
  remedy: { fr: row.remedy_fr, en: row.remedy_en },
  ...(row.line !== null && { line: row.line }),
  ...(row.position_in_line !== null && { column: row.position_in_line }),
  ...(row.field && { field: row.field }),
  ...(row.path && { path: row.path }),
  ...(row.value && { value: row.value }),
  ...(row.raw && { raw: row.raw }),
});
