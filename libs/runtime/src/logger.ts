import { LoggerService } from '@nestjs/common';
import { Logger, pino } from 'pino';

export type { Logger } from 'pino';

/** Members that never reach a log line, wherever they stand. */
const SECRETS = ['password', 'token', 'secret', 'authorization', 'cookie', 'key', 'hash', 'email'];

/** JSON lines on standard output: what happened and to which ids, never contents or secrets. */
export function createLogger(name: string, level: string): Logger {
  const paths = SECRETS.flatMap((secret) => [secret, `*.${secret}`, `*.*.${secret}`]);
  return pino({
    name,
    level,
    redact: { paths, censor: '[hidden]' },
    timestamp: pino.stdTimeFunctions.isoTime,
  });
}

/** Nest's own messages, through the same JSON log. */
export class NestLogger implements LoggerService {
  constructor(private readonly logger: Logger) {}

  log(message: unknown, context?: string): void {
    this.logger.debug({ context }, String(message));
  }

  warn(message: unknown, context?: string): void {
    this.logger.warn({ context }, String(message));
  }

  error(message: unknown, stack?: string, context?: string): void {
    this.logger.error({ context, stack }, String(message));
  }
}
