import { Tx } from '@maillon/db';
import { decodeCursor, encodeCursor, isUuid, Language, notFound } from '@maillon/kernel';
import { recordAct } from '@maillon/membership';
import { PageAsked } from '../headers/paging.js';
import { failureText, suspendedText } from './messages.js';
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

/** A subscription as it is kept, but for its secret: nothing that answers people ever reads it. */
export interface SubscriptionKept {
  id: string;
  query_name: string;
  dest: string;
  is_signed: boolean;
  schedule: ScheduleText | null;
  report_if_empty: boolean;
  epc_format: string;
  initial_record_time: Date;
  min_record_time: Date;
  created_at: Date;
  notified_at: Date | null;
  state: 'active' | 'suspended';
  failures: number;
  run_at: Date | null;
  resume_at: Date | null;
  last_failure: LastFailure | null;
}

const SELECT = `
  select id, query_name, dest, secret is not null as is_signed, schedule, report_if_empty, epc_format, initial_record_time,
    min_record_time, created_at, notified_at, state, failures, run_at, resume_at, last_failure
  from epcis_subscription where filiere_id = $1 and organisation_id = $2`;
const OF_QUERY = `${SELECT} and query_name = $3`;

const keyOf = (tx: Tx, queryName: string) => [tx.actor.filiereId, tx.actor.organisationId ?? null, queryName];

/** One subscription to a query of the actor's organisation, or undefined. */
export async function subscriptionById(
  tx: Tx,
  queryName: string,
  id: string,
  language: Language,
): Promise<SubscriptionView | undefined> {
  if (!isUuid(id)) return undefined;
  const [row] = await tx.query<SubscriptionKept>(`${OF_QUERY} and id = $4`, [...keyOf(tx, queryName), id]);
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
  const rows = await tx.query<SubscriptionKept>(
    `${OF_QUERY} and ($4::uuid is null or id > $4) order by id limit $5`,
    [...keyOf(tx, queryName), last ?? null, limit + 1],
  );
  const shown = rows.slice(0, limit);
  return {
    subscriptions: shown.map((row) => viewOf(row, language)),
    ...(rows.length > limit && { next: encodeCursor([shown.at(-1)!.id]) }),
  };
}

/** Subscriptions of the actor's organisation to these queries, by the name of their query, oldest first. */
export async function subscriptionsByQuery(
  tx: Tx,
  queryNames: readonly string[],
): Promise<Map<string, SubscriptionKept[]>> {
  const rows = await tx.query<SubscriptionKept>(`${SELECT} and query_name = any ($3::text[]) order by id`, [
    tx.actor.filiereId,
    tx.actor.organisationId ?? null,
    queryNames,
  ]);
  const byQuery = new Map<string, SubscriptionKept[]>();
  for (const row of rows) byQuery.set(row.query_name, [...(byQuery.get(row.query_name) ?? []), row]);
  return byQuery;
}

/** One subscription of the actor's organisation. Throws NOT_FOUND. */
export async function knownSubscription(tx: Tx, id: string): Promise<SubscriptionKept> {
  if (!isUuid(id)) throw notFound('id');
  const [row] = await tx.query<SubscriptionKept>(`${SELECT} and id = $3`, [
    tx.actor.filiereId,
    tx.actor.organisationId ?? null,
    id,
  ]);
  if (!row) throw notFound('id');
  return row;
}

/** Takes a subscription out, with its secret; false where there was none. What is being sent this instant may still arrive. */
export async function deleteSubscription(tx: Tx, id: string, queryName?: string): Promise<boolean> {
  if (!isUuid(id)) return false;
  const [gone] = await tx.query<{ query: string; dest: string }>(
    `delete from epcis_subscription
     where filiere_id = $1 and organisation_id = $2 and id = $3 and ($4::text is null or query_name = $4)
     returning query_name as query, dest`,
    [tx.actor.filiereId, tx.actor.organisationId ?? null, id, queryName ?? null],
  );
  if (!gone) return false;
  await recordAct(tx, {
    action: 'epcis-subscription.delete',
    subjectType: 'epcis-subscription',
    subjectId: id,
    details: { query: gone.query, host: new URL(gone.dest).host },
  });
  return true;
}

function viewOf(row: SubscriptionKept, language: Language): SubscriptionView {
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
        detail: failureText(failure)[language],
      },
    }),
    ...(row.state === 'active' && resumeAt && { nextAttemptAt: resumeAt.toISOString() }),
  };
}
