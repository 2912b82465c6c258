import { CsvDialect, CsvPosition, detectDialect, OpenBytes, readCsv } from '@maillon/formats';
import {
  definitionOf,
  DocumentColumns,
  DocumentRow,
  DocumentType,
  planDocumentColumns,
  readDocumentRow,
} from '@maillon/documents';
import { Finding } from '@maillon/kernel';
import { checkIdentifier } from '@maillon/membership';
import { Batch, Position, RefusedRecord, RowHead } from './batch.js';
import { readHead, unreadable } from './csv-source.js';
import { noDocumentNumber, partnerColumnEmpty, partnerUnknown } from './messages.js';

const ROWS_AT_ONCE = 500;

/** How a spreadsheet of documents is read: kept with the job, so that a second worker reads it the same way. */
export interface DocumentPlan {
  readonly dialect: CsvDialect;
  readonly header: readonly string[];
  readonly columns: DocumentColumns;
  readonly start: CsvPosition;
}

/** To whom a document goes: a member, or a number under which one may come. */
export interface RowPartner {
  readonly id?: string;
  readonly identifiers?: readonly { readonly scheme: string; readonly value: string }[];
}

/** A row that is a line of a document. */
export interface DocumentRecord extends RowHead {
  readonly row: DocumentRow;
  readonly lineNumber: number;
  readonly partner: RowPartner;
}

/** Reads the head of a spreadsheet of documents. Answers a finding when it cannot be one. */
export async function planDocuments(
  open: OpenBytes,
  type: DocumentType,
  isUtf8: boolean,
): Promise<DocumentPlan | { readonly failure: Finding }> {
  const { dialect, header, dataStart, findings } = detectDialect(await readHead(open), { utf8: isUtf8 });
  const failure = findings.find(({ severity }) => severity === 'error');
  if (failure) return { failure };
  const columns = planDocumentColumns(definitionOf(type), header);
  return columns
    ? { dialect, header, columns, start: dataStart }
    : { failure: noDocumentNumber(definitionOf(type)) };
}

/** The rows of a spreadsheet from a position on, each a line of the document that it names. */
export async function* documentBatches(
  open: OpenBytes,
  plan: DocumentPlan,
  from: Position,
  type: DocumentType,
  memberNamed: (written: string) => { readonly id: string } | undefined,
): AsyncGenerator<Batch<DocumentRecord>> {
  const definition = definitionOf(type);
  const batches = readCsv(
    open,
    { dialect: plan.dialect, from },
    { batchRows: ROWS_AT_ONCE, header: plan.header },
  );
  for await (const batch of batches) {
    const read: DocumentRecord[] = [];
    const refused: RefusedRecord[] = unreadable(
      batch.findings,
      batch.end.record - batch.refusedRecords - batch.records.length,
      batch.records,
    );
    for (const { record, line, cells, raw } of batch.records) {
      const answer = readDocumentRow(definition, plan.columns, plan.header, cells);
      const partner = 'row' in answer ? partnerOf(answer.row.partner, plan, memberNamed) : undefined;
      if ('row' in answer && partner && !('finding' in partner)) {
        // a file that numbers no lines numbers them by its rows: read again, they are the same
        read.push({
          record,
          line,
          raw,
          row: answer.row,
          lineNumber: answer.row.lineNumber ?? record,
          partner,
          warnings: [],
        });
      } else {
        const found =
          'findings' in answer ? answer.findings : partner && 'finding' in partner ? [partner.finding] : [];
        const path = 'findings' in answer ? answer.number : answer.row.number;
        // the document that a refused row belongs to: it is not sent without it
        const findings = found.map((finding) => ({ ...finding, ...(path && { path }) }));
        refused.push({ record, line, raw, findings });
      }
    }
    yield { read, refused, end: batch.end };
  }
}

/** What a cell may hold besides the name of a member, by the number of its digits. */
const SCHEME_OF_LENGTH: Readonly<Record<number, string>> = { 9: 'siren', 13: 'gln', 14: 'siret' };

function partnerOf(
  written: string,
  { columns, header }: DocumentPlan,
  memberNamed: (written: string) => { readonly id: string } | undefined,
): RowPartner | { readonly finding: Finding } {
  const field = columns.partner === undefined ? undefined : header[columns.partner];
  if (!written) return { finding: partnerColumnEmpty(field) };
  const member = memberNamed(written);
  if (member) return { id: member.id };
  const digits = written.replace(/[\s.\u00a0\u202f-]/g, '');
  const scheme = /^\d+$/.test(digits) ? SCHEME_OF_LENGTH[digits.length] : undefined;
  const checked = scheme ? checkIdentifier(scheme, digits) : undefined;
  if (scheme && checked?.ok) return { identifiers: [{ scheme, value: checked.value }] };
  return { finding: { ...partnerUnknown(), ...(field && { field }), value: written.slice(0, 60) } };
}
