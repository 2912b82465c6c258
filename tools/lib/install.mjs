// What `npm start` and `npm test` need before anything else: a Node that is new enough, and the packages of the lock file.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { Refusal, step } from './steps.mjs';

/** Runs a command to its end; its output is shown only when it fails. */
export function run(command, args, { cwd, env = process.env } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'pipe', 'pipe'], shell: process.platform === 'win32' });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
    child.once('error', reject);
    child.once('exit', (code) => {
      if (code === 0) return resolve(undefined);
      reject(new Refusal(`${[command, ...args].join(' ')} failed:\n${output.trim().split('\n').slice(-40).join('\n')}`));
    });
  });
}

/** Refuses a Node older than 20.19, then installs the lock file's packages when they are not those installed. */
export async function ensureInstalled(root) {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < 20 || (major === 20 && minor < 19)) {
    throw new Refusal(`Maillon needs Node 20.19 or newer; this is Node ${process.versions.node}. Install a newer one, then start again.`);
  }
  const stamp = join(root, 'node_modules', '.maillon-installed');
  const wanted = createHash('sha256').update(readFileSync(join(root, 'package-lock.json'))).digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return;
  await step('Install packages', () => run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: root }));
  writeFileSync(stamp, wanted);
}
