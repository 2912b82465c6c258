// Every arrow of the house, tried: ESLint with the real configuration reads a file that imports what it should not.
// The table below is written by hand from the design, so that it is no copy of the rules it checks.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { before, describe, it } from 'node:test';
import { boundaries } from './boundaries.mjs';
import { makeProjectGraph, NX_ENVIRONMENT } from './lib/project-graph.mjs';

const ROOT = join(import.meta.dirname, '..');

const PURE = ['kernel', 'epcis', 'formats', 'filieres', 'documents'];
const TECH = ['runtime', 'db', 'jobs', 'graphql'];
/** What each project may import, itself aside. */
const MAY_IMPORT = {
  kernel: [],
  epcis: ['formats', 'kernel'],
  formats: ['kernel'],
  filieres: ['kernel'],
  documents: ['epcis', 'filieres', 'formats', 'kernel'],
  runtime: PURE,
  db: ['runtime', ...PURE],
  graphql: ['runtime', ...PURE],
  jobs: ['db', 'runtime', ...PURE],
  membership: [...TECH, ...PURE],
  feed: ['membership', ...TECH, ...PURE],
  sharing: ['feed', 'membership', ...TECH, ...PURE],
  traceability: ['sharing', 'feed', 'membership', ...TECH, ...PURE],
  'epcis-rest': ['traceability', 'sharing', 'feed', 'membership', ...TECH, ...PURE],
  exchange: ['epcis-rest', 'traceability', 'sharing', 'feed', 'membership', ...TECH, ...PURE],
  reconciliation: [
    'intake',
    'exchange',
    'epcis-rest',
    'traceability',
    'sharing',
    'feed',
    'membership',
    ...TECH,
    ...PURE,
  ],
  intake: ['exchange', 'epcis-rest', 'traceability', 'sharing', 'feed', 'membership', ...TECH, ...PURE],
  api: [
    'reconciliation',
    'intake',
    'exchange',
    'epcis-rest',
    'traceability',
    'sharing',
    'feed',
    'membership',
    ...TECH,
    ...PURE,
  ],
  worker: [
    'reconciliation',
    'intake',
    'exchange',
    'epcis-rest',
    'traceability',
    'sharing',
    'feed',
    'membership',
    ...TECH,
    ...PURE,
  ],
  ops: [
    'reconciliation',
    'intake',
    'exchange',
    'epcis-rest',
    'traceability',
    'sharing',
    'feed',
    'membership',
    ...TECH,
    ...PURE,
  ],
  portal: PURE,
};
const APPS = ['api', 'worker', 'ops', 'portal'];

/** Packages that a project may not import, by the reason that the design gives. */
const BANNED = [
  ...PURE.flatMap((project) =>
    ['@nestjs/common', 'typeorm', 'pg', 'bullmq', 'ioredis', 'graphql', 'fastify', 'zod', 'pino'].map(
      (name) => [project, name],
    ),
  ),
  ...[
    'db',
    'graphql',
    'membership',
    'sharing',
    'feed',
    'traceability',
    'epcis-rest',
    'exchange',
    'reconciliation',
    'intake',
    'api',
    'worker',
    'ops',
    'portal',
  ].flatMap((project) => [
    [project, 'bullmq'],
    [project, 'ioredis'],
  ]),
  ...['graphql', 'portal'].flatMap((project) => [
    [project, 'typeorm'],
    [project, 'pg'],
  ]),
  ['portal', '@nestjs/common'],
];
/** And packages that one of them needs: a rule that refuses everything would pass the list above. */
const NEEDED = [
  ['db', 'pg'],
  ['db', 'typeorm'],
  ['jobs', 'bullmq'],
  ['runtime', 'pino'],
  ['membership', '@nestjs/common'],
  ['graphql', 'graphql'],
  ['portal', 'react'],
];

const folderOf = (project) => join(APPS.includes(project) ? 'apps' : 'libs', project);
/** Apps have no entry of their own: only a path into one could be imported. */
const moduleOf = (project) =>
  APPS.includes(project) ? `@maillon/${project}/src/main.js` : `@maillon/${project}`;
/** Projects that exist: the table also names those to come. */
const isThere = (project) => existsSync(join(ROOT, folderOf(project), 'package.json'));
const projects = Object.keys(MAY_IMPORT).filter(isThere);

let eslint;
const rule = '@nx/enforce-module-boundaries';
/** The rule would first report each forbidden arrow as a circle, which today's arrows make of it: its own verdict is wanted. */
const circles = projects.flatMap((from) => projects.map((to) => [`@maillon/${from}`, `@maillon/${to}`]));
const options = { ...boundaries, ignoredCircularDependencies: circles };
const tagsOf = (project) =>
  JSON.parse(readFileSync(join(ROOT, folderOf(project), 'package.json'), 'utf8')).nx.tags;

