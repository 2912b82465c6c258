import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const BUILT = fileURLToPath(new URL('../dist/index.js', import.meta.url));

/**
 * Runs `body` (the inside of an async function that is given this library as `formats`) in a process of its own, and
 * answers by how many bytes its memory grew at most. A test runner's own memory moves too much to measure within it.
 */
export function peakGrowth(body: string): number {
  if (!existsSync(BUILT))
    throw new Error('libs/formats is not built: run `npm test`, which builds it first.');
  const script = `
    const formats = await import(${JSON.stringify(BUILT)});
    const before = process.memoryUsage.rss();
    let peak = before;
    const look = () => (peak = Math.max(peak, process.memoryUsage.rss()));
    await (async () => { ${body} })();
    look();
    console.log(peak - before);`;
  return Number(execFileSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' }));
}
