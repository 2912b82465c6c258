import { definitionOf } from '@maillon/documents';
import { Tx } from '@maillon/db';
import { documentId } from './document-id.js';
import { DocumentHead, DocumentReferenceType } from './document.types.js';

/**
 * The documents that this one names, in its header and lines, and whether they are here yet. What is not is awaited: it
 * is matched the moment it arrives, for its id follows from who numbers it.
 */
export async function referencesOf(tx: Tx, head: DocumentHead): Promise<DocumentReferenceType[]> {
  const definition = definitionOf(head.type, head.version);
  const wanted = new Map<string, DocumentReferenceType & { id: string | null }>();
  const add = (fields: typeof definition.header, name: string, number: string) => {
    const refersTo = fields.find((field) => field.name === name)?.refersTo;
    if (!refersTo) return;
    const numberer = refersTo.numberedBy === 'issuer' ? head.issuerId : head.recipientId;
    const id = numberer ? documentId(numberer, refersTo.type, number) : null;
    wanted.set(`${refersTo.type}:${number}`, { type: refersTo.type, number, id });
  };
  for (const [name, number] of Object.entries(head.header)) add(definition.header, name, String(number));
  const names = definition.lines.filter(({ refersTo }) => refersTo).map(({ name }) => name);
  if (names.length) {
    const rows = await tx.query<{ name: string; number: string }>(
      `select distinct n.name, l.fields ->> n.name as number from exchange_line l cross join unnest($3::text[]) as n (name)
       where l.filiere_id = $1 and l.document_id = $2 and l.fields ? n.name order by 1, 2 limit 500`,
      [tx.actor.filiereId, head.id, names],
    );
    for (const { name, number } of rows) add(definition.lines, name, number);
  }
  const here = await tx.query<{ id: string }>(
    'select id from exchange_document where filiere_id = $1 and id = any ($2)',
    [tx.actor.filiereId, [...wanted.values()].flatMap(({ id }) => id ?? [])],
  );
  const ids = new Set(here.map(({ id }) => id));
  return [...wanted.values()].map(({ type, number, id }) => ({
    type,
    number,
    ...(id && ids.has(id) && { documentId: id }),
  }));
}
