import {
  definitionOf,
  DocumentDefinition,
  DocumentType,
  DRAFT,
  FieldValue,
  MAX_LINES,
  tooManyLines,
  Values,
} from '@maillon/documents';
import { Finding, organisationOf } from '@maillon/kernel';
import { Tx } from '@maillon/db';
import { awaitKey } from '../awaited/awaited.js';
import { completeItems } from './complete-items.js';
import { documentId } from './document-id.js';
import { DocumentRow, lockDocument, writeDocument } from './document-store.js';
import { findPartner, PartnerName } from './find-partner.js';
import { lineRows } from './line-rows.js';
import { draftIsTyped, headerDiffers, lineRepeated, numberTaken, partnerDiffers } from './messages.js';
import { withAuthority } from './seller-authority.js';
import { standingOf } from './standing.js';

/** Rows of a file that belong to one document, checked. */
export interface DocumentPart {
  readonly type: DocumentType;
  readonly partner: PartnerName;
  readonly number: string;
  readonly importJobId: string;
  readonly rows: readonly { readonly lineNumber: number; readonly header: Values; readonly values: Values }[];
}

export type RowOutcome =
  { readonly status: 'accepted' | 'unchanged' } | { readonly status: 'refused'; readonly finding: Finding };

/**
 * Puts rows into a draft, which is sent once the whole file is read: one outcome a row, in order. Of a document that was
 * sent before, a row that says the same is unchanged, any other is refused. Belongs to the caller's transaction.
 */
export async function appendLines(tx: Tx, part: DocumentPart): Promise<RowOutcome[]> {
  const definition = definitionOf(part.type);
  const issuerId = organisationOf(tx.actor);
  const id = documentId(issuerId, part.type, part.number);
  const known = await lockDocument(tx, id);
  const stored = known ? await storedLines(tx, id) : new Map<number, Values>();
  if (known && known.state !== DRAFT && known.state !== 'discarded')
    return compare(definition, known, stored, part);
  const partner = await findPartner(tx, part.partner);
  if ('finding' in partner) return part.rows.map(() => ({ status: 'refused', finding: partner.finding }));

  const importedBy = known?.state === DRAFT ? await importOf(tx, id) : undefined;
  const isMine = importedBy === part.importJobId;
  const obstacle =
    importedBy === null
      ? draftIsTyped(part.number)
      : isMine && (known!.recipient_id !== partner.id || known!.recipient_name !== partner.name)
        ? partnerDiffers(part.number)
        : undefined;
  if (obstacle) return part.rows.map(() => ({ status: 'refused', finding: obstacle }));
  const header: Record<string, FieldValue> = { ...(isMine ? known!.header : {}), number: part.number };
  const lines = isMine ? stored : new Map<number, Values>();
  const outcomes = part.rows.map(({ lineNumber, header: own, values }): RowOutcome => {
    const other = Object.keys(own).find((name) => header[name] !== undefined && header[name] !== own[name]);
    if (other) return { status: 'refused', finding: headerDiffers(definition, other, part.number) };
    if (lines.has(lineNumber)) return { status: 'refused', finding: lineRepeated(lineNumber, part.number) };
    if (lines.size >= MAX_LINES)
      return { status: 'refused', finding: { ...tooManyLines(MAX_LINES), severity: 'error', path: 'lines' } };
    Object.assign(header, own);
    lines.set(lineNumber, values);
    return { status: 'accepted' };
  });
  if (!outcomes.some(({ status }) => status === 'accepted')) return outcomes;
  // a sheet says the day once or not at all: it is the day on which it is brought
  if (definition.header.some(({ name }) => name === 'issueDate'))
    header['issueDate'] ??= new Date().toISOString().slice(0, 10);
  const given = { issuerId, ...(partner.id && { recipientId: partner.id }) };
  const content = await completeItems(tx, definition, given, {
    state: DRAFT,
    header,
    lines: [...lines].map(([lineNumber, values]) => ({ lineNumber, values })),
  });
  const parties = await withAuthority(tx, definition, given, content);
  await writeDocument(tx, {
    ...standingOf(definition, content, parties, false),
    id,
    type: part.type,
    version: definition.version,
    number: part.number,
    recipientId: partner.id,
    recipientName: partner.name,
    channel: 'csv',
    importJobId: part.importJobId,
    lines: lineRows(definition, content, parties),
  });
  if (!partner.id && partner.name) await awaitKey(tx, partner.name);
  return outcomes;
}

/** Drafts that an import has filled and that are still to be sent, by id after `after`. */
export async function importedDrafts(
  tx: Tx,
  importJobId: string,
  after: string | null,
): Promise<{ id: string; number: string }[]> {
  return tx.query(
    `select id, number from exchange_document
     where filiere_id = $1 and import_job_id = $2 and state = 'draft' and recipient_id is not null and ($3::uuid is null or id > $3)
     order by id limit 100`,
    [tx.actor.filiereId, importJobId, after],
  );
}

function compare(
  definition: DocumentDefinition,
  known: DocumentRow,
  stored: ReadonlyMap<number, Values>,
  part: DocumentPart,
): RowOutcome[] {
  const isSame = (a: Values, b: Values) => Object.entries(a).every(([name, value]) => b[name] === value);
  return part.rows.map(({ lineNumber, header, values }) => {
    const line = stored.get(lineNumber);
    if (line && isSame(values, line) && isSame(header, known.header)) return { status: 'unchanged' };
    return { status: 'refused', finding: numberTaken(definition, known.number) };
  });
}

async function storedLines(tx: Tx, id: string): Promise<Map<number, Values>> {
  const rows = await tx.query<{ line_number: number; fields: Values }>(
    'select line_number, fields from exchange_line where filiere_id = $1 and document_id = $2',
    [tx.actor.filiereId, id],
  );
  return new Map(rows.map(({ line_number, fields }) => [line_number, fields]));
}

async function importOf(tx: Tx, id: string): Promise<string | null> {
  const [row] = await tx.query<{ import_job_id: string | null }>(
    'select import_job_id from exchange_document where filiere_id = $1 and id = $2',
    [tx.actor.filiereId, id],
  );
  return row?.import_job_id ?? null;
}
