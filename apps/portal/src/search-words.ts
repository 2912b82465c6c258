import { DOCUMENT_TYPES, type DocumentType } from '@maillon/documents';

/** A word of an address; none where there is nothing, or a number. */
export const wordOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value ? value : undefined;

/** Only a path of our own: an address of another site could be slipped in. */
export const ownPath = (value: unknown): string | undefined => {
  const path = wordOf(value);
  return path && /^\/(?![/\\])/.test(path) ? path : undefined;
};

/** The kind of document that an address names; the page that is opened knows whether there is such a kind. */
export const documentTypeOf = (value: unknown): DocumentType | undefined =>
  DOCUMENT_TYPES.find((type) => type === value);
