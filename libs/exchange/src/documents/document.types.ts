import {
  createUnionType,
  Field,
  Float,
  ID,
  InputType,
  Int,
  ObjectType,
  registerEnumType,
} from '@nestjs/graphql';
import { definitionOf, DOCUMENT_TYPES } from '@maillon/documents';
import type { DocumentType, FieldValue } from '@maillon/documents';
import { connectionOf, DateTimeScalar, FindingType, JsonScalar, Refused, TextType } from '@maillon/graphql';
import type { Finding, Text } from '@maillon/kernel';

export const DocumentTypeEnum = Object.fromEntries(DOCUMENT_TYPES.map((type) => [type.toUpperCase(), type]));
registerEnumType(DocumentTypeEnum, {
  name: 'DocumentType',
  description: 'Kinds of document that two companies exchange.',
  valuesMap: Object.fromEntries(
    DOCUMENT_TYPES.map((type) => [type.toUpperCase(), { description: definitionOf(type).purpose.en }]),
  ),
});

export const DocumentSideEnum = { ISSUER: 'issuer', RECIPIENT: 'recipient' } as const;
export type DocumentSide = (typeof DocumentSideEnum)[keyof typeof DocumentSideEnum];
registerEnumType(DocumentSideEnum, {
  name: 'DocumentSide',
  description: 'One of the two companies of a document.',
  valuesMap: {
    ISSUER: { description: 'Who wrote it.' },
    RECIPIENT: { description: 'Whom it is written to.' },
  },
});

@ObjectType('DocumentState', { description: 'Where a document stands.' })
export class DocumentStateType {
  @Field(() => String, { description: 'Stable name of the state.' })
  name!: string;

  @Field(() => TextType, { description: 'As people say it.' })
  label!: Text;

  @Field(() => DocumentSideEnum, { nullable: true, description: 'Who must act next; null once closed.' })
  mustAct?: DocumentSide;

  @Field(() => TextType, { nullable: true, description: 'What that side is expected to do.' })
  expected?: Text;
}

@ObjectType('DocumentActChoice', { description: 'An act that the reader may perform now.' })
export class DocumentActChoice {
  @Field(() => String, { description: 'Stable name of the act.' })
  name!: string;

  @Field(() => TextType, { description: 'As people say it.' })
  label!: Text;

  @Field(() => Boolean, { description: 'Whether a reason must be given.' })
  needsReason!: boolean;

  @Field(() => [String], { description: 'Header fields that it may write.' })
  headerFields!: string[];

  @Field(() => [String], { description: 'Line fields that it may write.' })
  lineFields!: string[];
}

@ObjectType('FieldChange', { description: 'One value replaced by another.' })
export class FieldChangeType {
  @Field(() => Int, { nullable: true, description: 'Line; absent for the header.' })
  lineNumber?: number;

  @Field(() => String, { description: 'Name of the field.' })
  field!: string;

  @Field(() => TextType, { description: 'Name of the field, as people say it.' })
  label!: Text;

  @Field(() => JsonScalar, { nullable: true, description: 'Value before: text or number; null for none.' })
  oldValue?: FieldValue | null;

  @Field(() => JsonScalar, { nullable: true, description: 'Value after: text or number; null for none.' })
  newValue?: FieldValue | null;
}

@ObjectType('DocumentHistoryEntry', { description: 'An act that was performed; nobody can change it.' })
export class HistoryEntryType {
  organisationId!: string;

  @Field(() => Int, { description: 'Place in the history, from 1.' })
  seq!: number;

  @Field(() => String, { description: 'Stable name of the act.' })
  act!: string;

  @Field(() => TextType, { description: 'The act, as people say it.' })
  label!: Text;

  @Field(() => String, {
    description: 'issuer, recipient, both (a revision), or chain: it followed from another document.',
  })
  side!: string;

  @Field(() => String, { description: 'State before.' })
  fromState!: string;

  @Field(() => TextType, { description: 'State after, as people say it.' })
  stateLabel!: Text;

  @Field(() => String, { nullable: true, description: 'Why, in the words of whoever acted.' })
  reason?: string;

  @Field(() => DateTimeScalar, { description: 'When.' })
  at!: string;

  @Field(() => [FieldChangeType], { description: 'Values that the act wrote; none for the sending itself.' })
  changes!: FieldChangeType[];
}

@ObjectType('LineProgress', { description: 'How far the delivery of a line has come, in its own unit.' })
export class LineProgressType {
  @Field(() => Int, { description: 'The line.' })
  lineNumber!: number;

  @Field(() => Float, { description: 'Quantity ordered: the confirmed one where there is one.' })
  ordered!: number;

  @Field(() => Float, { description: 'Quantity despatched.' })
  despatched!: number;

