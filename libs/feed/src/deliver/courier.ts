import { setMaxListeners } from 'node:events';
import { BeforeApplicationShutdown, Inject, Injectable, Logger } from '@nestjs/common';
import { Actor, newId } from '@maillon/kernel';
import { TenantDb } from '@maillon/db';
import { Handles } from '@maillon/jobs';
import type { JobContext } from '@maillon/jobs';
import { FiliereDirectory } from '@maillon/membership';
import type { DeliveryTimes } from './delivery-times.js';
import { organisationActor } from './fan-out.js';
import { Run, openRun, settleRun } from './run-webhook.js';
import { SendDelivery } from './send-delivery.js';
import { wakeAt, webhookDue } from './wake-webhook.js';

const MOST_OF_A_FILIERE = 64;
const MOST_OF_AN_ORGANISATION = 8;
const NO_ROOM_MS = 1000;

/**
 * Serves webhooks beside the jobs: the job takes a webhook and ends, the requests go on here, so that a receiver which
 * takes its ten seconds keeps no job waiting. While a webhook is served, a job stands ready in the outbox for the moment
 * its lease would pass: a process killed here loses nothing.
 */
@Injectable()
export class Courier implements BeforeApplicationShutdown {
  private readonly logger = new Logger('webhooks');
  /** Webhooks served now, by filière and by organisation of one. */
  private readonly load = new Map<string, number>();
  private readonly runs = new Set<Promise<void>>();
  private readonly stop = new AbortController();

  constructor(
    @Inject(TenantDb) private readonly db: TenantDb,
    @Inject(FiliereDirectory) private readonly filieres: FiliereDirectory,
    private readonly sender: SendDelivery,
    private readonly times: DeliveryTimes,
  ) {
    // every request under way listens to it
    setMaxListeners(0, this.stop.signal);
  }

  @Handles(webhookDue)
  async handle(
    { organisationId, webhookId }: { organisationId: string; webhookId: string },
    { filiereId, signal }: JobContext,
  ): Promise<void> {
    const actor = organisationActor(filiereId, organisationId);
    if (this.stop.signal.aborted) throw new Error('This worker was asked to stop.');
    signal.throwIfAborted();
    if (!this.hasRoom(actor)) {
      const later = new Date(Date.now() + NO_ROOM_MS);
      return this.db.transaction(actor, (tx) => wakeAt(tx, webhookId, later));
    }
    const run = await this.db.transaction(actor, (tx) => openRun(tx, webhookId, newId(), this.times));
    if (run) this.start(actor, run);
  }

  /** For tests: resolves when nothing is being sent. */
  async idle(): Promise<void> {
    while (this.runs.size) await Promise.all(this.runs);
  }

  /** Before the database closes: calls requests back, which counts as no attempt, and hands their webhooks on. */
  async beforeApplicationShutdown(): Promise<void> {
    this.stop.abort();
    await this.idle();
  }

  private start(actor: Actor, run: Run): void {
    this.count(actor, 1);
    const serving = this.serve(actor, run)
      .catch((error: unknown) => {
        const reason = error instanceof Error ? error.message : String(error);
        this.logger.warn(`Webhook ${run.webhookId} goes on when its lease has passed: ${reason}`);
      })
      .finally(() => {
        this.count(actor, -1);
        this.runs.delete(serving);
      });
    this.runs.add(serving);
  }

  private async serve(actor: Actor, first: Run): Promise<void> {
    const { slug } = await this.filieres.get(actor.filiereId);
    const { signal } = this.stop;
    for (let run: Run | undefined = first; run;) {
      const now: Run = run;
      const made = await Promise.all(now.due.map((due) => this.sender.attempt(now, due, slug, signal)));
      const attempts = made.filter((attempt) => attempt !== undefined);
      run = await this.db.transaction(actor, (tx) =>
        settleRun(tx, now, attempts, this.times, signal.aborted),
      );
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
