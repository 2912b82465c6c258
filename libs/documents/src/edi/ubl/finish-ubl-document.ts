import { DocumentType } from '../../definition.js';
import { IncomingDocument, PartyRef } from '../edi-types.js';
import { UblContext } from './ubl-context.js';

/** Checks that nothing is missing, and puts the document together. */
export function finishUblDocument(
  { draft, root }: UblContext,
  type: DocumentType,
  issuer: PartyRef | undefined,
  recipient: PartyRef | undefined,
): IncomingDocument {
  draft.numberLines();
  draft.checkComplete(root);
  const number = String(draft.header['number'] ?? '');
  const copy = root.at('CopyIndicator')?.text === 'true';
  return {
    kind: 'document',
    syntax: 'ubl',
    type,
    messageType: root.name,
    messageReference: number,
    number,
    function: copy ? 'duplicate' : 'original',
    issuer: issuer ?? { identifiers: [] },
    recipient: recipient ?? { identifiers: [] },
    header: draft.header,
    lines: draft.finishedLines,
    refused: draft.refused,
    findings: draft.findings,
  };
}
