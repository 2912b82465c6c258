import { Inject, Injectable } from '@nestjs/common';
import { organisationActor } from '@maillon/kernel';
import { TenantDb } from '@maillon/db';
import { recordsTouched } from '@maillon/feed';
import { Handles } from '@maillon/jobs';
import type { JobContext } from '@maillon/jobs';
import { activeMembers } from './active-members.js';
import { FullRun, queueRun } from './full-run.js';
import { Reconcile } from './reconcile.js';
import { reconciliationDue, reconciliationNight, reconciliationRun } from './reconciliation-jobs.js';
import { remind } from './remind.js';

/** The jobs of reconciliation: each acts for one organisation, and may be killed or doubled at any point. */
@Injectable()
export class RunJobs {
  constructor(
    @Inject(TenantDb) private readonly db: TenantDb,
    @Inject(Reconcile) private readonly reconcile: Reconcile,
    @Inject(FullRun) private readonly fullRun: FullRun,
  ) {}

  @Handles(recordsTouched)
  async touched({ organisationId }: { organisationId: string }, context: JobContext): Promise<void> {
    const actor = organisationActor(context.filiereId, organisationId);
    await this.reconcile.touched(actor, new Date(), context.signal);
  }

  @Handles(reconciliationDue)
  async due({ organisationId }: { organisationId: string }, context: JobContext): Promise<void> {
    const actor = organisationActor(context.filiereId, organisationId);
    await this.reconcile.due(actor, new Date(), context.signal);
  }

  @Handles(reconciliationRun)
  async run(payload: { organisationId: string; runId: string }, context: JobContext): Promise<void> {
    const actor = organisationActor(context.filiereId, payload.organisationId);
    await this.fullRun.run(actor, payload.runId, new Date(), context.signal);
  }

  @Handles(reconciliationNight)
  async night(_payload: object, { filiereId, signal }: JobContext): Promise<void> {
    const failures: unknown[] = [];
    for (const organisationId of await activeMembers(this.db, filiereId)) {
      signal.throwIfAborted();
      try {
        await this.db.transaction(organisationActor(filiereId, organisationId), async (tx) => {
          await queueRun(tx);
          await remind(tx, new Date());
        });
      } catch (error) {
        // one company's trouble is not the others'; the job comes again for those that failed
        failures.push(error);
      }
    }
    if (failures.length)
      throw new AggregateError(
        failures,
        `The night of ${failures.length} organisations failed: ${String(failures[0])}`,
      );
  }
}
