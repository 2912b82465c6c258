// npm run build: every library and server by tsc, then the portal by Vite.
import './lib/require-node.mjs';
import { join } from 'node:path';
import { build } from './lib/built.mjs';
import { fail } from './lib/steps.mjs';

build(join(import.meta.dirname, '..')).catch(fail);
