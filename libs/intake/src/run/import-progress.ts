import { DocumentType } from '@maillon/documents';
import { Finding } from '@maillon/kernel';
import { notify, Tx } from '@maillon/db';
import { Audience } from '@maillon/sharing';
import { ImportFormat } from '../uploads/format-of.js';
import { Batch, Position, RowHead } from './batch.js';

/** Warnings are kept for this many rows from the beginning: enough to see a habit, without doubling a large import. */
const WARNED_ROWS = 1000;
const RAW_AT_MOST = 2000;

/** What a worker needs of an import job; position and token decide who may go on with it. */
export interface ImportRun {
  readonly id: string;
  readonly token: string;
  readonly audience: Audience;
  readonly format: ImportFormat;
  /** What its rows are lines of; absent for traceability. */
  readonly documentType?: DocumentType;
  readonly storageKey: string;
  readonly plan: unknown;
  readonly position: Position;
}

/** Takes the job: whoever held it before finds its token replaced and can change nothing any more. */
export async function claim(tx: Tx, jobId: string, token: string): Promise<ImportRun | undefined> {
  const [row] = await tx.query<{
    audience: Audience;
    format: ImportFormat;
    document_type: DocumentType | null;
    storage_key: string;
    plan: unknown;
    byte_offset: string;
    line: number;
    rows_read: number;
  }>(
    `update import_job j set status = 'running', lease_token = $3, started_at = coalesce(j.started_at, now())
     from upload u
     where j.filiere_id = $1 and j.id = $2 and j.status in ('queued', 'running') and u.filiere_id = j.filiere_id and u.id = j.upload_id
     returning j.audience, j.format, j.document_type, u.storage_key, j.plan, j.byte_offset, j.line, j.rows_read`,
    [tx.actor.filiereId, jobId, token],
  );
  if (!row) return undefined;
  const { audience, format, plan } = row;
  const position = { byteOffset: Number(row.byte_offset), line: row.line, record: row.rows_read };
  const documentType = row.document_type ?? undefined;
  return {
    id: jobId,
    token,
    audience,
    format,
    storageKey: row.storage_key,
    plan,
    position,
    ...(documentType && { documentType }),
  };
}

/** Keeps how the file is read, once, before its first row. */
export async function savePlan(tx: Tx, run: ImportRun, plan: object, start: Position): Promise<void> {
  const saved = await tx.query(
    `update import_job set plan = $4, byte_offset = $5, line = $6
     where filiere_id = $1 and id = $2 and lease_token = $3 and status = 'running' returning id`,
    [tx.actor.filiereId, run.id, run.token, JSON.stringify(plan), start.byteOffset, start.line],
  );
  if (!saved.length) throw new Fenced();
}

/** What became of a row that could be read. */
export type Outcome =
  { readonly status: 'accepted' | 'unchanged' } | { readonly status: 'refused'; readonly finding: Finding };

export type Advance = 'going' | 'cancelled' | 'fenced';

/**
 * Records a batch and moves the job past it, in one transaction: compare-and-set on token and position, so that a batch
 * counts once whatever is killed, stalled or run twice.
 */
export async function advance<Row extends RowHead>(
  tx: Tx,
  run: ImportRun,
  from: Position,
  batch: Batch<Row>,
  record: (tx: Tx, batch: Batch<Row>) => Promise<readonly Outcome[]>,
): Promise<Advance> {
  // position and rows stand in one transaction: a power cut that loses its last moments loses both, and the batch is done again
  const [outcomes] = await Promise.all([record(tx, batch), tx.query('set local synchronous_commit = off')]);
  const counted = (status: Outcome['status']) =>
    outcomes.filter((outcome) => outcome.status === status).length;
  const refused = batch.refused.length + counted('refused');
  const moving = tx.query<{ cancel_requested: boolean }>(
    `update import_job set byte_offset = $5, line = $6, rows_read = $7, rows_accepted = rows_accepted + $8,
       rows_unchanged = rows_unchanged + $9, rows_refused = rows_refused + $10
     where filiere_id = $1 and id = $2 and lease_token = $3 and rows_read = $4 and status = 'running'
     returning cancel_requested`,
    [
      tx.actor.filiereId,
      run.id,
      run.token,
      from.record,
      batch.end.byteOffset,
      batch.end.line,
      batch.end.record,
      counted('accepted'),
      counted('unchanged'),
      refused,
    ],
  );
  const [[moved]] = await Promise.all([
    moving,
    keepFindings(tx, run, batch, outcomes),
    notifyProgress(tx, run.id),
  ]);
  if (!moved) throw new Fenced();
  return moved.cancel_requested ? 'cancelled' : 'going';
}

/** Another worker has this job now: what this one was about to record is rolled back. */
export class Fenced extends Error {
  constructor() {
    super('another worker has taken this import over');
  }
}

