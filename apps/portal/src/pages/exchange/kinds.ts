import { DOCUMENT_TYPES, type DocumentType, type FieldDefinition } from '@maillon/documents';
import type { DocumentType as DocumentTypeEnum } from '../../generated/graphql';

/** `despatch_advice` -> `DespatchAdvice`, as its GraphQL types are named. */
export const typeNameOf = (type: DocumentType): string =>
  type.replaceAll(/(?:^|_)([a-z])/g, (_match, letter: string) => letter.toUpperCase());

/** `despatch_advice` -> `DESPATCH_ADVICE`. */
export const enumOf = (type: DocumentType): DocumentTypeEnum => type.toUpperCase() as DocumentTypeEnum;

export const typeOfEnum = (value: DocumentTypeEnum): DocumentType => value.toLowerCase() as DocumentType;

/** `DespatchAdvice` -> `despatch_advice`. Throws for a name that this version of the portal does not know. */
export function typeOfName(name: string): DocumentType {
  const found = DOCUMENT_TYPES.find((type) => typeNameOf(type) === name);
  if (found) return found;
  throw new Error(`No document type is named ${name}.`);
}

/** How numbers that the portal proposes begin. */
const PREFIXES: Readonly<Record<DocumentType, string>> = {
  forecast: 'PREV',
  order: 'CMD',
  call_off: 'APP',
  despatch_advice: 'BL',
  receipt_advice: 'BR',
  stock_statement: 'STK',
  quality_notice: 'QUAL',
  certificate_request: 'CERT',
};

/** A number for a new document, from the day and the minute: free to be changed, and seldom taken. */
export function proposedNumber(type: DocumentType, now = new Date()): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const day = `${two(now.getFullYear() % 100)}${two(now.getMonth() + 1)}${two(now.getDate())}`;
  return `${PREFIXES[type]}-${day}-${two(now.getHours())}${two(now.getMinutes())}${two(now.getSeconds())}`;
}

const isReference = ({ name, type }: FieldDefinition): boolean =>
  type === 'document' || name.endsWith('Line');

/** What the line is about first; the numbers of other documents last, for they are mostly filled in already. */
export const inReadingOrder = (fields: readonly FieldDefinition[]): FieldDefinition[] => [
  ...fields.filter((field) => !isReference(field)),
  ...fields.filter(isReference),
];