  @Field(() => Float, { description: 'Quantity received.' })
  received!: number;
}

@ObjectType('DocumentReference', { description: 'Another document that this one names.' })
export class DocumentReferenceType {
  @Field(() => DocumentTypeEnum, { description: 'Its kind.' })
  type!: DocumentType;

  @Field(() => String, { description: 'Its number, as written.' })
  number!: string;

  @Field(() => ID, { nullable: true, description: 'Its id once it is here; null while it is awaited.' })
  documentId?: string;
}

@ObjectType('Document', {
  description: 'A document that two companies exchange: an order, a despatch advice…',
})
export class DocumentHead {
  issuerId!: string;
  recipientId?: string;
  header!: Readonly<Record<string, FieldValue>>;
  stateName!: string;

  @Field(() => ID, { description: 'Its id.' })
  id!: string;

  @Field(() => DocumentTypeEnum, { description: 'Its kind.' })
  type!: DocumentType;

  @Field(() => Int, { description: 'Version of the definition that it was born with.' })
  version!: number;

  @Field(() => String, { description: 'The issuer’s number.' })
  number!: string;

  @Field(() => TextType, { description: 'Its kind, as people say it.' })
  label!: Text;

  @Field(() => DocumentStateType, { description: 'Where it stands, and who must act.' })
  state!: DocumentStateType;

  @Field(() => Boolean, { description: 'Whether the reader’s organisation must act next.' })
  awaitsMe!: boolean;

  @Field(() => DocumentSideEnum, { description: 'Which side the reader’s organisation is.' })
  mySide!: DocumentSide;

  @Field(() => String, { nullable: true, description: 'Day by which to act, YYYY-MM-DD.' })
  dueDate?: string;

  @Field(() => Int, {
    description: 'Counts the acts: give it back with an act, so that nobody acts on what they have not seen.',
  })
  revision!: number;

  @Field(() => Int, { description: 'Number of lines.' })
  lineCount!: number;

  @Field(() => String, {
    nullable: true,
    description: 'The recipient as written, while no member is known by it.',
  })
  recipientName?: string;

  @Field(() => String, { description: 'How it came: form, csv, edifact or ubl.' })
  channel!: string;

  @Field(() => DateTimeScalar, { description: 'When it was first written.' })
  createdAt!: string;

  @Field(() => DateTimeScalar, { description: 'When something last happened to it.' })
  updatedAt!: string;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was sent.' })
  sentAt?: string;
}

export const DocumentConnection = connectionOf(DocumentHead, 'Document');

@InputType({ description: 'Which documents.' })
export class DocumentFilter {
  @Field(() => DocumentTypeEnum, { nullable: true, description: 'Of this kind.' })
  type?: DocumentType;

  @Field(() => DocumentSideEnum, {
    nullable: true,
    description: 'Those the reader’s organisation issued, or received.',
  })
  mySide?: DocumentSide;

  @Field(() => ID, { nullable: true, description: 'With this partner.' })
  partner?: string;

  @Field(() => Boolean, { nullable: true, description: 'Open: somebody must act. False: closed.' })
  isOpen?: boolean;

  @Field(() => String, { nullable: true, description: 'Whose number begins so.' })
  number?: string;

  @Field(() => ID, { nullable: true, description: 'With a line about this traced item.' })
  item?: string;
}

@InputType('PartnerIdentifierInput', { description: 'A number by which the partner is known.' })
export class PartnerIdentifierInput {
  @Field(() => String, { description: 'siren, siret, vat, lei, gln, duns or private.' })
  scheme!: string;

  @Field(() => String, { description: 'The number, spaces allowed.' })
  value!: string;
}

@InputType({ description: 'To whom a document is addressed: an id, or a number.' })
export class PartnerInput {
  @Field(() => ID, { nullable: true, description: 'Id of a member.' })
  id?: string;

  @Field(() => [PartnerIdentifierInput], {
    nullable: true,
    description: 'Numbers of which any may be known here.',
  })
  identifiers?: PartnerIdentifierInput[];
}

@ObjectType('DocumentSaved', { description: 'The document stands.' })
export class DocumentSaved {
  @Field(() => DocumentHead, { description: 'The document.' })
  document!: DocumentHead;

  @Field(() => Boolean, { description: 'Whether the very same had been sent before: then nothing changed.' })
  unchanged!: boolean;

  @Field(() => [FindingType], { description: 'What is worth a look.' })
  warnings!: readonly Finding[];
}

export const DocumentResult = createUnionType({
  name: 'DocumentResult',
  description: 'The document as it stands now, or why nothing was done.',
  types: () => [DocumentSaved, Refused] as const,
  resolveType: (value: object) => ('findings' in value ? Refused : DocumentSaved),
});
