import { isUuid, newId } from '@maillon/kernel';
import { Logger } from '@nestjs/common';
import { JobDefinition } from './define-job.js';
import { RegisteredJob } from './handles.js';
import { Lease, LeasedRow, Outbox } from './outbox.js';
import { TIMES } from './times.js';

interface Run {
  readonly lease: Lease;
  readonly stop: AbortController;
}

/** What became of a wake-up: `idle` when there was nothing to run. */
export type RunResult = 'done' | 'failed' | 'handed back' | 'idle';

/** Runs rows of the outbox, each under a lease that it keeps alive while the handler works. */
export class JobRunner {
  private readonly logger = new Logger('jobs');
  private readonly runs = new Map<string, Run>();
  private renewal: NodeJS.Timeout | undefined;
  private stopping = false;

  constructor(
    private readonly outbox: Outbox,
    private readonly jobs: ReadonlyMap<string, RegisteredJob>,
  ) {}

  /** Runs one row, if it is due and nobody else runs it. Rejects only when the database does not answer. */
  async run(filiereId: number, outboxId: string, evenLater = false): Promise<RunResult> {
    if (!isUuid(outboxId) || this.stopping) return 'idle';
    const lease: Lease = { filiereId, id: outboxId, token: newId() };
    const row = await this.outbox.lease(lease, evenLater);
    if (!row) return 'idle';
    if (this.stopping) return this.handBack(lease);
    if (row.takenOver)
      this.logger.warn(`Job ${row.job} ${outboxId} goes on here: its worker gave no sign of life.`);
    const run: Run = { lease, stop: new AbortController() };
    this.runs.set(lease.token, run);
    this.renewal ??= setInterval(() => void this.renew(), TIMES.renewMs);
    try {
      return await this.runLeased(run, row);
    } finally {
      this.runs.delete(lease.token);
      if (this.runs.size === 0) this.restTimer();
    }
  }

  /** Tells handlers to hand back what they hold, waits for them a while, and gives back what they did not. */
  async stop(): Promise<void> {
    this.stopping = true;
    for (const run of this.runs.values()) run.stop.abort(stopped());
    const deadline = Date.now() + TIMES.stopMs;
    while (this.runs.size > 0 && Date.now() < deadline)
      await new Promise((resolve) => setTimeout(resolve, 20));
    this.restTimer();
    for (const { lease } of this.runs.values()) {
      this.logger.warn(`Job ${lease.id} did not stop in time and goes on elsewhere.`);
      await this.outbox.giveBack(lease.filiereId, [lease], []);
    }
  }

  private async runLeased(run: Run, row: LeasedRow): Promise<RunResult> {
    const { lease, stop } = run;
    const registered = this.jobs.get(row.job);
    if (!registered) return this.postponeUnknown(lease, row.job);
    const payload = registered.job.payload.safeParse(row.payload);
    if (!payload.success) {
      const places = payload.error.issues.map(
        (issue) => `${issue.path.join('.') || 'payload'}: ${issue.code}`,
      );
      return this.giveUp(lease, row.job, `The payload is not what the job declares (${places.join(', ')}).`);
    }
    const context = {
      filiereId: lease.filiereId,
      outboxId: lease.id,
      attempt: row.attempts + 1,
      signal: stop.signal,
    };
    try {
      await registered.handler(payload.data, context);
    } catch (error) {
      if (stop.signal.aborted) return this.handBack(lease);
      return this.failed(lease, registered.job, row.attempts + 1, error);
    }
    if (await this.outbox.complete(lease)) return 'done';
    this.logger.warn(`Job ${row.job} ${lease.id} ended here after another worker had taken it over.`);
    return 'handed back';
  }

  private async failed(
    lease: Lease,
    job: JobDefinition,
    failures: number,
    error: unknown,
  ): Promise<RunResult> {
    const reason =
      error instanceof Error ? `${error.name}: ${error.message}` : 'Something that is no Error was thrown.';
    if (failures >= job.attempts) return this.giveUp(lease, job.name, reason);
    const delay = Math.min(job.backoffMs * 2 ** (failures - 1), TIMES.longestBackoffMs);
    await this.outbox.retry(lease, reason, delay);
    this.logger.warn(
      `Job ${job.name} ${lease.id} failed ${failures} of ${job.attempts} times, again in ${delay} ms.`,
    );
    return 'failed';
  }

  private async giveUp(lease: Lease, job: string, reason: string): Promise<RunResult> {
    await this.outbox.fail(lease, reason);
    this.logger.error(`Job ${job} ${lease.id} is given up: ${reason}`);
    return 'failed';
  }

  private async handBack(lease: Lease): Promise<RunResult> {
    await this.outbox.giveBack(lease.filiereId, [lease], []);
    return 'handed back';
  }

  /** During a rolling deployment a newer producer may enqueue what only a newer worker handles. */
  private async postponeUnknown(lease: Lease, job: string): Promise<RunResult> {
    this.logger.warn(`Job ${job} ${lease.id} is unknown to this worker and waits for one that knows it.`);
    await this.outbox.postpone(lease, 'No handler for this job on this worker.', TIMES.unknownJobMs);
    return 'handed back';
  }

  private async renew(): Promise<void> {
    const filieres = new Set([...this.runs.values()].map((run) => run.lease.filiereId));
    await Promise.all([...filieres].map((filiereId) => this.renewOf(filiereId)));
  }

  private async renewOf(filiereId: number): Promise<void> {
    const runs = [...this.runs.values()].filter((run) => run.lease.filiereId === filiereId);
    try {
      const held = await this.outbox.renew(
        filiereId,
        runs.map((run) => run.lease),
      );
      for (const run of runs) {
        if (held.has(run.lease.id) || !this.runs.has(run.lease.token)) continue;
        run.stop.abort(new Error('Another worker has taken this job over.'));
      }
    } catch (error) {
      this.logger.warn(`Leases could not be renewed: ${(error as Error).message}`);
    }
  }

  private restTimer(): void {
    clearInterval(this.renewal);
    this.renewal = undefined;
  }
}

const stopped = (): Error => new Error('This worker was asked to stop.');
