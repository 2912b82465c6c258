/** The arrows of the house, as data for Nx: apps -> feature -> tech -> pure, and downwards only inside a layer. */
const only = (sourceTag, tags, more = {}) => ({ sourceTag, onlyDependOnLibsWithTags: tags, ...more });
const scopes = (...names) => names.map((name) => `scope:${name}`);

const pure = scopes('kernel', 'epcis', 'formats', 'filieres');
const tech = scopes('runtime', 'db', 'jobs', 'graphql');

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
    only('scope:epcis', scopes('epcis', 'kernel')),
    only('scope:formats', scopes('formats', 'kernel')),
    only('scope:filieres', scopes('filieres', 'kernel')),
    only('scope:runtime', ['scope:runtime', ...pure]),
    only('scope:db', ['scope:db', 'scope:runtime', ...pure], {
      bannedExternalImports: ['bullmq', 'ioredis'],
    }),
    only('scope:graphql', ['scope:graphql', 'scope:runtime', ...pure], {
      bannedExternalImports: ['bullmq', 'ioredis', 'typeorm', 'pg'],
    }),
    only('scope:jobs', ['scope:jobs', 'scope:db', 'scope:runtime', ...pure]),

    only('scope:membership', ['scope:membership', ...tech, ...pure]),
    only('scope:sharing', ['scope:sharing', 'scope:membership', ...tech, ...pure]),
    only('scope:traceability', [...scopes('traceability', 'sharing', 'membership'), ...tech, ...pure]),
    only('scope:intake', [...scopes('intake', 'traceability', 'sharing', 'membership'), ...tech, ...pure]),
    ...['membership', 'sharing', 'traceability', 'intake', 'api', 'worker', 'ops'].map((scope) => ({
      sourceTag: `scope:${scope}`,
      bannedExternalImports: ['bullmq', 'ioredis'],
    })),
  ],
};
