import { BeforeApplicationShutdown, Inject, Injectable, OnApplicationBootstrap } from '@nestjs/common';
import { platformActor } from '@maillon/kernel';
import { TenantDb, Tx } from '@maillon/db';
import { recordsTouched } from '@maillon/feed';
import { enqueue, planNight } from '@maillon/jobs';
import { createLogger } from '@maillon/runtime';
import { reconciliationDue, reconciliationNight } from './reconciliation-jobs.js';

const EVERY_MS = 30_000;
const LEFT_SECONDS = 5;
const NIGHT_HOUR_UTC = 1;

/** Every half minute: notes that no job took, what time has made due, and the next night. It only enqueues. */
@Injectable()
export class Sweeper implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = createLogger('reconciliation', 'info');
  private timer: NodeJS.Timeout | undefined;
  private sweeping: Promise<void> = Promise.resolve();

  constructor(@Inject(TenantDb) private readonly db: TenantDb) {}

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => {
      this.sweeping = this.sweepAll().catch((error: unknown) => {
        this.logger.error(
          { error: error instanceof Error ? error.message : String(error) },
          'A sweep of reconciliation failed and is tried again in half a minute',
        );
      });
    }, EVERY_MS);
    this.timer.unref();
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.sweeping;
  }

  private async sweepAll(): Promise<void> {
    const filieres = await this.db.identity(undefined, (tx) =>
      tx.query<{ id: number }>('select id from filiere order by id'),
    );
    for (const { id } of filieres)
      await this.db.transaction(platformActor(id), (tx) => sweep(tx, new Date()));
  }
}

/** Enqueues what is to be done in one filière; what is enqueued already is left alone. Answers how many jobs it asked for. */
export async function sweep(tx: Tx, now: Date): Promise<number> {
  const left = await tx.query<{ job: string; organisation_id: string }>(LEFT, [
    tx.actor.filiereId,
    now,
    recordsTouched.name,
    reconciliationDue.name,
  ]);
  for (const { job, organisation_id } of left)
    await enqueue(tx, job === recordsTouched.name ? recordsTouched : reconciliationDue, {
      organisationId: organisation_id,
    });
  const isNight = await planNight(tx, reconciliationNight, NIGHT_HOUR_UTC, now);
  return left.length + (isNight ? 1 : 0);
}

const LEFT = `
  select w.job, w.organisation_id from (
    select distinct $3 as job, organisation_id from touched_record
      where filiere_id = $1 and recorded_at < $2::timestamptz - interval '${LEFT_SECONDS} seconds'
    union
    select distinct $4, declarant_id from reconciliation_pending where filiere_id = $1 and look_at <= $2) w
  where not exists (select from outbox o where o.filiere_id = $1 and o.job = w.job and o.done_at is null and o.failed_at is null
    and o.payload ->> 'organisationId' = w.organisation_id::text)`;
