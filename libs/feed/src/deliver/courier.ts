import { BeforeApplicationShutdown, Inject, Injectable } from '@nestjs/common';
import { Actor, newId, organisationActor } from '@maillon/kernel';
import { TenantDb } from '@maillon/db';
import { Handles } from '@maillon/jobs';
import type { JobContext } from '@maillon/jobs';
import { FiliereDirectory } from '@maillon/membership';
import type { DeliveryTimes } from './delivery-times.js';
import { Run, openRun, settleRun } from './run-webhook.js';
import { SendDelivery } from './send-delivery.js';
import { NO_ROOM_MS, Serving } from './serving.js';
import { wakeAt, webhookDue } from './wake-webhook.js';

/**
 * Serves webhooks beside the jobs. While a webhook is served, a job stands ready in the outbox for the moment its lease would
 * pass: a process killed here loses nothing.
 */
@Injectable()
export class Courier implements BeforeApplicationShutdown {
  private readonly serving = new Serving('webhooks');

  constructor(
    @Inject(TenantDb) private readonly db: TenantDb,
    @Inject(FiliereDirectory) private readonly filieres: FiliereDirectory,
    private readonly sender: SendDelivery,
    private readonly times: DeliveryTimes,
  ) {}

  @Handles(webhookDue)
  async handle(
    { organisationId, webhookId }: { organisationId: string; webhookId: string },
    { filiereId, signal }: JobContext,
  ): Promise<void> {
    const actor = organisationActor(filiereId, organisationId);
    this.serving.throwIfStopped(signal);
    if (!this.serving.hasRoom(actor)) {
      const later = new Date(Date.now() + NO_ROOM_MS);
      return this.db.transaction(actor, (tx) => wakeAt(tx, webhookId, later));
    }
    const run = await this.db.transaction(actor, (tx) => openRun(tx, webhookId, newId(), this.times));
    if (run) this.serving.start(actor, `Webhook ${webhookId}`, (stop) => this.serve(actor, run, stop));
  }

  /** For tests: resolves when nothing is being sent. */
  idle(): Promise<void> {
    return this.serving.idle();
  }

  /** Before the database closes: calls requests back, which counts as no attempt, and hands their webhooks on. */
  beforeApplicationShutdown(): Promise<void> {
    return this.serving.close();
  }

  private async serve(actor: Actor, first: Run, signal: AbortSignal): Promise<void> {
    const { slug } = await this.filieres.get(actor.filiereId);
    for (let run: Run | undefined = first; run;) {
      const now: Run = run;
      const made = await Promise.all(now.due.map((due) => this.sender.attempt(now, due, slug, signal)));
      const attempts = made.filter((attempt) => attempt !== undefined);
      run = await this.db.transaction(actor, (tx) =>
        settleRun(tx, now, attempts, this.times, signal.aborted),
      );
    }
  }
}
