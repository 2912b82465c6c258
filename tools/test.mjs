// npm test: installs what is missing, builds, starts a PostgreSQL of its own and runs every test on it.
// Arguments after `--` go to Jest:  npm test -- libs/db --watch
import './lib/require-node.mjs';
import { spawn } from 'node:child_process';
import { mkdtempSync, chmodSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { ensureBuilt } from './lib/built.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { fail, step } from './lib/steps.mjs';

const ROOT = join(import.meta.dirname, '..');
const PASSWORD = 'test';
const TEMPLATE = 'maillon_template';

async function main(argv) {
  const began = performance.now();
  const { skipBuild, jestArguments } = readArguments(argv);
  await ensureInstalled(ROOT);
  if (!skipBuild) await ensureBuilt(ROOT);
  const { startTestServer } = await import('./lib/test-server.mjs');
  const folder = mkdtempSync(join(tmpdir(), 'maillon-test-'));
  chmodSync(folder, 0o755);
  const server = await step('PostgreSQL', () =>
    startTestServer(folder, { template: TEMPLATE, password: PASSWORD }),
  );
  try {
    const status = await runAll(jestArguments, server.env);
    process.stdout.write(
      `\n${server.notes.join('\n')}\nWhole run: ${((performance.now() - began) / 1000).toFixed(0)} s\n`,
    );
    process.exitCode = status;
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

function readArguments(argv) {
  const skipBuild = argv.includes('--no-build');
  return { skipBuild, jestArguments: argv.filter((argument) => argument !== '--no-build') };
}

/**
 * What waits until all transactions of the server that began earlier have ended: a suite beside it, in a database of its own,
 * would hold it up.
 */
const ALONE = 'libs/feed/|libs/epcis-rest/src/subscriptions/|apps/api/src/(?:epcis-sockets|webhooks)';

/** Journeys come last and alone: a browser beside other suites is a slow machine that nobody has. */
async function runAll(jestArguments, env) {
  if (jestArguments.some((argument) => argument.startsWith('--watch'))) return jest(jestArguments, env);
  const rest = ['--ignoreProjects', 'e2e', '--passWithNoTests'];
  const runs = jestArguments.length
    ? [[...rest, ...jestArguments]]
    : // suites wait for the database half of their time: a worker for each core, where Jest would leave one to itself
      [
        [...rest, `--maxWorkers=${availableParallelism()}`, `--testPathIgnorePatterns=${ALONE}`],
        [...rest, '--runInBand', ALONE],
      ];
  runs.push(['--selectProjects', 'e2e', '--runInBand', '--passWithNoTests', ...jestArguments]);
  let status = 0;
  for (const run of runs) status = Math.max(status, await jest(run, env));
  return status;
}

function jest(jestArguments, env) {
  const script = join(ROOT, 'node_modules', 'jest', 'bin', 'jest.js');
  const child = spawn(
    process.execPath,
    ['--experimental-vm-modules', '--no-warnings', script, '--config', 'jest.config.mjs', ...jestArguments],
    {
      cwd: ROOT,
      stdio: 'inherit',
      env: { ...process.env, ...env },
    },
  );
  // A Ctrl-C reaches Jest through the terminal: we wait for it, then stop the servers.
  process.on('SIGINT', () => undefined);
  for (const name of ['SIGTERM', 'SIGHUP']) process.on(name, () => child.kill(name));
  return new Promise((resolve) => child.once('exit', (code) => resolve(code ?? 1)));
}

main(process.argv.slice(2)).catch(fail);
