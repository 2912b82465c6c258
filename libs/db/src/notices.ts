import { Inject, Injectable, OnApplicationShutdown } from '@nestjs/common';
import { Client } from 'pg';
import { DataSource } from 'typeorm';
import { Tx } from './tenant-db.js';

const CHANNEL = 'maillon_notice';
const RECONNECT_MS = 1000;

/** A thin notice: something of this type and id changed, for the eyes of one organisation of one filière. */
export interface Notice {
  readonly filiereId: number;
  readonly organisationId: string;
  readonly type: 'event' | 'arrival' | 'import' | 'document' | 'discrepancy' | 'call';
  readonly id: string;
}

/** Sends a notice when, and only when, the transaction commits. */
export async function notify(tx: Tx, notice: Omit<Notice, 'filiereId'>): Promise<void> {
  await tx.query('select pg_notify($1, $2)', [
    CHANNEL,
    JSON.stringify({ filiereId: tx.actor.filiereId, ...notice }),
  ]);
}

type Listener = (notice: Notice) => void;

/** Nobody waits yet. */
const noOne = (): void => undefined;

/** Hears the notices of every process on one connection, and hands each to those who asked for it. */
@Injectable()
export class Notices implements OnApplicationShutdown {
  private readonly listeners = new Set<Listener>();
  private client: Client | undefined;
  private timer: NodeJS.Timeout | undefined;
  private stopped = false;

  constructor(@Inject(DataSource) private readonly dataSource: DataSource) {}

  /** Calls `listener` for every notice until the function it answers is called. */
  async listen(listener: Listener): Promise<() => void> {
    this.listeners.add(listener);
    if (!this.client) await this.connect();
    return () => this.listeners.delete(listener);
  }

  /**
   * The notices that `wanted` picks, until the reader calls `return`, which also ends a `next` that waits.
   * A slow reader misses repeats of the same notice, never the last.
   */
  stream(wanted: (notice: Notice) => boolean): AsyncIterator<Notice, undefined> {
    const pending = new Map<string, Notice>();
    let isOver = false;
    let wake: () => void = noOne;
    const listener: Listener = (notice) => {
      if (!wanted(notice)) return;
      pending.set(`${notice.type}:${notice.id}`, notice);
      wake();
    };
    const started = this.listen(listener);
    return {
      next: async () => {
        await started;
        while (!isOver && !this.stopped && !pending.size)
          await new Promise<void>((resolve) => (wake = resolve));
        const [first] = pending;
        if (isOver || this.stopped || !first) return { done: true, value: undefined };
        pending.delete(first[0]);
        return { done: false, value: first[1] };
      },
      return: async () => {
        isOver = true;
        this.listeners.delete(listener);
        wake();
        return { done: true, value: undefined };
      },
    };
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.client?.end();
  }

  private async connect(): Promise<void> {
    const { url } = this.dataSource.options as { url?: string };
    const client = new Client({ connectionString: url, application_name: 'maillon-notices' });
    this.client = client;
    client.on('notification', ({ payload }) => payload && this.hand(JSON.parse(payload) as Notice));
    client.on('error', () => this.reconnect());
    try {
      await client.connect();
      await client.query(`listen ${CHANNEL}`);
    } catch {
      this.reconnect();
    }
  }

  private hand(notice: Notice): void {
    for (const listener of this.listeners) listener(notice);
  }

  /** Notices missed while the line was down are made up for by the pages, which read again from time to time. */
  private reconnect(): void {
    if (this.stopped || this.timer) return;
    this.client = undefined;
    this.timer = setTimeout(() => {
      this.timer = undefined;
      void this.connect();
    }, RECONNECT_MS);
  }
}
