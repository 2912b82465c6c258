import { EdifactMessage, Interchange, InterchangeEnvelope, readEdifact } from '@maillon/formats';
import { Finding } from '@maillon/kernel';
import { DocumentType } from '../../definition.js';
import { definitionOf } from '../../definitions.js';
import { IncomingMessage, PartyRef } from '../edi-types.js';
import { FindingBudget, findingBudget, IncomingDraft } from '../incoming-draft.js';
import { EDI_PROFILES, EdiProfile } from '../profiles.js';
import { isReadRelease } from './check-directory.js';
import { messageTypeOf } from './finish-document.js';
import { MessageContext, spotAt } from './message-context.js';
import { readApplicationAnswer, readControl } from './read-acknowledgement.js';
import { readDespatchAdvice } from './read-despatch-advice.js';
import { readOrderResponse } from './read-order-response.js';
import { readOrders } from './read-orders.js';
import { readReceiptAdvice } from './read-receipt-advice.js';
import { readCallOff, readForecast } from './read-schedule.js';
import { partyOfEnvelope } from './segment-parties.js';
import { EDI_PROBLEMS } from '../edi-messages.js';

export interface IncomingInterchange {
  readonly syntax: 'edifact' | 'ubl';
  /** What UNB says; undefined without envelope and in UBL. */
  readonly envelope?: InterchangeEnvelope;
  /** Who sent the file and to whom: not always the parties of its messages. */
  readonly sender?: PartyRef;
  readonly recipient?: PartyRef;
  /** True where the envelope itself is wrong: then every message is refused with it. */
  readonly refused: boolean;
  readonly findings: readonly Finding[];
  readonly messages: readonly IncomingMessage[];
}

export interface IncomingFile {
  readonly interchanges: readonly IncomingInterchange[];
  /** Why the file, or the rest of it, could not be read. */
  readonly findings: readonly Finding[];
}

export interface EdiReadOptions {
  /** The profile of whoever sent an interchange. Default: EDI_PROFILES.default. */
  readonly profileOf?: (envelope: InterchangeEnvelope | undefined) => EdiProfile | undefined;
}

type Reader = (context: MessageContext) => IncomingMessage;

const READERS: Readonly<Record<string, readonly [DocumentType, Reader]>> = {
  ORDERS: ['order', readOrders],
  ORDRSP: ['order', readOrderResponse],
  DELFOR: ['forecast', readForecast],
  DELJIT: ['call_off', readCallOff],
  DESADV: ['despatch_advice', readDespatchAdvice],
  RECADV: ['receipt_advice', readReceiptAdvice],
};

/** Message types that are read. */
export const EDIFACT_MESSAGE_TYPES: readonly string[] = [...Object.keys(READERS), 'CONTRL', 'APERAK'];

/**
 * Reads the messages of an EDIFACT file: ORDERS, ORDRSP, DELFOR, DELJIT, DESADV, RECADV of D96A and D01B (others of the
 * same letter as the nearest of the two), CONTRL and APERAK. Never throws for what the file holds; every fault is a
 * finding with segment, element and component.
 */
export function readEdifactMessages(bytes: Uint8Array, options: EdiReadOptions = {}): IncomingFile {
  const file = readEdifact(bytes);
  const budget = findingBudget();
  return {
    interchanges: file.interchanges.map((interchange) => readInterchange(interchange, options, budget)),
    findings: file.findings,
  };
}

function readInterchange(
  interchange: Interchange,
  options: EdiReadOptions,
  budget: FindingBudget,
): IncomingInterchange {
  const { envelope, findings } = interchange;
  const profile = options.profileOf?.(envelope) ?? EDI_PROFILES.default;
  const refused = findings.some(({ severity }) => severity === 'error');
  const messages = interchange.messages.map((message) => {
    const read = readMessage(message, envelope, profile, budget);
    return refused && !read.refused ? { ...read, refused } : read;
  });
  return {
    syntax: 'edifact',
    ...(envelope && {
      envelope,
      sender: partyOfEnvelope(envelope.sender),
      recipient: partyOfEnvelope(envelope.recipient),
    }),
    refused,
    findings,
    messages,
  };
}

function readMessage(
  message: EdifactMessage,
  envelope: InterchangeEnvelope | undefined,
  profile: EdiProfile,
  budget: FindingBudget,
): IncomingMessage {
  if (message.type === 'CONTRL') return readControl(message);
  if (message.type === 'APERAK') return readApplicationAnswer(message);
  const reader = Object.hasOwn(READERS, message.type) ? READERS[message.type] : undefined;
  if (!reader) return unread(message);
  const draft = new IncomingDraft(definitionOf(reader[0]), budget);
  const header = message.segments[0]!;
  if (!isReadRelease(message.version, message.release)) {
    const component = message.version === 'D' ? 3 : 2;
    draft.report('VERSION_OTHER', spotAt(header, 2, component), { allowed: 'D 96A, D 01B' });
  }
  return reader[1](new MessageContext(message, envelope, profile, draft));
}

function unread(message: EdifactMessage): IncomingMessage {
  const first = message.segments[0]!;
  const spot = message.type ? spotAt(first, 2, 1) : spotAt(first);
  const problem = { ...EDI_PROBLEMS.TYPE_UNKNOWN, allowed: EDIFACT_MESSAGE_TYPES.join(', ') };
  return {
    kind: 'unread',
    syntax: 'edifact',
    messageType: messageTypeOf(message),
    messageReference: message.reference,
    refused: true,
    findings: [spot.fault(problem), ...message.findings],
  };
}
