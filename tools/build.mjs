// npm run build: every library and server by tsc, then the portal by Vite.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './lib/install.mjs';
import { fail } from './lib/steps.mjs';

const ROOT = join(import.meta.dirname, '..');

async function build() {
  await run(process.execPath, [join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc'), '-b'], { cwd: ROOT });
  const portal = join(ROOT, 'apps', 'portal');
  if (existsSync(join(portal, 'build.mjs'))) await run(process.execPath, ['build.mjs'], { cwd: portal });
}

build().catch(fail);
