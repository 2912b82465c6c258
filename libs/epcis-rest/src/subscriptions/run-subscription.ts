import { EpcFormat } from '@maillon/epcis';
import { DeliveryTimes, retryDelay } from '@maillon/feed';
import { Language } from '@maillon/kernel';
import { Tx } from '@maillon/db';
import { recordAct } from '@maillon/membership';
import type { OutgoingFailure } from '@maillon/runtime';
import type { FailureReason } from './messages.js';
import { closedWindow, Parcel, planDelivery } from './plan-delivery.js';
import {
  changeSubscription,
  LastFailure,
  lease,
  lockSubscription,
  SubscriptionChange,
  SubscriptionRow,
} from './subscription-row.js';
import { wakeAt, wokenUp } from './wake-subscription.js';

/** How patient deliveries are: milliseconds. */
export type SubscriptionTimes = Pick<DeliveryTimes, 'retryMs' | 'timeoutMs' | 'leaseMs'>;

/** A parcel that this process delivers: nobody else serves the subscription until its lease has passed. */
export interface SubscriptionRun {
  readonly subscriptionId: string;
  readonly token: string;
  readonly dest: string;
  /** As kept: sealed. */
  readonly secret: Buffer | null;
  readonly queryName: string;
  readonly epcFormat: EpcFormat;
  readonly language: Language;
  readonly parcel: Parcel;
}

/** What became of a delivery. */
export type Outcome = { readonly status: number } | { readonly failure: Exclude<OutgoingFailure, 'aborted'> };

/** Takes the subscription if something is due and nobody serves it; otherwise says when to look again. */
export async function openRun(
  tx: Tx,
  id: string,
  token: string,
  times: SubscriptionTimes,
): Promise<SubscriptionRun | undefined> {
  const row = await lockSubscription(tx, id);
  if (!row) return undefined;
  await wokenUp(tx, id);
  if (row.heldUntil) {
    await wakeAt(tx, id, row.heldUntil);
    return undefined;
  }
  return goOn(tx, row, token, times, false);
}

/**
 * Records what became of a delivery, then answers the next, or ends the run. The position moves here alone, on an answer 200, and
 * only while the run holds the row: another process that took it over decides. `undefined`: called back, which is no attempt.
 */
export async function settleRun(
  tx: Tx,
  { subscriptionId: id, token, parcel }: SubscriptionRun,
  outcome: Outcome | undefined,
  times: SubscriptionTimes,
  isStopping: boolean,
): Promise<SubscriptionRun | undefined> {
  const row = await lockSubscription(tx, id);
  if (row?.runToken !== token) return undefined;
  if (!outcome) return goOn(tx, row, token, times, isStopping);
  const change = await changeOf(tx, row, parcel, outcome, times);
  await changeSubscription(tx, id, change);
  if (change.state) await recordSuspension(tx, id, change.lastFailure!);
  return goOn(tx, (await lockSubscription(tx, id))!, token, times, isStopping);
}

async function changeOf(
  tx: Tx,
  row: SubscriptionRow,
  parcel: Parcel,
  outcome: Outcome,
  times: SubscriptionTimes,
): Promise<SubscriptionChange> {
  const status = 'status' in outcome ? outcome.status : undefined;
  if (status === 200 && !parcel.isFault) {
    const ended = parcel.endsWindow && row.windowEnd !== null;
    return {
      position: parcel.end,
      ...(ended ? await closedWindow(tx, row, parcel.end) : row.windowEnd !== null && { windowSent: true }),
      failures: 0,
      resumeAt: null,
      lastFailure: null,
      isNotified: true,
    };
  }
  const { length } = parcel.events;
  if (status === 413 && length > 1) return { batchSize: Math.floor(length / 2) };
  const failures = row.failures + 1;
  const delay = retryDelay({ ...NO_PAUSES, ...times }, failures);
  const isLast = failures > times.retryMs.length || status === 410;
  return {
    failures,
    lastFailure: failureOf(parcel, outcome),
    resumeAt: isLast ? null : new Date(Date.now() + delay),
    ...(isLast && { state: 'suspended' }),
  };
}

const NO_PAUSES = { pauseMs: [], disableAfter: Infinity };

function failureOf({ events, isFault }: Parcel, outcome: Outcome): LastFailure {
  const at = new Date().toISOString();
  if (!('status' in outcome)) return { at, reason: outcome.failure };
  const { status } = outcome;
  if (status === 200 && isFault) return { at, reason: 'query' };
  const eventID =
    events.length === 1 ? String(events[0]!.original['eventID'] ?? `urn:uuid:${events[0]!.id}`) : undefined;
  return { at, reason: reasonOf(status), status, ...(eventID && { eventID }) };
}

function reasonOf(status: number): FailureReason {
  if (status >= 300 && status < 400) return 'redirect';
  if (status === 410) return 'gone';
  return status === 413 ? 'too-large' : 'status';
}

const recordSuspension = (tx: Tx, id: string, { reason, status }: LastFailure): Promise<void> =>
  recordAct(tx, {
    action: 'epcis-subscription.suspend',
    subjectType: 'epcis-subscription',
    subjectId: id,
    details: { reason, ...(status !== undefined && { status }) },
  });

/** The next parcel under a lease, with a job that looks after it in case we die; or the end of the run. */
async function goOn(
  tx: Tx,
  row: SubscriptionRow,
  token: string,
  times: SubscriptionTimes,
  isStopping: boolean,
): Promise<SubscriptionRun | undefined> {
  const { id } = row;
  const isReady = row.maySend && row.mayTry && !isStopping;
  const waited = row.mayTry ? new Date() : row.resumeAt!;
  const { parcel, change, wake } = isReady ? await planDelivery(tx, row) : { change: {}, wake: waited };
  await changeSubscription(tx, id, change);
  const heldUntil = await lease(tx, id, parcel ? token : null, parcel ? times.leaseMs : null);
  const next = heldUntil ?? (row.maySend ? wake : undefined);
  if (next) await wakeAt(tx, id, next);
  if (!parcel) return undefined;
  const { dest, secret, queryName, epcFormat, language } = row;
  return { subscriptionId: id, token, dest, secret, queryName, epcFormat, language, parcel };
}
