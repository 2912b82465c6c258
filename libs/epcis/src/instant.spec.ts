import fc from 'fast-check';
import { utcInstant } from './instant.js';

const two = (value: number): string => String(value).padStart(2, '0');

describe('utcInstant', () => {
  it.each([
    ['2026-07-22T06:45:00Z', '2026-07-22T06:45:00.000Z'],
    ['2026-07-22T06:45:00.5Z', '2026-07-22T06:45:00.500Z'],
    ['2026-07-22T06:45:00.05+02:00', '2026-07-22T04:45:00.050Z'],
    ['2026-07-22T06:45:00.123456Z', '2026-07-22T06:45:00.123Z'],
    ['2026-07-22T06:45:00.9995Z', '2026-07-22T06:45:01.000Z'],
    ['2026-07-22t06:45:00z', '2026-07-22T06:45:00.000Z'],
    ['2026-07-22 06:45:00-14:00', '2026-07-22T20:45:00.000Z'],
    ['2020-02-29T23:59:59-23:59', '2020-03-01T23:58:59.000Z'],
    ['0001-01-01T00:00:00Z', '0001-01-01T00:00:00.000Z'],
    ['1969-12-31T23:59:59.999Z', '1969-12-31T23:59:59.999Z'],
    ['1970-01-01T00:00:00+01:00', '1969-12-31T23:00:00.000Z'],
    ['9999-12-31T23:59:59.999Z', '9999-12-31T23:59:59.999Z'],
    ['2017-01-01T00:59:60+01:00', '2017-01-01T00:00:00.000Z'],
  ])('reads %s', (written, expected) => expect(utcInstant(written)).toBe(expected));

  it.each(['2026-07-22T06:45:00', '2026-07-22 06:45', '2026-07-22T06:45:00.5'])(
    'knows %s for one without offset',
    (written) => expect(utcInstant(written)).toBeNull(),
  );

  it.each([
    '2021-02-29T06:45:00Z',
    '2026-04-31T06:45:00Z',
    '2026-13-01T06:45:00Z',
    '2026-00-01T06:45:00Z',
    '2026-07-00T06:45:00Z',
    '2026-07-22T24:00:00Z',
    '2026-07-22T06:60:00Z',
    '2026-07-22T06:45:60Z',
    '2026-07-22T06:45:61Z',
    '2026-07-22T06:45:00.Z',
    '2026-07-22T06:45:00+24:00',
    '2026-07-22T06:45:00+02:60',
    '2026-07-22T06:45:00+0200',
    '2026-07-22T06:45:00+02',
    '2026-07-22T06:45:00Zx',
    '2026-07-22T06:45:00 Z',
    '2026/07/22T06:45:00Z',
    '2026-07-22T06.45.00Z',
    '0000-01-01T00:00:00Z',
    '0001-01-01T00:00:00+01:00',
    '9999-12-31T23:59:59-01:00',
    '+02026-07-22T06:45:00Z',
    '２026-07-22T06:45:00Z',
    '',
  ])('takes %s for no time', (written) => expect(utcInstant(written)).toBeUndefined());

  it('gives the instant that Date gives', () => {
    const parts = fc.tuple(
      fc.date({
        min: new Date('0002-01-01T00:00:00Z'),
        max: new Date('9998-12-31T23:59:59Z'),
        noInvalidDate: true,
      }),
      fc.integer({ min: -1439, max: 1439 }),
    );
    fc.assert(
      fc.property(parts, ([date, minutes]) => {
        const local = new Date(date.getTime() + minutes * 60_000).toISOString().slice(0, -1);
        const away = Math.abs(minutes);
        const offset = `${minutes < 0 ? '-' : '+'}${two(Math.floor(away / 60))}:${two(away % 60)}`;
        expect(utcInstant(local + offset)).toBe(date.toISOString());
      }),
    );
  });
});
