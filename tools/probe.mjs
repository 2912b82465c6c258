// npm run probe [-- --probes N --worlds N --kills N --seed S --only isolation,visibility,documents,reconciliation,crash]
// Tries to break the promises: a line `NAME figure` each, exit status 1 when one fails.
// The long form of the promises: --probes 15000000 --worlds 100000 --kills 1000.
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureInstalled, run } from './lib/install.mjs';
import { fail, Refusal, step } from './lib/steps.mjs';

const ROOT = join(import.meta.dirname, '..');
const NAMES = ['isolation', 'visibility', 'documents', 'reconciliation', 'crash'];
const number = (text, name) => {
  if (/^\d+$/.test(text)) return Number(text);
  throw new Refusal(`--${name} is a whole number.`);
};

async function main() {
  const { values } = parseArgs({
    options: {
      probes: { type: 'string', default: '200000' },
      worlds: { type: 'string', default: '200' },
      kills: { type: 'string', default: '5' },
      seed: { type: 'string', default: '1' },
      only: { type: 'string', default: NAMES.join(',') },
      'no-build': { type: 'boolean' },
    },
  });
  const amounts = Object.fromEntries(
    ['probes', 'worlds', 'kills', 'seed'].map((name) => [name, number(values[name], name)]),
  );
  const names = values.only.split(',');
  const unknown = names.find((name) => !NAMES.includes(name));
  if (unknown) throw new Refusal(`There is no probe "${unknown}". Choose among: ${NAMES.join(', ')}.`);

  await ensureInstalled(ROOT);
  if (!values['no-build'])
    await step('Build', () => run(process.execPath, ['tools/build.mjs'], { cwd: ROOT }));
  const { startOwnServer } = await import('./lib/own-server.mjs');
  const folder = mkdtempSync(join(tmpdir(), 'maillon-probe-'));
  chmodSync(folder, 0o755);
  const server = await step('PostgreSQL', () => startOwnServer(folder, { from: 26_000, durable: false }));
  let failures = 0;
  try {
    for (const name of names) {
      const { probe } = await import(`./probe/${name}.mjs`);
      for (const { line, figure, isGood } of await probe({ server, folder, root: ROOT, ...amounts })) {
        process.stdout.write(`${line} ${figure}${isGood ? '' : '   <- FAILED'}\n`);
        if (!isGood) failures++;
      }
    }
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
  process.exitCode = failures ? 1 : 0;
}

main().catch(fail);
