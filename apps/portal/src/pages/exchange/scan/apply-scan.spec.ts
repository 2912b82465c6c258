import { writeLabel } from '@maillon/documents';
import { rowsFrom, withSpare } from '../form/grid-rows';
import { applyScan } from './apply-scan';

const announced = withSpare(
  rowsFrom([
    { buyerItem: 'A-1', lot: 'L-1', quantity: '10', unit: 'pce' },
    { buyerItem: 'A-1', lot: 'L-2', quantity: '', unit: '' },
    { sscc: '395260000000000014', quantity: '4', unit: 'kg' },
  ]),
);
const codeOf = (values: Record<string, string | number>) => writeLabel(values).text;

describe('a scanned label', () => {
  it('finds the line of its lot, and fills only what is empty there', () => {
    const scanned = applyScan(
      announced,
      codeOf({ buyerItem: 'A-1', lot: 'L-2', quantity: 12.5, unit: 'KGM' }),
      'fr',
    );
    expect(scanned).toMatchObject({ outcome: 'found', key: 2 });
    expect(scanned.outcome === 'found' && scanned.rows[1]!.texts).toEqual({
      buyerItem: 'A-1',
      lot: 'L-2',
      quantity: '12,5',
      unit: 'kg',
    });
  });

  it('finds a package by its SSCC, whatever else the label says', () => {
    expect(applyScan(announced, '(00)395260000000000014', 'fr')).toMatchObject({ outcome: 'found', key: 3 });
  });

  it('adds a line for what was not announced, before the empty one', () => {
    const scanned = applyScan(
      announced,
      codeOf({ buyerItem: 'A-1', lot: 'L-9', quantity: 2, unit: 'H87' }),
      'fr',
    );
    expect(scanned).toMatchObject({ outcome: 'added' });
    expect(scanned.outcome === 'added' && scanned.rows.map(({ texts }) => texts['lot'])).toEqual([
      'L-1',
      'L-2',
      undefined,
      'L-9',
      undefined,
    ]);
  });

  it.each(['', 'bonjour', '(00)395260000000000015', '[)>'])(
    'says of « %s » that it cannot be read',
    (code) => {
      expect(applyScan(announced, code, 'fr')).toEqual({ outcome: 'unreadable' });
    },
  );
});