async function keepFindings(
  tx: Tx,
  run: ImportRun,
  batch: Batch<RowHead>,
  outcomes: readonly Outcome[],
): Promise<void> {
  const rows = [
    ...batch.refused.flatMap(({ record, line, raw, findings }) =>
      findings.map((finding) => ({ record, line, raw, finding })),
    ),
    ...batch.read.flatMap(({ record, line, raw, warnings }, index) => {
      const outcome = outcomes[index]!;
      if (outcome.status === 'refused') return [{ record, line, raw, finding: outcome.finding }];
      return record > WARNED_ROWS ? [] : warnings.map((finding) => ({ record, line, raw, finding }));
    }),
    // behind the last row, as all that is told of the file
    ...(batch.ofFile ?? []).map((finding) => ({
      record: batch.end.record + 1,
      line: undefined,
      raw: undefined,
      finding,
    })),
  ];
  if (!rows.length) return;
  const seen = new Map<number, number>();
  const sequence = rows.map(({ record }) => {
    seen.set(record, (seen.get(record) ?? 0) + 1);
    return seen.get(record)!;
  });
  const column = <T>(pick: (finding: Finding) => T) => rows.map(({ finding }) => pick(finding));
  await tx.query(
    // a batch without rows moves nothing: killed after it, the job comes to it again
    `insert into import_refusal (filiere_id, import_job_id, organisation_id, record, seq, line, field, path, value, code, severity,
       message_fr, message_en, remedy_fr, remedy_en, raw, position_in_line)
     select $1, $2, $3, r.* from unnest($4::int[], $5::smallint[], $6::int[], $7::text[], $8::text[], $9::text[], $10::text[],
       $11::text[], $12::text[], $13::text[], $14::text[], $15::text[], $16::text[], $17::int[]) as r
     on conflict (filiere_id, import_job_id, record, seq) do nothing`,
    [
      tx.actor.filiereId,
      run.id,
      tx.actor.organisationId,
      rows.map(({ record }) => record),
      sequence,
      rows.map(({ line, finding }) => finding.line ?? line),
      column(({ field }) => clean(field)),
      column(({ path }) => clean(path)),
      column(({ value }) => clean(value)),
      column(({ code }) => code),
      column(({ severity }) => severity),
      column(({ message }) => message.fr),
      column(({ message }) => message.en),
      column(({ remedy }) => remedy.fr),
      column(({ remedy }) => remedy.en),
      rows.map(({ raw }) => clean(raw)),
      rows.map(({ finding }) => (finding.line === undefined ? undefined : finding.column)),
    ],
  );
}

/** Keeps a finding about the file as a whole, after its last row; the same again is kept once. */
export async function keepFinding(
  tx: Tx,
  importJobId: string,
  rows: number,
  finding: Finding,
): Promise<void> {
  const { message, remedy } = finding;
  await tx.query(
    `insert into import_refusal (filiere_id, import_job_id, organisation_id, record, seq, field, value, code, severity, message_fr, message_en, remedy_fr, remedy_en)
     select $1, $2, $3, $4, 1 + count(*), $5, $6, $7, $8, $9, $10, $11, $12 from import_refusal
     where filiere_id = $1 and import_job_id = $2 and record = $4
     having not bool_or(code = $7 and value is not distinct from $6) is true`,
    [
      tx.actor.filiereId,
      importJobId,
      tx.actor.organisationId,
      rows + 1,
      clean(finding.field),
      clean(finding.value),
      finding.code,
      finding.severity,
      message.fr,
      message.en,
      remedy.fr,
      remedy.en,
    ],
  );
}

/** PostgreSQL text holds no NUL; a hostile cell may. */
const clean = (text: string | undefined): string | undefined =>
  text?.slice(0, RAW_AT_MOST).replaceAll('\u0000', '␀');

/** Ends the job: done, cancelled, or failed with its reason. */
export async function finish(
  tx: Tx,
  run: { id: string; token: string },
  status: 'done' | 'cancelled' | 'failed',
  failure?: Finding,
): Promise<void> {
  await tx.query(
    `update import_job set status = $4, finished_at = now(), failure_code = $5, failure_fr = $6, failure_en = $7
     where filiere_id = $1 and id = $2 and lease_token = $3 and status = 'running'`,
    [
      tx.actor.filiereId,
      run.id,
      run.token,
      status,
      failure?.code,
      failure && `${placed(failure, 'ligne', 'colonne')}${failure.message.fr} ${failure.remedy.fr}`,
      failure && `${placed(failure, 'line', 'column')}${failure.message.en} ${failure.remedy.en}`,
    ],
  );
  await notifyProgress(tx, run.id);
}

const placed = ({ line, column }: Finding, lineWord: string, columnWord: string): string =>
  line
    ? `${lineWord[0]!.toUpperCase()}${lineWord.slice(1)} ${line}${column ? `, ${columnWord} ${column}` : ''} : `
    : '';

async function notifyProgress(tx: Tx, id: string): Promise<void> {
  await notify(tx, { organisationId: tx.actor.organisationId!, type: 'import', id });
}
