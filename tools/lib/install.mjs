// What every command needs before anything else: the packages of the lock file.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { Refusal, step } from './steps.mjs';

const LAST_LINES = 40;

/** Runs a command to its end and answers what it printed; shown to people only when it fails. `signal` ends it early. */
export function run(command, args, { cwd, env = process.env, signal } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env,
      signal,
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32',
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
    child.once('error', reject);
    child.once('close', (code) => {
      if (code === 0) return resolve(output);
      reject(
        new Refusal(
          `${[command, ...args].join(' ')} failed:\n${stripVTControlCharacters(output).trim().split('\n').slice(-LAST_LINES).join('\n')}`,
        ),
      );
    });
  });
}

/** Installs the lock file's packages when those in node_modules are not the same. */
export async function ensureInstalled(root, { signal } = {}) {
  if (isInstalled(root)) return;
  await step('Install packages', () =>
    run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: root, signal }),
  );
}

/** npm keeps a lock of its own in node_modules: every package that no platform may leave out stands there in its version. */
export function isInstalled(root) {
  const installed = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(installed)) return false;
  const packagesOf = (file) => JSON.parse(readFileSync(file, 'utf8')).packages ?? {};
  const [wanted, present] = [packagesOf(join(root, 'package-lock.json')), packagesOf(installed)];
  return Object.entries(wanted).every(
    ([path, entry]) => !path || entry.optional || present[path]?.version === entry.version,
  );
}
