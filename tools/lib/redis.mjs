// A Redis of a command's own, where the machine has one.
import { spawn, spawnSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { freePort, somewhere } from './ports.mjs';

/** Starts it in `folder`; undefined where there is no redis-server. The caller stops it. */
export async function startRedis(folder) {
  if (spawnSync('redis-server', ['--version'], { stdio: 'ignore' }).status !== 0) return undefined;
  const port = await freePort(somewhere(24_000));
  const options = [
    '--port',
    String(port),
    '--bind',
    '127.0.0.1',
    '--save',
    '',
    '--appendonly',
    'no',
    '--dir',
    folder,
    '--maxmemory-policy',
    'noeviction',
  ];
  const child = spawn('redis-server', options, { stdio: 'ignore', detached: true });
  const exited = new Promise((resolve) => child.once('exit', resolve));
  return {
    url: `redis://127.0.0.1:${port}`,
    async stop() {
      child.kill('SIGTERM');
      await Promise.race([
        exited,
        sleep(10_000, undefined, { ref: false }).then(() => child.kill('SIGKILL')),
      ]);
    },
  };
}
