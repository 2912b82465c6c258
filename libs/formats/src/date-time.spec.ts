import { parseDateTime } from './date-time.js';
import { normaliseHeader } from './header-name.js';

describe('dates and times', () => {
  it.each([
    ['12/03/2026', '2026-03-12T00:00:00+01:00'],
    ['1/7/2026', '2026-07-01T00:00:00+02:00'],
    ['12/03/2026 14:05', '2026-03-12T14:05:00+01:00'],
    ['12/07/2026 14:05:09', '2026-07-12T14:05:09+02:00'],
    ['12/07/2026 14h05', '2026-07-12T14:05:00+02:00'],
    ['12.03.2026', '2026-03-12T00:00:00+01:00'],
    ['12-03-2026', '2026-03-12T00:00:00+01:00'],
    ['2026-03-12', '2026-03-12T00:00:00+01:00'],
    ['2026/03/12', '2026-03-12T00:00:00+01:00'],
    ['20260312', '2026-03-12T00:00:00+01:00'],
    ['2026-03-12T14:05', '2026-03-12T14:05:00+01:00'],
    ['2026-03-12 14:05:06.7', '2026-03-12T14:05:06.700+01:00'],
    ['2026-03-12T14:05:06.123456Z', '2026-03-12T14:05:06.123+00:00'],
    ['2026-03-12T14:05:06-05:00', '2026-03-12T14:05:06-05:00'],
    ['2026-03-12T14:05+0530', '2026-03-12T14:05:00+05:30'],
    ['45992', '2025-12-01T00:00:00+01:00'],
    ['45992,75', '2025-12-01T18:00:00+01:00'],
    ['45992.999999', '2025-12-02T00:00:00+01:00'],
    ['29/02/2024', '2024-02-29T00:00:00+01:00'],
    ['29/03/2026 01:59:59', '2026-03-29T01:59:59+01:00'],
    ['29/03/2026 03:00', '2026-03-29T03:00:00+02:00'],
    ['25/10/2026 01:59', '2026-10-25T01:59:00+02:00'],
    ['25/10/2026 03:00', '2026-10-25T03:00:00+01:00'],
  ])('%s is %s', (written, iso) => {
    expect(parseDateTime(written)).toMatchObject({ ok: true, iso, offset: iso.slice(-6) });
  });

  it.each([
    ['', 'DATE_EMPTY'],
    ['31/02/2026', 'DATE_IMPOSSIBLE'],
    ['29/02/2026', 'DATE_IMPOSSIBLE'],
    ['00/03/2026', 'DATE_IMPOSSIBLE'],
    ['31/04/2026', 'DATE_IMPOSSIBLE'],
    ['03/25/2026', 'DATE_MONTH_FIRST'],
    ['12/03/26', 'DATE_TWO_DIGIT_YEAR'],
    ['1/3/26 12:00', 'DATE_TWO_DIGIT_YEAR'],
    ['12/03/2026 24:00', 'DATE_IMPOSSIBLE_TIME'],
    ['2026-03-12T10:60', 'DATE_IMPOSSIBLE_TIME'],
    ['2026-03-12T10:00+15:00', 'DATE_IMPOSSIBLE_TIME'],
    ['29/03/2026 02:30', 'DATE_SKIPPED_HOUR'],
    ['12/03/2206', 'DATE_OUT_OF_RANGE'],
    ['12/03/0205', 'DATE_OUT_OF_RANGE'],
    ['12/03-2026', 'DATE_UNREADABLE'],
    ['12,5', 'DATE_UNREADABLE'],
    ['2026', 'DATE_UNREADABLE'],
    ['hier', 'DATE_UNREADABLE'],
    ['12/03/2026 14:05 demain', 'DATE_UNREADABLE'],
    ['1'.repeat(5000), 'DATE_UNREADABLE'],
  ])('%j is refused: %s', (written, code) => {
    expect(parseDateTime(written)).toMatchObject({ ok: false, code, remedy: { fr: expect.any(String) } });
  });

  it('says when the hour came twice, and takes the first', () => {
    expect(parseDateTime('25/10/2026 02:30')).toMatchObject({ offset: '+02:00', repeatedHour: true });
    expect(parseDateTime('25/10/2026 03:30')).toMatchObject({ offset: '+01:00', repeatedHour: false });
  });

  it('agrees with Intl on every quarter of an hour of two years, in zones that change differently', () => {
    for (const timeZone of [
      'Europe/Paris',
      'America/New_York',
      'Australia/Lord_Howe',
      'Indian/Reunion',
      'Asia/Kathmandu',
    ]) {
      const shown = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
      for (let instant = Date.UTC(2025, 0, 1); instant < Date.UTC(2027, 0, 1); instant += 45 * 60_000) {
        const parsed = parseDateTime(shown.format(instant), { timeZone });
        if (!parsed.ok) throw new Error(`${timeZone} ${shown.format(instant)}: ${parsed.code}`);
        const read = Date.parse(parsed.iso);
        if (read !== instant && !parsed.repeatedHour)
          expect([timeZone, parsed.iso]).toEqual([timeZone, new Date(instant).toISOString()]);
      }
    }
  });

  it('names an unknown time zone', () => {
    expect(() => parseDateTime('12/03/2026', { timeZone: 'Europe/Lutece' })).toThrow('There is no time zone');
  });

  it('knows a date without time', () => {
    expect(parseDateTime('12/03/2026')).toMatchObject({ dateOnly: true });
    expect(parseDateTime('12/03/2026 00:00')).toMatchObject({ dateOnly: false });
  });
});

it.each([
  ['N° de lot', 'numero de lot'],
  ['  Numéro_de-LOT* ', 'numero de lot'],
  ['Lot number', 'lot number'],
  ['lotNumber', 'lot number'],
  ['Date d’expédition (prévue)', 'date d expedition prevue'],
  ['Nœud n°', 'noeud numero'],
  ['\uFEFFGTIN', 'gtin'],
  ['', ''],
])('header %j is %j', (header, expected) => expect(normaliseHeader(header)).toBe(expected));
