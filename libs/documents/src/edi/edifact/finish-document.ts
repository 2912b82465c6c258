import { DocumentType } from '../../definition.js';
import { IncomingDocument } from '../edi-types.js';
import { MessageContext, spotAt } from './message-context.js';

/** `ORDERS D96A`: what the sender calls the message. */
export const messageTypeOf = ({ type, version, release }: MessageContext['message']): string =>
  `${type} ${version}${release}`.trim();

/** Checks that nothing is missing, and puts the document together. A cancellation needs no lines. */
export function finishDocument(
  context: MessageContext,
  type: DocumentType,
  issuers: readonly string[],
  recipients: readonly string[],
): IncomingDocument {
  const { draft, message } = context;
  const messageFunction = context.readFunction();
  const { issuer, recipient } = context.between(issuers, recipients);
  draft.numberLines();
  if (messageFunction !== 'cancel') draft.checkComplete(spotAt(context.bgm));
  const findings = context.findings();
  return {
    kind: 'document',
    syntax: 'edifact',
    type,
    messageType: messageTypeOf(message),
    messageReference: message.reference,
    number: String(draft.header['number'] ?? ''),
    function: messageFunction,
    issuer,
    recipient,
    header: draft.header,
    lines: draft.finishedLines,
    refused: findings.some(({ severity }) => severity === 'error'),
    findings,
  };
}
