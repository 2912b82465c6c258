import { EpcFormat } from '@maillon/epcis';
import { ArrivalPosition } from '@maillon/feed';
import { Language, organisationOf } from '@maillon/kernel';
import { Tx } from '@maillon/db';
import type { FailureReason } from './messages.js';
import { ScheduleText } from './schedule.js';

export interface LastFailure {
  readonly at: string;
  readonly reason: FailureReason;
  /** What the receiver answered. */
  readonly status?: number;
  /** The only event of the delivery. */
  readonly eventID?: string;
}

/** A subscription while its row is locked. */
export interface SubscriptionRow {
  readonly id: string;
  readonly queryName: string;
  readonly query: Readonly<Record<string, unknown>>;
  readonly prefixes: Readonly<Record<string, string>>;
  readonly dest: string;
  readonly secret: Buffer | null;
  readonly epcFormat: EpcFormat;
  readonly language: Language;
  readonly schedule: ScheduleText | null;
  readonly reportIfEmpty: boolean;
  readonly since: string;
  readonly snapshot: string | null;
  readonly position: ArrivalPosition;
  readonly minRecordTime: Date;
  readonly runAt: Date | null;
  readonly windowEnd: string | null;
  readonly windowSent: boolean;
  readonly batchSize: number;
  readonly failures: number;
  readonly resumeAt: Date | null;
  /** Active, of an organisation that is a member. */
  readonly maySend: boolean;
  readonly mayTry: boolean;
  readonly isDue: boolean;
  readonly runToken: string | null;
  /** Until when another process serves it. */
  readonly heldUntil: Date | null;
}

type Raw = Omit<SubscriptionRow, 'position'> & { xid: string; seq: string; place: number };

const keyOf = (tx: Tx, id: string) => [tx.actor.filiereId, organisationOf(tx.actor), id];

/** Locks a subscription of the actor's organisation; undefined where there is none. */
export async function lockSubscription(tx: Tx, id: string): Promise<SubscriptionRow | undefined> {
  const [row] = await tx.prepared<Raw>('lock-epcis-subscription', LOCK, keyOf(tx, id));
  if (!row) return undefined;
  const { xid, seq, place, ...rest } = row;
  return { ...rest, position: { xid, seq, place } };
}

const LOCK = `
  select s.id, s.query_name as "queryName", q.query, q.prefixes, s.dest, s.secret, s.epc_format as "epcFormat", s.language, s.schedule,
    s.report_if_empty as "reportIfEmpty", s.initial_record_time::text as since, s.start_snapshot::text as snapshot,
    s.position_xid as xid, s.position_seq as seq, s.position_place as place, s.min_record_time as "minRecordTime",
    s.run_at as "runAt", s.window_end as "windowEnd", s.window_sent as "windowSent", s.batch_size as "batchSize", s.failures,
    s.resume_at as "resumeAt", s.state = 'active' and m.status = 'active' as "maySend",
    coalesce(s.resume_at <= now(), true) as "mayTry", coalesce(s.run_at <= now(), true) as "isDue",
    s.run_token as "runToken", case when s.run_until > now() then s.run_until end as "heldUntil"
  from epcis_subscription s
  join membership m on m.filiere_id = $1 and m.organisation_id = $2
  join named_query q on q.filiere_id = $1 and q.organisation_id = $2 and q.name = s.query_name
  where s.filiere_id = $1 and s.organisation_id = $2 and s.id = $3 for update of s`;

/** What may change of a subscription while it runs; what is left out stays. */
export interface SubscriptionChange {
  readonly position?: ArrivalPosition;
  readonly minRecordTime?: Date;
  readonly runAt?: Date;
  /** null: the report is complete. */
  readonly windowEnd?: string | null;
  readonly windowSent?: boolean;
  readonly batchSize?: number;
  readonly state?: 'suspended';
  readonly failures?: number;
  /** null: at once. */
  readonly resumeAt?: Date | null;
  readonly lastFailure?: LastFailure | null;
  /** Set to now. */
  readonly isNotified?: boolean;
}

/** Writes changes to a locked row. */
export async function changeSubscription(tx: Tx, id: string, change: SubscriptionChange): Promise<void> {
  const sets: string[] = [];
  const values: unknown[] = keyOf(tx, id);
  const set = (column: string, value: unknown) =>
    value !== undefined && sets.push(`${column} = $${values.push(value)}`);
  set('position_xid', change.position?.xid);
  set('position_seq', change.position?.seq);
  set('position_place', change.position?.place);
  set('min_record_time', change.minRecordTime);
  set('run_at', change.runAt);
  set('window_end', change.windowEnd);
  set('window_sent', change.windowSent);
  set('batch_size', change.batchSize);
  set('state', change.state);
  set('failures', change.failures);
  set('resume_at', change.resumeAt);
  set('last_failure', change.lastFailure && JSON.stringify(change.lastFailure));
  if (change.isNotified) sets.push('notified_at = now()');
  if (!sets.length) return;
  await tx.query(
    `update epcis_subscription set ${sets.join(', ')} where filiere_id = $1 and organisation_id = $2 and id = $3`,
    values,
  );
}

/** Gives the row to a run for so many milliseconds, or to nobody. Answers until when. */
export async function lease(
  tx: Tx,
  id: string,
  token: string | null,
  leaseMs: number | null,
): Promise<Date | null> {
  const [row] = await tx.query<{ run_until: Date | null }>(
    `update epcis_subscription set run_token = $4, run_until = now() + $5 * interval '1 millisecond'
     where filiere_id = $1 and organisation_id = $2 and id = $3 returning run_until`,
    [...keyOf(tx, id), token, leaseMs],
  );
  return row?.run_until ?? null;
}
