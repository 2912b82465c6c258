import { Catch, ExceptionFilter, Injectable, Logger } from '@nestjs/common';
import type { ArgumentsHost } from '@nestjs/common';
import type { EdgeRequest } from '@maillon/graphql';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { answerProblem } from './answer-problem.js';

/** Answers every refusal below `/epcis` as an RFC 7807 problem. */
@Catch()
@Injectable()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('epcis');

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<FastifyRequest & EdgeRequest>();
    const reply = http.getResponse<FastifyReply>();
    answerProblem(error, request, reply, (correlationId) => this.log(correlationId, error));
  }

  private log(correlationId: string, error: unknown): void {
    const told = error instanceof Error ? (error.stack ?? error.message) : typeof error;
    this.logger.error(`Request ${correlationId} failed: ${told}`);
  }
}
