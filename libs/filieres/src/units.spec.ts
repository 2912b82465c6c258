import { UNITS, unitFromText, units } from './units.js';

describe('units as people write them', () => {
  it.each([
    ['kg', 'KGM'],
    ['KG', 'KGM'],
    ['Kilo', 'KGM'],
    [' kilos ', 'KGM'],
    ['KGM', 'KGM'],
    ['t', 'TNE'],
    ['T.', 'TNE'],
    ['tonnes', 'TNE'],
    ['g', 'GRM'],
    ['pce', 'H87'],
    ['pièce', 'H87'],
    ['Pieces', 'H87'],
    ['PIÈCES', 'H87'],
    ['pièce(s)', 'H87'],
    ['u', 'H87'],
    ['U.', 'H87'],
    ['m', 'MTR'],
    ['mètres', 'MTR'],
    ['m²', 'MTK'],
    ['m2', 'MTK'],
    ['M3', 'MTQ'],
    ['m³', 'MTQ'],
    ['mètre  cube', 'MTQ'],
    ['l', 'LTR'],
    ['L', 'LTR'],
    ['litres', 'LTR'],
    ['hl', 'HLT'],
    ['mL', 'MLT'],
    ['paires', 'PR'],
    ['kWh', 'KWH'],
    ['KWH', 'KWH'],
  ])('reads %j as %s', (written, code) => {
    expect(unitFromText(written)).toBe(code);
  });

  it('does not guess: unknown, empty, or a spelling of two units', () => {
    expect(['', ' ', 'palette', 'kgs/m', 'x'.repeat(10_000), 'constructor'].map(unitFromText)).toEqual(
      Array.from({ length: 6 }, () => undefined),
    );
    expect(unitFromText('ml')).toBeUndefined();
  });

  it('reads back every code, symbol and label that it shows', () => {
    for (const { code, label, symbol } of UNITS) {
      expect([code, symbol, label.fr, label.en].map(unitFromText)).toEqual([code, code, code, code]);
    }
    expect(new Set(UNITS.map(({ code }) => code)).size).toBe(UNITS.length);
    expect(UNITS.every(({ code }) => /^[A-Z0-9]{2,3}$/.test(code))).toBe(true);
  });

  it('refuses a code of our own data that is not in the list', () => {
    expect(units('KGM', 'H87').map(({ symbol }) => symbol)).toEqual(['kg', 'pce']);
    expect(() => units('KGX')).toThrow('KGX');
  });
});
