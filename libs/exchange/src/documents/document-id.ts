import { DocumentType } from '@maillon/documents';
import { derivedId } from '@maillon/kernel';

/** How a number is compared: « po  12 » and « PO 12 » name the same document. */
const plainNumber = (number: string): string =>
  number.normalize('NFC').trim().replace(/\s+/g, ' ').toUpperCase();

/**
 * The id of a document, from who numbered it: so that an advice can name an order that has not arrived yet, and the same
 * document sent twice is one (ADR 0011).
 */
export const documentId = (issuerId: string, type: DocumentType, number: string): string =>
  derivedId('document', issuerId, type, plainNumber(number));
