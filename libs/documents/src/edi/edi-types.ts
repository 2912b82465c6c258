import { Finding } from '@maillon/kernel';
import { DocumentType } from '../definition.js';
import { Values } from '../document.js';

export type IdentifierScheme =
  | 'gln'
  | 'duns'
  | 'siren'
  | 'siret'
  | 'vat'
  | 'odette'
  /** A number that the buyer, the seller of the document gave this party. */
  | 'assigned_by_buyer'
  | 'assigned_by_seller'
  | 'other';

export interface PartyIdentifier {
  readonly scheme: IdentifierScheme;
  /** As written, blanks left out. */
  readonly value: string;
  /** The code list it was written under: 3055 or 0007 in EDIFACT, schemeID in UBL. */
  readonly agency?: string;
}

/** A company or a place as a message names it, for the platform to find among its members. */
export interface PartyRef {
  readonly identifiers: readonly PartyIdentifier[];
  readonly name?: string;
}

export interface IncomingLine {
  readonly lineNumber: number;
  readonly values: Values;
}

/** What the sender wants done with the document (code list 1225). */
export type MessageFunction = 'original' | 'replace' | 'cancel' | 'duplicate';

interface IncomingCommon {
  readonly syntax: 'edifact' | 'ubl';
  /** `ORDERS D96A`, `Order`: as the sender calls it. */
  readonly messageType: string;
  /** Reference in the interchange (UNH 1); the document number in UBL. */
  readonly messageReference: string;
  /** True where an error stands among the findings: to be answered and kept, not to be carried out. */
  readonly refused: boolean;
  /** With place, fr and en. Warnings do not refuse. */
  readonly findings: readonly Finding[];
}

interface IncomingBetweenParties extends IncomingCommon {
  /** The issuer's own number. */
  readonly number: string;
  readonly function: MessageFunction;
  readonly issuer: PartyRef;
  readonly recipient: PartyRef;
}

export interface IncomingDocument extends IncomingBetweenParties {
  readonly kind: 'document';
  readonly type: DocumentType;
  /** Fields of the document definition, checked; not to be trusted where `refused`. */
  readonly header: Values;
  readonly lines: readonly IncomingLine[];
}

/** One line of an answer: `lineNumber` is that of the order. */
export interface IncomingAnswerLine extends IncomingLine {
  /** The unit that `confirmedQuantity` counts in, as UN/ECE Rec 20 code, where one was written. */
  readonly unit?: string;
}

/** An answer to an order. Its issuer is the seller. */
export interface IncomingResponse extends IncomingBetweenParties {
  readonly kind: 'response';
  readonly type: 'order';
  /** The buyer's number of the order answered. */
  readonly answersNumber: string;
  /** `compare`: the answer does not say; its lines against those of the order do. */
  readonly act: 'accept' | 'modify' | 'reject' | 'compare';
  /** Why it modifies or rejects; never empty for these. */
  readonly reason: string;
  readonly lines: readonly IncomingAnswerLine[];
}

/** A CONTRL or APERAK of a partner: what became of something that we sent. */
export interface IncomingAcknowledgement extends IncomingCommon {
  readonly kind: 'acknowledgement';
  /** Control reference of our interchange, where it names one. */
  readonly interchangeReference?: string;
  /** Number of our document, where it names one. */
  readonly documentNumber?: string;
  readonly accepted: boolean;
  /** What the partner found wrong, as written. */
  readonly reasons: readonly string[];
}

/** A message of a type that is not read here, or so broken that nothing can be said of it. */
export interface UnreadMessage extends IncomingCommon {
  readonly kind: 'unread';
}

export type IncomingMessage = IncomingDocument | IncomingResponse | IncomingAcknowledgement | UnreadMessage;

/** A document to send: an act of its issuer, in the syntax of its recipient. */
export interface OutgoingDocument {
  readonly kind: 'document';
  readonly type: DocumentType;
  readonly function?: MessageFunction;
  readonly header: Values;
  readonly lines: readonly IncomingLine[];
  readonly issuer: PartyRef;
  readonly recipient: PartyRef;
}

/** The answer to an order, to send: `lines` are those of the order, with what was answered. */
export interface OutgoingResponse {
  readonly kind: 'response';
  readonly type: 'order';
  readonly number: string;
  /** YYYY-MM-DD. */
  readonly issueDate: string;
  readonly answersNumber: string;
  readonly act: 'accept' | 'modify' | 'reject';
  readonly reason?: string;
  readonly lines: readonly IncomingLine[];
  /** The seller. */
  readonly issuer: PartyRef;
  readonly recipient: PartyRef;
}
