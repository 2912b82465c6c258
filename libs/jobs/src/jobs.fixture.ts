import { DatabaseModule, TenantDb } from '@maillon/db';
import { createTestDatabase, TestDatabase } from '@maillon/db/testing';
import { platformActor } from '@maillon/kernel';
import { Readiness } from '@maillon/runtime';
import { DynamicModule, Global, INestApplicationContext, Inject, Injectable, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Redis } from 'ioredis';
import { z } from 'zod';
import { defineJob, enqueue, Handles, type JobContext, type JobDefinition, JobsModule } from './index.js';
import { endlessJob } from './testing/endless-job.js';

export const payload = z.object({ n: z.int() });
export type Payload = z.infer<typeof payload>;
export const countJob = defineJob({ name: 'probe.count', payload, attempts: 3, backoffMs: 400 });
export const PROBE_JOBS: readonly JobDefinition[] = [countJob, endlessJob];

/** What the handlers of one worker do; each test says it. */
export type Probe = (payload: Payload, context: JobContext) => Promise<void>;
const PROBE = Symbol('probe');

@Injectable()
class ProbeHandlers {
  constructor(@Inject(PROBE) private readonly probe: Probe) {}

  @Handles(countJob)
  count(payload: { n: number }, context: JobContext): Promise<void> {
    return this.probe(payload, context);
  }

  @Handles(endlessJob)
  endless(payload: { n: number }, context: JobContext): Promise<void> {
    return this.probe(payload, context);
  }
}

@Global()
@Module({ providers: [Readiness], exports: [Readiness] })
class Surroundings {}

/** A worker application around one probe. */
export async function application(
  databaseUrl: string,
  jobs: DynamicModule,
  providers: unknown[],
): Promise<INestApplicationContext> {
  const database = DatabaseModule.forRoot({ url: databaseUrl, applicationName: 'jobs-test' });
  const root = { module: Surroundings, imports: [database, jobs], providers: providers as [] };
  return NestFactory.createApplicationContext(root, { logger: false, abortOnError: false });
}

export const probing = (probe: Probe): unknown[] => [{ provide: PROBE, useValue: probe }, ProbeHandlers];

export interface Row {
  id: string;
  done_at: Date | null;
  failed_at: Date | null;
  failure: string | null;
  attempts: number;
  handed_count: number;
  lease_token: string | null;
}

/** One database with two filières, one queue, and the workers a test started. */
export class World {
  private readonly workers = new Set<INestApplicationContext>();

  private constructor(
    readonly test: TestDatabase,
    readonly queueUrl: string,
  ) {}

  /** `redisUrl` undefined: the queue runs on the same PostgreSQL. */
  static async create(redisUrl: string | undefined): Promise<World> {
    const test = await createTestDatabase();
    await test.superuser(`insert into filiere (id, slug, name_fr, name_en, definition) values
      (1, 'bois', 'Bois', 'Wood', '{}'), (2, 'eau', 'Eau', 'Water', '{}')`);
    const world = new World(test, redisUrl ?? test.url);
    if (redisUrl) await world.wipeQueue();
    return world;
  }

  get db(): TenantDb {
    return this.test.db;
  }

  async start(probe: Probe, concurrency?: number): Promise<INestApplicationContext> {
    const { queueUrl } = this;
    const jobs = JobsModule.worker({ queueUrl, databaseUrl: this.test.url, concurrency, jobs: PROBE_JOBS });
    const worker = await application(this.test.url, jobs, probing(probe));
    this.workers.add(worker);
    return worker;
  }

  async stop(worker: INestApplicationContext): Promise<void> {
    this.workers.delete(worker);
    await worker.close();
  }

  async stopAll(): Promise<void> {
    await Promise.all([...this.workers].map((worker) => this.stop(worker)));
  }

  async close(): Promise<void> {
    await this.stopAll();
    await this.test.close();
  }

  /** Enqueues `count` jobs in one transaction. Returns their ids. */
  enqueue(
    filiereId: number,
    job: JobDefinition<Payload>,
    count = 1,
    options: { runAfter?: Date } = {},
  ): Promise<string[]> {
    return this.db.transaction(platformActor(filiereId), async (tx) => {
      const ids: string[] = [];
      for (let n = 0; n < count; n++) ids.push(await enqueue(tx, job, { n }, options));
      return ids;
    });
  }

  async row(id: string): Promise<Row> {
    const [row] = await this.test.superuser<Row>('select * from outbox where id = $1', [id]);
    return row!;
  }

  async openRows(): Promise<number> {
    const [row] = await this.test.superuser<{ open: number }>(
      'select count(*)::int as open from outbox where done_at is null and failed_at is null',
    );
    return row!.open;
  }

  /** Deletes under running traffic, so PostgreSQL may choose it to end a deadlock: then again. */
  private async empty(table: string, tries = 5): Promise<void> {
    try {
      await this.test.superuser(`delete from ${table}`);
    } catch (error) {
      if ((error as { code?: string }).code !== '40P01' || tries === 1) throw error;
      await this.empty(table, tries - 1);
    }
  }

  /** Everything the queue knows is gone, as after a flush. */
  async wipeQueue(): Promise<void> {
    if (this.queueUrl.startsWith('redis')) {
      const redis = new Redis(this.queueUrl);
      await redis.flushdb();
      await redis.quit();
      return;
    }
    const tables = await this.test.superuser<{ name: string }>(
      `select format('queue.%I', tablename) as name from pg_tables where schemaname = 'queue' and tablename <> 'migration'`,
    );
    for (const table of tables) await this.empty(table.name);
  }
}

export const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Waits until the condition holds. Throws after `ms`. */
export async function until(condition: () => boolean | Promise<boolean>, ms = 15_000): Promise<void> {
  const deadline = Date.now() + ms;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error(`Not so within ${ms} ms: ${condition.toString()}`);
    await sleep(10);
  }
}
