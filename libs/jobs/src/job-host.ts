import { Readiness } from '@maillon/runtime';
import { BeforeApplicationShutdown, Inject, Injectable, OnApplicationBootstrap } from '@nestjs/common';
import { Complaints } from './complaints.js';
import { JobDefinition } from './define-job.js';
import { FairSlots } from './fair-slots.js';
import { HandlerDiscovery } from './handles.js';
import { Outbox } from './outbox.js';
import { Relay } from './relay.js';
import { JobRunner } from './run-job.js';
import { WakeQueue } from './wake-queue.js';

export interface WorkerOptions {
  /** Every job that this worker runs; boot refuses one without exactly one handler. */
  readonly jobs: readonly JobDefinition[];
  /** postgres://... or redis://... */
  readonly queueUrl: string;
  /** The database of the outbox, as the app role. */
  readonly databaseUrl: string;
  /** How many handlers run at once, 4 when not said; one filière holds at most all but one of these places. */
  readonly concurrency?: number;
}

export const JOB_OPTIONS = Symbol('maillon:job-options');
/** Without addresses the host runs nothing by itself: only `drain` does. */
export type JobOptions = Pick<WorkerOptions, 'jobs'> & Partial<WorkerOptions>;

/** Runs the jobs of one process, from boot to shutdown. */
@Injectable()
export class JobHost implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly complaints = new Complaints('A job could not be run and will be handed again');
  private runner: JobRunner | undefined;
  private slots: FairSlots | undefined;
  private queue: WakeQueue | undefined;
  private relay: Relay | undefined;

  constructor(
    @Inject(JOB_OPTIONS) private readonly options: JobOptions,
    @Inject(HandlerDiscovery) private readonly discovery: HandlerDiscovery,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(Readiness) private readonly readiness: Readiness,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const { queueUrl, databaseUrl, concurrency = 4 } = this.options;
    const runner = this.runnerOf();
    if (!queueUrl || !databaseUrl) return;
    const slots = new FairSlots(concurrency, (filiereId, id) => this.run(runner, filiereId, id));
    const queue = await WakeQueue.open(queueUrl, concurrency, async ({ filiereId, outboxId }) => {
      slots.offer(filiereId, outboxId);
      await slots.room();
    });
    const relay = new Relay(
      this.outbox,
      (filiereId, rows) => queue.add(filiereId, rows),
      Math.max(16, concurrency * 4),
      databaseUrl,
    );
    [this.slots, this.queue, this.relay] = [slots, queue, relay];
    this.readiness.add('queue', () => queue.check());
    relay.start();
  }

  /** Before the database closes: takes no more, lets handlers hand back, gives the rest back, closes every connection. */
  async beforeApplicationShutdown(): Promise<void> {
    await this.relay?.stop();
    const waiting = [...(this.slots?.close() ?? [])];
    const steps = [
      this.runner?.stop(),
      this.queue?.stopTaking(),
      ...waiting.map(([filiereId, ids]) => this.outbox.giveBack(filiereId, [], [...ids])),
    ];
    for (const step of await Promise.allSettled(steps))
      if (step.status === 'rejected') this.complaints.about(step.reason);
    await this.queue?.close();
  }

  /** Runs every row that is due, inline and without the queue, until none is left. Returns how many ran. */
  async drain(evenLater: boolean): Promise<number> {
    const runner = this.runnerOf();
    const passedOver = new Set<string>();
    for (let ran = 0; ;) {
      const before = ran;
      for (const filiereId of await this.outbox.filieres()) {
        for (const id of await this.outbox.due(filiereId, evenLater)) {
          if (passedOver.has(id)) continue;
          const result = await runner.run(filiereId, id, evenLater);
          if (result === 'handed back') passedOver.add(id);
          else if (result !== 'idle') ran++;
        }
      }
      if (ran === before) return ran;
    }
  }

  private async run(runner: JobRunner, filiereId: number, id: string): Promise<void> {
    try {
      await runner.run(filiereId, id);
    } catch (error) {
      this.complaints.about(error);
    }
    this.relay?.ended(filiereId);
  }

  private runnerOf(): JobRunner {
    this.runner ??= new JobRunner(this.outbox, this.discovery.handlersOf(this.options.jobs));
    return this.runner;
  }
}

/**
 * For tests: runs every due job of all filières inline, until none is left, and returns how many runs that took.
 * `evenLater` also runs those put off. A failing job is recorded on its row, not thrown. Takes the host or what holds it.
 */
export async function drain(
  source: JobHost | { get(token: typeof JobHost, options: { strict: false }): JobHost },
  options: { evenLater?: boolean } = {},
): Promise<number> {
  const host = source instanceof JobHost ? source : source.get(JobHost, { strict: false });
  return host.drain(options.evenLater ?? false);
}
