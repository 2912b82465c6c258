import { Logger } from '@nestjs/common';

const QUIET_MS = 10_000;

/** Logs a trouble that comes back many times a second, a lost connection say, at most once in ten seconds. */
export class Complaints {
  private readonly logger = new Logger('jobs');
  private quietUntil = 0;

  constructor(private readonly what: string) {}

  about(error: unknown): void {
    if (Date.now() < this.quietUntil) return;
    this.quietUntil = Date.now() + QUIET_MS;
    this.logger.warn(`${this.what}: ${error instanceof Error ? error.message || error.name : String(error)}`);
  }
}
