import { EpcisSubscriptionType } from './epcis-subscription.types.js';
import { failureText, suspendedAfter } from './messages.js';
import type { SubscriptionKept } from './subscription.queries.js';

/** A subscription as GraphQL shows it. */
export function subscriptionShown(row: SubscriptionKept): EpcisSubscriptionType {
  const { last_failure: failure, resume_at: resumeAt } = row;
  const isSuspended = row.state === 'suspended';
  return {
    id: row.id,
    queryName: row.query_name,
    destination: row.dest,
    isSigned: row.is_signed,
    ...(row.schedule && { schedule: row.schedule }),
    ...(row.run_at && { nextReportAt: row.run_at.toISOString() }),
    reportIfEmpty: row.report_if_empty,
    epcFormat: row.epc_format,
    state: row.state,
    failures: row.failures,
    ...(isSuspended && { suspendedReason: suspendedAfter(row.failures, failure?.reason) }),
    ...(failure && {
      lastFailure: {
        at: failure.at,
        ...(failure.status !== undefined && { status: failure.status }),
        ...(failure.eventID && { eventId: failure.eventID }),
        detail: failureText(failure),
      },
    }),
    ...(!isSuspended && resumeAt && { nextAttemptAt: resumeAt.toISOString() }),
    ...(row.notified_at && { lastNotifiedAt: row.notified_at.toISOString() }),
    initialRecordTime: row.initial_record_time.toISOString(),
    minRecordTime: row.min_record_time.toISOString(),
    createdAt: row.created_at.toISOString(),
  };
}
