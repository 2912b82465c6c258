import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { it } from 'node:test';
import { lockHoles } from './lock-holes.mjs';

const lock = (packages) => ({ lockfileVersion: 3, packages: { '': { name: 'x' }, ...packages } });
const swc = {
  optionalDependencies: { '@swc/core-linux-x64-gnu': '1.0.0', '@swc/core-darwin-arm64': '1.0.0' },
};

it('finds nothing in a whole lock', () => {
  const whole = lock({
    'node_modules/@swc/core': swc,
    'node_modules/@swc/core-linux-x64-gnu': {},
    'node_modules/@swc/core-darwin-arm64': {},
  });
  assert.deepEqual(lockHoles(whole), []);
});

it('names the platform package that is missing, and who wants it', () => {
  const holed = lock({ 'node_modules/@swc/core': swc, 'node_modules/@swc/core-linux-x64-gnu': {} });
  assert.deepEqual(lockHoles(holed), ['node_modules/@swc/core -> @swc/core-darwin-arm64@1.0.0']);
});

it('looks where Node looks: inside the package, beside it, and further up', () => {
  const wants = { optionalDependencies: { native: '^2.0.0' } };
  const nested = (place) => lock({ 'node_modules/a/node_modules/b': wants, ...(place && { [place]: {} }) });
  assert.equal(lockHoles(nested('node_modules/a/node_modules/b/node_modules/native')).length, 0);
  assert.equal(lockHoles(nested('node_modules/a/node_modules/native')).length, 0);
  assert.equal(lockHoles(nested('node_modules/native')).length, 0);
  assert.equal(lockHoles(nested('node_modules/c/node_modules/native')).length, 1);
  assert.equal(lockHoles(nested(undefined)).length, 1);
});

it('looks from a workspace up to the root', () => {
  const wants = { optionalDependencies: { native: '^2.0.0' } };
  assert.equal(lockHoles(lock({ 'libs/a': wants, 'node_modules/native': {} })).length, 0);
  assert.equal(lockHoles(lock({ 'libs/a': wants, 'libs/a/node_modules/native': {} })).length, 0);
  assert.equal(lockHoles(lock({ 'libs/a': wants, 'libs/b/node_modules/native': {} })).length, 1);
});

it('finds no hole in our own lock, nor in one without packages', () => {
  assert.deepEqual(
    lockHoles(JSON.parse(readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8'))),
    [],
  );
  assert.deepEqual(lockHoles({}), []);
});
