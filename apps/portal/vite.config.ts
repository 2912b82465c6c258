import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const here = fileURLToPath(new URL('.', import.meta.url));

/** Pages are separate chunks already (lazy routes): the graph libraries travel with the item page alone. */
export default defineConfig({
  root: here,
  base: '/',
  plugins: [react()],
  resolve: {
    conditions: ['maillon-source', 'module', 'browser', 'development|production'],
    // The guide that findings link to is shown as it stands in the documentation.
    alias: { '@guide': fileURLToPath(new URL('../../docs/guide', import.meta.url)) },
  },
  worker: { format: 'es' },
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'es2022',
    sourcemap: false,
    // A strict Content-Security-Policy refuses data: scripts and styles; small files stay files.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 700,
    rolldownOptions: {
      // Our pure libs only define things: what a page does not use of them (filières' data, EDI) stays out of it.
      treeshake: { moduleSideEffects: (id) => !/[\\/]libs[\\/]\w+[\\/]/.test(id) },
      // They name modules of Node that no page reaches, once what is not used is gone.
      onLog: (level, log, tell) =>
        log.message.includes('has been externalized for browser compatibility') || tell(level, log),
      output: {
        codeSplitting: {
          groups: [
            { name: 'react', test: /node_modules[\\/](react|react-dom|scheduler)[\\/]/, priority: 3 },
            { name: 'tanstack', test: /node_modules[\\/]@tanstack[\\/]/, priority: 2 },
            { name: 'mantine', test: /node_modules[\\/](@mantine|@floating-ui)[\\/]/, priority: 2 },
            {
              name: 'messages',
              test: /node_modules[\\/](react-intl|intl-messageformat|@formatjs)[\\/]/,
              priority: 2,
            },
          ],
        },
      },
    },
  },
});
