const ZONE = 'Europe/Paris';
const DAY_MS = 86_400_000;

const offsetFormat = new Intl.DateTimeFormat('en', { timeZone: ZONE, timeZoneName: 'longOffset' });
const dateFormat = new Intl.DateTimeFormat('sv', { timeZone: ZONE, dateStyle: 'short' });

/** The instant at which clocks in France show this hour (0 to 23) of this date (YYYY-MM-DD), with its offset. */
export function parisInstant(date: string, hour: number): string {
  const local = `${date}T${String(hour).padStart(2, '0')}:00:00`;
  // Clocks change at 01:00 UTC: an hour before the same figure in UTC, the offset is the one that holds at that hour.
  return local + parisOffset(Date.parse(`${local}Z`) - 3_600_000);
}

/** The date in France at an instant (milliseconds since 1970), as YYYY-MM-DD. */
export const parisDate = (instant: number): string => dateFormat.format(instant);

/** A date some days later, or earlier when negative. */
export const addDays = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);

function parisOffset(instant: number): string {
  const part = offsetFormat.formatToParts(instant).find(({ type }) => type === 'timeZoneName');
  return part!.value.replace('GMT', '');
}
