// npm run conformance -- --dir DIR: runs a folder laid out like the published EPCIS examples, any subset of
// valid/ sector-events/ invalid/ identifiers/ valid-xml/ event-hash/. A row a case, then "N passed, N failed".
import './lib/require-node.mjs';
import { existsSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureBuilt } from './lib/built.mjs';
import { casesIn } from './lib/conformance-cases.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { fail, Refusal } from './lib/steps.mjs';

const ROOT = join(import.meta.dirname, '..');
const USAGE = 'npm run conformance -- --dir DIR';

async function conformance(argv) {
  const dir = folderOf(argv);
  await ensureInstalled(ROOT);
  await ensureBuilt(ROOT, { only: ['servers'] });
  const { cases, leftOut } = casesIn(dir, await import('@maillon/epcis'));
  if (!cases.length && !leftOut.length)
    throw new Refusal(
      `${dir} holds none of valid/ valid-xml/ sector-events/ invalid/ event-hash/ identifiers/.`,
    );
  const failed = cases.filter(showsFailure).length;
  for (const line of leftOut) process.stdout.write(`not yet: ${line}\n`);
  process.stdout.write(`\n${cases.length - failed} passed, ${failed} failed\n`);
  process.exitCode = failed ? 1 : 0;
}

function folderOf(argv) {
  const { values } = parseArgs({ args: argv, options: { dir: { type: 'string' } }, strict: false });
  if (typeof values.dir !== 'string') throw new Refusal(`Say which folder to run: ${USAGE}`);
  const dir = resolve(process.env.INIT_CWD ?? process.cwd(), values.dir);
  if (!existsSync(dir) || !statSync(dir).isDirectory())
    throw new Refusal(`There is no folder ${dir}. ${USAGE}`);
  return dir;
}

function showsFailure({ name, run }) {
  const fault = faultOf(run);
  process.stdout.write(
    `${fault === undefined ? 'passed' : 'FAILED'}  ${name}${fault === undefined ? '' : `: ${fault}`}\n`,
  );
  return fault !== undefined;
}

/** A reader that throws has failed the case, not the run. */
function faultOf(run) {
  try {
    return run();
  } catch (error) {
    return `it threw ${error.stack}`;
  }
}

conformance(process.argv.slice(2)).catch(fail);
