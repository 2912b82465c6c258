import { definitionOf, DocumentContent, DocumentDefinition } from '@maillon/documents';
import { Actor, isUuid } from '@maillon/kernel';
import { TenantDb } from '@maillon/db';
import { organisationsById } from '@maillon/membership';
import { contentOf } from '../documents/document-store.js';
import { documentsById } from '../documents/document.queries.js';

/** A document with all that its paper shows. */
export interface Printed {
  readonly definition: DocumentDefinition;
  readonly content: DocumentContent;
  readonly issuer: string;
  readonly recipient: string;
}

/** Undefined where there is no such document for the actor. */
export async function printed(db: TenantDb, actor: Actor, id: string): Promise<Printed | undefined> {
  if (!isUuid(id)) return undefined;
  return db.transaction(actor, async (tx) => {
    const head = (await documentsById(tx, [id])).get(id);
    if (!head) return undefined;
    const content = await contentOf(tx, { id, header: head.header, state: head.stateName });
    const names = await organisationsById(tx, [
      head.issuerId,
      ...(head.recipientId ? [head.recipientId] : []),
    ]);
    const named = (organisationId: string | undefined) => {
      const organisation = organisationId ? names.get(organisationId) : undefined;
      if (!organisation) return head.recipientName ?? '';
      const siren = organisation.identifiers.find(({ scheme }) => scheme === 'siren');
      return [organisation.name, organisation.city, siren && `SIREN ${siren.value}`]
        .filter(Boolean)
        .join('\n');
    };
    return {
      definition: definitionOf(head.type, head.version),
      content,
      issuer: named(head.issuerId),
      recipient: named(head.recipientId),
    };
  });
}
