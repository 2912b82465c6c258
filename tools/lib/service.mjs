// A process of the platform under `npm start`: its log, when it is ready, how it ends.
import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { Refusal } from './steps.mjs';

const READY_WITHIN_MS = 60_000;
const STOPS_WITHIN_MS = 25_000;
const LOG_BYTES = 20 * 1024 * 1024;
const LAST_LINES = 20;

/**
 * Starts `node main` in a group of its own, so that a Ctrl-C in the terminal reaches it through us alone and once.
 * `ended` resolves when it has ended, for whatever reason.
 */
export function startService({ name, main, flags = [], cwd, env, log, healthPort }) {
  if (existsSync(log) && statSync(log).size > LOG_BYTES) renameSync(log, `${log}.1`);
  const from = existsSync(log) ? statSync(log).size : 0;
  const output = openSync(log, 'a');
  const child = spawn(process.execPath, [...flags, main], {
    cwd,
    env,
    detached: true,
    stdio: ['ignore', output, output],
  });
  closeSync(output);
  const ended = new Promise((resolve) => {
    child.once('exit', (code, signal) => resolve(signal ?? `status ${code}`));
    child.once('error', (error) => resolve(error.message));
  });
  const isOver = () => child.exitCode !== null || child.signalCode !== null || child.pid === undefined;
  const lastLines = () =>
    readFileSync(log).subarray(from).toString('utf8').trim().split('\n').slice(-LAST_LINES).join('\n');

  return {
    name,
    pid: child.pid,
    ended,
    /** One sentence and the end of the log, for a process that ended by itself. */
    obituary: (how) => `${name} ended by itself (${how}). The end of ${log}:\n\n${lastLines()}`,
    ready: (signal) =>
      ready({ name, url: `http://127.0.0.1:${healthPort}/readyz`, isOver, ended, lastLines, log, signal }),
    async stop() {
      if (isOver()) return;
      child.kill('SIGTERM');
      const inTime = await Promise.race([
        ended.then(() => true),
        sleep(STOPS_WITHIN_MS, false, { ref: false }),
      ]);
      if (!inTime) await this.kill();
    },
    async kill() {
      if (isOver()) return;
      child.kill('SIGKILL');
      await ended;
    },
  };
}

async function ready({ name, url, isOver, ended, lastLines, log, signal }) {
  const deadline = Date.now() + READY_WITHIN_MS;
  let last = 'no answer';
  while (Date.now() < deadline) {
    signal.throwIfAborted();
    if (isOver())
      throw new Refusal(`${name} could not start (${await ended}). The end of ${log}:\n\n${lastLines()}`);
    const answer = await fetch(url, { signal: AbortSignal.timeout(3000) }).then(
      async (response) => (response.ok ? undefined : await response.text()),
      (error) => error.cause?.code ?? error.message,
    );
    if (answer === undefined) return;
    last = answer;
    await sleep(100);
  }
  throw new Refusal(
    `${name} was not ready within ${READY_WITHIN_MS / 1000} s (${last}). The end of ${log}:\n\n${lastLines()}`,
  );
}
