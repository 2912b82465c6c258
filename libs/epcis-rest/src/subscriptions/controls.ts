import { Text } from '@maillon/kernel';
import { readEventQuery, GS1_PREFIXES } from '@maillon/epcis';
import { EpcisException, EpcisProblem } from '../problems/epcis-problem.js';
import { titleOf } from '../problems/messages.js';
import * as messages from './messages.js';
import { nextTime, readSchedule, Schedule, SCHEDULE_FIELDS, ScheduleText } from './schedule.js';

/** When a subscription sends, and from what on (OpenAPI, QueryStreamSubscription and QueryScheduleSubscription). */
export interface Controls {
  /** Absent: each new event at once. */
  readonly schedule?: ScheduleText;
  readonly reportIfEmpty: boolean;
  /** UTC, ISO 8601 with milliseconds; absent: from now on. */
  readonly initialRecordTime?: string;
}

/** What controls a WebSocket on a query, and nothing else (OpenAPI, GET /queries/{queryName}/events). */
export const SOCKET_CONTROLS: ReadonlySet<string> = new Set([
  'stream',
  ...SCHEDULE_FIELDS,
  'reportIfEmpty',
  'initialRecordTime',
]);

/** A refusal of a subscription: SubscriptionControlsException where it is about when to send. */
export const refused = (detail: Text, exception: EpcisException = 'SubscriptionControlsException') =>
  new EpcisProblem(exception, { title: titleOf(exception), detail });

/** The controls of an address. Throws SubscriptionControlsException, or ValidationException for a value that is none. */
export function controlsOfAddress(
  parameters: Readonly<Record<string, string | string[] | undefined>>,
): Controls {
  const unknown = Object.keys(parameters).find((name) => !SOCKET_CONTROLS.has(name));
  if (unknown !== undefined)
    throw refused(messages.unknownMember(unknown, [...SOCKET_CONTROLS].join(', ')), 'ValidationException');
  const one = (name: string): string | undefined => {
    const value = parameters[name];
    return Array.isArray(value) ? value.join(',') : value;
  };
  const stream = one('stream');
  const fields = SCHEDULE_FIELDS.filter((field) => one(field) !== undefined);
  if (stream !== undefined && stream !== 'true') throw refused(messages.streamIsTrue);
  if (stream !== undefined && fields.length) throw refused(messages.bothControls);
  if (stream === undefined && !fields.length) throw refused(messages.neitherControl);
  const flag = one('reportIfEmpty') ?? 'false';
  if (flag !== 'true' && flag !== 'false')
    throw refused(messages.badFlag('reportIfEmpty'), 'ValidationException');
  // a plus sign of an offset that was not encoded arrives as a blank
  const initial = one('initialRecordTime')?.replace(/ (?=\d\d:\d\d$)/, '+');
  const schedule = Object.fromEntries(fields.map((field) => [field, one(field)!]));
  return {
    ...(fields.length && { schedule: checkedSchedule(schedule) }),
    reportIfEmpty: flag === 'true',
    ...(initial !== undefined && { initialRecordTime: instantOf(initial) }),
  };
}

/** Throws SubscriptionControlsException with the field at fault and what it takes, or where no time would ever come. */
export function checkedSchedule(text: ScheduleText): ScheduleText {
  const read = readSchedule(text);
  if ('field' in read) throw refused(messages.badField(read.field, read.value));
  if (!nextTime(read, new Date())) throw refused(messages.neverComes);
  return text;
}

/** A schedule that was checked when it was kept. */
export const keptSchedule = (text: ScheduleText): Schedule => {
  const read = readSchedule(text);
  if ('field' in read) throw new Error(`A kept schedule is not readable: ${read.field}`);
  return read;
};

/** A record time as queries read it. */
export function instantOf(written: unknown): string {
  const read = readEventQuery(
    { GE_recordTime: written },
    { prefixes: { ...GS1_PREFIXES, open: false }, from: 'body' },
  );
  const condition = 'query' in read ? read.query.conditions[0] : undefined;
  if (condition?.on !== 'recordTime') throw refused(messages.badInitial, 'ValidationException');
  return condition.instant;
}
