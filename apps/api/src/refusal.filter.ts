import { randomUUID } from 'node:crypto';
import { Catch, ExceptionFilter, HttpException } from '@nestjs/common';
import type { ArgumentsHost } from '@nestjs/common';
import { challenge } from '@maillon/epcis-rest';
import { DomainError, ErrorCode, HTTP_STATUS, notFound, Text } from '@maillon/kernel';
import type { Logger } from '@maillon/runtime';
import type { FastifyReply } from 'fastify';

const OURS: Text = {
  fr: 'Une erreur est survenue de notre côté. Réessayez ; si elle revient, donnez ce numéro à l’assistance.',
  en: 'Something went wrong on our side. Try again; if it comes back, give this number to support.',
};
const UNREADABLE: Text = {
  fr: 'Cette demande ne peut pas être lue. Vérifiez sa forme, puis recommencez.',
  en: 'This request cannot be read. Check its form, then try again.',
};

/** What a REST caller reads of an error: code, path and message in both languages; faults of ours behind a number. */
@Catch()
export class RefusalFilter implements ExceptionFilter {
  constructor(private readonly logger: Logger) {}

  catch(error: unknown, host: ArgumentsHost): unknown {
    if (host.getType<string>() === 'graphql') return error;
    return this.answer(error, host.switchToHttp().getResponse<FastifyReply>());
  }

  /** The same for an error that no route was reached for. */
  answer(error: unknown, reply: FastifyReply): unknown {
    const refusal = this.refusalOf(error);
    if (refusal) {
      if (refusal.status === 401) void reply.header('www-authenticate', challenge(reply.request));
      if (refusal.retryAfterSeconds) void reply.header('retry-after', refusal.retryAfterSeconds);
      return reply
        .status(refusal.status)
        .send({ code: refusal.code, message: refusal.text, ...(refusal.path && { path: refusal.path }) });
    }
    const correlationId = randomUUID();
    const fault =
      error instanceof Error
        ? { name: error.name, message: error.message, stack: error.stack }
        : { name: typeof error };
    this.logger.error({ correlationId, error: fault }, 'request failed');
    return reply.status(500).send({ code: 'INTERNAL', message: OURS, correlationId });
  }

  private refusalOf(error: unknown): DomainError | undefined {
    if (error instanceof DomainError) return error;
    const status =
      error instanceof HttpException ? error.getStatus() : (error as { statusCode?: number }).statusCode;
    if (status === 404) return notFound();
    if (!status || status >= 500) return undefined;
    const code = Object.entries(HTTP_STATUS).find(([, known]) => known === status)?.[0] ?? 'BAD_INPUT';
    return new DomainError(code as ErrorCode, UNREADABLE);
  }
}
