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

const isSame = (fields: readonly FieldDefinition[], a: Values, b: Values): boolean =>
  fields.every(({ name, setBy }) => !setBy.includes(SAVE) || a[name] === b[name]);
