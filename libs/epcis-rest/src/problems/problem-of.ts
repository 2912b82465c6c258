import { HttpException } from '@nestjs/common';
import { DomainError, ErrorCode, Language } from '@maillon/kernel';
import type { EdgeRequest } from '@maillon/graphql';
import { QueryTooLarge } from '@maillon/traceability';
import { EpcisException, EpcisProblem, problemType } from './epcis-problem.js';
import * as messages from './messages.js';
import { errorView, ProblemView } from './write-problem.js';

const EXCEPTION: Readonly<Record<ErrorCode, EpcisException>> = {
  BAD_INPUT: 'ValidationException',
  UNAUTHENTICATED: 'SecurityException',
  FORBIDDEN: 'SecurityException',
  NOT_FOUND: 'NoSuchNameException',
  CONFLICT: 'ResourceAlreadyExistsException',
  GONE: 'NoSuchNameException',
  TOO_LARGE: 'CaptureLimitExceededException',
  UNSUPPORTED_MEDIA_TYPE: 'UnsupportedMediaTypeException',
  TOO_MANY_REQUESTS: 'ImplementationException',
  TOO_COMPLEX: 'QueryTooComplexException',
  INTERNAL: 'ImplementationException',
  UNAVAILABLE: 'ImplementationException',
};

/** A problem as its reader is told of it; `correlationId` finds what we know of a fault of ours. */
export function problemView(problem: EpcisProblem, language: Language, correlationId?: string): ProblemView {
  const { title, detail, findings } = problem.parts;
  return {
    type: problemType(problem.exception),
    title: title[language],
    status: problem.status,
    detail: detail[language],
    ...(correlationId && { instance: `urn:uuid:${correlationId}` }),
    ...(findings?.length && { errors: findings.map((finding) => errorView(finding, language)) }),
  };
}

function exceptionOf(error: DomainError): EpcisException {
  if (error instanceof QueryTooLarge) return 'QueryTooLargeException';
  const isToken = error.path === 'nextPageToken' || error.path === 'after';
  return error.code === 'BAD_INPUT' && isToken ? 'QueryParameterException' : EXCEPTION[error.code];
}

/** Any error as a problem. Whatever we did not foresee is a fault of ours, of which the caller learns only a number. */
export function problemOf(error: unknown, request: EdgeRequest = {}): EpcisProblem {
  if (error instanceof EpcisProblem) return error;
  // an unknown key, filière or membership answer alike, and as the contract says: who you are is missing or not valid
  if (error instanceof DomainError && error.code === 'NOT_FOUND' && request.maillon?.refusal === error)
    return new EpcisProblem('SecurityException', { title: messages.unauthorised, detail: messages.badKey });
  if (error instanceof DomainError && error.code !== 'INTERNAL') {
    const exception = exceptionOf(error);
    return new EpcisProblem(exception, {
      title: messages.titleOf(exception, error.status),
      detail: error.code === 'UNAUTHENTICATED' ? messages.noKey : error.text,
      status: error.code === 'TOO_COMPLEX' ? 413 : error.status,
      ...(error.retryAfterSeconds && { headers: { 'retry-after': String(error.retryAfterSeconds) } }),
    });
  }
  // NUL and halves of characters in what was asked for: no database holds them
  if (['22P05', '22P02', '22021'].includes(String((error as { code?: unknown } | null)?.code)))
    return new EpcisProblem('ValidationException', {
      title: messages.unreadable,
      detail: messages.checkRequest,
    });
  const status =
    error instanceof HttpException
      ? error.getStatus()
      : (error as { statusCode?: number } | null)?.statusCode;
  if (status === 404)
    return new EpcisProblem('NoSuchNameException', {
      title: messages.notThere,
      detail: messages.checkAddress,
    });
  if (status === 414)
    return new EpcisProblem('URITooLongException', {
      title: messages.titleOf('URITooLongException'),
      detail: messages.shortenAddress,
    });
  if (status !== undefined && status < 500)
    return new EpcisProblem('ValidationException', {
      title: messages.unreadable,
      detail: messages.checkRequest,
      status,
    });
  return new EpcisProblem('ImplementationException', { title: messages.oursTitle, detail: messages.ours });
}
