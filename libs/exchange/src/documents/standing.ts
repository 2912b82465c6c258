import { DocumentContent, DocumentDefinition, DRAFT, dueDate, mustAct } from '@maillon/documents';
import { Standing } from './document-store.js';
import { Parties } from './line-rows.js';

/** Who must act, by when, and who may see: from a content and its two companies. */
export function standingOf(
  definition: DocumentDefinition,
  content: DocumentContent,
  parties: Parties,
  isSent: boolean,
): Standing {
  const side = mustAct(definition, content.state);
  return {
    state: content.state,
    header: content.header,
    mustActId:
      side === 'issuer' ? parties.issuerId : side === 'recipient' ? (parties.recipientId ?? null) : null,
    dueDate: dueDate(definition, content) ?? null,
    shownTo: isSent && content.state !== DRAFT ? (parties.recipientId ?? null) : null,
    lineCount: content.lines.length,
  };
}
