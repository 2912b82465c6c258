import { Complaints } from './complaints.js';
import { OutboxListener } from './outbox-listener.js';
import { HandedRow, Outbox } from './outbox.js';
import { TIMES } from './times.js';

/**
 * Hands rows of the outbox to the queue: at once when PostgreSQL tells of them, and by a sweep over all filières, one at
 * a time, which also finds what the queue or a worker lost. A row is marked before it is handed: whatever happens between
 * the two, the next sweep hands it again.
 */
export class Relay {
  private readonly complaints = new Complaints(
    'Jobs could not be handed to the queue, the next sweep tries again',
  );
  private readonly listener: OutboxListener;
  private readonly asked = new Set<number>();
  /** Filières that have more waiting than may be in hand, with the jobs ended here since their last turn. */
  private readonly full = new Map<number, number>();
  private handing: Promise<void> | undefined;
  private sweepTimer: NodeJS.Timeout | undefined;
  private nextPurge = Date.now() + TIMES.purgeMs * Math.random();
  private stopped = false;

  constructor(
    private readonly outbox: Outbox,
    private readonly hand: (filiereId: number, rows: readonly HandedRow[]) => Promise<void>,
    /** How many rows of one filière may be in hand at once, over all workers. */
    private readonly inHand: number,
    databaseUrl: string,
  ) {
    const sweepSoon = () => this.sweepIn(0);
    this.listener = new OutboxListener(databaseUrl, (filiereId) => this.ask(filiereId), sweepSoon);
  }

  start(): void {
    this.listener.start();
    this.sweepIn(0);
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.sweepTimer);
    await this.listener.stop();
    await this.handing;
  }

  /** A job of this filière ended here: time to hand over more of it, if more is waiting. */
  ended(filiereId: number): void {
    const ended = this.full.get(filiereId);
    if (ended === undefined) return;
    this.full.set(filiereId, ended + 1);
    if (ended + 1 >= this.inHand / 4) this.ask(filiereId);
  }

  private ask(filiereId: number): void {
    if (this.stopped || !Number.isInteger(filiereId)) return;
    this.asked.add(filiereId);
    this.handing ??= this.handAll().finally(() => {
      this.handing = undefined;
    });
  }

  private async handAll(): Promise<void> {
    for (const filiereId of this.asked) {
      if (this.stopped) return;
      this.asked.delete(filiereId);
      try {
        const { rows, full } = await this.outbox.claim(filiereId, this.inHand);
        if (full) this.full.set(filiereId, 0);
        else this.full.delete(filiereId);
        if (rows.length) await this.hand(filiereId, rows);
      } catch (error) {
        this.complaints.about(error);
      }
    }
  }

  private sweepIn(ms: number): void {
    if (this.stopped) return;
    clearTimeout(this.sweepTimer);
    this.sweepTimer = setTimeout(() => void this.sweep(), ms);
  }

  private async sweep(): Promise<void> {
    this.sweepIn(TIMES.sweepMs);
    try {
      const filieres = await this.outbox.filieres();
      for (const filiereId of filieres) this.ask(filiereId);
      if (Date.now() < this.nextPurge) return;
      this.nextPurge = Date.now() + TIMES.purgeMs;
      for (const filiereId of filieres) if (!this.stopped) await this.outbox.purge(filiereId);
    } catch (error) {
      this.complaints.about(error);
    }
  }
}
