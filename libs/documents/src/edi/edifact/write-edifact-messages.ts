import {
  InterchangeParty,
  OutgoingMessage,
  readEdifact,
  SegmentContent,
  writeEdifact,
} from '@maillon/formats';
import { Finding } from '@maillon/kernel';
import { DocumentType } from '../../definition.js';
import { IncomingMessage, OutgoingDocument, OutgoingResponse, PartyRef } from '../edi-types.js';
import { qualifierOf } from '../party-identifiers.js';
import { EdiProfile } from '../profiles.js';
import { checkDirectory, problemOf } from './check-directory.js';
import { spotAt } from './message-context.js';
import { IncomingInterchange } from './read-edifact-messages.js';
import { ApplicationAnswer, writeApplicationAnswer, writeControl } from './write-answers.js';
import { writeDespatchAdvice, writeReceiptAdvice } from './write-deliveries.js';
import { writeOrderResponse, writeOrders } from './write-orders.js';

/** What UNB of an interchange to send says. */
export interface OutgoingEnvelope {
  readonly sender: InterchangeParty;
  readonly recipient: InterchangeParty;
  /** Local date and time, 2026-03-12T14:05. */
  readonly preparedAt: string;
  /** At most 14 signs; never used twice between the two. */
  readonly controlReference: string;
  readonly acknowledgementRequested?: boolean;
  readonly test?: boolean;
}

export interface WrittenFile {
  readonly bytes: Buffer;
  /** Signs that the character set of the profile lacks and that were written `?`. */
  readonly lost: readonly string[];
  /** What the directory of the profile's version does not allow: an error means that it is not to be sent. */
  readonly findings: readonly Finding[];
}

type DocumentWriter = (document: OutgoingDocument, profile: EdiProfile) => SegmentContent[];

const WRITERS: Readonly<Partial<Record<DocumentType, readonly [type: string, write: DocumentWriter]>>> = {
  order: ['ORDERS', writeOrders],
  despatch_advice: ['DESADV', writeDespatchAdvice],
  receipt_advice: ['RECADV', writeReceiptAdvice],
};

/** Document types that go out as EDIFACT; answers to orders do as well. */
export const EDIFACT_WRITTEN_TYPES: readonly DocumentType[] = Object.keys(WRITERS) as DocumentType[];

/**
 * Writes documents and answers to orders as one interchange, in the manner of the recipient's profile. Throws for a type
 * that is not in EDIFACT_WRITTEN_TYPES: a mistake of the caller.
 */
export function writeEdifactMessages(
  documents: readonly (OutgoingDocument | OutgoingResponse)[],
  envelope: OutgoingEnvelope,
  profile: EdiProfile,
): WrittenFile {
  const messages = documents.map((document, index) => {
    if (document.kind === 'response')
      return message('ORDRSP', index, writeOrderResponse(document, profile), profile);
    const writer = WRITERS[document.type];
    if (!writer) throw new Error(`Documents of type ${document.type} are not written as EDIFACT.`);
    return message(writer[0], index, writer[1](document, profile), profile);
  });
  return write(messages, envelope, profile);
}

/** Writes the CONTRL that answers an interchange. Throws where it has no envelope: there is nobody to answer. */
export function writeControlAnswer(
  interchange: IncomingInterchange,
  envelope: OutgoingEnvelope,
  profile: EdiProfile,
): WrittenFile {
  if (!interchange.envelope) throw new Error('An interchange without UNB cannot be answered by CONTRL.');
  const [version, release] = profile.syntax === 'UNOY' ? ['4', '1'] : ['D', '3'];
  const segments = writeControl(interchange.envelope, interchange);
  const control = { reference: '1', type: 'CONTRL', version, release, agency: 'UN', segments };
  return write([control], { ...envelope, acknowledgementRequested: false }, profile);
}

/** Writes the APERAK that answer messages, one each. */
export function writeApplicationAnswers(
  answers: readonly { readonly message: IncomingMessage; readonly answer: ApplicationAnswer }[],
  envelope: OutgoingEnvelope,
  profile: EdiProfile,
): WrittenFile {
  const messages = answers.map(({ message: answered, answer }, index) =>
    message('APERAK', index, writeApplicationAnswer(answered, answer, profile), profile),
  );
  return write(messages, { ...envelope, acknowledgementRequested: false }, profile);
}

/** The identifier that a party goes by in UNB, by the preferences of the profile. */
export function interchangeParty({ identifiers, name }: PartyRef, profile: EdiProfile): InterchangeParty {
  const preferred = profile.parties.map((scheme) => identifiers.find((one) => one.scheme === scheme));
  const chosen = preferred.find((one) => one !== undefined) ?? identifiers[0];
  return chosen
    ? { id: chosen.value.slice(0, 35), qualifier: qualifierOf(chosen) }
    : { id: (name ?? '').slice(0, 35), qualifier: 'ZZ' };
}

function message(
  type: string,
  index: number,
  segments: SegmentContent[],
  { version, association }: EdiProfile,
): OutgoingMessage {
  const code = association[type];
  return {
    reference: String(index + 1),
    type,
    version: version.slice(0, 1),
    release: version.slice(1),
    agency: 'UN',
    ...(code && { association: code }),
    segments,
  };
}

function write(messages: OutgoingMessage[], envelope: OutgoingEnvelope, profile: EdiProfile): WrittenFile {
  const { syntax, una, lineBreaks } = profile;
  const { bytes, lost } = writeEdifact({ ...envelope, syntax, una, lineBreaks, messages });
  return { bytes, lost, findings: checkWritten(bytes) };
}

/** What is written is read again: no message leaves that we would refuse ourselves. */
function checkWritten(bytes: Buffer): Finding[] {
  const file = readEdifact(bytes);
  const found: Finding[] = [...file.findings];
  for (const { findings, messages } of file.interchanges) {
    found.push(...findings);
    for (const one of messages) {
      found.push(...one.findings);
      for (const fault of checkDirectory(one))
        found.push(spotAt(fault.segment, fault.element, fault.component).fault(problemOf(fault)));
    }
  }
  return found;
}
