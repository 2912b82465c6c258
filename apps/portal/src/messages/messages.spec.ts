import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createIntl } from 'react-intl';
import { en } from './en';
import { fr } from './fr';

const SOURCE = join(import.meta.dirname, '..');

/** Names of the placeholders of an ICU message: the word after a brace that opens an argument, not a branch. */
function placeholders(message: string): string[] {
  const found = new Set<string>();
  const readBranches = (start: number): number => {
    let at = start;
    while (message[at] !== '}') at = message[at] === '{' ? readText(at + 1) + 1 : at + 1;
    return at;
  };
  const readText = (start: number): number => {
    let at = start;
    for (; at < message.length && message[at] !== '}'; at += 1) {
      if (message[at] !== '{') continue;
      const name = /^\s*(\w+)\s*/.exec(message.slice(at + 1));
      found.add(name?.[1] ?? '');
      at = readBranches(at + 1 + (name?.[0].length ?? 0));
    }
    return at;
  };
  readText(0);
  return [...found].sort();
}

function sources(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory())
      return entry.name === 'messages' || entry.name === 'generated' ? [] : sources(path);
    return /\.tsx?$/.test(entry.name) ? [readFileSync(path, 'utf8')] : [];
  });
}

const ids = Object.keys(fr) as (keyof typeof fr)[];

describe('messages of the portal', () => {
  it('has the same messages in French and in English, none empty', () => {
    expect(Object.keys(en).sort()).toEqual([...ids].sort());
    expect(ids.filter((id) => !fr[id].trim() || !en[id].trim())).toEqual([]);
  });

  it('has the same placeholders in both languages', () => {
    const different = ids.filter((id) => placeholders(fr[id]).join() !== placeholders(en[id]).join());
    expect(different).toEqual([]);
  });

  it('finds the placeholders of plurals and of their branches', () => {
    expect(placeholders('{count, plural, one {# lot de {name}} other {# lots}} : {who}')).toEqual([
      'count',
      'name',
      'who',
    ]);
  });

  it.each([
    ['fr-FR', fr],
    ['en-GB', en],
  ])('can be formatted in %s', (locale, messages) => {
    const errors: string[] = [];
    const intl = createIntl({ locale, messages, onError: (error) => errors.push(error.message) });
    for (const id of ids)
      intl.formatMessage({ id }, Object.fromEntries(placeholders(messages[id]).map((name) => [name, 2])));
    expect(errors).toEqual([]);
  });

  it('keeps French signs on the line of their word', () => {
    const breakable = ids.filter((id) => / [:;!?»]|« |[^\u202F\s\d{]!|'/.test(fr[id]));
    expect(breakable).toEqual([]);
  });

  it('shows every message somewhere', () => {
    const code = sources(SOURCE).join('\n');
    expect(ids.filter((id) => !code.includes(`'${id}'`))).toEqual([]);
  });
});
