import { readAll } from './bytes.fixture.js';
import { writeCsvRow } from './csv-writer.js';

describe('writing CSV', () => {
  it.each([
    [['a', 'b c', ''], 'a;b c;\r\n'],
    [['a;b', 'c"d', 'e\nf'], '"a;b";"c""d";"e\nf"\r\n'],
    [[12.5, -3, null, undefined, true], '12,5;-3;;;true\r\n'],
    [['-12,5', '+7', '-1 234,50', '- 3'], '-12,5;+7;-1 234,50;"\'- 3"\r\n'],
    [['=1+1', '+cmd', '-a', '@x', '\tx', '\rx'], '"\'=1+1";"\'+cmd";"\'-a";"\'@x";"\'\tx";"\'\rx"\r\n'],
    [['＝1', '＋1', '－1', '＠x', ' =1'], '"\'＝1";"\'＋1";"\'－1";"\'＠x";"\' =1"\r\n'],
    [['a,=1+1'], '"a,=1+1"\r\n'],
    [[''], '""\r\n'],
  ])('%j', (cells, line) => expect(writeCsvRow(cells)).toBe(line));

  it('fits the delimiter and puts the mark', () => {
    expect(writeCsvRow(['12,5', 12.5, 'x'], ',')).toBe('"12,5",12.5,x\r\n');
    expect(writeCsvRow(['é'], ';', { bom: true })).toBe('\uFEFFé\r\n');
  });

  it('is read back as written', async () => {
    const rows = [
      ['a;b', 'c"d'],
      ['é\r\nf', ' g '],
      ['12,5', '|'],
    ];
    const { records } = await readAll(Buffer.from(rows.map((row) => writeCsvRow(row)).join('')));
    expect(records.map((record) => record.cells)).toEqual(rows);
  });
});
