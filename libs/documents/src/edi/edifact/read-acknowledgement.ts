import { EdifactMessage } from '@maillon/formats';
import { IncomingAcknowledgement } from '../edi-types.js';
import { MAX_REASON } from '../incoming-draft.js';
import { messageTypeOf } from './finish-document.js';

const MAX_REASONS = 200;

/** References (1153) of APERAK that name a document of ours. */
const DOCUMENTS = ['ON', 'AAK', 'ALO', 'DQ', 'AAN', 'AAA'];

/** CONTRL: UCI says what became of an interchange (0083: 4 rejected, 7 and 8 not), UCM of one message of it. */
export function readControl(message: EdifactMessage): IncomingAcknowledgement {
  const reasons: string[] = [];
  let reference = '';
  let accepted = true;
  for (const segment of message.segments) {
    const [first, , , action, error] = [1, 2, 3, 4, 5].map((element) => segment.value(element));
    if (segment.tag === 'UCI') {
      reference = first!;
      if (action === '4') accepted = false;
      if (error) reasons.push(`UCI ${error}`);
    } else if (segment.tag === 'UCM') {
      if (segment.value(3) === '4') accepted = false;
      if (action) reasons.push(`UCM ${first} ${action}`);
    } else if (segment.tag === 'UCS') reasons.push(`UCS ${first} ${segment.value(2)}`.trim());
    else if (segment.tag === 'UCD')
      reasons.push(`UCD ${first} ${segment.value(2, 1)}.${segment.value(2, 2)}`);
  }
  return finish(message, { accepted, reasons, ...(reference && { interchangeReference: reference }) });
}

/** APERAK: errors (ERC) with their texts, or none. */
export function readApplicationAnswer(message: EdifactMessage): IncomingAcknowledgement {
  const reasons: string[] = [];
  let accepted = true;
  let documentNumber = '';
  for (const segment of message.segments) {
    const { tag } = segment;
    if (tag === 'BGM' && (segment.value(3) === '27' || segment.value(1) === '313')) accepted = false;
    else if (tag === 'ERC') {
      accepted = false;
      reasons.push(`ERC ${segment.value(1, 1)}`);
    } else if (tag === 'FTX') {
      const text = [1, 2, 3, 4, 5]
        .map((component) => segment.value(4, component))
        .join(' ')
        .trim();
      const last = reasons.length - 1;
      if (last >= 0) reasons[last] = `${reasons[last]}: ${text}`;
      else reasons.push(text);
    } else if (tag === 'RFF' && DOCUMENTS.includes(segment.value(1, 1)))
      documentNumber ||= segment.value(1, 2);
  }
  return finish(message, { accepted, reasons, ...(documentNumber && { documentNumber }) });
}

function finish(
  message: EdifactMessage,
  said: Pick<IncomingAcknowledgement, 'accepted' | 'reasons' | 'interchangeReference' | 'documentNumber'>,
): IncomingAcknowledgement {
  return {
    kind: 'acknowledgement',
    syntax: 'edifact',
    messageType: messageTypeOf(message),
    messageReference: message.reference,
    refused: message.findings.some(({ severity }) => severity === 'error'),
    findings: message.findings,
    ...said,
    reasons: said.reasons.slice(0, MAX_REASONS).map((reason) => reason.slice(0, MAX_REASON)),
  };
}
