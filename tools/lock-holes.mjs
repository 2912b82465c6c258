// Lists platform packages that the lock file names as optional but does not hold:
// `npm ci` refuses such a lock on the platforms concerned.
import { readFileSync } from 'node:fs';

/** Returns "package -> missing optional package@range" for every hole of an npm v3 lock. */
export function lockHoles(lock) {
  const packages = lock.packages ?? {};
  const holes = [];
  for (const [path, entry] of Object.entries(packages)) {
    for (const [name, range] of Object.entries(entry.optionalDependencies ?? {})) {
      if (!resolves(packages, path, name)) holes.push(`${path || '(root)'} -> ${name}@${range}`);
    }
  }
  return holes;
}

function resolves(packages, from, name) {
  for (let base = from; ; base = base.slice(0, Math.max(0, base.lastIndexOf('node_modules/') - 1))) {
    if (packages[`${base ? `${base}/` : ''}node_modules/${name}`]) return true;
    if (!base) return false;
    if (!base.includes('node_modules/')) base = '';
    if (base === '' && packages[`node_modules/${name}`]) return true;
    if (base === '') return false;
  }
}

if (import.meta.filename === process.argv[1] || process.argv[1]?.endsWith('lock-holes.mjs')) {
  const holes = lockHoles(JSON.parse(readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8')));
  for (const hole of holes) console.error(`lock hole: ${hole}`);
  console.log(`lock file: ${holes.length} holes`);
  process.exitCode = holes.length ? 1 : 0;
}
