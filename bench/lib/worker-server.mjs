// The built worker as a process of its own, on a database of the benchmark.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort, somewhere } from '../../tools/lib/ports.mjs';

/** Starts the worker, runs `work` with its process, and stops it. `nodeOptions`: for profiles. */
export async function withWorker({ server, database, storage, root, nodeOptions = [] }, work) {
  const port = await freePort(somewhere(23_000));
  const env = {
    ...process.env,
    DATABASE_URL: server.appUrl(database),
    QUEUE_URL: server.appUrl(database),
    STORAGE_DIR: storage,
    HEALTH_PORT: String(port),
    LOG_LEVEL: 'error',
  };
  const worker = spawn(
    process.execPath,
    [
      '--max-old-space-size=128',
      '--max-semi-space-size=8',
      ...nodeOptions,
      join(root, 'apps', 'worker', 'dist', 'main.js'),
    ],
    { env, stdio: ['ignore', 'inherit', 'inherit'] },
  );
  try {
    await ready(worker, port);
    return await work(worker);
  } finally {
    worker.kill('SIGTERM');
    await once(worker, 'exit');
  }
}

async function ready(worker, port) {
  for (let tries = 0; tries < 300; tries++) {
    if (worker.exitCode !== null) throw new Error('The worker ended at once: see its log above.');
    const isReady = await fetch(`http://127.0.0.1:${port}/readyz`).then(
      (answer) => answer.ok,
      () => false,
    );
    if (isReady) return;
    await sleep(100);
  }
  throw new Error('The worker did not become ready within 30 s.');
}

/** The most memory the process ever held, in megabytes, as the kernel counted it. */
export const peakMemory = (pid) =>
  Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))[1]) / 1000;
