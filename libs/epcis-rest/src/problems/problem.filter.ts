import { randomUUID } from 'node:crypto';
import { Catch, ExceptionFilter, HttpException, Injectable, Logger } from '@nestjs/common';
import type { ArgumentsHost } from '@nestjs/common';
import { DomainError, ErrorCode } from '@maillon/kernel';
import type { EdgeRequest } from '@maillon/graphql';
import { QueryTooLarge } from '@maillon/traceability';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CBV_VERSION, EPCIS_VERSION } from '../headers/versions.js';
import { prefersXml } from '../headers/answer-form.js';
import { EpcisException, EpcisProblem, problemType } from './epcis-problem.js';
import * as messages from './messages.js';
import { errorView, problemXml, ProblemView } from './write-problem.js';

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

/** Answers every refusal below `/epcis` as an RFC 7807 problem, in the form and language that the caller reads. */
@Catch()
@Injectable()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('epcis');

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest & EdgeRequest>();
    const reply = http.getResponse<FastifyReply>();
    const language = request.maillon?.language ?? 'fr';
    const problem = problemOf(error, request);
    const correlationId = problem.status >= 500 ? randomUUID() : undefined;
    if (correlationId && !(error instanceof EpcisProblem)) this.log(correlationId, error);
    const { title, detail, findings, headers = {} } = problem.parts;
    const view: ProblemView = {
      type: problemType(problem.exception),
      title: title[language],
      status: problem.status,
      detail: detail[language],
      ...(correlationId && { instance: `urn:uuid:${correlationId}` }),
      ...(findings?.length && { errors: findings.map((finding) => errorView(finding, language)) }),
    };
    const isXml = prefersXml(request.headers.accept);
    void reply
      .status(problem.status)
      .headers({
        ...headers,
        'GS1-EPCIS-Version': EPCIS_VERSION,
        'GS1-CBV-Version': CBV_VERSION,
        'content-language': language,
        vary: 'accept, accept-language',
      })
      .type(`application/problem+${isXml ? 'xml' : 'json'}; charset=utf-8`)
      .send(isXml ? problemXml(view) : JSON.stringify(view));
  }

  private log(correlationId: string, error: unknown): void {
    const told = error instanceof Error ? (error.stack ?? error.message) : typeof error;
    this.logger.error(`Request ${correlationId} failed: ${told}`);
  }
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
  if (status !== undefined && status < 500)
    return new EpcisProblem('ValidationException', {
      title: messages.unreadable,
      detail: messages.checkRequest,
      status,
    });
  return new EpcisProblem('ImplementationException', { title: messages.oursTitle, detail: messages.ours });
}
