const INSTANT = /^(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d):(\d\d)(\.\d+)?(?:[Zz]|([+-])(\d\d):(\d\d))$/;
const WITHOUT_OFFSET = /^\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d(:\d\d(\.\d+)?)?$/;

const FIRST = new Date(0).setUTCFullYear(1, 0, 1);
const LAST = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

/**
 * An RFC 3339 date-time as UTC, ISO 8601 with milliseconds (rounded half up, as CBV 2.0 section 8.9 does).
 * `undefined`: not a date-time; `null`: one without offset. Years 1 to 9999.
 */
export function utcInstant(written: string): string | null | undefined {
  const plain = plainInstant(written);
  if (plain !== undefined) return plain;
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

/**
 * The same for what nearly all write: seconds with up to three decimals and Z or an offset, in the years 1970 to 9998, no leap
 * second. Undefined for every other text.
 */
function plainInstant(written: string): string | undefined {
  const { length } = written;
  if (length < 20 || length > 29 || written.charCodeAt(10) !== 0x54) return undefined;
  let at = 19;
  let milliseconds = 0;
  if (written.charCodeAt(19) === 0x2e) {
    let weight = 100;
    for (at = 20; isDigit(written.charCodeAt(at)) && weight >= 1; at++, weight /= 10)
      milliseconds += (written.charCodeAt(at) - 0x30) * weight;
    if (at === 20) return undefined;
  }
  const sign = written.charCodeAt(at);
  const isUtc = sign === 0x5a && length === at + 1;
  const hasOffset =
    (sign === 0x2b || sign === 0x2d) && length === at + 6 && written.charCodeAt(at + 3) === 0x3a;
  if (!isUtc && !hasOffset) return undefined;
  if (!isDashed(written)) return undefined;
  const century = pair(written, 0);
  const year = century * 100 + pair(written, 2);
  const month = pair(written, 5);
  const day = pair(written, 8);
  const hour = pair(written, 11);
  const minute = pair(written, 14);
  const second = pair(written, 17);
  const hours = hasOffset ? pair(written, at + 1) : 0;
  const minutes = hasOffset ? pair(written, at + 4) : 0;
  // NaN is in no range
  const isTime = hour <= 23 && minute <= 59 && second <= 59 && hours <= 23 && minutes <= 59;
  if (!isTime || !(year >= 1970 && year <= 9998 && month >= 1 && month <= 12 && day >= 1)) return undefined;
  if (day > daysOf(year, month)) return undefined;
  const offset = (hours * 60 + minutes) * (sign === 0x2d ? -1 : 1);
  const minuteOfDay = hour * 60 + minute - offset;
  // on the same day in UTC, only the clock is written anew: a Date costs as much as the rest
  if (minuteOfDay >= 0 && minuteOfDay < 1440)
    return `${written.slice(0, 11)}${clock(minuteOfDay)}${written.slice(16, 19)}.${String(milliseconds).padStart(3, '0')}Z`;
  const time = Date.UTC(year, month - 1, day, hour, minute, second, milliseconds) - offset * 60_000;
  return time < FIRST ? undefined : new Date(time).toISOString();
}

/** Minutes since midnight as hh:mm. */
const clock = (minutes: number): string => CLOCK[(minutes / 60) | 0]! + ':' + CLOCK[minutes % 60]!;
const CLOCK = Array.from({ length: 60 }, (_, number) => String(number).padStart(2, '0'));

const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39;

const isDashed = (written: string): boolean =>
  written.charCodeAt(4) === 0x2d &&
  written.charCodeAt(7) === 0x2d &&
  written.charCodeAt(13) === 0x3a &&
  written.charCodeAt(16) === 0x3a;

/** The number of two digits at an index; NaN for anything else. */
function pair(written: string, at: number): number {
  const tens = written.charCodeAt(at);
  const ones = written.charCodeAt(at + 1);
  return isDigit(tens) && isDigit(ones) ? (tens - 0x30) * 10 + ones - 0x30 : NaN;
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
