import { BeforeApplicationShutdown, Inject, Injectable } from '@nestjs/common';
import { Actor, newId, organisationActor } from '@maillon/kernel';
import { TenantDb } from '@maillon/db';
import { arrivalsMoved, NO_ROOM_MS, SecretBox, Serving } from '@maillon/feed';
import { Handles } from '@maillon/jobs';
import type { JobContext } from '@maillon/jobs';
import { Outgoing, OutgoingError } from '@maillon/runtime';
import { openRun, Outcome, settleRun, SubscriptionRun } from './run-subscription.js';
import type { SubscriptionTimes } from './run-subscription.js';
import { subscriptionDue, wakeAt, wakeStreams } from './wake-subscription.js';
import { signatureOf, writeParcel } from './write-parcel.js';

/** An answer is read no further: its status says all. */
const MOST_READ = 1000;

/**
 * Serves subscriptions beside the jobs, as webhooks are served. While one is served, a job stands ready in the outbox for the
 * moment its lease would pass: a process killed here loses nothing.
 */
@Injectable()
export class Deliverer implements BeforeApplicationShutdown {
  private readonly serving = new Serving('epcis-subscriptions');

  constructor(
    @Inject(TenantDb) private readonly db: TenantDb,
    @Inject(Outgoing) private readonly outgoing: Outgoing,
    @Inject(SecretBox) private readonly box: SecretBox,
    private readonly times: SubscriptionTimes,
  ) {}

  @Handles(arrivalsMoved)
  async wake({ organisationId }: { organisationId: string }, { filiereId }: JobContext): Promise<void> {
    await this.db.transaction(organisationActor(filiereId, organisationId), wakeStreams);
  }

  @Handles(subscriptionDue)
  async handle(
    { organisationId, subscriptionId }: { organisationId: string; subscriptionId: string },
    { filiereId, signal }: JobContext,
  ): Promise<void> {
    const actor = organisationActor(filiereId, organisationId);
    this.serving.throwIfStopped(signal);
    if (!this.serving.hasRoom(actor)) {
      const later = new Date(Date.now() + NO_ROOM_MS);
      return this.db.transaction(actor, (tx) => wakeAt(tx, subscriptionId, later));
    }
    const run = await this.db.transaction(actor, (tx) => openRun(tx, subscriptionId, newId(), this.times));
    if (run)
      this.serving.start(actor, `Subscription ${subscriptionId}`, (stop) => this.serve(actor, run, stop));
  }

  /** For tests: resolves when nothing is being sent. */
  idle(): Promise<void> {
    return this.serving.idle();
  }

  /** Before the database closes: calls requests back, which counts as no attempt, and hands their subscriptions on. */
  beforeApplicationShutdown(): Promise<void> {
    return this.serving.close();
  }

  private async serve(actor: Actor, first: SubscriptionRun, signal: AbortSignal): Promise<void> {
    for (let run: SubscriptionRun | undefined = first; run;) {
      const now: SubscriptionRun = run;
      const outcome = await this.send(now, signal);
      run = await this.db.transaction(actor, (tx) => settleRun(tx, now, outcome, this.times, signal.aborted));
    }
  }

  private async send(run: SubscriptionRun, signal: AbortSignal): Promise<Outcome | undefined> {
    const { body, headers } = writeParcel(run.parcel, { ...run, subscriptionID: run.subscriptionId });
    const token = run.secret && this.box.open(run.secret, run.subscriptionId);
    try {
      const { status } = await this.outgoing.send({
        url: run.dest,
        method: 'POST',
        headers: {
          ...headers,
          'user-agent': 'Maillon-EPCIS',
          ...(token && { 'gs1-signature': signatureOf(body, token) }),
        },
        body,
        signal,
        timeoutMs: this.times.timeoutMs,
        maxBytes: MOST_READ,
      });
      return { status };
    } catch (error) {
      if (!(error instanceof OutgoingError)) throw error;
      return error.failure === 'aborted' ? undefined : { failure: error.failure };
    }
  }
}
