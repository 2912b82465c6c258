import { Text } from '@maillon/kernel';

export const DOCUMENT_TYPES = [
  'forecast',
  'order',
  'call_off',
  'despatch_advice',
  'receipt_advice',
  'stock_statement',
  'quality_notice',
  'certificate_request',
] as const;
export type DocumentType = (typeof DOCUMENT_TYPES)[number];

/** The two companies of a document: who wrote it, and whom it is written to. */
export type Side = 'issuer' | 'recipient';
/** Who performs an act: a side, or the chain, where the act follows from another document. */
export type Performer = Side | 'chain';
/** What a side is in trade; `either` where both may write. */
export type TradeRole = 'buyer' | 'seller' | 'either';

export type FieldType =
  /** One line of text. */
  | 'text'
  /** Several lines of text. */
  | 'note'
  /** A calendar day, YYYY-MM-DD. */
  | 'date'
  /** An instant with its offset, ISO 8601. */
  | 'date_time'
  /** Zero or more, in the unit that stands beside it. */
  | 'quantity'
  /** Money, in the currency of the header. */
  | 'amount'
  | 'integer'
  /** UN/ECE Recommendation 20 code. */
  | 'unit'
  /** One of `codes`. */
  | 'code'
  | 'gtin'
  | 'sscc'
  /** The number of another document: see `refersTo`. */
  | 'document';

export interface Code {
  readonly code: string;
  readonly label: Text;
}

/** One field of a header or a line. Names are those of UBL 2.1 where it has one. */
export interface FieldDefinition {
  readonly name: string;
  readonly type: FieldType;
  readonly label: Text;
  /** What belongs there, in one sentence. */
  readonly help: Text;
  /** Acts that may write it. It is sealed in every state where none of them can follow. */
  readonly setBy: readonly string[];
  /** Acts that are refused while it is empty. */
  readonly requiredBy?: readonly string[];
  readonly codes?: readonly Code[];
  /** For type `document`: which document, and which side of this one numbered it. */
  readonly refersTo?: { readonly type: DocumentType; readonly numberedBy: Side };
}

export interface StateDefinition {
  readonly name: string;
  readonly label: Text;
  /** Who must act next; null once nothing remains to be done. */
  readonly mustAct: Side | null;
  /** What the side that must act is expected to do. Absent once closed. */
  readonly expected?: Text;
  /** The date field by which it should be done: of the header, or the earliest of the lines. */
  readonly dueField?: string;
}

export interface ActDefinition {
  readonly name: string;
  readonly label: Text;
  readonly by: Performer;
  readonly from: readonly string[];
  readonly to: string;
  /** Goes to another state where its condition holds for the document after the act. */
  readonly unless?: { readonly condition: Condition; readonly to: string };
  /** Line fields that it empties: what was answered before no longer stands. */
  readonly clears?: readonly string[];
  /** The act is refused without a sentence that says why. */
  readonly needsReason?: boolean;
  /** The act is refused on a document without lines. */
  readonly needsLines?: boolean;
  readonly follows?: readonly Consequence[];
}

/**
 * `without_reserve`: no line of a receipt advice rejects or misses anything. `answer_differs`: a line is rejected, or confirmed
 * in another quantity or for another day than was asked.
 */
export type Condition = 'without_reserve' | 'answer_differs';

/** What an act brings about elsewhere, in the same transaction. */
export type Consequence =
  /** The document becomes a shipping, receiving EPCIS event. */
  | 'shipping_event'
  | 'receiving_event'
  /** The EPCIS event of this document is declared void. */
  | 'void_event'
  /** Orders, call-offs and despatch advices named in the lines move on by what is now despatched or received. */
  | 'delivery_progress'
  /** An earlier document of the issuer, named in `replacesNumber`, is superseded. */
  | 'supersede';

/** A document type: data from which checks, GraphQL types, forms, messages and the guide are made. */
export interface DocumentDefinition {
  readonly type: DocumentType;
  /** Raised with every change of fields, states or acts. A document keeps the version that it was born with. */
  readonly version: number;
  readonly label: Text;
  readonly plural: Text;
  /** What it is for, in one sentence. */
  readonly purpose: Text;
  /** Names of the same message elsewhere: UBL 2.1 document, EDIFACT message. */
  readonly standard: { readonly ubl?: string; readonly edifact?: string };
  readonly issuerRole: TradeRole;
  readonly header: readonly FieldDefinition[];
  readonly lines: readonly FieldDefinition[];
  /** Pairs of date fields of one level of which the first may not lie after the second. */
  readonly dateOrder?: readonly {
    readonly level: 'header' | 'line';
    readonly from: string;
    readonly to: string;
  }[];
  readonly states: readonly StateDefinition[];
  readonly acts: readonly ActDefinition[];
}

/** The act by which both sides change what is sealed: a revision that each of them approved. */
export const REVISE = 'revise';

/** Where every document begins: seen by its issuer alone, and written by the act `save`. */
export const DRAFT = 'draft';
export const SAVE = 'save';
