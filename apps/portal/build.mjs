// Builds the portal: typed operations out of the schema, then the static files. `node build.mjs [--schema FILE]`
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { generate } from '@graphql-codegen/cli';
import { build } from 'vite';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const { values } = parseArgs({
  options: {
    schema: { type: 'string', default: here('../api/schema.graphql') },
    'types-only': { type: 'boolean', default: false },
  },
});

async function generateOperations(schema) {
  if (!existsSync(schema)) {
    if (existsSync(here('src/generated/graphql.ts'))) return;
    throw new Error(`${schema} is missing: write it with "npm run schema", then build again.`);
  }
  await generate(
    {
      schema,
      documents: [here('src/**/*.{ts,tsx}'), `!${here('src/generated/**')}`],
      silent: true,
      errorsOnly: true,
      generates: {
        [here('src/generated/')]: {
          preset: 'client',
          presetConfig: { fragmentMasking: false },
          config: {
            documentMode: 'string',
            enumsAsTypes: true,
            useTypeImports: true,
            avoidOptionals: false,
            defaultScalarType: 'unknown',
            scalars: { DateTime: 'string', JSON: 'unknown' },
          },
        },
      },
    },
    true,
  );
}

await generateOperations(values.schema);
if (!values['types-only']) await build({ configFile: here('vite.config.ts'), logLevel: 'warn' });
