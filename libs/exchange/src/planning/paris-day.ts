/** Days are those of the filières: sv-SE writes them as ISO 8601 does. */
const PARIS = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Paris', dateStyle: 'short' });

/** The day in Paris of an instant (ISO 8601 with its offset, or a Date), YYYY-MM-DD. */
export const parisDay = (instant: string | Date): string => PARIS.format(new Date(instant));
