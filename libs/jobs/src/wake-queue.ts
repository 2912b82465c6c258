import {
  BackendFactory,
  createPostgresBackend,
  createRedisBackend,
  IQueueBackend,
  Queue,
  runMigrations,
  Worker,
} from 'bullmq';
import { Client } from 'pg';
import { Complaints } from './complaints.js';
import { TIMES } from './times.js';

const NAME = 'maillon';
/** Schema of the queue's own tables on PostgreSQL; the operator creates it, owned by the app role (`infra/database.sql`). */
const SCHEMA = 'queue';

/** All that ever enters the queue: which row to look at. */
export interface WakeUp {
  readonly filiereId: number;
  readonly outboxId: string;
}

/** What BullMQ stands on, and the options of a connection to it with so many sessions. */
interface Ground {
  readonly backend: BackendFactory<IQueueBackend, unknown>;
  connection(sessions: number): unknown;
  /** From now on a lost connection stays lost: else a server that is away would keep this process alive. */
  abandon(): void;
}

type WakeUpQueue = Queue<WakeUp, void, string, WakeUp, void, string, IQueueBackend, unknown>;
type WakeUpWorker = Worker<WakeUp, void, string, IQueueBackend, never, unknown>;

/**
 * BullMQ, on PostgreSQL or on Redis: it spreads wake-ups over workers, and may lose any of them.
 * Its own retries are off and its locks short: the lease on the row decides who runs it.
 */
export class WakeQueue {
  private readonly complaints = new Complaints('The queue does not answer, jobs wait');
  private readonly queue: WakeUpQueue;
  private readonly worker: WakeUpWorker;

  private constructor(
    private readonly ground: Ground,
    concurrency: number,
    follow: (wakeUp: WakeUp) => Promise<void>,
  ) {
    const { backend, connection } = ground;
    const adding = {
      connection: connection(2),
      defaultJobOptions: { attempts: 1, removeOnComplete: true, removeOnFail: true },
      streams: { events: { maxLen: 100 } },
    };
    const taking = {
      connection: connection(concurrency),
      concurrency,
      lockDuration: 4000,
      stalledInterval: 2000,
      maxStalledCount: 1_000_000,
      runRetryDelay: 500,
    };
    this.queue = new Queue(NAME, adding, backend) as WakeUpQueue;
    this.worker = new Worker(NAME, (job) => follow(job.data as WakeUp), taking, backend) as WakeUpWorker;
    this.queue.on('error', (error) => this.complaints.about(error));
    this.worker.on('error', (error) => this.complaints.about(error));
  }

  /** Connects to postgres:// (and brings the queue's own tables up to date) or to redis://. */
  static async open(
    url: string,
    concurrency: number,
    follow: (wakeUp: WakeUp) => Promise<void>,
  ): Promise<WakeQueue> {
    if (!/^rediss?:/.test(url)) await migrate(url);
    return new WakeQueue(groundOf(url), concurrency, follow);
  }

  /**
   * Adds a wake-up for each row; while the queue still holds the same one it adds none, so that rows handed again and
   * again to busy workers do not pile up. Rejects when the queue does not take them in time.
   */
  async add(filiereId: number, rows: readonly { id: string; handedCount: number }[]): Promise<void> {
    const period = Math.floor(Date.now() / TIMES.sameWakeUpMs);
    const jobs = rows.map((row) => ({
      name: 'wake',
      data: { filiereId, outboxId: row.id },
      opts: { jobId: `${row.id}-${row.handedCount}-${period}` },
    }));
    await inTime(this.queue.addBulk(jobs));
  }

  /** Rejects when the queue does not answer. */
  async check(): Promise<void> {
    await inTime(this.queue.getJobCountByTypes('wait'));
  }

  /** Takes no more wake-ups; resolves when those in hand were followed. */
  async stopTaking(): Promise<void> {
    this.ground.abandon();
    await inTime(this.worker.close());
  }

  async close(): Promise<void> {
    await inTime(this.queue.close());
  }
}

function groundOf(url: string): Ground {
  if (!/^rediss?:/.test(url)) {
    const connection = (max: number) => ({ connectionString: url, schema: SCHEMA, max, keepAlive: true });
    return { backend: createPostgresBackend as Ground['backend'], connection, abandon: () => undefined };
  }
  let abandoned = false;
  const retryStrategy = (attempt: number) => (abandoned ? null : Math.min(attempt * 200, 2000));
  return {
    backend: createRedisBackend as Ground['backend'],
    connection: () => ({ url, maxRetriesPerRequest: null, disconnectTimeout: 500, retryStrategy }),
    abandon: () => void (abandoned = true),
  };
}

/** BullMQ's own schema steps, as the app role: the schema is there already, and this role may not create one. */
async function migrate(url: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const session = {
      query: (text: string, parameters?: readonly unknown[]) =>
        text.startsWith('CREATE SCHEMA')
          ? Promise.resolve({ rows: [] })
          : client.query(text, parameters as unknown[]),
    };
    await runMigrations(session as unknown as Parameters<typeof runMigrations>[0], SCHEMA);
  } finally {
    await client.end();
  }
}

function inTime<T>(call: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new Error(`no answer within ${TIMES.queueCallMs} ms`)),
      TIMES.queueCallMs,
    );
    call.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
