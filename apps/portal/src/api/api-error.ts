import type { Text } from '@maillon/kernel';

interface ErrorParts {
  readonly status: number;
  readonly code: string;
  /** What the platform says, when it says something for people. */
  readonly text?: Text;
  readonly path?: string;
  readonly correlationId?: string;
}

/** A refusal or a breakdown, as the platform tells it; `status` 0 means that the platform was not reached. */
export class ApiError extends Error implements ErrorParts {
  readonly status: number;
  readonly code: string;
  readonly text?: Text;
  readonly path?: string;
  readonly correlationId?: string;

  constructor(parts: ErrorParts) {
    super(parts.text?.en ?? parts.code);
    this.name = 'ApiError';
    this.status = parts.status;
    this.code = parts.code;
    this.text = parts.text;
    this.path = parts.path;
    this.correlationId = parts.correlationId;
  }
}

export const isUnauthenticated = (error: unknown): boolean =>
  error instanceof ApiError && (error.status === 401 || error.code === 'UNAUTHENTICATED');

export const isNotFound = (error: unknown): boolean =>
  error instanceof ApiError && (error.status === 404 || error.code === 'NOT_FOUND');

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

const isText = (value: unknown): value is Text =>
  isRecord(value) && typeof value['fr'] === 'string' && typeof value['en'] === 'string';

const stringOf = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** Reads `{code, message: {fr, en}, path?, correlationId?}`, bare (REST) or under `extensions` (GraphQL). */
export function errorOf(status: number, body: unknown): ApiError {
  const first = isRecord(body) && Array.isArray(body['errors']) ? (body['errors'][0] as unknown) : body;
  const outer = isRecord(first) ? first : {};
  const parts = isRecord(outer['extensions']) ? outer['extensions'] : outer;
  const message = parts['message'];
  return new ApiError({
    status,
    code: stringOf(parts['code']) ?? `HTTP_${status}`,
    text: isText(message) ? message : undefined,
    path: stringOf(parts['path']),
    correlationId: stringOf(parts['correlationId']),
  });
}
