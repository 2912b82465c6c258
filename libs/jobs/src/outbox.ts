import { TenantDb, Tx } from '@maillon/db';
import { platformActor } from '@maillon/kernel';
import { Inject, Injectable } from '@nestjs/common';
import { OUTBOX_CHANNEL } from './enqueue.js';
import { TIMES } from './times.js';

const OPEN = 'done_at is null and failed_at is null';
/** Nobody runs the row: the lease of whoever did has passed. */
const FREE = '(lease_until is null or lease_until < now())';
const FAILURE_LENGTH = 500;

export interface HandedRow {
  readonly id: string;
  /** How often the row was handed over, this time included; handing it again because nobody followed adds nothing. */
  readonly handedCount: number;
}

export interface LeasedRow {
  readonly job: string;
  readonly payload: unknown;
  /** Failures so far. */
  readonly attempts: number;
  /** True when the worker that ran the row before went away without a word. */
  readonly takenOver: boolean;
}

export interface Lease {
  readonly filiereId: number;
  readonly id: string;
  readonly token: string;
}

/** Everything that is said to the table `outbox` after a row is in it. Times are the database's own. */
@Injectable()
export class Outbox {
  constructor(@Inject(TenantDb) private readonly db: TenantDb) {}

  /** Every filière of the installation. */
  async filieres(): Promise<number[]> {
    const rows = await this.db.identity(undefined, (tx) =>
      tx.query<{ id: number }>('select id from filiere order by id'),
    );
    return rows.map((row) => row.id);
  }

  /**
   * Marks rows as handed and returns them: those whose wake-up or worker was lost, then waiting ones, oldest first, up to
   * `inHand` rows of the filière at once. `full` says that more may be waiting.
   */
  async claim(filiereId: number, inHand: number): Promise<{ rows: HandedRow[]; full: boolean }> {
    const answer = await this.inFiliere(filiereId, (tx) =>
      tx.prepared<{ id: string | null; handed_count: number; full: boolean }>('outbox-claim', CLAIM, [
        filiereId,
        inHand,
        TIMES.rehandMs,
      ]),
    );
    const rows = answer.flatMap((row) =>
      row.id === null ? [] : [{ id: row.id, handedCount: row.handed_count }],
    );
    return { rows, full: answer.some((row) => row.full) };
  }

  /** Rows that may run now (`evenLater`: or later) and that nobody runs, oldest first. */
  async due(filiereId: number, evenLater: boolean): Promise<string[]> {
    const rows = await this.inFiliere(filiereId, (tx) =>
      tx.query<{ id: string }>(
        `select id from outbox where filiere_id = $1 and ${OPEN} and ${FREE} and ($2 or run_after <= now()) order by run_after, id`,
        [filiereId, evenLater],
      ),
    );
    return rows.map((row) => row.id);
  }

  /** Takes the row for one worker. Undefined when it ended, is put off (unless `evenLater`) or is run by another. */
  async lease({ filiereId, id, token }: Lease, evenLater = false): Promise<LeasedRow | undefined> {
    const [row] = await this.inFiliere(filiereId, (tx) =>
      tx.prepared<{ job: string; payload: unknown; attempts: number; taken_over: boolean }>(
        'outbox-lease',
        LEASE,
        [filiereId, id, token, TIMES.leaseMs, evenLater],
      ),
    );
    return row && { job: row.job, payload: row.payload, attempts: row.attempts, takenOver: row.taken_over };
  }

  /** Keeps leases of one filière for another while. Returns the ids of the rows still held. */
  async renew(filiereId: number, leases: readonly Lease[]): Promise<Set<string>> {
    const rows = await this.inFiliere(filiereId, (tx) =>
      tx.prepared<{ id: string }>('outbox-renew', RENEW, [
        filiereId,
        leases.map((lease) => lease.id),
        leases.map((lease) => lease.token),
        TIMES.leaseMs,
      ]),
    );
    return new Set(rows.map((row) => row.id));
  }

  /** Marks the row done. False when the lease was lost meanwhile: then another worker decides. */
  async complete(lease: Lease): Promise<boolean> {
    return this.end(lease, 'done_at = now(), failure = null');
  }

  /** Counts a failure and puts the row off by `delayMs`. */
  async retry(lease: Lease, failure: string, delayMs: number): Promise<boolean> {
    const assignments = `attempts = attempts + 1, failure = $4, handed_at = null, run_after = now() + $5 * interval '1 millisecond'`;
    return this.end(lease, assignments, [cleaned(failure), delayMs]);
  }

  /** Counts a failure and gives the row up: it stays, visible, with its reason. */
  async fail(lease: Lease, failure: string): Promise<boolean> {
    return this.end(lease, 'attempts = attempts + 1, failure = $4, failed_at = now()', [cleaned(failure)]);
  }

