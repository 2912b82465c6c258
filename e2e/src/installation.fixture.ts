import { ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createTestDatabase } from '@maillon/db/testing';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

export interface Installation {
  readonly url: string;
  close(): Promise<void>;
}

/**
 * The built api and worker as processes of their own, on a database with every demo chain: what `npm start` runs. `settings` are
 * what an operator sets beside.
 */
export async function startInstallation(
  settings: Readonly<Record<string, string>> = {},
): Promise<Installation> {
  const database = await createTestDatabase();
  const storage = mkdtempSync(join(tmpdir(), 'maillon-e2e-'));
  const [port, healthPort] = [await freePort(), await freePort()];
  const env = {
    ...process.env,
    NODE_OPTIONS: '',
    DATABASE_URL: database.url,
    OWNER_DATABASE_URL: database.ownerUrl,
    QUEUE_URL: process.env['MAILLON_TEST_REDIS'] ?? database.url,
    STORAGE_DIR: storage,
    PORT: String(port),
    HEALTH_PORT: String(healthPort),
    PUBLIC_URL: `http://localhost:${port}`,
    LOG_LEVEL: 'error',
    CI: '',
    ...settings,
  };
  await finished(run('ops', ['seed', '--demo'], env));
  const processes = [run('api', [], env), run('worker', [], env)];
  try {
    await Promise.all([
      ready(`http://127.0.0.1:${port}/readyz`),
      ready(`http://127.0.0.1:${healthPort}/readyz`),
    ]);
  } catch (error) {
    for (const child of processes) child.kill('SIGKILL');
    throw error;
  }
  return {
    url: `http://localhost:${port}`,
    async close() {
      for (const child of processes) child.kill('SIGTERM');
      await Promise.all(processes.map((child) => child.exitCode ?? once(child, 'exit')));
      await database.close();
      rmSync(storage, { recursive: true, force: true });
    },
  };
}

const run = (app: string, args: string[], env: NodeJS.ProcessEnv): ChildProcess =>
  spawn(process.execPath, [join(ROOT, 'apps', app, 'dist', 'main.js'), ...args], {
    env,
    cwd: ROOT,
    stdio: ['ignore', 'ignore', 'inherit'],
  });

async function finished(child: ChildProcess): Promise<void> {
  const [code] = (await once(child, 'exit')) as [number];
  if (code !== 0) throw new Error(`ops ended with ${code}: see above.`);
}

async function ready(url: string): Promise<void> {
  for (let tries = 0; tries < 300; tries++) {
    if (
      await fetch(url).then(
        (answer) => answer.ok,
        () => false,
      )
    )
      return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`${url} did not become ready within 30 s.`);
}

async function freePort(): Promise<number> {
  for (;;) {
    const port = 12_000 + Math.floor(Math.random() * 18_000);
    const isFree = await new Promise<boolean>((resolve) => {
      const server = createServer();
      server.once('error', () => resolve(false));
      server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
    });
    if (isFree) return port;
  }
}
