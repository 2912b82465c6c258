import { AsyncLocalStorage } from 'node:async_hooks';
import { Inject, Injectable } from '@nestjs/common';
import { Actor, isUuid } from '@maillon/kernel';
import { Pool, PoolClient, QueryConfig, QueryResult } from 'pg';
import { DataSource } from 'typeorm';

/** One transaction, inside one filière and for one actor. Queries take parameters, never values in their text. */
export interface Tx {
  readonly actor: Actor;
  query<Row>(sql: string, parameters?: readonly unknown[]): Promise<Row[]>;
  /** The same, planned once a connection: for hot reads with a constant text. */
  prepared<Row>(name: string, sql: string, parameters?: readonly unknown[]): Promise<Row[]>;
}

/** A transaction outside every filière: tables of identity only, for the tenant wall shows nothing else. */
export type IdentityTx = Omit<Tx, 'actor'>;

/** Reads of which each is a transaction of its own: enough for whatever asks one question. */
export type Reader = Pick<Tx, 'actor' | 'prepared'>;

/**
 * What must be true of an actor that was remembered from an earlier request. The first transaction of such an actor asks it
 * before anything else, in the same round trip, and refuses to work when the answer is no.
 */
export interface Proof {
  readonly name: string;
  readonly sql: string;
  readonly parameters: readonly unknown[];
  readonly holds: (rows: readonly object[]) => boolean;
}

/** The actor is no longer what it was remembered as: nothing was done in its name. */
export class ActorChanged extends Error {
  constructor() {
    super('the actor has changed since it was remembered');
  }
}

const current = new AsyncLocalStorage<{ tx: Tx; open: boolean }>();

/**
 * The only way to the database. It is the one place that puts the settings which the wall reads: checked values,
 * `SET LOCAL`, in the round trip that opens the transaction, so that they end with it whatever pool or proxy is between.
 */
@Injectable()
export class TenantDb {
  private readonly pool: Pool;
  private readonly unproven = new WeakMap<Actor, Proof>();

  constructor(@Inject(DataSource) dataSource: DataSource) {
    this.pool = (dataSource.driver as unknown as { master: Pool }).master;
  }

  /** Has the first transaction of this actor prove it. Without one, an actor is trusted as it is. */
  expect(actor: Actor, proof: Proof): void {
    this.unproven.set(actor, proof);
  }

  /** Proves an actor that no transaction has proven yet. Throws ActorChanged where it does not hold. */
  async prove(actor: Actor): Promise<void> {
    if (this.unproven.has(actor)) await this.run(actor, openingOf(actor), async () => undefined);
  }

  /** Runs `work` in a transaction of this actor. A call made within one of the same actor joins it. */
  async transaction<T>(actor: Actor, work: (tx: Tx) => Promise<T>): Promise<T> {
    const outer = joined(actor);
    if (outer) return work(outer);
    return this.run(actor, openingOf(actor), (client) => {
      const scope = { tx: txOf(client, actor), open: true };
      return current.run(scope, () => work(scope.tx).finally(() => (scope.open = false)));
    });
  }

  /**
   * Reads as this actor: each statement is a transaction of its own and travels with its settings and its COMMIT in one
   * round trip, planned for any parameters, so a filter not asked for must not stand in its text. Within a transaction of
   * the same actor it reads there.
   */
  reader(actor: Actor): Reader {
    const outer = joined(actor);
    if (outer) return outer;
    return {
      actor,
      prepared: <Row>(name: string, text: string, values: readonly unknown[] = []) =>
        this.readOnce<Row>(actor, { name, text, values: values as unknown[] }),
    };
  }

  /** Runs `work` on the tables of identity, with at most the person known: sign-in, choice of filière. */
  async identity<T>(personId: string | undefined, work: (tx: IdentityTx) => Promise<T>): Promise<T> {
    const opening = `BEGIN${personId ? setting('person_id', checkedUuid(personId)) : ''}`;
    return this.run(undefined, opening, (client) => work(txOf(client)));
  }

  private run<T>(
    actor: Actor | undefined,
    opening: string,
    work: (client: PoolClient) => Promise<T>,
  ): Promise<T> {
    return this.onClient(async (client) => {
      await this.together(client, actor, opening, []);
      const result = await work(client);
      await client.query('COMMIT');
      return result;
    });
  }

