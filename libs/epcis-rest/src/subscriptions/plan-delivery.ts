import { EventQuery } from '@maillon/epcis';
import { ArrivalPosition, recordedBefore, snapshotEnd } from '@maillon/feed';
import { DomainError } from '@maillon/kernel';
import { Tx } from '@maillon/db';
import type { KeptEvent } from '../events/answer-events.js';
import { queryOfBody } from '../events/ask-events.js';
import { EpcisProblem } from '../problems/epcis-problem.js';
import { problemOf } from '../problems/problem-of.js';
import { titleOf } from '../problems/messages.js';
import { keptSchedule } from './controls.js';
import { tooManyAtOnce } from './messages.js';
import { NextEvents, nextEvents } from './next-events.js';
import { nextTime, ScheduleText } from './schedule.js';
import { SubscriptionChange, SubscriptionRow } from './subscription-row.js';

/** One document on its way to a subscriber. */
export interface Parcel {
  readonly events: readonly KeptEvent[];
  /** Goes instead of events (OpenAPI, callback: an error is sent as an RFC 7807 problem). */
  readonly problem?: EpcisProblem;
  /** Where the subscription stands once this is taken. */
  readonly end: ArrivalPosition;
  /** The report of a schedule is complete with it. */
  readonly endsWindow: boolean;
  /** The query could not be run: the problem is told, and it is tried again. */
  readonly isFault: boolean;
}

/** What to do with a subscription now: send a parcel, or wait until `wake`, or until something comes. */
export interface Plan {
  readonly parcel?: Parcel;
  readonly change: SubscriptionChange;
  readonly wake?: Date;
}

/** How soon to look again for what came while an older transaction runs, in milliseconds. */
const LATE_MS = 250;

/** Looks for what is due, from where the subscription stands. The row is locked. */
export async function planDelivery(tx: Tx, row: SubscriptionRow): Promise<Plan> {
  try {
    const query = queryOfBody(row.query, new Map(Object.entries(row.prefixes)));
    return await (row.schedule ? planReport(tx, row, row.schedule, query) : planStream(tx, row, query));
  } catch (error) {
    if (!(error instanceof EpcisProblem) && !(error instanceof DomainError)) throw error;
    return {
      parcel: { ...parcelOf([], row.position), problem: problemOf(error), isFault: true },
      change: {},
    };
  }
}

const parcelOf = (events: readonly KeptEvent[], end: ArrivalPosition, endsWindow = false): Parcel => ({
  events,
  end,
  endsWindow,
  isFault: false,
});

async function planStream(tx: Tx, row: SubscriptionRow, query: EventQuery): Promise<Plan> {
  const limit = Math.min(row.batchSize, Math.max(1, query.maxEventCount ?? Infinity));
  const next = await nextEvents(tx, { ...row, query, after: row.position, limit });
  if (next.events.length) return { parcel: parcelOf(next.events, next.end), change: {} };
  if (!next.isAll) return { change: { position: next.end }, wake: new Date() };
  const minRecordTime = await recordedBefore(tx, next.end);
  const change = { position: next.end, minRecordTime };
  // whoever began to write before the subscription stood woke nobody
  const isYoung = row.snapshot !== null && BigInt(next.horizon) < BigInt(row.snapshot.split(':')[1]!);
  return { change, ...((next.isMoreDue || isYoung) && { wake: soon() }) };
}

/** A report holds what had come when its time came, complete: it waits for transactions that ran then. */
async function planReport(
  tx: Tx,
  row: SubscriptionRow,
  schedule: ScheduleText,
  query: EventQuery,
): Promise<Plan> {
  if (row.windowEnd === null && !row.isDue) return { change: {}, wake: row.runAt! };
  const windowEnd = row.windowEnd ?? (await snapshotEnd(tx));
  const opened = row.windowEnd === null ? { windowEnd, windowSent: false } : {};
  const windowSent = row.windowEnd !== null && row.windowSent;
  const wanted = { ...row, query, after: row.position, until: windowEnd, limit: row.batchSize };
  const next = await nextEvents(tx, wanted);
  if (BigInt(next.horizon) < BigInt(windowEnd)) return { change: opened, wake: soon() };
  const most = query.maxEventCount;
  if (most !== undefined && !windowSent && (await isMoreThan(tx, wanted, next, most))) {
    const end = { xid: windowEnd, seq: '0', place: 0 };
    const problem = tooLarge(most, row.minRecordTime);
    return { parcel: { ...parcelOf([], end, true), problem }, change: opened };
  }
  if (next.events.length) return { parcel: parcelOf(next.events, next.end), change: opened };
  if (!next.isAll) return { change: { ...opened, position: next.end }, wake: new Date() };
  if (row.reportIfEmpty && !windowSent) return { parcel: parcelOf([], next.end, true), change: opened };
  const change = { position: next.end, ...(await closedWindow(tx, row, next.end)) };
  return { change, wake: runAtOf(schedule, row) };
}

/** What closes the report of a schedule: it waits for its next time. */
export async function closedWindow(
  tx: Tx,
  row: SubscriptionRow,
  end: ArrivalPosition,
): Promise<SubscriptionChange> {
  const minRecordTime = await recordedBefore(tx, end);
  return { windowEnd: null, windowSent: false, runAt: runAtOf(row.schedule!, row), minRecordTime };
}

/** A clock that is behind the database's must not find the same time twice. */
function runAtOf(schedule: ScheduleText, { runAt }: SubscriptionRow): Date {
  const after = new Date(Math.max(Date.now(), runAt?.getTime() ?? 0));
  const next = nextTime(keptSchedule(schedule), after);
  if (!next) throw new Error('A kept schedule has no next time.');
  return next;
}

type Wanted = Parameters<typeof nextEvents>[1];

async function isMoreThan(tx: Tx, wanted: Wanted, first: NextEvents, most: number): Promise<boolean> {
  let count = 0;
  for (let next = first; ; next = await nextEvents(tx, { ...wanted, after: next.end })) {
    count += next.events.length;
    if (count > most || next.isAll) return count > most;
  }
}

const soon = (): Date => new Date(Date.now() + LATE_MS);

const tooLarge = (most: number, since: Date): EpcisProblem =>
  new EpcisProblem('QueryTooLargeException', {
    title: titleOf('QueryTooLargeException'),
    detail: tooManyAtOnce(most, since.toISOString()),
  });
