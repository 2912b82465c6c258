/** The arrows of the house, as data for Nx: apps -> feature -> tech -> pure, and downwards only inside a layer. */
const only = (sourceTag, tags, more = {}) => ({ sourceTag, onlyDependOnLibsWithTags: tags, ...more });
const scopes = (...names) => names.map((name) => `scope:${name}`);

const pure = scopes('kernel', 'epcis', 'formats', 'filieres', 'documents');
const tech = scopes('runtime', 'db', 'jobs', 'graphql');

/** From the highest feature to the lowest: each may import those after it. */
const features = [
  'reconciliation',
  'intake',
  'exchange',
  'epcis-rest',
  'traceability',
  'sharing',
  'feed',
  'membership',
];
const downwards = (...names) =>
  names.map((name, index) => only(`scope:${name}`, [...scopes(...names.slice(index)), ...tech, ...pure]));

/** Libraries that a pure lib may never see. */
const heavy = [
  '@nestjs/*',
  'typeorm',
  'pg',
  'pg-*',
  'bullmq',
  'ioredis',
  'graphql',
  '@apollo/*',
  'fastify',
  '@fastify/*',
  'zod',
  'pino',
  'prom-client',
];

export const boundaries = {
  enforceBuildableLibDependency: false,
  banTransitiveDependencies: false,
  allow: ['^.*/eslint(\\.base)?\\.config\\.[cm]?[jt]s$'],
  depConstraints: [
    only('layer:pure', ['layer:pure'], { bannedExternalImports: heavy }),
    only('layer:tech', ['layer:tech', 'layer:pure']),
    only('layer:feature', ['layer:feature', 'layer:tech', 'layer:pure']),
    only('layer:app', ['layer:feature', 'layer:tech', 'layer:pure']),
    only('layer:portal', ['layer:pure'], {
      bannedExternalImports: ['@nestjs/*', 'typeorm', 'pg', 'bullmq', 'ioredis'],
    }),

    only('scope:kernel', [], {}),
    only('scope:epcis', scopes('epcis', 'formats', 'kernel')),
    only('scope:formats', scopes('formats', 'kernel')),
    only('scope:filieres', scopes('filieres', 'kernel')),
    only('scope:documents', scopes('documents', 'epcis', 'filieres', 'formats', 'kernel')),
    only('scope:runtime', ['scope:runtime', ...pure]),
    only('scope:db', ['scope:db', 'scope:runtime', ...pure], {
      bannedExternalImports: ['bullmq', 'ioredis'],
    }),
    only('scope:graphql', ['scope:graphql', 'scope:runtime', ...pure], {
      bannedExternalImports: ['bullmq', 'ioredis', 'typeorm', 'pg'],
    }),
    only('scope:jobs', ['scope:jobs', 'scope:db', 'scope:runtime', ...pure]),

    ...downwards(...features),
    ...[...features, 'api', 'worker', 'ops'].map((scope) => ({
      sourceTag: `scope:${scope}`,
      bannedExternalImports: ['bullmq', 'ioredis'],
    })),
  ],
};
