import { Text } from './text.js';

/** Closed list of reasons for which the platform refuses; each maps to one HTTP status. */
export const HTTP_STATUS = {
  BAD_INPUT: 400,
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  CONFLICT: 409,
  GONE: 410,
  TOO_LARGE: 413,
  UNSUPPORTED_MEDIA_TYPE: 415,
  TOO_MANY_REQUESTS: 429,
  TOO_COMPLEX: 400,
  INTERNAL: 500,
  UNAVAILABLE: 503,
} as const;

export type ErrorCode = keyof typeof HTTP_STATUS;

/** A refusal that its reader can act on: what, where (`path`), and what to do, in French and English. */
export class DomainError extends Error {
  constructor(
    readonly code: ErrorCode,
    readonly text: Text,
    readonly path?: string,
    readonly retryAfterSeconds?: number,
  ) {
    super(text.en);
    this.name = 'DomainError';
  }

  get status(): number {
    return HTTP_STATUS[this.code];
  }
}

/** Unknown filière, no membership and foreign record answer with this same error, so that none tells of another. */
export const notFound = (path?: string): DomainError =>
  new DomainError(
    'NOT_FOUND',
    {
      fr: 'Introuvable. Vérifiez l’adresse, ou demandez l’accès à la personne qui vous l’a donnée.',
      en: 'Not found. Check the address, or ask the person who gave it to you for access.',
    },
    path,
  );
