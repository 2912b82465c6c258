import { Parsed, Refusal } from './refusal.js';
import { DATE_MESSAGES } from './value-messages.js';
import { writeOffset, ZoneOffsets } from './zone-offset.js';

export interface DateTimeOptions {
  /** IANA time zone of times written without offset. Default Europe/Paris. */
  readonly timeZone?: string;
}

export interface ParsedDateTime {
  /** ISO 8601 with offset: 2026-03-12T14:05:00+01:00; a date alone is its midnight. */
  readonly iso: string;
  /** "+02:00": the form of EPCIS eventTimeZoneOffset. */
  readonly offset: string;
  /** True where no time of day was written. */
  readonly dateOnly: boolean;
  /** True in the hour that the clocks show twice in autumn: the first (summer time) was taken. */
  readonly repeatedHour: boolean;
}

const FIRST_YEAR = 1950;
const LAST_YEAR = 2099;
const DAY = 86_400_000;
/** Day 0 of Excel's 1900 system as it counts from March 1900 on: it believes in a 29 February 1900 (ECMA-376 part 1, 18.17.4.1). */
const EXCEL_DAY_ZERO = Date.UTC(1899, 11, 30);

const TIME =
  '(?:[T ,]\\s*(\\d{1,2})[:hH](\\d{2})(?:[:mM](\\d{2})(?:[.,](\\d{1,9}))?)?s?)?\\s*(Z|[+-]\\d{2}:?\\d{2})?';
const YEAR_FIRST = new RegExp(`^(\\d{4})([-/.])(\\d{1,2})\\2(\\d{1,2})${TIME}$`, 'i');
const DAY_FIRST = new RegExp(`^(\\d{1,2})([-/.])(\\d{1,2})\\2(\\d{4})${TIME}$`, 'i');
const COMPACT = /^((?:19|20)\d{2})(\d{2})(\d{2})$/;
const TWO_DIGIT_YEAR = /^\d{1,2}([-/.])\d{1,2}\1\d{2}(?!\d)/;
const SERIAL = /^(\d{5})(?:[.,](\d{1,12}))?$/;

interface Written {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour?: number;
  readonly minute?: number;
  readonly second?: number;
  /** Milliseconds as written, "" where none were. */
  readonly fraction?: string;
  readonly zone?: string;
}

/**
 * The moment written in a cell: dd/mm/yyyy (also with - or .), yyyy-mm-dd, either with hh:mm[:ss[.mmm]] and an
 * offset, or a spreadsheet's serial day number (45992 is 1 December 2025). A time without offset is one of `timeZone`,
 * daylight saving included. Days that do not exist, two-digit years, hours that the clocks skipped and years outside
 * 1950 to 2099 are refused with the reason. Throws BAD_INPUT for an unknown time zone.
 */
export function parseDateTime(text: string, options: DateTimeOptions = {}): Parsed<ParsedDateTime> {
  const zone = ZoneOffsets.of(options.timeZone ?? 'Europe/Paris');
  const written = text.slice(0, 60).trim();
  if (written === '') return refuse('DATE_EMPTY', written);
  const parts = readParts(written) ?? readSerial(written);
  if (!parts)
    return refuse(TWO_DIGIT_YEAR.test(written) ? 'DATE_TWO_DIGIT_YEAR' : 'DATE_UNREADABLE', written);
  const problem = problemOf(parts);
  return problem ? refuse(problem, written) : place(parts, zone, written);
}

function readParts(written: string): Written | undefined {
  let match = YEAR_FIRST.exec(written);
  if (match) return partsOf(match, match[1]!, match[3]!, match[4]!);
  match = DAY_FIRST.exec(written);
  if (match) return partsOf(match, match[4]!, match[3]!, match[1]!);
  match = COMPACT.exec(written);
  return match ? { year: Number(match[1]), month: Number(match[2]), day: Number(match[3]) } : undefined;
}

function partsOf(match: RegExpExecArray, year: string, month: string, day: string): Written {
  const [, , , , , hour, minute, second, fraction, zone] = match;
  // one object, one shape: this runs once a cell
  return {
    year: +year,
    month: +month,
    day: +day,
    hour: hour === undefined ? undefined : +hour,
    minute: minute === undefined ? 0 : +minute,
    second: second === undefined ? 0 : +second,
    fraction: fraction?.slice(0, 3).padEnd(3, '0'),
    zone,
  };
}

/** A serial number has no more than whole seconds to give: its fraction of a day is rounded to them. */
function readSerial(written: string): Written | undefined {
  const match = SERIAL.exec(written);
  if (!match) return undefined;
  const seconds = Math.round(Number(`0.${match[2] ?? 0}`) * 86_400);
  const moment = new Date(EXCEL_DAY_ZERO + Number(match[1]) * DAY + seconds * 1000);
  const date = { year: moment.getUTCFullYear(), month: moment.getUTCMonth() + 1, day: moment.getUTCDate() };
  if (match[2] === undefined) return date;
  return {
    ...date,
    hour: moment.getUTCHours(),
    minute: moment.getUTCMinutes(),
    second: moment.getUTCSeconds(),
  };
}

function problemOf({
  year,
  month,
  day,
  hour = 0,
  minute = 0,
  second = 0,
}: Written): keyof typeof DATE_MESSAGES | undefined {
  if (year < FIRST_YEAR || year > LAST_YEAR) return 'DATE_OUT_OF_RANGE';
  if (month > 12 && month <= 31 && day >= 1 && day <= 12) return 'DATE_MONTH_FIRST';
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return 'DATE_IMPOSSIBLE';
  return hour > 23 || minute > 59 || second > 59 ? 'DATE_IMPOSSIBLE_TIME' : undefined;
}

const daysIn = (year: number, month: number): number =>
  month === 2
    ? year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
      ? 29
      : 28
    : month === 4 || month === 6 || month === 9 || month === 11
      ? 30
      : 31;

function place(parts: Written, zone: ZoneOffsets, written: string): Parsed<ParsedDateTime> {
  const { year, month, day, hour, minute = 0, second = 0, fraction } = parts;
  let minutes: number | undefined;
  let repeatedHour = false;
  if (parts.zone !== undefined) {
    minutes = readOffset(parts.zone);
    if (minutes === undefined) return refuse('DATE_IMPOSSIBLE_TIME', written);
  } else {
    const found = zone.ofLocal(Date.UTC(year, month - 1, day, hour ?? 0, minute, second));
    if (!found) return refuse('DATE_SKIPPED_HOUR', written);
    minutes = found.minutes;
    repeatedHour = found.repeated;
  }
  const offset = writeOffset(minutes);
  const date = `${year}-${two(month)}-${two(day)}`;
  const iso = `${date}T${two(hour ?? 0)}:${two(minute)}:${two(second)}${fraction ? `.${fraction}` : ''}${offset}`;
  return { ok: true, iso, offset, dateOnly: hour === undefined, repeatedHour };
}

const two = (part: number): string => (part < 10 ? `0${part}` : String(part));

function readOffset(zone: string): number | undefined {
  if (zone === 'Z' || zone === 'z') return 0;
  const hours = Number(zone.slice(1, 3));
  const rest = Number(zone.slice(-2));
  const minutes = hours * 60 + rest;
  if (rest > 59 || minutes > 14 * 60) return undefined;
  return zone.startsWith('-') ? -minutes : minutes;
}

function refuse(code: keyof typeof DATE_MESSAGES, written: string): Refusal {
  return { ok: false, code, ...DATE_MESSAGES[code](written.slice(0, 40)) };
}