  /** Puts the row off without counting a failure. */
  async postpone(lease: Lease, reason: string, delayMs: number): Promise<boolean> {
    const assignments = `failure = $4, handed_at = null, run_after = now() + $5 * interval '1 millisecond'`;
    return this.end(lease, assignments, [cleaned(reason), delayMs]);
  }

  /** Gives rows back unfinished: leased ones of ours, and waiting ones we were told of. Other workers hear of it at once. */
  async giveBack(filiereId: number, leases: readonly Lease[], waiting: readonly string[]): Promise<void> {
    await this.inFiliere(filiereId, (tx) =>
      tx.query(
        `with back as (
           update outbox o set handed_at = null, lease_token = null, lease_until = null
           where filiere_id = $1 and ${OPEN}
             and (exists (select from unnest($2::uuid[], $3::uuid[]) as mine (id, token) where mine.id = o.id and mine.token = o.lease_token)
               or (o.id = any ($4::uuid[]) and ${FREE}))
           returning 1)
         select pg_notify('${OUTBOX_CHANNEL}', $1::text) from back limit 1`,
        [filiereId, leases.map((lease) => lease.id), leases.map((lease) => lease.token), waiting],
      ),
    );
  }

  /** Deletes rows done more than seven days ago, at most `limit` of them. */
  async purge(filiereId: number, limit = 1000): Promise<void> {
    await this.inFiliere(filiereId, (tx) =>
      tx.query(
        `delete from outbox where filiere_id = $1 and id in (
           select id from outbox where filiere_id = $1 and done_at < now() - interval '7 days' order by done_at limit $2)`,
        [filiereId, limit],
      ),
    );
  }

  /** Ends a lease with these assignments, which refer to `parameters` from $4 on. False when it was lost meanwhile. */
  private async end(
    { filiereId, id, token }: Lease,
    assignments: string,
    parameters: readonly unknown[] = [],
  ): Promise<boolean> {
    const rows = await this.inFiliere(filiereId, (tx) =>
      tx.query(
        `update outbox set ${assignments}, lease_token = null, lease_until = null
         where filiere_id = $1 and id = $2 and lease_token = $3 and ${OPEN} returning id`,
        [filiereId, id, token, ...parameters],
      ),
    );
    return rows.length === 1;
  }

  private inFiliere<T>(filiereId: number, work: (tx: Tx) => Promise<T>): Promise<T> {
    return this.db.transaction(platformActor(filiereId), work);
  }
}

/** PostgreSQL text holds no NUL. */
const cleaned = (failure: string): string => failure.replaceAll('\0', '').slice(0, FAILURE_LENGTH);

/** A lost row is one in hand whose lease has passed, or that nobody leased within the re-hand time. */
const CLAIM = `
  with lost as (
    select id from outbox
    where filiere_id = $1 and handed_at is not null and ${OPEN} and run_after <= now()
      and case when lease_until is null then handed_at < now() - $3 * interval '1 millisecond' else lease_until < now() end
    order by handed_at limit $2 for update skip locked),
  room as (
    select greatest(0, $2 - count(*)) as places from outbox where filiere_id = $1 and handed_at is not null and ${OPEN}),
  waiting as (
    select id from outbox
    where filiere_id = $1 and handed_at is null and ${OPEN} and run_after <= now()
    order by run_after, id limit (select room.places from room) for update skip locked),
  handed as (
    update outbox set handed_at = now(), lease_until = null,
      handed_count = handed_count + case when handed_at is null or lease_until is not null then 1 else 0 end
    from (select id from lost union all select id from waiting) as picked
    where outbox.filiere_id = $1 and outbox.id = picked.id
    returning outbox.id, outbox.handed_count)
  select handed.id, handed.handed_count, (select count(*) from waiting) >= room.places as full
  from room left join handed on true`;

const LEASE = `
  update outbox set lease_token = $3, lease_until = now() + $4 * interval '1 millisecond', handed_at = coalesce(outbox.handed_at, now())
  from (select id, lease_token from outbox where filiere_id = $1 and id = $2) as before
  where outbox.filiere_id = $1 and outbox.id = before.id and ${OPEN} and ${FREE} and ($5 or run_after <= now())
  returning outbox.job, outbox.payload, outbox.attempts, before.lease_token is not null as taken_over`;

const RENEW = `
  update outbox set lease_until = now() + $4 * interval '1 millisecond'
  from unnest($2::uuid[], $3::uuid[]) as mine (id, token)
  where outbox.filiere_id = $1 and outbox.id = mine.id and outbox.lease_token = mine.token and ${OPEN}
  returning outbox.id`;
