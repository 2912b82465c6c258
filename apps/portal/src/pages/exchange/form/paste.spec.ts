import { checkValue, definitionOf } from '@maillon/documents';
import { rowsFrom, withCell, withPasted, withSpare } from './grid-rows';
import { cellsOf, placePasted } from './paste';

const { lines } = definitionOf('order');
const field = (name: string) => lines.find((one) => one.name === name)!;
const shown = ['buyerItem', 'description', 'quantity', 'unit', 'requestedDate'].map(field);

describe('paste from a spreadsheet', () => {
  it('reads tabs, line ends of every kind and quoted cells', () => {
    expect(cellsOf('A\t"deux\nlignes ""citées"""\r\nB\t2\r\n')).toEqual([
      ['A', 'deux lignes "citées"'],
      ['B', '2'],
    ]);
  });

  it('spreads cells from the one that has the focus, adding rows', () => {
    const rows = withSpare(rowsFrom([{ buyerItem: 'A-1' }]));
    const pasted = placePasted('Vis\t12,5\tkg\nÉcrou\t1 200\tpièce\nJoint\t3\tkg', lines, shown, 1);
    const after = withSpare(withPasted(rows, 0, pasted, true));
    expect(after.map(({ texts }) => texts)).toEqual([
      { buyerItem: 'A-1', description: 'Vis', quantity: '12,5', unit: 'kg' },
      { description: 'Écrou', quantity: '1 200', unit: 'pièce' },
      { description: 'Joint', quantity: '3', unit: 'kg' },
      {},
    ]);
    expect(new Set(after.map(({ key }) => key)).size).toBe(4);
  });

  it('takes a first row of names as such, in French, English or as people shorten them', () => {
    const pasted = placePasted(
      'Réf. client\tQté\tUnité\tPrix unitaire\tCouleur\nA-1\t5\tkg\t2,40\trouge',
      lines,
      shown,
      3,
    );
    expect(pasted.fields.map((one) => one?.name)).toEqual([
      'buyerItem',
      'quantity',
      'unit',
      'price',
      undefined,
    ]);
    expect(pasted.cells).toHaveLength(1);
  });

  it('does not grow where the lines are those of a document', () => {
    const rows = rowsFrom([{ quantity: '1' }]);
    expect(withPasted(rows, 0, placePasted('2\n3', lines, [field('quantity')], 0), false)).toHaveLength(1);
  });

  it('leaves French numbers and dates to the rules of documents, which know them', () => {
    expect(checkValue(field('quantity'), '1\u202F200,5', 'p')).toEqual({ value: 1200.5 });
    expect(checkValue(field('requestedDate'), '31/03/2026', 'p')).toEqual({ value: '2026-03-31' });
  });

  it('takes the unit of the row above with the first quantity', () => {
    const rows = withSpare(rowsFrom([{ quantity: '2', unit: 'kg' }]));
    expect(withCell(rows, 1, 'quantity', '3')[1]!.texts).toEqual({ quantity: '3', unit: 'kg' });
  });
});
