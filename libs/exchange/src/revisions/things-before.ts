import { createHash } from 'node:crypto';
import { definitionOf, DocumentContent, Patch, Values } from '@maillon/documents';
import { Tx } from '@maillon/db';
import { contentOf, DocumentRow } from '../documents/document-store.js';
import { LineRow, lineRows } from '../documents/line-rows.js';
import { withAuthority } from '../documents/seller-authority.js';

type Row = Pick<DocumentRow, 'id' | 'type' | 'version' | 'state' | 'header' | 'issuer_id' | 'recipient_id'>;

/**
 * What lines of these documents were about before revisions changed them: things as `exchange_line.thing_id` names them.
 * A revision keeps the values that it replaced; put back one after the other, they give each earlier state.
 */
export async function thingsBeforeRevisions(tx: Tx, documentIds: readonly string[]): Promise<string[]> {
  const revisions = await tx.prepared<{ document_id: string; old_values: Patch }>(
    'accepted-revisions',
    `select document_id, old_values from exchange_revision
     where filiere_id = $1 and document_id = any ($2) and state = 'accepted' order by answered_at desc, id desc`,
    [tx.actor.filiereId, documentIds],
  );
  if (!revisions.length) return [];
  const documents = await tx.query<Row>(
    `select id, type, version, state, header, issuer_id, recipient_id from exchange_document where filiere_id = $1 and id = any ($2)`,
    [tx.actor.filiereId, revisions.map((row) => row.document_id)],
  );
  const things = new Set<string>();
  for (const document of documents) {
    let content = await contentOf(tx, document);
    for (const revision of revisions.filter((row) => row.document_id === document.id)) {
      content = putBack(content, revision.old_values);
      for (const thing of await thingsOf(tx, document, content)) things.add(thing);
    }
  }
  return [...things];
}

async function thingsOf(tx: Tx, document: Row, content: DocumentContent): Promise<string[]> {
  const definition = definitionOf(document.type, document.version);
  const given = {
    issuerId: document.issuer_id,
    ...(document.recipient_id && { recipientId: document.recipient_id }),
  };
  const parties = await withAuthority(tx, definition, given, content);
  return lineRows(definition, content, parties).map((line) => thingOf(document.id, line));
}

/** As the column `exchange_line.thing_id` is generated. */
function thingOf(documentId: string, line: LineRow): string {
  if (line.item_id) return line.item_id;
  const { buyerItem, sellerItem, gtin } = line.fields;
  const within = line.order_id ?? line.despatch_advice_id ?? documentId;
  const hex = createHash('md5')
    .update(`${within}:${String(buyerItem ?? sellerItem ?? gtin ?? '')}`)
    .digest('hex');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

function putBack({ state, header, lines }: DocumentContent, old: Patch): DocumentContent {
  const patched = (values: Values, patch: Readonly<Record<string, unknown>>): Values =>
    Object.fromEntries(
      Object.entries({ ...values, ...patch }).filter(([, value]) => value !== null && value !== undefined),
    ) as Values;
  return {
    state,
    header: patched(header, old.header),
    lines: lines.map(({ lineNumber, values }) => ({
      lineNumber,
      values: patched(values, old.lines.find((line) => line.lineNumber === lineNumber)?.values ?? {}),
    })),
  };
}