  private readOnce<Row>(actor: Actor, statement: QueryConfig): Promise<Row[]> {
    return this.onClient(async (client) => {
      const [read] = await this.together(client, actor, READING + settingsOf(actor), [statement, 'COMMIT']);
      return read!.rows as Row[];
    });
  }

  /**
   * Opens a transaction and sends statements with it, all in one write. Should one be refused, those behind it are refused
   * by the transaction that it broke; should the opening itself, they find a wall without settings, which shows nothing.
   */
  private async together(
    client: PoolClient,
    actor: Actor | undefined,
    opening: string,
    statements: readonly (QueryConfig | string)[],
  ): Promise<QueryResult[]> {
    const proof = actor && this.unproven.get(actor);
    const { stream } = client.connection;
    stream.cork();
    const sent = Promise.all([
      client.query(opening),
      proof && client.query({ name: proof.name, text: proof.sql, values: [...proof.parameters] }),
      ...statements.map((statement) => client.query(statement)),
    ]);
    stream.uncork();
    const [, proven, ...answers] = await sent;
    if (proof) {
      if (!proof.holds(proven!.rows as object[])) {
        this.unproven.set(actor, { ...proof, holds: never });
        throw new ActorChanged();
      }
      this.unproven.delete(actor);
    }
    return answers as QueryResult[];
  }

  /** Whatever fails, the connection goes back with no transaction open and nothing under way, or does not go back. */
  private async onClient<T>(work: (client: PoolClient) => Promise<T>): Promise<T> {
    const client = await this.pool.connect();
    let broken: Error | undefined;
    try {
      // statements go out without waiting for the answer to the one before
      return await work(Object.assign(client, { pipeline: true }));
    } catch (error) {
      await client.query('ROLLBACK').catch((rollback: Error) => (broken = rollback));
      throw error;
    } finally {
      client.release(broken);
    }
  }
}

/** An actor that failed once is never proven by a second look: what it was refused has left a gap in the answer. */
const never = () => false;

/** The transaction of this actor that the caller stands in. Throws within one of another actor: it is the wrong wall. */
function joined(actor: Actor): Tx | undefined {
  const outer = current.getStore();
  if (!outer?.open) return undefined;
  if (outer.tx.actor === actor) return outer.tx;
  throw new Error('A transaction of another actor is open here: end it first.');
}

function txOf(client: PoolClient): IdentityTx;
function txOf(client: PoolClient, actor: Actor): Tx;
function txOf(client: PoolClient, actor?: Actor): Tx | IdentityTx {
  return {
    ...(actor && { actor }),
    query: async <Row>(sql: string, parameters: readonly unknown[] = []) => {
      holdForThisTick(client);
      return (await client.query(sql, parameters as unknown[])).rows as Row[];
    },
    prepared: async <Row>(name: string, text: string, parameters: readonly unknown[] = []) => {
      holdForThisTick(client);
      return (await client.query({ name, text, values: parameters as unknown[] })).rows as Row[];
    },
  };
}

/** Statements that are sent at once leave in one write: each write is a call to the system, and wakes the database. */
function holdForThisTick({ connection: { stream } }: PoolClient): void {
  if (stream.writableCorked) return;
  stream.cork();
  process.nextTick(() => stream.uncork());
}

/** Planned once a connection, as `prepared` says: left to itself, PostgreSQL often plans a short read again each time. */
const READING = "BEGIN READ ONLY;SET LOCAL plan_cache_mode='force_generic_plan'";

const openingOf = (actor: Actor): string => `BEGIN${settingsOf(actor)}`;

/** The settings that the wall reads, as text: `SET LOCAL` takes no parameters, so every value is checked by its form. */
function settingsOf(actor: Actor): string {
  if (!Number.isInteger(actor.filiereId) || actor.filiereId < 1 || actor.filiereId > 32767) {
    throw new Error('A filière id is a whole number from 1 to 32767.');
  }
  let settings = setting('filiere_id', String(actor.filiereId));
  if (actor.organisationId) settings += setting('organisation_id', checkedUuid(actor.organisationId));
  if (actor.personId) settings += setting('person_id', checkedUuid(actor.personId));
  return settings;
}

const setting = (name: string, value: string): string => `;SET LOCAL app.${name}='${value}'`;

function checkedUuid(value: string): string {
  if (isUuid(value)) return value;
  throw new Error('An id in an actor is a lower-case UUID.');
}
