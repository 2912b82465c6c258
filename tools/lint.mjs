// npm run lint: the project graph first, then ESLint over everything, or over the paths given.
import './lib/require-node.mjs';
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { makeProjectGraph, NX_ENVIRONMENT } from './lib/project-graph.mjs';
import { fail, Refusal, step } from './lib/steps.mjs';

const ROOT = join(import.meta.dirname, '..');
/** What the rule says when it has no graph: then it checks nothing. */
const LEFT_OUT = 'The rule will be skipped';

async function lint(paths) {
  await step('Project graph', () => makeProjectGraph(ROOT));
  const { status, complaints } = await eslint(paths.length ? paths : ['.']);
  if (complaints.includes(LEFT_OUT))
    throw new Refusal('ESLint left the module boundaries out, for want of a project graph.');
  if (status !== 0) throw new Refusal('Lint found what is to be mended.');
  process.stdout.write('Lint: nothing found.\n');
}

function eslint(paths) {
  const script = join(ROOT, 'node_modules', 'eslint', 'bin', 'eslint.js');
  const child = spawn(process.execPath, [script, ...paths, '--max-warnings', '0'], {
    cwd: ROOT,
    stdio: ['ignore', 'inherit', 'pipe'],
    env: { ...process.env, ...NX_ENVIRONMENT },
  });
  let complaints = '';
  child.stderr.on('data', (chunk) => {
    complaints += chunk;
    process.stderr.write(chunk);
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (status) => resolve({ status, complaints }));
  });
}

lint(process.argv.slice(2)).catch(fail);
