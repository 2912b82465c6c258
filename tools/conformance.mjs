// npm run conformance -- --dir DIR: runs a folder laid out like the published EPCIS examples, any subset of
// valid/ sector-events/ invalid/ identifiers/ valid-xml/ event-hash/. A row a case, then "N passed, N failed".
// `--speed` prints instead how many simple events a second one core reads, hashes and writes.
import './lib/require-node.mjs';
import { existsSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureBuilt } from './lib/built.mjs';
import { casesIn } from './lib/conformance-cases.mjs';
import { speeds } from './lib/conformance-speed.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { fail, Refusal } from './lib/steps.mjs';

const ROOT = join(import.meta.dirname, '..');
const USAGE = 'npm run conformance -- --dir DIR | --speed';
const OPTIONS = { dir: { type: 'string' }, speed: { type: 'boolean' } };

async function conformance(argv) {
  const { values } = parseArgs({ args: argv, options: OPTIONS, strict: false });
  const dir = values.speed ? undefined : folderOf(values.dir);
  await ensureInstalled(ROOT);
  await ensureBuilt(ROOT, { only: ['servers'] });
  const epcis = await import('@maillon/epcis');
  if (!dir) {
    process.stdout.write(`${speeds(epcis).join('\n')}\n`);
    return;
  }
  const cases = casesIn(dir, epcis);
  if (!cases.length)
    throw new Refusal(
      `${dir} holds none of valid/ valid-xml/ sector-events/ invalid/ event-hash/ identifiers/.`,
    );
  const failed = cases.filter(showsFailure).length;
  process.stdout.write(`\n${cases.length - failed} passed, ${failed} failed\n`);
  process.exitCode = failed ? 1 : 0;
}

function folderOf(given) {
  if (typeof given !== 'string') throw new Refusal(`Say which folder to run: ${USAGE}`);
  const dir = resolve(process.env.INIT_CWD ?? process.cwd(), given);
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
