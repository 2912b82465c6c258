const INSTANT = /^(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d):(\d\d)(\.\d+)?(?:[Zz]|([+-])(\d\d):(\d\d))$/;
const WITHOUT_OFFSET = /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d(:\d\d(\.\d+)?)?$/;

const FIRST = new Date(0).setUTCFullYear(1, 0, 1);
const LAST = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

/**
 * An RFC 3339 date-time as UTC, ISO 8601 with milliseconds (rounded half up, as CBV 2.0 section 8.9 does).
 * `undefined`: not a date-time; `null`: one without offset. Years 1 to 9999.
 */
export function utcInstant(written: string): string | null | undefined {
  const match = INSTANT.exec(written);
  if (!match) return WITHOUT_OFFSET.test(written) ? null : undefined;
  const year = +match[1]!;
  const month = +match[2]!;
  const day = +match[3]!;
  const hour = +match[4]!;
  const minute = +match[5]!;
  const second = +match[6]!;
  if (month < 1 || month > 12 || day < 1 || day > daysOf(year, month)) return undefined;
  if (hour > 23 || minute > 59 || second > 60) return undefined;
  const offset = match[8] ? offsetOf(match[8], +match[9]!, +match[10]!) : 0;
  if (offset === undefined) return undefined;
  // A leap second only comes at the end of a UTC day.
  if (second === 60 && (((hour * 60 + minute - offset) % 1440) + 1440) % 1440 !== 1439) return undefined;
  const milliseconds = match[7] ? Math.round(Number(match[7]) * 1000) : 0;
  const time =
    dayStart(year, month, day) + ((hour * 60 + minute - offset) * 60 + second) * 1000 + milliseconds;
  return time < FIRST || time > LAST ? undefined : new Date(time).toISOString();
}

/** Minutes; undefined for what no clock shows. */
const offsetOf = (sign: string, hours: number, minutes: number): number | undefined =>
  hours > 23 || minutes > 59 ? undefined : (sign === '-' ? -1 : 1) * (hours * 60 + minutes);

/** Date.UTC takes years 0 to 99 for 1900 to 1999. */
const dayStart = (year: number, month: number, day: number): number =>
  year > 99 ? Date.UTC(year, month - 1, day) : new Date(0).setUTCFullYear(year, month - 1, day);

function daysOf(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}
