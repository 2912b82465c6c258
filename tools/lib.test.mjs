// The parts of the commands that are plain functions.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { staleParts } from './lib/built.mjs';
import { openDataFolder } from './lib/data-folder.mjs';
import { isInstalled } from './lib/install.mjs';
import { lineDifference } from './lib/line-difference.mjs';
import { readOptions } from './lib/start-options.mjs';

const inFolder = (work) => async () => {
  const folder = mkdtempSync(join(tmpdir(), 'maillon-tools-'));
  try {
    await work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};
const put = (folder, path, text) => {
  mkdirSync(join(folder, path, '..'), { recursive: true });
  writeFileSync(join(folder, path), text);
};

describe('readOptions', () => {
  const read = (argv, environment = {}) => readOptions(argv, environment, '/root-of/maillon');

  it('has a default for everything', () =>
    assert.deepEqual(read([]), {
      help: false,
      empty: false,
      port: 8080,
      dataDir: '/root-of/maillon/.maillon',
      databaseUrl: undefined,
      queueUrl: undefined,
      logLevel: 'info',
    }));

  it('takes a relative folder from where the command was typed', () => {
    assert.equal(read(['--data', 'here'], { INIT_CWD: '/home/me' }).dataDir, '/home/me/here');
    assert.equal(read(['--data', '/abs'], { INIT_CWD: '/home/me' }).dataDir, '/abs');
  });

  for (const [argv, environment, says] of [
    [['--port', '0'], {}, /--port is a number/],
    [['--port', '80a'], {}, /--port is a number/],
    [['--port', '65536'], {}, /--port is a number/],
    [['--prot', '1'], {}, /--prot.*--help/],
    [[], { DATABASE_URL: 'mysql://x' }, /DATABASE_URL is an address/],
    [[], { QUEUE_URL: 'localhost:6379' }, /QUEUE_URL is an address/],
  ]) {
    it(`refuses ${argv.join(' ')} ${JSON.stringify(environment)} in one sentence`, () =>
      assert.throws(() => read(argv, environment), says));
  }
});

describe('isInstalled', () => {
  const lock = (packages) => JSON.stringify({ packages });
  const wanted = {
    '': {},
    'node_modules/a': { version: '1.0.0' },
    'node_modules/mac-only': { version: '1.0.0', optional: true },
  };
  const check = (present) =>
    inFolder((folder) => {
      put(folder, 'package-lock.json', lock(wanted));
      if (present) put(folder, 'node_modules/.package-lock.json', lock(present.packages));
      assert.equal(isInstalled(folder), present?.expected ?? false);
    });

  it('is false in a fresh clone', check(undefined));
  it(
    'is true when every package is there, whatever platform the optional ones are for',
    check({ packages: { 'node_modules/a': { version: '1.0.0' } }, expected: true }),
  );
  it(
    'is false when one is of another version',
    check({ packages: { 'node_modules/a': { version: '1.0.1' } }, expected: false }),
  );
  it('is false when one is missing', check({ packages: {}, expected: false }));
});

it(
  'staleParts names what was never built',
  inFolder((folder) => {
    put(folder, 'libs/a/src/a.ts', '1');
    assert.deepEqual(staleParts(folder), ['servers']);
    put(folder, 'apps/portal/build.mjs', '');
    assert.deepEqual(staleParts(folder), ['servers', 'portal']);
  }),
);

it(
  'openDataFolder refuses a folder that a running start has, and takes one that a dead start had',
  inFolder(async (folder) => {
    const data = await openDataFolder(join(folder, 'deep', 'data'));
    assert.match(data.passwords.maillon_app, /^[0-9a-f]{48}$/);
    data.close();
    put(folder, 'deep/data/start.json', JSON.stringify({ pid: 2 ** 22 + 1, children: [] }));
    const again = await openDataFolder(join(folder, 'deep', 'data'));
    assert.deepEqual(again.passwords, data.passwords);
    again.close();
    put(folder, 'file', '');
    await assert.rejects(openDataFolder(join(folder, 'file')), /cannot be used: it is a file/);
  }),
);

describe('lineDifference', () => {
  it('is empty for equal texts', () => assert.equal(lineDifference('a\nb\n', 'a\nb\n'), ''));
  it('shows what went and what came, with a little around', () =>
    assert.equal(
      lineDifference('1\n2\n3\n4\n5\n6\n', '1\n2\n3\nfour\n5\n6\n'),
      '  2\n  3\n- 4\n+ four\n  5\n  6',
    ));
  it('folds what did not change', () => {
    const many = Array.from({ length: 20 }, (_, index) => `line ${index}`);
    const changed = many.with(2, 'x').with(17, 'y');
    const shown = lineDifference(many.join('\n'), changed.join('\n')).split('\n');
    assert.equal(shown.filter((line) => line === '  …').length, 1);
    assert.deepEqual(
      shown.filter((line) => /^[-+]/.test(line)),
      ['- line 2', '+ x', '- line 17', '+ y'],
    );
  });
});
