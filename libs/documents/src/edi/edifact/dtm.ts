import { EdifactSegment, parseDateTime } from '@maillon/formats';

/** A moment or span that DTM gives. */
export interface DtmValue {
  /** First day, YYYY-MM-DD: of a week its Monday, of a month its first. */
  readonly date: string;
  /** First moment, ISO 8601 with offset. */
  readonly dateTime: string;
  /** HH:MM, where a time of day is written. */
  readonly time?: string;
  readonly span: 'day' | 'week' | 'month';
  /** Last day of a range. */
  readonly endDate?: string;
}

export type DtmResult =
  | { readonly ok: true; readonly value: DtmValue }
  | {
      readonly ok: false;
      readonly fault: 'DATE_IMPOSSIBLE' | 'DATE_FORMAT_UNKNOWN';
      readonly component: 2 | 3;
    };

/** Code list 2379: patterns of C century-year, Y year of two digits, M, D, W week, H hour, N minute, S second, Z zone. */
const FORMATS: Readonly<Record<string, string>> = {
  '101': 'YYMMDD',
  '102': 'CCCCMMDD',
  '105': 'YYJJJ',
  '201': 'YYMMDDHHNN',
  '202': 'YYMMDDHHNNSS',
  '203': 'CCCCMMDDHHNN',
  '204': 'CCCCMMDDHHNNSS',
  '205': 'CCCCMMDDHHNNZZZZZ',
  '301': 'YYMMDDHHNNZZZ',
  '303': 'CCCCMMDDHHNNZZZ',
  '304': 'CCCCMMDDHHNNSSZZZ',
  '609': 'YYMM',
  '610': 'CCCCMM',
  '615': 'YYWW',
  '616': 'CCCCWW',
};
const RANGES: Readonly<Record<string, string>> = {
  '713': '201',
  '715': '615',
  '716': '616',
  '717': '101',
  '718': '102',
  '719': '203',
};
const FORMAT_OF_LENGTH: Readonly<Record<number, string>> = {
  6: '101',
  8: '102',
  10: '201',
  12: '203',
  14: '204',
};
export const DTM_FORMATS: string = [...Object.keys(FORMATS), ...Object.keys(RANGES)].join(', ');

/** Zones that messages name by letters, in minutes. */
const ZONES: Readonly<Record<string, string>> = {
  UTC: '+00:00',
  GMT: '+00:00',
  WET: '+00:00',
  BST: '+01:00',
  CET: '+01:00',
  MEZ: '+01:00',
  CES: '+02:00',
  EET: '+02:00',
};

/** The date of a DTM segment, by its own format code (2379); by its length where it has none. */
export function readDtm(segment: EdifactSegment, timeZone: string): DtmResult {
  const written = segment.value(1, 2).replace(/\s/g, '');
  const code = segment.value(1, 3) || FORMAT_OF_LENGTH[written.length] || '102';
  const range = RANGES[code];
  if (range !== undefined) return readRange(written, range, timeZone);
  const format = FORMATS[code];
  if (!format) return { ok: false, fault: 'DATE_FORMAT_UNKNOWN', component: 3 };
  const value = readOne(written, format, timeZone);
  return value ? { ok: true, value } : { ok: false, fault: 'DATE_IMPOSSIBLE', component: 2 };
}

function readRange(written: string, code: string, timeZone: string): DtmResult {
  const impossible = { ok: false, fault: 'DATE_IMPOSSIBLE', component: 2 } as const;
  const format = FORMATS[code]!;
  const digits = written.replace('-', '');
  if (digits.length !== format.length * 2) return impossible;
  const first = readOne(digits.slice(0, format.length), format, timeZone);
  const last = readOne(digits.slice(format.length), format, timeZone);
  if (!first || !last || last.date < first.date) return impossible;
  const endDate = last.span === 'week' ? addDays(last.date, 6) : last.date;
  const { time: _time, ...rest } = first;
  return { ok: true, value: { ...rest, endDate } };
}

function readOne(written: string, format: string, timeZone: string): DtmValue | undefined {
  const zoned = format.includes('Z');
  if (zoned ? written.length <= format.indexOf('Z') : written.length !== format.length) return undefined;
  const part = (sign: string): string => {
    const from = format.indexOf(sign);
    return from < 0 ? '' : written.slice(from, format.lastIndexOf(sign) + 1);
  };
  const digits = zoned ? written.slice(0, format.indexOf('Z')) : written;
  if (!/^\d+$/.test(digits)) return undefined;
  const year = part('C') || `20${part('Y')}`;
  const zone = zoned ? readZone(written.slice(format.indexOf('Z'))) : '';
  if (zone === undefined) return undefined;
  if (format.includes('W')) return ofWeek(year, part('W'), timeZone);
  if (format.includes('J')) return ofYearDay(year, part('J'), timeZone);
  const day = part('D') || '01';
  const [hour, minute] = [part('H'), part('N')];
  const time = hour && `T${hour}:${minute}:${part('S') || '00'}`;
  const parsed = parseDateTime(`${year}-${part('M')}-${day}${time}${zone}`, { timeZone });
  if (!parsed.ok) return undefined;
  return {
    date: parsed.iso.slice(0, 10),
    dateTime: parsed.iso,
    ...(hour && { time: `${hour}:${minute}` }),
    span: part('D') ? 'day' : 'month',
  };
}

/** `+0100`, `+01`, `UTC`. */
function readZone(written: string): string | undefined {
  const numeric = /^([+-])(\d{2})(\d{2})?$/.exec(written);
  if (numeric) return `${numeric[1]}${numeric[2]}:${numeric[3] ?? '00'}`;
  return ZONES[written.toUpperCase().slice(0, 3)];
}

/** Weeks of ISO 8601: the first is that of the year's first Thursday. */
function ofWeek(year: string, week: string, timeZone: string): DtmValue | undefined {
  const fourth = new Date(Date.UTC(Number(year), 0, 4));
  const monday = fourth.getTime() - ((fourth.getUTCDay() + 6) % 7) * DAY;
  const start = new Date(monday + (Number(week) - 1) * 7 * DAY);
  const thursday = new Date(start.getTime() + 3 * DAY);
  if (Number(week) < 1 || thursday.getUTCFullYear() !== Number(year)) return undefined;
  return ofDay(start.toISOString().slice(0, 10), 'week', timeZone);
}

function ofYearDay(year: string, ordinal: string, timeZone: string): DtmValue | undefined {
  const day = new Date(Date.UTC(Number(year), 0, Number(ordinal)));
  if (Number(ordinal) < 1 || day.getUTCFullYear() !== Number(year)) return undefined;
  return ofDay(day.toISOString().slice(0, 10), 'day', timeZone);
}

function ofDay(date: string, span: 'day' | 'week', timeZone: string): DtmValue | undefined {
  const parsed = parseDateTime(date, { timeZone });
  return parsed.ok ? { date, dateTime: parsed.iso, span } : undefined;
}

const DAY = 86_400_000;

export const addDays = (date: string, days: number): string =>
  new Date(Date.parse(date) + days * DAY).toISOString().slice(0, 10);
