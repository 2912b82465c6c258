import { randomUUID } from 'node:crypto';
import { Catch, ExceptionFilter, Injectable, Logger } from '@nestjs/common';
import type { ArgumentsHost } from '@nestjs/common';
import type { EdgeRequest } from '@maillon/graphql';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { rememberProblem } from '../calls/told-problem.js';
import { CBV_VERSION, EPCIS_VERSION } from '../headers/versions.js';
import { prefersXml } from '../headers/answer-form.js';
import { EpcisProblem } from './epcis-problem.js';
import { problemOf, problemView } from './problem-of.js';
import { problemXml } from './write-problem.js';

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
    rememberProblem(request, problem);
    const correlationId = problem.status >= 500 ? randomUUID() : undefined;
    if (correlationId && !(error instanceof EpcisProblem)) this.log(correlationId, error);
    const { headers = {} } = problem.parts;
    const view = problemView(problem, language, correlationId);
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
