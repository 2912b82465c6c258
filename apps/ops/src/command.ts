import type { ParseArgsConfig } from 'node:util';

export type Values = Readonly<Record<string, string | boolean | undefined>>;

/** One command of the command line: what it takes, and what it does. */
export interface Command {
  /** Shown by `--help`, one line. */
  readonly usage: string;
  readonly options: NonNullable<ParseArgsConfig['options']>;
  /** `say` prints a line. Throws Refusal for what its caller can mend. */
  run(values: Values, say: (line: string) => void): Promise<void>;
}

/** A reason to stop that the caller of a command can act on: printed alone, without a stack. */
export class Refusal extends Error {}

/** The text of an option. Throws Refusal when it was not given. */
export function required(values: Values, option: string): string {
  const value = values[option];
  if (typeof value === 'string' && value.trim()) return value.trim();
  throw new Refusal(`--${option} is missing.`);
}
