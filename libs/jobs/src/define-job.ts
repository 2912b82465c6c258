import { z } from 'zod';

/** One kind of work: the constant that its producer enqueues and its consumer handles. Made by `defineJob`. */
export interface JobDefinition<Payload = unknown> {
  readonly name: string;
  /** Ids only: the row stays small, and what they name is read when the job runs. Unknown members are dropped. */
  readonly payload: z.ZodType<Payload>;
  /** How often the handler may fail before the job is marked failed. A killed worker is no failure. */
  readonly attempts: number;
  /** Wait after the first failure, in milliseconds; doubled after each further one, one hour at most. */
  readonly backoffMs: number;
}

/** What a handler knows besides its payload. */
export interface JobContext {
  readonly filiereId: number;
  readonly outboxId: string;
  /** 1 for the first run; raised by failures only. */
  readonly attempt: number;
  /**
   * Aborted when the worker is asked to stop, or when another worker took this job over. To hand the job back, throw
   * (`signal.throwIfAborted()`): it is then run again at once elsewhere and counts as no failure. Returning means done.
   */
  readonly signal: AbortSignal;
}

const NAME = /^[a-z][a-z0-9.-]{2,60}$/;

/** Declares a kind of job. Throws when the name or the figures are not usable. */
export function defineJob<Payload>(definition: JobDefinition<Payload>): JobDefinition<Payload> {
  const { name, attempts, backoffMs } = definition;
  if (!NAME.test(name)) throw new Error(`A job is named in lower case, like "import.run": ${name}`);
  if (!Number.isInteger(attempts) || attempts < 1)
    throw new Error(`Job ${name}: attempts is a whole number from 1.`);
  if (!Number.isInteger(backoffMs) || backoffMs < 0)
    throw new Error(`Job ${name}: backoffMs is a whole number from 0.`);
  return Object.freeze({ ...definition });
}
