import { setImmediate } from 'node:timers/promises';
import {
  CsvDialect,
  CsvPosition,
  detectDecimalMark,
  detectDialect,
  HEAD_BYTES,
  OpenBytes,
  readCsv,
} from '@maillon/formats';
import { Finding } from '@maillon/kernel';
import { draftEvents, recordOf } from '@maillon/traceability';
import { Batch, Position, ReadRecord, RefusedRecord } from './batch.js';
import { ColumnPlan, planColumns } from './columns.js';
import { noColumns, noNumberColumn } from './messages.js';
import { readRow, RowSetting } from './read-row.js';

/** Few enough that a batch and the one read ahead die young: with 2,000, the garbage collector took a quarter of the time. */
const ROWS_AT_ONCE = 500;
const ROWS_A_TURN = 10;

/** What is known of a CSV file once its head was read: kept with the job, so that a second worker reads it the same way. */
export interface CsvPlan {
  readonly dialect: CsvDialect;
  readonly header: readonly string[];
  readonly columns: ColumnPlan;
  readonly start: CsvPosition;
  readonly decimalMark?: ',' | '.';
}

/** Reads the head of a file: how it is written and what its columns are. Answers a finding when it cannot be an import. */
export async function planCsv(
  open: OpenBytes,
  filiere: RowSetting['filiere'],
  isUtf8: boolean,
): Promise<CsvPlan | { readonly failure: Finding }> {
  const head = await readHead(open);
  const { dialect, header, dataStart, findings } = detectDialect(head, { utf8: isUtf8 });
  const failure = findings.find(({ severity }) => severity === 'error');
  if (failure) return { failure };
  const columns = planColumns(header, filiere);
  if (!Object.keys(columns.fields).length) return { failure: noColumns() };
  if (!['lot', 'serial', 'sscc'].some((field) => field in columns.fields))
    return { failure: noNumberColumn() };
  const decimalMark = await sampleDecimalMark(open, { dialect, header, columns, start: dataStart });
  return { dialect, header, columns, start: dataStart, ...(decimalMark && { decimalMark }) };
}

/** The first bytes of a file: enough to tell how it is written. */
export async function readHead(open: OpenBytes): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of open(0)) {
    chunks.push(chunk);
    if ((size += chunk.length) >= HEAD_BYTES) break;
  }
  return Buffer.concat(chunks).subarray(0, HEAD_BYTES);
}

async function sampleDecimalMark(open: OpenBytes, plan: CsvPlan): Promise<',' | '.' | undefined> {
  const column = plan.columns.fields.quantity;
  if (column === undefined) return undefined;
  const first = await readCsv(open, { dialect: plan.dialect, from: plan.start }, { batchRows: 500 }).next();
  return first.done
    ? undefined
    : detectDecimalMark(first.value.records.map(({ cells }) => cells[column] ?? ''));
}

/** The rows of a CSV file from a position on, read into declarations. */
export async function* csvBatches(
  open: OpenBytes,
  plan: CsvPlan,
  from: Position,
  declarantId: string,
  setting: Omit<RowSetting, 'plan' | 'header' | 'decimalMark'>,
): AsyncGenerator<Batch> {
  const whole: RowSetting = {
    ...setting,
    plan: plan.columns,
    header: plan.header,
    ...(plan.decimalMark && { decimalMark: plan.decimalMark }),
  };
  const batches = readCsv(
    open,
    { dialect: plan.dialect, from },
    { batchRows: ROWS_AT_ONCE, header: plan.header },
  );
  for await (const batch of batches) {
    const read: ReadRecord[] = [];
    const refused: RefusedRecord[] = unreadable(
      batch.findings,
      batch.end.record - batch.refusedRecords - batch.records.length,
      batch.records,
    );
    for (const [index, { record, line, cells, raw }] of batch.records.entries()) {
      // the database works on the batch before: its answers must find this process free
      if (index % ROWS_A_TURN === 0) await setImmediate();
      const row = readRow(cells, whole);
      const made = row.declaration ? recordOf(row.declaration) : undefined;
      const findings = made?.findings.length ? [...row.findings, ...made.findings] : row.findings;
      if (made?.record) {
        read.push({
          record,
          line,
          raw,
          draft: draftEvents(declarantId, [made.record])[0]!,
          warnings: findings,
        });
      } else {
        refused.push({
          record,
          line,
          raw,
          findings: findings.filter(({ severity }) => severity === 'error'),
        });
      }
    }
    yield { read, refused, end: batch.end };
  }
}

/** Records that are no rows at all (an open quote, a line too long): numbered where the numbers of the good ones leave gaps. */
export function unreadable(
  findings: readonly Finding[],
  before: number,
  records: readonly { record: number }[],
): RefusedRecord[] {
  const taken = new Set(records.map(({ record }) => record));
  let number = before;
  return findings.map((finding) => {
    do number++;
    while (taken.has(number));
    return { record: number, ...(finding.line && { line: finding.line }), findings: [finding] };
  });
}
