import { definitionOf, DocumentContent, FieldDefinition, SAVE, Values } from '@maillon/documents';
import { Tx } from '@maillon/db';
import { contentOf, DocumentRow } from './document-store.js';

/** Whether what the issuer writes now is what it wrote then; what others added since (answers) does not count. */
export async function isSameContent(tx: Tx, row: DocumentRow, written: DocumentContent): Promise<boolean> {
  const { header, lines } = definitionOf(row.type, row.version);
  const stored = await contentOf(tx, row);
  if (stored.lines.length !== written.lines.length || !isSame(header, stored.header, written.header))
    return false;
  const byNumber = new Map(stored.lines.map(({ lineNumber, values }) => [lineNumber, values]));
  return written.lines.every(({ lineNumber, values }) => {
    const known = byNumber.get(lineNumber);
    return known !== undefined && isSame(lines, known, values);
  });
}

/** Item numbers that were not written may have been added: see complete-items.ts. */
const COMPLETED = new Set(['buyerItem', 'sellerItem']);

const isSame = (fields: readonly FieldDefinition[], stored: Values, written: Values): boolean =>
  fields.every(
    ({ name, setBy }) =>
      !setBy.includes(SAVE) ||
      stored[name] === written[name] ||
      (COMPLETED.has(name) && written[name] === undefined),
  );
