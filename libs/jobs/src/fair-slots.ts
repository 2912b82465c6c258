/**
 * The places in which one worker runs jobs, shared among filières: a free place goes to the filière that runs fewest here,
 * and none takes the last place while it holds all others, so that the long imports of one never keep another's job waiting.
 */
export class FairSlots {
  /** Ids told and not yet run, by filière, oldest first. */
  private readonly waiting = new Map<number, Set<string>>();
  private readonly running = new Map<number, number>();
  private readonly runningIds = new Set<string>();
  private wakers: (() => void)[] = [];
  private closed = false;

  /** `run` never rejects. */
  constructor(
    private readonly size: number,
    private readonly run: (filiereId: number, id: string) => Promise<void>,
  ) {}

  /** Tells of a row; told twice, it waits once. */
  offer(filiereId: number, id: string): void {
    if (this.closed || this.runningIds.has(id)) return;
    const ids = this.waiting.get(filiereId) ?? new Set();
    this.waiting.set(filiereId, ids.add(id));
    this.fill();
  }

  /** Resolves when a place is free for somebody, or after `close`. */
  async room(): Promise<void> {
    while (!this.closed && this.runningIds.size >= this.size)
      await new Promise<void>((resolve) => this.wakers.push(resolve));
  }

  /** Starts nothing more. Returns what was told and not run. */
  close(): ReadonlyMap<number, ReadonlySet<string>> {
    this.closed = true;
    this.wake();
    return this.waiting;
  }

  private fill(): void {
    while (!this.closed && this.runningIds.size < this.size) {
      const filiereId = this.next();
      if (filiereId === undefined) return;
      const ids = this.waiting.get(filiereId)!;
      const [id] = ids;
      ids.delete(id!);
      if (ids.size === 0) this.waiting.delete(filiereId);
      this.start(filiereId, id!);
    }
  }

  /** The waiting filière that runs fewest here and may run one more. */
  private next(): number | undefined {
    const limit = Math.max(1, this.size - 1);
    let best: number | undefined;
    for (const filiereId of this.waiting.keys()) {
      const count = this.running.get(filiereId) ?? 0;
      if (count < limit && (best === undefined || count < (this.running.get(best) ?? 0))) best = filiereId;
    }
    return best;
  }

  private start(filiereId: number, id: string): void {
    this.runningIds.add(id);
    this.running.set(filiereId, (this.running.get(filiereId) ?? 0) + 1);
    void this.run(filiereId, id).then(() => {
      this.runningIds.delete(id);
      this.running.set(filiereId, this.running.get(filiereId)! - 1);
      this.fill();
      this.wake();
    });
  }

  private wake(): void {
    const wakers = this.wakers;
    this.wakers = [];
    for (const wake of wakers) wake();
  }
}
