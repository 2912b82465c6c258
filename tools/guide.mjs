// npm run guide: writes docs/guide/documents.md from the definitions of documents; a test says when it is out of date.
import './lib/require-node.mjs';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { ensureBuilt } from './lib/built.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { fail } from './lib/steps.mjs';

const ROOT = join(import.meta.dirname, '..');
const FILE = join(ROOT, 'docs', 'guide', 'documents.md');

async function guide() {
  await ensureInstalled(ROOT);
  await ensureBuilt(ROOT, { only: ['servers'] });
  const { documentGuide } = await import('@maillon/documents');
  const config = await resolveConfig(FILE);
  writeFileSync(FILE, await format(documentGuide(), { ...config, parser: 'markdown' }));
  process.stdout.write('docs/guide/documents.md written.\n');
}

guide().catch(fail);
