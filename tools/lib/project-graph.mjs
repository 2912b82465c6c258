// The project graph of Nx, in the workspace: without it the rule of module boundaries is left out without an error.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './install.mjs';
import { Refusal } from './steps.mjs';

/** What every process that touches Nx is told: no daemon left behind, nothing outside the workspace, no network. */
export const NX_ENVIRONMENT = {
  NX_DAEMON: 'false',
  NX_NO_CLOUD: 'true',
  NX_CACHE_DIRECTORY: '.nx/cache',
  NX_WORKSPACE_DATA_DIRECTORY: '.nx/workspace-data',
};

/** Makes the graph anew from what is on disk. Throws Refusal when there is none afterwards. */
export async function makeProjectGraph(root, { signal } = {}) {
  const nx = join(root, 'node_modules', 'nx');
  const { bin } = JSON.parse(readFileSync(join(nx, 'package.json'), 'utf8'));
  await run(process.execPath, [join(nx, bin.nx), 'show', 'projects'], {
    cwd: root,
    signal,
    env: { ...process.env, ...NX_ENVIRONMENT },
  });
  if (!existsSync(join(root, '.nx', 'workspace-data', 'project-graph.json')))
    throw new Refusal('Nx made no project graph: the module boundaries cannot be checked.');
}
