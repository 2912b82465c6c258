import { setMaxListeners } from 'node:events';
import { BeforeApplicationShutdown, Inject, Injectable, Logger } from '@nestjs/common';
import { Actor, newId } from '@maillon/kernel';
import { TenantDb } from '@maillon/db';
import { arrivalsMoved, organisationActor, SecretBox } from '@maillon/feed';
import { Handles } from '@maillon/jobs';
import type { JobContext } from '@maillon/jobs';
import { Outgoing, OutgoingError } from '@maillon/runtime';
import { openRun, Outcome, settleRun, SubscriptionRun } from './run-subscription.js';
import type { SubscriptionTimes } from './run-subscription.js';
import { subscriptionDue, wakeAt, wakeStreams } from './wake-subscription.js';
import { signatureOf, writeParcel } from './write-parcel.js';

const MOST_OF_A_FILIERE = 64;
const MOST_OF_AN_ORGANISATION = 8;
const NO_ROOM_MS = 1000;
/** An answer is read no further: its status says all. */
const MOST_READ = 1000;

/**
 * Serves subscriptions beside the jobs, as webhooks are served: the job takes a subscription and ends, the requests go on
 * here. While one is served, a job stands ready in the outbox for the moment its lease would pass: a process killed here
 * loses nothing.
 */
@Injectable()
export class Deliverer implements BeforeApplicationShutdown {
  private readonly logger = new Logger('epcis-subscriptions');
  /** Subscriptions served now, by filière and by organisation of one. */
  private readonly load = new Map<string, number>();
  private readonly runs = new Set<Promise<void>>();
  private readonly stop = new AbortController();

  constructor(
    @Inject(TenantDb) private readonly db: TenantDb,
    @Inject(Outgoing) private readonly outgoing: Outgoing,
    @Inject(SecretBox) private readonly box: SecretBox,
    private readonly times: SubscriptionTimes,
  ) {
    // every request under way listens to it
    setMaxListeners(0, this.stop.signal);
  }

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
    if (this.stop.signal.aborted) throw new Error('This worker was asked to stop.');
    signal.throwIfAborted();
    if (!this.hasRoom(actor)) {
      const later = new Date(Date.now() + NO_ROOM_MS);
      return this.db.transaction(actor, (tx) => wakeAt(tx, subscriptionId, later));
    }
    const run = await this.db.transaction(actor, (tx) => openRun(tx, subscriptionId, newId(), this.times));
    if (run) this.start(actor, run);
  }

  /** For tests: resolves when nothing is being sent. */
  async idle(): Promise<void> {
    while (this.runs.size) await Promise.all(this.runs);
  }

  /** Before the database closes: calls requests back, which counts as no attempt, and hands their subscriptions on. */
  async beforeApplicationShutdown(): Promise<void> {
    this.stop.abort();
    await this.idle();
  }

  private start(actor: Actor, run: SubscriptionRun): void {
    this.count(actor, 1);
    const serving = this.serve(actor, run)
      .catch((error: unknown) => {
        const reason = error instanceof Error ? error.message : String(error);
        this.logger.warn(`Subscription ${run.subscriptionId} goes on when its lease has passed: ${reason}`);
      })
      .finally(() => {
        this.count(actor, -1);
        this.runs.delete(serving);
      });
    this.runs.add(serving);
  }

  private async serve(actor: Actor, first: SubscriptionRun): Promise<void> {
    const { signal } = this.stop;
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

  private hasRoom(actor: Actor): boolean {
    const [filiere, organisation] = placesOf(actor);
    return (
      (this.load.get(filiere) ?? 0) < MOST_OF_A_FILIERE &&
      (this.load.get(organisation) ?? 0) < MOST_OF_AN_ORGANISATION
    );
  }

  private count(actor: Actor, by: number): void {
    for (const place of placesOf(actor)) {
      const count = (this.load.get(place) ?? 0) + by;
      if (count) this.load.set(place, count);
      else this.load.delete(place);
    }
  }
}

const placesOf = ({ filiereId, organisationId }: Actor): [string, string] => [
  String(filiereId),
  `${filiereId}/${organisationId}`,
];
