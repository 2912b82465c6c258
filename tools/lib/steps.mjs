// What a person sees while a command works: one line a step, with its time; one clear sentence when it cannot go on.
import { performance } from 'node:perf_hooks';

/** A reason to stop that its reader can act on: printed alone, without a stack. */
export class Refusal extends Error {}

/** Runs a step and prints its label with the seconds it took, and what `noteOf` says of its result, if anything. */
export async function step(label, work, noteOf = () => undefined) {
  const start = performance.now();
  if (process.stdout.isTTY) process.stdout.write(`  … ${label}`);
  try {
    const result = await work();
    const note = noteOf(result);
    process.stdout.write(
      `${process.stdout.isTTY ? '\r\u001b[K' : ''}  ✓ ${label}${note ? `: ${note}` : ''}, ${seconds(start)}\n`,
    );
    return result;
  } catch (error) {
    process.stdout.write(`${process.stdout.isTTY ? '\r\u001b[K' : ''}  ✗ ${label}, ${seconds(start)}\n`);
    throw error;
  }
}

const seconds = (start) => `${((performance.now() - start) / 1000).toFixed(1)} s`;

/** Ends the command with one sentence for a Refusal, and with the stack for a fault of our own. */
export function fail(error) {
  process.stderr.write(`\n${error instanceof Refusal ? error.message : (error?.stack ?? error)}\n`);
  process.exitCode = 1;
}
