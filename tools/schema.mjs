// npm run schema: writes apps/api/schema.graphql from the code; with --check it only says whether the file is up to date.
import './lib/require-node.mjs';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureBuilt } from './lib/built.mjs';
import { ensureInstalled, run } from './lib/install.mjs';
import { lineDifference } from './lib/line-difference.mjs';
import { fail, Refusal } from './lib/steps.mjs';

const ROOT = join(import.meta.dirname, '..');
const FILE = join('apps', 'api', 'schema.graphql');

async function schema(argv) {
  const { values } = parseArgs({ args: argv, options: { check: { type: 'boolean', default: false } } });
  await ensureInstalled(ROOT);
  await ensureBuilt(ROOT, { only: ['servers'] });
  const fresh = await run(process.execPath, [join('apps', 'api', 'dist', 'print-schema.js')], { cwd: ROOT });
  const path = join(ROOT, FILE);
  const kept = existsSync(path) ? readFileSync(path, 'utf8') : '';
  if (fresh === kept) return void process.stdout.write(`${FILE} is up to date.\n`);
  if (values.check)
    throw new Refusal(
      `${lineDifference(kept, fresh)}\n${FILE} is not what the code says. Write it with "npm run schema", look at the change, and commit it.`,
    );
  writeFileSync(path, fresh);
  process.stdout.write(`${FILE} written.\n`);
}

schema(process.argv.slice(2)).catch(fail);
