import { DocumentType } from '@maillon/documents';
import { Actor } from '@maillon/kernel';
import { TenantDb, Tx } from '@maillon/db';
import { ActOnDocument, appendLines, importedDrafts, RowOutcome } from '@maillon/exchange';
import { DocumentRecord } from './document-source.js';
import { keepFinding } from './import-progress.js';
import { notSent } from './messages.js';

/** Puts the rows of a batch into their documents' drafts; one outcome a row, in order. */
export async function recordDocuments(
  tx: Tx,
  type: DocumentType,
  importJobId: string,
  records: readonly DocumentRecord[],
): Promise<RowOutcome[]> {
  const byNumber = new Map<string, number[]>();
  records.forEach(({ row }, index) => byNumber.set(row.number, [...(byNumber.get(row.number) ?? []), index]));
  const outcomes: RowOutcome[] = [];
  for (const [number, indexes] of byNumber) {
    const own = indexes.map((index) => records[index]!);
    const rows = own.map(({ lineNumber, row }) => ({ lineNumber, header: row.header, values: row.values }));
    const answers = await appendLines(tx, { type, number, importJobId, rows, partner: own[0]!.partner });
    indexes.forEach((index, position) => (outcomes[index] = answers[position]!));
  }
  return outcomes;
}

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
    for (const { id, number } of drafts) {
      signal.throwIfAborted();
      const answer = await act.run(actor, { id, act: 'send' });
      if ('findings' in answer)
        await db.transaction(actor, (tx) =>
          keepFinding(tx, run.id, run.rows, notSent(number, answer.findings[0]!)),
        );
    }
    if (!drafts.length) return;
    after = drafts.at(-1)!.id;
  }
}
