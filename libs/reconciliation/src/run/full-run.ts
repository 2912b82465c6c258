import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { Actor, newId, organisationOf } from '@maillon/kernel';
import { notify, TenantDb, Tx } from '@maillon/db';
import { enqueue } from '@maillon/jobs';
import { figuresDue } from '../indicators/figures-jobs.js';
import { FULL_STEPS, fullStep, Reconciled } from './reconcile.js';
import { reconciliationRun } from './reconciliation-jobs.js';

const LEASE_MS = 60_000;

export interface RunRow {
  readonly id: string;
  readonly state: 'queued' | 'running' | 'done' | 'failed';
  readonly position: number;
  readonly total: number | null;
  readonly looked_at: number;
  readonly opened: number;
  readonly closed: number;
  readonly created_at: Date;
  readonly finished_at: Date | null;
}

/** Asks for a comparison of everything. One that waits or runs already is answered in its place. */
export async function queueRun(tx: Tx): Promise<RunRow> {
  const organisationId = organisationOf(tx.actor);
  const open = await lastRun(tx);
  if (open && (open.state === 'queued' || open.state === 'running')) {
    if (await isAlive(tx, open.id)) return open;
    await tx.query(
      `update reconciliation_run set state = 'failed', finished_at = now() where filiere_id = $1 and organisation_id = $2 and id = $3`,
      [tx.actor.filiereId, organisationId, open.id],
    );
  }
  const id = newId();
  await tx.query(
    `insert into reconciliation_run (filiere_id, id, organisation_id, total, person_id) values ($1, $2, $3, $4, $5)`,
    [tx.actor.filiereId, id, organisationId, FULL_STEPS.length, tx.actor.personId ?? null],
  );
  await enqueue(tx, reconciliationRun, { organisationId, runId: id });
  return (await lastRun(tx))!;
}

/** Whether a job still means to carry the run out: one that was given up never will. */
async function isAlive(tx: Tx, runId: string): Promise<boolean> {
  const jobs = await tx.query(
    `select from outbox where filiere_id = $1 and job = $2 and payload ->> 'runId' = $3 and done_at is null and failed_at is null`,
    [tx.actor.filiereId, reconciliationRun.name, runId],
  );
  return jobs.length > 0;
}

/** The newest run of the acting organisation. */
export async function lastRun(tx: Tx): Promise<RunRow | undefined> {
  const [row] = await tx.query<RunRow>(
    `select id, state, position, total, looked_at, opened, closed, created_at, finished_at from reconciliation_run
     where filiere_id = $1 and organisation_id = $2 order by created_at desc, id desc limit 1`,
    [tx.actor.filiereId, organisationOf(tx.actor)],
  );
  return row;
}

/**
 * Carries out a run. Each step is a transaction that moves the position on, if nobody else has: a killed or doubled worker
 * changes nothing in the result.
 */
@Injectable()
export class FullRun {
  constructor(@Inject(TenantDb) private readonly db: TenantDb) {}

  async run(actor: Actor, runId: string, now: Date, signal?: AbortSignal): Promise<void> {
    const token = randomUUID();
    const claimed = await this.db.transaction(actor, (tx) => claim(tx, runId, token));
    if (!claimed) return;
    for (let position = claimed.position; position < FULL_STEPS.length; position++) {
      signal?.throwIfAborted();
      const moved = await this.db.transaction(actor, (tx) => step(tx, runId, token, position, now));
      if (!moved) return;
    }
  }
}

async function claim(tx: Tx, runId: string, token: string): Promise<{ position: number } | undefined> {
  const [row] = await tx.query<{ position: number }>(
    `update reconciliation_run set state = 'running', started_at = coalesce(started_at, now()), lease_token = $4,
       lease_until = now() + $5 * interval '1 millisecond'
     where filiere_id = $1 and organisation_id = $2 and id = $3 and state in ('queued', 'running') returning position`,
    [tx.actor.filiereId, organisationOf(tx.actor), runId, token, LEASE_MS],
  );
  return row;
}

/** False when another worker has taken the run over. */
async function step(tx: Tx, runId: string, token: string, position: number, now: Date): Promise<boolean> {
  const key = [tx.actor.filiereId, organisationOf(tx.actor), runId];
  const held = await tx.query(
    `select from reconciliation_run where filiere_id = $1 and organisation_id = $2 and id = $3 and lease_token = $4 and position = $5 for update`,
    [...key, token, position],
  );
  if (!held.length) return false;
  const done: Reconciled = await fullStep(tx, FULL_STEPS[position]!, now);
  const isLast = position + 1 === FULL_STEPS.length;
  await tx.query(
    `update reconciliation_run set position = $4, looked_at = looked_at + $5, opened = opened + $6, closed = closed + $7,
       lease_until = now() + $8 * interval '1 millisecond', state = case when $9 then 'done' else state end,
       finished_at = case when $9 then now() end
     where filiere_id = $1 and organisation_id = $2 and id = $3`,
    [...key, position + 1, done.lookedAt, done.opened, done.closed, LEASE_MS, isLast],
  );
  if (isLast) await enqueue(tx, figuresDue, { organisationId: organisationOf(tx.actor) });
  await notify(tx, { organisationId: organisationOf(tx.actor), type: 'discrepancy', id: runId });
  return true;
}
