import { ORGANISATION_SETTING, FILIERE, OWN, TablePolicy } from './wall.js';

/** The policies of what stands between the platform and other machines: the feed, webhooks, EPCIS REST. */
export const INTERFACE_POLICIES: Readonly<Record<string, TablePolicy>> = {
  // Each organisation reads its own feed; whoever changes something tells the others, under its own name alone.
  change: { select: OWN, insert: `${FILIERE} and recorded_by is not distinct from ${ORGANISATION_SETTING}` },
  // Says only that an organisation listens, so that a change wakes nobody in vain; never served.
  webhook_listener: { select: FILIERE, insert: OWN, update: { using: OWN, columns: ['wake_at'] } },
  webhook: {
    select: OWN,
    insert: OWN,
    update: {
      using: OWN,
      columns: [
        'name',
        'url',
        'topics',
        'secret',
        'previous_secret',
        'previous_until',
        'state',
        'disabled_reason',
        'state_since',
        'failures',
        'resume_at',
        'delivered_at',
        'position_xid',
        'position_seq',
        'run_token',
        'run_until',
        'wake_at',
      ],
    },
    delete: OWN,
  },
  webhook_delivery: {
    select: OWN,
    insert: OWN,
    update: {
      using: OWN,
      columns: [
        'state',
        'attempts',
        'next_attempt_at',
        'attempted_at',
        'status',
        'failure',
        'duration_ms',
        'response_excerpt',
      ],
    },
  },
  capture_job: {
    select: OWN,
    insert: OWN,
    // What is finished stays as it is.
    update: {
      using: `${OWN} and finished_at is null`,
      check: OWN,
      columns: [
        'lease_token',
        'position',
        'recorded',
        'unchanged',
        'error_count',
        'errors',
        'warning_count',
        'warnings',
        'started_at',
        'finished_at',
      ],
    },
  },
  named_query: { select: OWN, insert: OWN, delete: OWN },
  // Each organisation reads which events came for it; whoever records them adds them, under its own name alone. The old ones go.
  event_arrival: {
    select: OWN,
    insert: `${FILIERE} and recorded_by is not distinct from ${ORGANISATION_SETTING}`,
    delete: `${OWN} and at < now() - interval '90 days'`,
  },
  // Says only that an organisation listens, so that an event wakes nobody in vain; never served.
  arrival_listener: {
    select: FILIERE,
    insert: OWN,
    update: { using: OWN, columns: ['has_streams', 'sockets_until'] },
  },
  epcis_subscription: {
    select: OWN,
    insert: OWN,
    update: {
      using: OWN,
      columns: [
        'secret',
        'epc_format',
        'language',
        'report_if_empty',
        'position_xid',
        'position_seq',
        'position_place',
        'min_record_time',
        'run_at',
        'window_end',
        'window_sent',
        'batch_size',
        'state',
        'failures',
        'resume_at',
        'last_failure',
        'notified_at',
        'run_token',
        'run_until',
        'wake_at',
      ],
    },
    delete: OWN,
  },
  master_data: {
    select: OWN,
    insert: OWN,
    update: { using: OWN, columns: ['attributes', 'children', 'declared_at'] },
  },
  // Written once; the oldest go.
  interface_call: { select: OWN, insert: OWN, delete: OWN },
};
