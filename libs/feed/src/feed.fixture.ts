import { IncomingHttpHeaders } from 'node:http';
import { randomBytes } from 'node:crypto';
import { DynamicModule, INestApplicationContext, LoggerService, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { Actor, newId, personActor } from '@maillon/kernel';
import { DatabaseModule, TenantDb } from '@maillon/db';
import { createTestDatabase, TestDatabase } from '@maillon/db/testing';
import { drain, JobHost, JobsModule } from '@maillon/jobs';
import { MembershipModule } from '@maillon/membership';
import { Outgoing, OutgoingOptions, RuntimeModule } from '@maillon/runtime';
import { Answer, HttpReceiver, until } from '@maillon/runtime/testing';
import { Courier } from './deliver/courier.js';
import { DeliveryTimes } from './deliver/delivery-times.js';
import { arrivalsNight, feedMoved, FeedModule, recordChanges, webhookDue } from './index.js';
import { ManageWebhooks } from './webhooks/manage-webhooks.js';
import { Replay } from './webhooks/replay.js';
import { SecretBox } from './webhooks/secret-box.js';
import { deliveryPage, webhookById } from './webhooks/webhook.queries.js';
import { WebhookWithSecret } from './webhooks/webhook.types.js';

/** The host whose name leads to the test receivers; every other name leads where `names` says. */
export const HOST = 'receiver.example';
const RECEIVERS = '127.0.0.1';

/** Fast enough for tests; the order of the steps is that of every day. */
export const QUICK: DeliveryTimes = {
  retryMs: [30, 30, 30],
  pauseMs: [0, 0, 60],
  disableAfter: 50,
  timeoutMs: 3000,
  leaseMs: 5000,
};

@Module({})
class TestWorker {
  static with(url: string, jobs: DynamicModule, feed: DynamicModule): DynamicModule {
    const database = DatabaseModule.forRoot({ url, applicationName: 'feed-test' });
    return { module: TestWorker, imports: [RuntimeModule, database, MembershipModule.core(), feed, jobs] };
  }
}

export const JOBS = [feedMoved, webhookDue, arrivalsNight];

/** What Nest logs, of every application of this file: its logger is one for the whole process. */
export const logged: string[] = [];

/** Two filières, three organisations in each, a worker, and what people use to manage webhooks. */
export class FeedWorld {
  readonly names = new Map<string, readonly string[]>([[HOST, [RECEIVERS]]]);
  readonly secretsKey = randomBytes(32).toString('base64');
  readonly outgoing: OutgoingOptions = {
    plainHosts: [HOST, 'elsewhere.example'],
    privateNetworks: [`${RECEIVERS}/32`],
    resolve: async (name) => this.names.get(name) ?? [],
  };
  readonly manage: ManageWebhooks;
  readonly replay: Replay;
  app!: INestApplicationContext;
  private readonly apps = new Set<INestApplicationContext>();

  private constructor(
    readonly test: TestDatabase,
    readonly actors: readonly [Actor, Actor, Actor],
    readonly abroad: Actor,
  ) {
    this.manage = new ManageWebhooks(test.db, new Outgoing(this.outgoing), new SecretBox(this.secretsKey));
    this.replay = new Replay(test.db);
  }

  static async create(times: Partial<DeliveryTimes> = {}): Promise<FeedWorld> {
    const test = await createTestDatabase();
    const organisations = [newId(), newId(), newId()];
    const personId = newId();
    for (const [id, slug] of [
      [1, 'bois'],
      [2, 'eau'],
    ] as const) {
      await test.superuser(
        'insert into filiere (id, slug, name_fr, name_en, definition) values ($1, $2, $2, $2, $3)',
        [id, slug, JSON.stringify({ id, slug })],
      );
    }
    await test.superuser(
      `insert into person (id, email, first_name, last_name) values ($1, 'a@b.example', 'A', 'B')`,
      [personId],
    );
    for (const organisationId of organisations) {
      await test.superuser(`insert into organisation (id, name) values ($1, 'Firme')`, [organisationId]);
      await test.superuser('insert into membership (filiere_id, organisation_id) values (1, $1), (2, $1)', [
        organisationId,
      ]);
    }
    const actorOf = (filiereId: number, organisationId: string) =>
      personActor({ filiereId, personId, organisationId, role: 'owner' });
    const [a, b, c] = organisations.map((id) => actorOf(1, id)) as [Actor, Actor, Actor];
    const world = new FeedWorld(test, [a, b, c], actorOf(2, organisations[0]!));
    world.app = await world.start(JobsModule.inline({ jobs: JOBS }), times);
    return world;
  }

  get db(): TenantDb {
    return this.test.db;
  }

  /** One more worker on the same database. */
  async start(jobs: DynamicModule, times: Partial<DeliveryTimes> = {}): Promise<INestApplicationContext> {
    const { secretsKey, outgoing } = this;
    const feed = FeedModule.withJobs({ secretsKey, outgoing, times: { ...QUICK, ...times } });
    const log = (...parts: unknown[]) => void logged.push(parts.join(' '));
    const logger: LoggerService = { log, warn: log, error: log };
    const app = await NestFactory.createApplicationContext(TestWorker.with(this.test.url, jobs, feed), {
      logger,
    });
    this.apps.add(app);
    return app;
  }

  async stop(app: INestApplicationContext): Promise<void> {
    this.apps.delete(app);
    await app.close();
  }

  async close(): Promise<void> {
    for (const app of this.apps) await app.close();
    await this.test.close();
  }

  /** Records changes about one subject, each in a transaction of its own. */
  async change(
    actor: Actor,
    subjectId: string,
    topics: readonly string[],
    seenBy: readonly Actor[],
  ): Promise<void> {
    const organisationIds = seenBy.map((one) => one.organisationId!);
    for (const topic of topics) {
      await this.db.transaction(actor, (tx) =>
        recordChanges(tx, [{ topic, type: 'document', id: subjectId, organisationIds }]),
      );
    }
  }

  webhook(
    actor: Actor,
    port: number,
    more: { topics?: string[]; host?: string } = {},
  ): Promise<WebhookWithSecret> {
    const { topics = ['*'], host = HOST } = more;
    return this.manage.create(actor, { name: 'ERP', url: `http://${host}:${port}/crochet`, topics });
  }

  /** Runs what is due until nothing is. */
  async settle(): Promise<void> {
    let ran: number;
    do {
      ran = await drain(this.app.get(JobHost, { strict: false }));
      await this.app.get(Courier, { strict: false }).idle();
    } while (ran);
  }

  /** Settles again and again until it holds. */
  async settleUntil(holds: () => boolean | Promise<boolean>, ms = 10_000): Promise<void> {
    await until(async () => {
      await this.settle();
      return holds();
    }, ms);
  }

  /** The log of a webhook, oldest first. */
  async log(actor: Actor, id: string) {
    const page = await this.db.transaction(actor, (tx) => deliveryPage(tx, id, { first: 500 }));
    return page.edges.map(({ node }) => node).reverse();
  }

  look(actor: Actor, id: string) {
    return this.db.transaction(actor, (tx) => webhookById(tx, id));
  }
}

export interface Received {
  readonly body: { id: string; topic: string; type: string; subjectId: string; filiere: string; at: string };
  readonly raw: string;
  readonly headers: IncomingHttpHeaders;
  readonly at: number;
}

/** A receiver on this machine, of webhooks. */
export class Receiver extends HttpReceiver<Received> {
  static start(answer?: Answer<Received>, address = RECEIVERS, port = 0): Promise<Receiver> {
    const read = (raw: string, headers: IncomingHttpHeaders): Received => ({
      raw,
      headers,
      body: JSON.parse(raw) as Received['body'],
      at: Date.now(),
    });
    return new Receiver(read, answer, address, port).listen();
  }
}
