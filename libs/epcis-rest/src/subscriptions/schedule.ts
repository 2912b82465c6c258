/** The fields of a schedule (EPCIS 2.0, section 8.2.5.3, and the OpenAPI's GS1-Query-Second to -DayOfWeek), with their ranges. */
export const SCHEDULE_RANGES = {
  second: [0, 59],
  minute: [0, 59],
  hour: [0, 23],
  dayOfMonth: [1, 31],
  month: [1, 12],
  /** 1 is Monday, 7 is Sunday. */
  dayOfWeek: [1, 7],
} as const;
export type ScheduleField = keyof typeof SCHEDULE_RANGES;
export const SCHEDULE_FIELDS = Object.keys(SCHEDULE_RANGES) as ScheduleField[];

/** The fields as they were given; one that is absent says nothing. */
export type ScheduleText = Readonly<Partial<Record<ScheduleField, string>>>;

/** The values of each field, ascending. */
export type Schedule = Readonly<Record<ScheduleField, readonly number[]>>;

export interface ScheduleFault {
  readonly field: ScheduleField;
  readonly value: string;
}

const LONGEST = 200;
const NUMBER = /^\d{1,2}$/;
const RANGE = /^\[(\d{1,2})-(\d{1,2})\]$/;
const STEP = /^(\d{1,2})\/(\d{1,2})$/;
/** The longest wait between two 29 February of one day of the week is 40 years, over a year such as 2100. */
const DAYS_AHEAD = 41 * 366;
const [SECOND_MS, DAY_MS] = [1000, 86_400_000];

/**
 * Reads a schedule: `5`, `1,15`, `[1-5]`, `[1-5],8`, `0/30` (from 0, every 30) and `*` (all). Of absent fields, those finer than
 * the finest that is given take their first value, the others any: `{hour: 1, minute: 5}` is once a day, and not once a
 * second of that minute. Answers the first field that is none of this instead.
 */
export function readSchedule(text: ScheduleText): Schedule | ScheduleFault {
  const given = SCHEDULE_FIELDS.filter((field) => text[field] !== undefined);
  const finest = given.includes('dayOfWeek') ? SCHEDULE_FIELDS.indexOf('dayOfMonth') : SCHEDULE_FIELDS.length;
  const from = Math.min(finest, ...given.map((field) => SCHEDULE_FIELDS.indexOf(field)));
  const read: Partial<Record<ScheduleField, readonly number[]>> = {};
  for (const [place, field] of SCHEDULE_FIELDS.entries()) {
    const [first, last] = SCHEDULE_RANGES[field];
    const value = text[field];
    const isFirstAlone = value === undefined && place < from;
    const values = isFirstAlone ? [first] : value === undefined ? span(first, last) : valuesOf(value, field);
    if (!values) return { field, value: value! };
    read[field] = values;
  }
  return read as Schedule;
}

function valuesOf(text: string, field: ScheduleField): readonly number[] | undefined {
  const [first, last] = SCHEDULE_RANGES[field];
  if (text === '*') return span(first, last);
  if (text.length > LONGEST) return undefined;
  const found = new Set<number>();
  for (const element of text.split(',')) {
    const values = elementOf(element.trim(), first, last);
    if (!values) return undefined;
    for (const value of values) found.add(value);
  }
  return [...found].sort((a, b) => a - b);
}

function elementOf(element: string, first: number, last: number): readonly number[] | undefined {
  const [, from, to] = RANGE.exec(element) ?? [];
  const [, start, step] = STEP.exec(element) ?? [];
  const isWithin = (value: number) => value >= first && value <= last;
  if (NUMBER.test(element)) return isWithin(Number(element)) ? [Number(element)] : undefined;
  if (from && to) {
    const isRange = isWithin(Number(from)) && isWithin(Number(to)) && Number(from) <= Number(to);
    return isRange ? span(Number(from), Number(to)) : undefined;
  }
  if (!start || !step || !isWithin(Number(start)) || Number(step) < 1) return undefined;
  return span(Number(start), last).filter((value) => (value - Number(start)) % Number(step) === 0);
}

const span = (first: number, last: number): readonly number[] =>
  Array.from({ length: last - first + 1 }, (_, index) => first + index);

/** The first time after `after` that a schedule names, in UTC, to the second; undefined where there is none, as on 30 February. */
export function nextTime(schedule: Schedule, after: Date): Date | undefined {
  const start = Math.floor(after.getTime() / SECOND_MS) * SECOND_MS + SECOND_MS;
  const firstDay = Math.floor(start / DAY_MS) * DAY_MS;
  for (let ahead = 0; ahead < DAYS_AHEAD; ahead++) {
    const day = firstDay + ahead * DAY_MS;
    if (!isOfSchedule(schedule, new Date(day))) continue;
    const time = timeOfDay(schedule, Math.max(0, start - day) / SECOND_MS);
    if (time !== undefined) return new Date(day + time * SECOND_MS);
  }
  return undefined;
}

/** EPCIS 2.0 asks that every field matches: the day of the month and that of the week too. */
const isOfSchedule = ({ dayOfMonth, month, dayOfWeek }: Schedule, day: Date): boolean =>
  month.includes(day.getUTCMonth() + 1) &&
  dayOfMonth.includes(day.getUTCDate()) &&
  dayOfWeek.includes(day.getUTCDay() || 7);

/** The first second of the day, from `least` on, that the schedule names. */
function timeOfDay({ hour, minute, second }: Schedule, least: number): number | undefined {
  for (const h of hour) {
    if (h * 3600 + 3599 < least) continue;
    for (const m of minute) {
      if (h * 3600 + m * 60 + 59 < least) continue;
      const s = second.find((value) => h * 3600 + m * 60 + value >= least);
      if (s !== undefined) return h * 3600 + m * 60 + s;
    }
  }
  return undefined;
}
