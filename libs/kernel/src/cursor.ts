import { DomainError } from './domain-error.js';

/** Opaque keyset cursor: base64url of a JSON array of the sort key's values. */
export const encodeCursor = (key: readonly (string | number)[]): string =>
  Buffer.from(JSON.stringify(key)).toString('base64url');

/** The values of a cursor, `size` of them. Throws BAD_INPUT for anything that encodeCursor did not make. */
export function decodeCursor(cursor: string, size: number): string[] {
  try {
    const key: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    if (Array.isArray(key) && key.length === size && key.every((part) => typeof part === 'string'))
      return key;
  } catch {
    // falls through to the one refusal below
  }
  throw new DomainError(
    'BAD_INPUT',
    {
      fr: 'Ce repère de page n’est pas valide. Reprenez la liste depuis sa première page.',
      en: 'This page cursor is not valid. Start again from the first page of the list.',
    },
    'after',
  );
}

export const MAX_PAGE = 500;

/** Checks a page size. Throws BAD_INPUT outside 1..500. */
export function pageSize(first: number | undefined, fallback = 50): number {
  const size = first ?? fallback;
  if (Number.isInteger(size) && size >= 1 && size <= MAX_PAGE) return size;
  throw new DomainError(
    'BAD_INPUT',
    { fr: `« first » va de 1 à ${MAX_PAGE}.`, en: `“first” goes from 1 to ${MAX_PAGE}.` },
    'first',
  );
}
