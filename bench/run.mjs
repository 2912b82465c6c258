// npm run bench [-- --only NAME --scale N]: benchmarks on a server of their own; ratios come from one run, side by side.
// Writes bench/results/NAME.json: {name, commit, node, cores, metrics: [{metric, value, unit, target, better}]}.
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureInstalled, run } from '../tools/lib/install.mjs';
import { fail, Refusal, step } from '../tools/lib/steps.mjs';

const ROOT = join(import.meta.dirname, '..');
const NAMES = ['import', 'trace', 'api', 'exchange', 'reconcile', 'query', 'capture'];

async function main() {
  const { values } = parseArgs({
    options: {
      only: { type: 'string' },
      scale: { type: 'string', default: '1' },
      'no-build': { type: 'boolean' },
    },
  });
  const names = values.only ? values.only.split(',') : NAMES;
  const unknown = names.find((name) => !NAMES.includes(name));
  if (unknown) throw new Refusal(`There is no benchmark "${unknown}". Choose among: ${NAMES.join(', ')}.`);
  const scale = Number(values.scale);
  if (!(scale > 0))
    throw new Refusal(
      '--scale is a number greater than 0: 1 is the size of the promises, 0.01 a quick look.',
    );

  await ensureInstalled(ROOT);
  if (!values['no-build'])
    await step('Build', () => run(process.execPath, ['tools/build.mjs'], { cwd: ROOT }));
  const { startOwnServer } = await import('../tools/lib/own-server.mjs');
  const folder = mkdtempSync(join(tmpdir(), 'maillon-bench-'));
  chmodSync(folder, 0o755);
  const server = await step('PostgreSQL, durable', () =>
    startOwnServer(folder, { from: 22_000, durable: true }),
  );
  try {
    for (const name of names) {
      const { bench } = await import(`./${name}.mjs`);
      const metrics = await bench({ server, folder, scale, root: ROOT });
      report(name, scale, metrics);
    }
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

function report(name, scale, metrics) {
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], {
    cwd: ROOT,
    encoding: 'utf8',
  }).trim();
  const result = { name, scale, commit, node: process.versions.node, cores: cpus().length, metrics };
  mkdirSync(join(ROOT, 'bench', 'results'), { recursive: true });
  writeFileSync(join(ROOT, 'bench', 'results', `${name}.json`), `${JSON.stringify(result, null, 2)}\n`);
  for (const { metric, value, unit, target, better } of metrics) {
    const aim =
      target === undefined ? '' : `  (aim: ${better === 'lower' ? 'at most' : 'at least'} ${target})`;
    process.stdout.write(
      `  ${name}  ${metric.padEnd(58)} ${String(Math.round(value * 100) / 100).padStart(12)} ${unit}${aim}\n`,
    );
  }
}

main().catch(fail);
