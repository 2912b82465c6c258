import { addDays, parisDate, parisInstant } from './paris-time.js';

describe('time in France', () => {
  it.each([
    ['2026-01-15', 8, '2026-01-15T08:00:00+01:00'],
    ['2026-07-15', 8, '2026-07-15T08:00:00+02:00'],
    ['2026-03-29', 1, '2026-03-29T01:00:00+01:00'],
    ['2026-03-29', 3, '2026-03-29T03:00:00+02:00'],
    ['2026-10-25', 1, '2026-10-25T01:00:00+02:00'],
    ['2026-10-25', 3, '2026-10-25T03:00:00+01:00'],
    ['2026-10-25', 0, '2026-10-25T00:00:00+02:00'],
    ['2026-10-25', 23, '2026-10-25T23:00:00+01:00'],
  ])('%s at %i h is %s', (date, hour, instant) => expect(parisInstant(date, hour)).toBe(instant));

  it('never goes back over a year of hours, clock changes included', () => {
    let last = -Infinity;
    for (let day = 0; day < 366; day++) {
      for (let hour = 0; hour < 24; hour++) {
        const instant = Date.parse(parisInstant(addDays('2026-01-01', day), hour));
        expect(instant).toBeGreaterThanOrEqual(last);
        last = instant;
      }
    }
  });

  it('knows which day it is around midnight', () => {
    expect(parisDate(Date.parse('2026-07-14T21:59:59Z'))).toBe('2026-07-14');
    expect(parisDate(Date.parse('2026-07-14T22:00:00Z'))).toBe('2026-07-15');
    expect(addDays('2026-03-01', -1)).toBe('2026-02-28');
  });
});