/** What the rule says of a file in `project` that imports `module`. Nothing is written: a build may run beside this test. */
async function refusals(project, module, constraints) {
  const own = constraints
    ? `/* eslint ${rule}: ["error", ${JSON.stringify({ ...options, depConstraints: constraints }).replaceAll('*/', '*\\/')}] */ `
    : '';
  const [{ messages }] = await eslint.lintText(
    `${own}import * as found from '${module}';\nexport const kept = found;\n`,
    {
      filePath: join(ROOT, folderOf(project), 'src', 'boundary-probe.ts'),
    },
  );
  assert.deepEqual(
    messages.filter(({ ruleId }) => ruleId !== rule),
    [],
    `${project} imports ${module}`,
  );
  return messages.map(({ messageId }) => messageId);
}

before(async () => {
  await makeProjectGraph(ROOT);
  Object.assign(process.env, NX_ENVIRONMENT);
  process.chdir(ROOT);
  const { ESLint } = await import('eslint');
  eslint = new ESLint({
    cwd: ROOT,
    overrideConfig: {
      files: ['**/*.ts'],
      languageOptions: { parserOptions: { project: false } },
      rules: {
        [rule]: ['error', options],
        '@typescript-eslint/no-floating-promises': 'off',
        '@typescript-eslint/no-misused-promises': 'off',
      },
    },
  });
});

describe('module boundaries', () => {
  it('are told for every project of the workspace', () => {
    const present = ['apps', 'libs'].flatMap((folder) =>
      readdirSync(join(ROOT, folder)).filter((name) => existsSync(join(ROOT, folder, name, 'package.json'))),
    );
    assert.deepEqual(
      present.filter((name) => !(name in MAY_IMPORT)),
      [],
    );
    for (const project of present) {
      assert.ok(tagsOf(project).includes(`scope:${project}`), `${project} carries the tag scope:${project}`);
    }
  });

  for (const from of projects) {
    it(`hold for ${from}`, async () => {
      for (const to of projects.filter((project) => project !== from)) {
        const verdict = await refusals(from, moduleOf(to));
        const isAllowed = MAY_IMPORT[from].includes(to);
        assert.equal(
          verdict.length > 0,
          !isAllowed,
          `${from} -> ${to}: ${isAllowed ? 'allowed, yet refused' : 'forbidden, yet let through'} (${verdict})`,
        );
        if (!isAllowed)
          assert.ok(
            ['onlyTagsConstraintViolation', 'emptyOnlyTagsConstraintViolation', 'noImportsOfApps'].includes(
              verdict[0],
            ),
            `${from} -> ${to}: ${verdict}`,
          );
      }
    });
  }

  // Rules of layers and of scopes overlap: each is also seen to refuse by itself. A project that may import every library has
  // apps alone to refuse, and those Nx refuses to everybody.
  const withoutVictim = ['layer:feature', 'layer:app', 'scope:reconciliation'];
  for (const constraint of boundaries.depConstraints.filter(
    ({ onlyDependOnLibsWithTags }) => onlyDependOnLibsWithTags,
  )) {
    const { sourceTag, onlyDependOnLibsWithTags: allowed } = constraint;
    it(`are refused by the rule of ${sourceTag} alone`, async () => {
      const sources = projects.filter((project) => tagsOf(project).includes(sourceTag));
      const targets = projects.filter(
        (project) => !APPS.includes(project) && !tagsOf(project).some((tag) => allowed.includes(tag)),
      );
      const pairs = sources.flatMap((from) => targets.filter((to) => to !== from).map((to) => [from, to]));
      assert.equal(pairs.length === 0, withoutVictim.includes(sourceTag), `${pairs.length} arrows to refuse`);
      for (const [from, to] of pairs)
        assert.match(
          String(await refusals(from, moduleOf(to), [constraint])),
          /nlyTagsConstraintViolation$/,
          `${from} -> ${to}`,
        );
    });
  }

  it('cannot be gone round by a relative path', async () => {
    assert.deepEqual(await refusals('epcis', '../../kernel/src/index.js'), [
      'noRelativeOrAbsoluteImportsAcrossLibraries',
    ]);
    assert.deepEqual(await refusals('api', '../../ops/src/env.js'), [
      'noRelativeOrAbsoluteImportsAcrossLibraries',
    ]);
  });

  it('keep packages where they belong', async () => {
    for (const [project, name] of BANNED.filter(([project]) => isThere(project))) {
      const verdict = await refusals(project, name);
      // A package that lies inside another project's folder is out of reach: the compiler refuses it.
      if (isReachable(project, name))
        assert.deepEqual(verdict, ['bannedExternalImportsViolation'], `${project} -> ${name}`);
    }
    for (const [project, name] of NEEDED.filter(([project]) => isThere(project))) {
      assert.ok(isReachable(project, name), `${project} -> ${name} is installed`);
      assert.deepEqual(await refusals(project, name), [], `${project} -> ${name}`);
    }
  });
});

function isReachable(project, name) {
  const paths = createRequire(join(ROOT, folderOf(project), 'src', 'x.js')).resolve.paths(name);
  return paths.some((path) => existsSync(join(path, name, 'package.json')));
}
