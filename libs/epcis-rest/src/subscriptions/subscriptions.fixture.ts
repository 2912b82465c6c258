import { IncomingHttpHeaders, ServerResponse } from 'node:http';
import { randomBytes } from 'node:crypto';
import { DynamicModule, INestApplicationContext, LoggerService, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { readDocument } from '@maillon/epcis';
import { arrivalsMoved, SecretBox } from '@maillon/feed';
import { FILIERES } from '@maillon/filieres';
import { Actor, newId, personActor } from '@maillon/kernel';
import { DatabaseModule, TenantDb } from '@maillon/db';
import { createTestDatabase, TestDatabase } from '@maillon/db/testing';
import { drain, JobHost, JobsModule } from '@maillon/jobs';
import { MembershipModule } from '@maillon/membership';
import { Outgoing, OutgoingOptions, RuntimeModule } from '@maillon/runtime';
import { Answer, HttpReceiver, until } from '@maillon/runtime/testing';
import { Audience } from '@maillon/sharing';
import { CaptureEvents, eventsDeclared, TraceabilityModule } from '@maillon/traceability';
import { captureDue } from '../capture/capture-due.js';
import { EpcisRestModule } from '../epcis-rest.module.js';
import { insertNamedQuery } from '../queries/named-query.queries.js';
import { Deliverer } from './deliverer.js';
import { SubscriptionTimes } from './run-subscription.js';
import { Subscribe } from './subscribe.js';
import { subscriptionById, SubscriptionView } from './subscription.queries.js';
import { subscriptionDue } from './wake-subscription.js';

/** The host whose name leads to the test receivers; every other name leads where `names` says. */
export const HOST = 'receiver.example';
const RECEIVERS = '127.0.0.1';
export const TOKEN = '13df38d8275b13f05704629e5f1cf3d45d6132d5';

/** Fast enough for tests; the order of the steps is that of every day. */
export const QUICK: SubscriptionTimes = { retryMs: [30, 30, 30], timeoutMs: 3000, leaseMs: 5000 };

export const JOBS = [captureDue, arrivalsMoved, subscriptionDue, eventsDeclared];

@Module({})
class TestWorker {
  static with(url: string, jobs: DynamicModule, epcis: DynamicModule): DynamicModule {
    const database = DatabaseModule.forRoot({ url, applicationName: 'subscriptions-test' });
    return {
      module: TestWorker,
      imports: [RuntimeModule, database, MembershipModule.core(), TraceabilityModule.withJobs(), epcis, jobs],
    };
  }
}

let serial = 0;

interface Declared {
  readonly step?: string;
  readonly sharedWith?: readonly Actor[];
  readonly audience?: Audience;
  readonly more?: object;
}

/** A filière with a subscriber, a declarer and a stranger; a worker, and what people use to subscribe. */
export class SubscriptionWorld {
  readonly names = new Map<string, readonly string[]>([[HOST, [RECEIVERS]]]);
  readonly secretsKey = randomBytes(32).toString('base64');
  readonly outgoing: OutgoingOptions = {
    plainHosts: [HOST, 'elsewhere.example'],
    privateNetworks: [`${RECEIVERS}/32`],
    resolve: async (name) => this.names.get(name) ?? [],
  };
  readonly subscriptions: Subscribe;
  readonly capture: CaptureEvents;
  app!: INestApplicationContext;
  private readonly apps = new Set<INestApplicationContext>();
  private readonly open = new Set<() => void>();

  private constructor(
    readonly test: TestDatabase,
    readonly subscriber: Actor,
    readonly declarer: Actor,
    readonly stranger: Actor,
  ) {
    this.subscriptions = new Subscribe(test.db, new Outgoing(this.outgoing), new SecretBox(this.secretsKey));
    this.capture = new CaptureEvents(test.db);
  }

  static async create(times: Partial<SubscriptionTimes> = {}): Promise<SubscriptionWorld> {
    const test = await createTestDatabase();
    const bois = FILIERES.find(({ slug }) => slug === 'bois')!;
    await test.superuser(
      `insert into filiere (id, slug, name_fr, name_en, definition) values ($1, 'bois', 'Bois', 'Wood', $2)`,
      [bois.id, JSON.stringify(bois)],
    );
    const [personId, organisations] = [newId(), [newId(), newId(), newId()]];
    await test.superuser(
      `insert into person (id, email, first_name, last_name) values ($1, 'a@b.example', 'A', 'B')`,
      [personId],
    );
    for (const organisationId of organisations) {
      await test.superuser(`insert into organisation (id, name) values ($1, 'Firme')`, [organisationId]);
      await test.superuser('insert into membership (filiere_id, organisation_id) values ($1, $2)', [
        bois.id,
        organisationId,
      ]);
    }
    const [subscriber, declarer, stranger] = organisations.map((organisationId) =>
      personActor({ filiereId: bois.id, personId, organisationId, role: 'owner' }),
    ) as [Actor, Actor, Actor];
    const world = new SubscriptionWorld(test, subscriber, declarer, stranger);
    await world.query('all', {});
    await world.query('shipped', { EQ_bizStep: ['shipping'] });
    world.app = await world.start(JobsModule.inline({ jobs: JOBS }), times);
    return world;
  }

  get db(): TenantDb {
    return this.test.db;
  }

  /** Keeps a query of the subscriber. */
  async query(name: string, query: Record<string, unknown>, actor = this.subscriber): Promise<void> {
    await this.db.transaction(actor, (tx) => insertNamedQuery(tx, { name, query, prefixes: {} }));
  }

  /** One more worker on the same database. */
  async start(jobs: DynamicModule, times: Partial<SubscriptionTimes> = {}): Promise<INestApplicationContext> {
    const { secretsKey, outgoing } = this;
    const epcis = EpcisRestModule.withJobs({
      storageDir: '/nonexistent',
      secretsKey,
      outgoing,
      times: { ...QUICK, ...times },
    });
    const log: LoggerService['log'] = () => undefined;
    const app = await NestFactory.createApplicationContext(TestWorker.with(this.test.url, jobs, epcis), {
      logger: { log, warn: log, error: log },
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

  /** Subscribes to a query, a stream where nothing else is said. */
  subscribe(
    port: number,
    asked: Record<string, unknown> = {},
    queryName = 'all',
    actor = this.subscriber,
  ): Promise<SubscriptionView> {
    const members = { dest: `http://${HOST}:${port}/epcis`, signatureToken: TOKEN, ...asked };
    const body = Buffer.from(JSON.stringify('schedule' in asked ? members : { stream: true, ...members }));
    return this.subscriptions.run(actor, {
      queryName,
      body,
      epcFormat: 'Always_GS1_Digital_Link',
      language: 'en',
    });
  }

  look(id: string, queryName = 'all'): Promise<SubscriptionView | undefined> {
    return this.db.transaction(this.subscriber, (tx) => subscriptionById(tx, queryName, id, 'en'));
  }

  /** Declares events in one transaction, shared with the subscriber where nothing else is said. Answers their ids. */
  async declare(count: number, how: Declared = {}, actor = this.declarer): Promise<string[]> {
    const { step = 'shipping', sharedWith = [this.subscriber], audience = 'parties', more = {} } = how;
    const events = Array.from({ length: count }, () => ({
      type: 'ObjectEvent',
      eventID: `urn:uuid:20000000-0000-4000-8000-${String(++serial).padStart(12, '0')}`,
      action: 'OBSERVE',
      bizStep: step,
      eventTime: '2026-03-01T10:00:00Z',
      eventTimeZoneOffset: '+01:00',
      epcList: [`urn:example:thing:${serial % 50}`],
      ...more,
    }));
    const { events: read, findings } = readDocument({
      '@context': ['https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld'],
      type: 'EPCISDocument',
      schemaVersion: '2.0',
      creationDate: '2026-03-01T10:00:00Z',
      epcisBody: { eventList: events },
    });
    if (read.length !== count) throw new Error(JSON.stringify(findings));
    const records = read.map((event) => ({
      event: event!,
      sharedWith: sharedWith.map(({ organisationId }) => organisationId!),
    }));
    const answer = await this.capture.records(actor, records, audience);
    if ('findings' in answer) throw new Error(JSON.stringify(answer.findings));
    return events.map(({ eventID }) => eventID);
  }

  /** Does work in a transaction that stays open until `commit`, or until the test ends. */
  async hold<T>(actor: Actor, work: () => Promise<T>): Promise<{ done: T; commit: () => Promise<void> }> {
    let release: (() => void) | undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    this.open.add(release!);
    let writing: Promise<void> = held;
    const done = await new Promise<T>((resolve, reject) => {
      writing = this.db.transaction(actor, async () => {
        resolve(await work());
        await held;
      });
      writing.catch(reject);
    });
    const commit = async () => {
      release!();
      await writing;
    };
    return { done, commit };
  }

  /** Lets what is held commit: a test that fails must not leave a transaction open. */
  letGo(): void {
    for (const release of this.open) release();
    this.open.clear();
  }

  /** Runs what is due until nothing is. */
  async settle(): Promise<void> {
    let ran: number;
    do {
      ran = await drain(this.app.get(JobHost, { strict: false }));
      await this.app.get(Deliverer, { strict: false }).idle();
    } while (ran);
  }

  /** Settles again and again until it holds. */
  async settleUntil(holds: () => boolean | Promise<boolean>, ms = 9000): Promise<void> {
    await until(async () => {
      await this.settle();
      return holds();
    }, ms);
  }
}

export interface Received {
  readonly raw: string;
  readonly body: Record<string, unknown>;
  readonly headers: IncomingHttpHeaders;
  /** Ids of its events. */
  readonly ids: readonly string[];
}

/** The ids of the events in an EPCISQueryDocument; none for a problem. */
export function idsIn(body: Record<string, unknown>): string[] {
  const document = body as {
    epcisBody?: { queryResults: { resultsBody: { eventList: { eventID: string }[] } } };
  };
  return document.epcisBody?.queryResults.resultsBody.eventList.map(({ eventID }) => eventID) ?? [];
}

/** A receiver on this machine, of documents and problems. */
export class Receiver extends HttpReceiver<Received> {
  /** Ids of the events that were answered 200, in order. */
  readonly taken: string[] = [];

  static start(answer?: Answer<Received>): Promise<Receiver> {
    const read = (raw: string, headers: IncomingHttpHeaders): Received => {
      const body = JSON.parse(raw) as Record<string, unknown>;
      return { raw, headers, body, ids: idsIn(body) };
    };
    return new Receiver(read, answer, RECEIVERS).listen();
  }

  protected override reply(received: Received, response: ServerResponse): void {
    response.once('finish', () => response.statusCode === 200 && this.taken.push(...received.ids));
    super.reply(received, response);
  }
}

/** Answers with a status. */
export const status =
  (code: number): Answer<Received> =>
  (_received, response) => {
    response.statusCode = code;
    response.end();
  };
