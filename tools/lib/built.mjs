// Whether what is built is what the sources say: by path, size and time of every source, in a few milliseconds.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { run } from './install.mjs';
import { step } from './steps.mjs';

const STAMP = ['node_modules', '.cache', 'maillon', 'build.json'];
const NOT_SOURCES = new Set(['node_modules', 'dist', 'generated']);

/** What is built apart: its sources, and what must be there afterwards. */
const PARTS = {
  servers: {
    sources: ['libs', 'apps/api', 'apps/worker', 'apps/ops', 'tsconfig.base.json', 'tsconfig.json'],
    results: ['apps/api/dist/main.js', 'apps/worker/dist/main.js', 'apps/ops/dist/main.js'],
  },
  portal: {
    sources: [
      'apps/portal',
      'apps/api/schema.graphql',
      'libs/kernel',
      'libs/epcis',
      'libs/formats',
      'libs/filieres',
      'libs/documents',
      'docs/guide',
    ],
    results: ['apps/portal/dist/index.html'],
  },
};

/** The parts whose build is missing or older than their sources. */
export function staleParts(root) {
  const stamp = readStamp(root);
  return Object.keys(PARTS).filter((part) => {
    if (!hasPart(root, part)) return false;
    const isThere = PARTS[part].results.every((file) => existsSync(join(root, file)));
    return !isThere || stamp[part] !== signature(root, PARTS[part].sources);
  });
}

/** Builds the parts given, or all, and notes what they were built from. */
export async function build(root, parts = Object.keys(PARTS), { signal } = {}) {
  for (const part of parts.filter((name) => hasPart(root, name))) {
    const made = signature(root, PARTS[part].sources);
    if (part === 'servers')
      await run(process.execPath, [join(root, 'node_modules', 'typescript', 'bin', 'tsc'), '-b'], {
        cwd: root,
        signal,
      });
    else await run(process.execPath, ['build.mjs'], { cwd: join(root, 'apps', 'portal'), signal });
    writeStamp(root, { ...readStamp(root), [part]: made });
  }
}

/** Builds what is stale, if anything is; `only` names the parts that matter. */
export async function ensureBuilt(root, { only = Object.keys(PARTS), signal } = {}) {
  const parts = staleParts(root).filter((part) => only.includes(part));
  if (parts.length) await step(`Build (${parts.join(', ')})`, () => build(root, parts, { signal }));
}

const hasPart = (root, part) => part !== 'portal' || existsSync(join(root, 'apps', 'portal', 'build.mjs'));

function signature(root, sources) {
  const hash = createHash('sha256');
  const add = (path) => {
    const file = statSync(join(root, path), { throwIfNoEntry: false });
    if (file?.isDirectory()) {
      for (const name of readdirSync(join(root, path)).sort())
        if (!NOT_SOURCES.has(name)) add(`${path}/${name}`);
    } else if (file) hash.update(`${path} ${file.size} ${file.mtimeMs}\n`);
  };
  for (const source of sources) add(source);
  return hash.digest('hex');
}

function readStamp(root) {
  const file = join(root, ...STAMP);
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
}

function writeStamp(root, stamp) {
  const file = join(root, ...STAMP);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(stamp));
}
