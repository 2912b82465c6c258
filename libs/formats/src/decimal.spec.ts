import { detectDecimalMark, parseDecimal, parseQuantity } from './decimal.js';

describe('numbers as spreadsheets write them', () => {
  it.each([
    ['12,5', 12.5],
    ['12.5', 12.5],
    ['1 234,5', 1234.5],
    ['1\u00a0234,5', 1234.5],
    ['1\u202f234\u202f567,25', 1234567.25],
    ['1\u2009234.5', 1234.5],
    ['1.234,5', 1234.5],
    ['1,234.50', 1234.5],
    ['1.234.567', 1234567],
    ['1,234,567', 1234567],
    ["1'234.5", 1234.5],
    ['0,125', 0.125],
    ['0.125', 0.125],
    ['1234,567', 1234.567],
    ['1,2340', 1.234],
    ['-12,5', -12.5],
    ['\u221212,5', -12.5],
    ['12,50-', -12.5],
    ['+7', 7],
    ['-0', 0],
    [' 42 ', 42],
    ['007', 7],
    ['9007199254740991', Number.MAX_SAFE_INTEGER],
  ])('%j is %d', (written, value) => expect(parseDecimal(written)).toEqual({ ok: true, value }));

  it.each([
    ['1,234', 'NUMBER_AMBIGUOUS'],
    ['-12.345', 'NUMBER_AMBIGUOUS'],
    ['', 'NUMBER_EMPTY'],
    [' ', 'NUMBER_EMPTY'],
    ['12 %', 'NUMBER_PERCENT'],
    ['12,5%', 'NUMBER_PERCENT'],
    ['1,5E+12', 'NUMBER_EXPONENT'],
    ['12,5 kg', 'NUMBER_WITH_UNIT'],
    ['12 34', 'NUMBER_UNREADABLE'],
    ['1,23,4', 'NUMBER_UNREADABLE'],
    ['1.234.56', 'NUMBER_UNREADABLE'],
    ['1,234.567,8', 'NUMBER_UNREADABLE'],
    ['--5', 'NUMBER_UNREADABLE'],
    ['abc', 'NUMBER_UNREADABLE'],
    ['NaN', 'NUMBER_UNREADABLE'],
    ['Infinity', 'NUMBER_UNREADABLE'],
    ['0x10', 'NUMBER_WITH_UNIT'],
    ['36012345678901234567', 'NUMBER_TOO_LARGE'],
    ['9'.repeat(500), 'NUMBER_UNREADABLE'],
  ])('%j is refused: %s', (written, code) => {
    const refusal = parseDecimal(written);
    expect(refusal).toMatchObject({
      ok: false,
      code,
      remedy: { fr: expect.any(String), en: expect.any(String) },
    });
  });

  it('shows both readings of an ambiguous number, and a way out that is read as meant', () => {
    const refusal = parseDecimal('1,234');
    expect(refusal).toMatchObject({
      message: { fr: expect.stringContaining('1,234'), en: expect.stringContaining('1234') },
    });
    expect(refusal).toMatchObject({ remedy: { fr: 'Écrivez 1234, ou 1,2340 avec un zéro de plus.' } });
    expect(parseDecimal('1,2340')).toEqual({ ok: true, value: 1.234 });
  });

  it('reads it where the decimal mark of the file is known', () => {
    expect(parseDecimal('1,234', { decimalMark: ',' })).toEqual({ ok: true, value: 1.234 });
    expect(parseDecimal('1,234', { decimalMark: '.' })).toEqual({ ok: true, value: 1234 });
    expect(parseDecimal('1.234', { decimalMark: ',' })).toEqual({ ok: true, value: 1234 });
    expect(detectDecimalMark(['1,234', '12,5', '7'])).toBe(',');
    expect(detectDecimalMark(['1,234', '1,234.5 kg'])).toBe('.');
    expect(detectDecimalMark(['1,234', '7'])).toBeUndefined();
    expect(detectDecimalMark(['1,5', '1.5'])).toBeUndefined();
  });
});

describe('quantities with their unit', () => {
  it.each([
    ['12,5 €', 12.5, '€'],
    ['12,5kg', 12.5, 'kg'],
    ['1 200 m3', 1200, 'm3'],
    ['1\u202f200\u00a0m²', 1200, 'm²'],
    ['-3 °C', -3, '°C'],
    ['5 pièces', 5, 'pièces'],
    ['12,5 kg CO2e', 12.5, 'kg CO2e'],
  ])('%j', (written, value, unitText) =>
    expect(parseQuantity(written)).toEqual({ ok: true, value, unitText }),
  );

  it.each([
    ['12,5 %', 'NUMBER_PERCENT'],
    ['1,234 kg', 'NUMBER_AMBIGUOUS'],
    ['1,5E+12', 'NUMBER_EXPONENT'],
    ['kg', 'NUMBER_UNREADABLE'],
    ['12 3kg', 'NUMBER_UNREADABLE'],
    ['10 x 5 kg\nb', 'NUMBER_WITH_UNIT'],
  ])('%j is refused: %s', (written, code) =>
    expect(parseQuantity(written)).toMatchObject({ ok: false, code }),
  );

  it('needs no unit', () => expect(parseQuantity('12,5')).toEqual({ ok: true, value: 12.5 }));
});
