const two = (value: number): string => String(value).padStart(2, '0');

/** Now, as a `datetime-local` field writes it, in the reader's zone. */
export function nowLocal(): string {
  const now = new Date();
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}T${two(now.getHours())}:${two(now.getMinutes())}`;
}

/** The instant of a `datetime-local` field, ISO 8601 with the reader's own offset (EPCIS keeps it: eventTimeZoneOffset). */
export function instantOf(local: string): string {
  const instant = new Date(local);
  const minutes = -instant.getTimezoneOffset();
  const sign = minutes < 0 ? '-' : '+';
  const offset = `${sign}${two(Math.floor(Math.abs(minutes) / 60))}:${two(Math.abs(minutes) % 60)}`;
  return `${local.length === 16 ? `${local}:00` : local}${offset}`;
}
