import { rowsFrom, withSpare } from './grid-rows';
import { textsOfLot, withLot } from './own-lot';

describe('a declared lot in a despatch line', () => {
  it('is named as it was declared: own reference, GTIN, or package', () => {
    const rest = { name: 'Avivés', quantity: 2.5, unit: 'MTQ' };
    expect(
      textsOfLot({ uri: 'urn:maillon:item:siren%3A123:AVIVES%20DE%20CHENE:L%3A1', ...rest }, 'fr'),
    ).toEqual({
      sellerItem: 'AVIVES DE CHENE',
      lot: 'L:1',
      description: 'Avivés',
      quantity: '2,5',
      unit: 'm³',
    });
    expect(textsOfLot({ uri: 'https://id.gs1.org/01/04006381333931/10/L-7' }, 'fr')).toEqual({
      gtin: '04006381333931',
      lot: 'L-7',
    });
    expect(textsOfLot({ uri: 'https://id.gs1.org/00/340123450000000000' }, 'fr')).toEqual({
      sscc: '340123450000000000',
    });
    expect(textsOfLot({ uri: 'https://id.gs1.org/01/04006381333931' }, 'fr')).toBeUndefined();
  });

  const rows = withSpare(
    rowsFrom([
      { buyerItem: 'A', quantity: '4', unit: 'm³' },
      { sellerItem: 'PL-9', quantity: '1', unit: 'm³' },
    ]),
  );
  const lot = { sellerItem: 'PL-9', lot: 'L-1', quantity: '2,5', unit: 'm³' };

  it('goes to the active row, whose own quantity is kept', () => {
    const { rows: after, key } = withLot(rows, 1, lot);
    expect(key).toBe(1);
    expect(after[0]!.texts).toEqual({
      buyerItem: 'A',
      sellerItem: 'PL-9',
      lot: 'L-1',
      quantity: '4',
      unit: 'm³',
    });
  });

  it('goes to the row of its article where none is active, and to a new one where that has a lot', () => {
    const once = withLot(rows, null, lot);
    expect(once.key).toBe(2);
    const twice = withLot(once.rows, null, { ...lot, lot: 'L-2' });
    expect(twice.rows.map(({ texts }) => texts['lot'])).toEqual([undefined, 'L-1', 'L-2', undefined]);
  });
});
