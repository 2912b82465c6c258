/** Days and months of the figures are those of Paris: sv-SE writes them as ISO 8601 does. */
const DAY = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Paris', dateStyle: 'short' });

/** The day in Paris of an instant, YYYY-MM-DD. */
export const parisDay = (instant: Date): string => DAY.format(instant);

/** The first days of the last `count` months, the current one last. */
export function lastMonths(now: Date, count: number): string[] {
  const [year, month] = parisDay(now).split('-').map(Number) as [number, number];
  return Array.from({ length: count }, (_one, index) =>
    new Date(Date.UTC(year, month - count + index, 1)).toISOString().slice(0, 10),
  );
}

const MOST = 36;
const USUAL = 12;

/** How many months somebody asked for: twelve where nobody did, one at least. */
export const monthsAsked = (asked: number | null | undefined): number =>
  Math.min(MOST, Math.max(1, Math.trunc(asked ?? USUAL)));
