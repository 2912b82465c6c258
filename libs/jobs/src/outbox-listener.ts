import { Client } from 'pg';
import { Complaints } from './complaints.js';
import { OUTBOX_CHANNEL } from './enqueue.js';

const SHORTEST_WAIT = 200;
const LONGEST_WAIT = 5000;

/** Hears of new rows the moment they are committed, on a connection of its own that comes back by itself. */
export class OutboxListener {
  private readonly complaints = new Complaints('New jobs are only seen by the sweep for now');
  private client: Client | undefined;
  private timer: NodeJS.Timeout | undefined;
  private connecting: Promise<void> = Promise.resolve();
  private wait = SHORTEST_WAIT;
  private stopped = false;

  /** `onFiliere` is called with a filière that has new rows; `onConnected` when some may have been missed before. */
  constructor(
    private readonly url: string,
    private readonly onFiliere: (filiereId: number) => void,
    private readonly onConnected: () => void,
  ) {}

  start(): void {
    this.connecting = this.connect();
  }

  async stop(): Promise<void> {
    this.stopped = true;
    clearTimeout(this.timer);
    await this.connecting;
    const client = this.client;
    this.client = undefined;
    await client?.end();
  }

  private async connect(): Promise<void> {
    const client = new Client({
      connectionString: this.url,
      application_name: 'maillon-outbox',
      connectionTimeoutMillis: 5000,
      keepAlive: true,
      keepAliveInitialDelayMillis: 10_000,
    });
    client.on('error', (error) => this.lost(client, error));
    client.on('end', () => this.lost(client, new Error('the connection was closed')));
    client.on('notification', ({ payload }) => this.onFiliere(Number(payload)));
    try {
      await client.connect();
      await client.query(`listen ${OUTBOX_CHANNEL}`);
      this.client = client;
      this.wait = SHORTEST_WAIT;
      this.onConnected();
    } catch (error) {
      this.client = client;
      this.lost(client, error);
    }
  }

  private lost(client: Client, error: unknown): void {
    if (this.stopped || this.client !== client) return;
    this.client = undefined;
    this.complaints.about(error);
    client.end().catch((ending: unknown) => this.complaints.about(ending));
    this.timer = setTimeout(() => this.start(), this.wait);
    this.wait = Math.min(this.wait * 2, LONGEST_WAIT);
  }
}
