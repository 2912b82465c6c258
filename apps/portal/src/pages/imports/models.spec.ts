import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MODELS, withColumns } from './models';

const FOLDER = join(import.meta.dirname, '..', '..', '..', 'public', 'modeles');
const modelOf = (file: string) => readFileSync(join(FOLDER, file), 'utf8');

describe('models of files', () => {
  it.each(MODELS)('$file has every column that the help speaks of, and full rows', ({ file, columns }) => {
    const [header = '', ...rows] = modelOf(file)
      .replace(/^\uFEFF/, '')
      .trimEnd()
      .split('\r\n');
    expect(columns.map(([name]) => name).filter((name) => !header.split(';').includes(name))).toEqual([]);
    expect(rows.length).toBeGreaterThan(0);
    expect(rows.filter((row) => row.split(';').length !== header.split(';').length)).toEqual([]);
  });

  it('adds the columns of a filière, quoted where needed', () => {
    expect(withColumns('\uFEFFa;b\r\n1;2\r\n', ['Essence', 'x;y'])).toBe(
      '\uFEFFa;b;Essence;"x;y"\r\n1;2;;\r\n',
    );
  });
});
