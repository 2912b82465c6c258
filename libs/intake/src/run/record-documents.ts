import { DocumentType } from '@maillon/documents';
import { Actor } from '@maillon/kernel';
import { TenantDb, Tx } from '@maillon/db';
import { ActOnDocument, appendLines, importedDrafts, RowOutcome } from '@maillon/exchange';
import { DocumentRecord } from './document-source.js';
import { keepFinding } from './import-progress.js';
import { notSent, rowsRefused } from './messages.js';

/** Puts the rows of a batch into their documents' drafts; one outcome a row, in order. */
export async function recordDocuments(
  tx: Tx,
  type: DocumentType,
  importJobId: string,
  records: readonly DocumentRecord[],
): Promise<RowOutcome[]> {
  const parts = new Map<string, number[]>();
  records.forEach(({ row, partner }, index) => {
    const key = JSON.stringify([row.number, partner]);
    parts.set(key, [...(parts.get(key) ?? []), index]);
  });
  const outcomes: RowOutcome[] = [];
  for (const indexes of parts.values()) {
    const own = indexes.map((index) => records[index]!);
    const { row, partner } = own[0]!;
    const rows = own.map(({ lineNumber, row: one }) => ({
      lineNumber,
      header: one.header,
      values: one.values,
    }));
    const answers = await appendLines(tx, { type, number: row.number, importJobId, rows, partner });
    indexes.forEach((index, position) => (outcomes[index] = ofDocument(answers[position]!, row.number)));
  }
  return outcomes;
}

/** A refused row names its document, which is not sent without it. */
const ofDocument = (outcome: RowOutcome, number: string): RowOutcome =>
  'finding' in outcome ? { ...outcome, finding: { ...outcome.finding, path: number } } : outcome;

/**
 * Sends the drafts that a file has filled, once it is read to its end. One that cannot be sent stays a draft, with the
 * reasons among the file's findings. Run again after a kill, it goes on with those that are left.
 */
export async function sendDocuments(
  { db, act }: { readonly db: TenantDb; readonly act: ActOnDocument },
  actor: Actor,
  run: { readonly id: string; readonly rows: number },
  signal: AbortSignal,
): Promise<void> {
  let after: string | null = null;
  for (;;) {
    const drafts: { id: string; number: string }[] = await db.transaction(actor, (tx) =>
      importedDrafts(tx, run.id, after),
    );
    const incomplete = await db.transaction(actor, (tx) => withRefusedRows(tx, run.id, drafts));
    for (const { id, number } of drafts) {
      signal.throwIfAborted();
      const answer = incomplete.has(number)
        ? { findings: [rowsRefused] }
        : await act.run(actor, { id, act: 'send' });
      if ('findings' in answer)
        await db.transaction(actor, (tx) =>
          keepFinding(tx, run.id, run.rows, notSent(number, answer.findings[0]!)),
        );
    }
    if (!drafts.length) return;
    after = drafts.at(-1)!.id;
  }
}

/** Which of these documents had a row refused. */
async function withRefusedRows(
  tx: Tx,
  importJobId: string,
  drafts: readonly { readonly number: string }[],
): Promise<Set<string>> {
  const rows = await tx.query<{ path: string }>(
    `select distinct path from import_refusal
     where filiere_id = $1 and import_job_id = $2 and severity = 'error' and path = any ($3)`,
    [tx.actor.filiereId, importJobId, drafts.map(({ number }) => number)],
  );
  return new Set(rows.map(({ path }) => path));
}
