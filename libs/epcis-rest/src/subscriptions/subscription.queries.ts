import { Tx } from '@maillon/db';
import { decodeCursor, encodeCursor, isUuid, Language } from '@maillon/kernel';
import { PageAsked } from '../headers/paging.js';
import { failureTexts, suspendedText } from './messages.js';
import { ScheduleText } from './schedule.js';
import type { LastFailure } from './subscription-row.js';

/** A subscription as it is answered (OpenAPI, AbstractQuerySubscriptionResponse); its secret is no part of it. */
export interface SubscriptionView {
  readonly subscriptionID: string;
  readonly queryName: string;
  readonly dest: string;
  readonly stream?: true;
  readonly schedule?: ScheduleText;
  readonly reportIfEmpty: boolean;
  readonly epcFormat: string;
  readonly initialRecordTime: string;
  /** Whatever was recorded before it and is asked for has been taken by the subscriber. */
  readonly minRecordTime: string;
  readonly createdAt: string;
  /** The last answer 200. */
  readonly lastNotifiedAt?: string;
  /** Ours from here on: whether it sends, and why not. */
  readonly state: 'active' | 'suspended';
  readonly detail?: string;
  readonly lastFailure?: {
    readonly at: string;
    readonly status?: number;
    readonly eventID?: string;
    readonly detail: string;
  };
  readonly nextAttemptAt?: string;
}

interface Row {
  id: string;
  query_name: string;
  dest: string;
  schedule: ScheduleText | null;
  report_if_empty: boolean;
  epc_format: string;
  initial_record_time: Date;
  min_record_time: Date;
  created_at: Date;
  notified_at: Date | null;
  state: 'active' | 'suspended';
  resume_at: Date | null;
  last_failure: LastFailure | null;
}

const SELECT = `
  select id, query_name, dest, schedule, report_if_empty, epc_format, initial_record_time, min_record_time, created_at, notified_at,
    state, resume_at, last_failure
  from epcis_subscription where filiere_id = $1 and organisation_id = $2 and query_name = $3`;

const keyOf = (tx: Tx, queryName: string) => [tx.actor.filiereId, tx.actor.organisationId ?? null, queryName];

/** One subscription to a query of the actor's organisation, or undefined. */
export async function subscriptionById(
  tx: Tx,
  queryName: string,
  id: string,
  language: Language,
): Promise<SubscriptionView | undefined> {
  if (!isUuid(id)) return undefined;
  const [row] = await tx.query<Row>(`${SELECT} and id = $4`, [...keyOf(tx, queryName), id]);
  return row && viewOf(row, language);
}

/** The subscriptions to a query, oldest first. Throws BAD_INPUT for a token that no page gave. */
export async function subscriptionsOf(
  tx: Tx,
  queryName: string,
  { limit, after }: PageAsked,
  language: Language,
): Promise<{ subscriptions: SubscriptionView[]; next?: string }> {
  const [last] = after ? decodeCursor(after, 1).filter(isUuid) : [null];
  const rows = await tx.query<Row>(`${SELECT} and ($4::uuid is null or id > $4) order by id limit $5`, [
    ...keyOf(tx, queryName),
    last ?? null,
    limit + 1,
  ]);
  const shown = rows.slice(0, limit);
  return {
    subscriptions: shown.map((row) => viewOf(row, language)),
    ...(rows.length > limit && { next: encodeCursor([shown.at(-1)!.id]) }),
  };
}

/** Takes a subscription out, with its secret; false where there was none. What is being sent this instant may still arrive. */
export async function deleteSubscription(tx: Tx, queryName: string, id: string): Promise<boolean> {
  if (!isUuid(id)) return false;
  const gone = await tx.query(
    `delete from epcis_subscription
     where filiere_id = $1 and organisation_id = $2 and query_name = $3 and id = $4 returning id`,
    [...keyOf(tx, queryName), id],
  );
  return gone.length > 0;
}

function viewOf(row: Row, language: Language): SubscriptionView {
  const { last_failure: failure, resume_at: resumeAt } = row;
  return {
    subscriptionID: row.id,
    queryName: row.query_name,
    dest: row.dest,
    ...(row.schedule ? { schedule: row.schedule } : { stream: true }),
    reportIfEmpty: row.report_if_empty,
    epcFormat: row.epc_format,
    initialRecordTime: row.initial_record_time.toISOString(),
    minRecordTime: row.min_record_time.toISOString(),
    createdAt: row.created_at.toISOString(),
    ...(row.notified_at && { lastNotifiedAt: row.notified_at.toISOString() }),
    state: row.state,
    ...(row.state === 'suspended' && { detail: suspendedText[language] }),
    ...(failure && {
      lastFailure: {
        at: failure.at,
        ...(failure.status !== undefined && { status: failure.status }),
        ...(failure.eventID && { eventID: failure.eventID }),
        detail: failureTexts[failure.reason][language],
      },
    }),
    ...(row.state === 'active' && resumeAt && { nextAttemptAt: resumeAt.toISOString() }),
  };
}
