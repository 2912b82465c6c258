import { AsyncLocalStorage } from 'node:async_hooks';
import { Inject, Injectable } from '@nestjs/common';
import { Actor, isUuid } from '@maillon/kernel';
import { Pool, PoolClient } from 'pg';
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

const current = new AsyncLocalStorage<{ tx: Tx; open: boolean }>();

/**
 * The only way to the database. It is the one place that puts the settings which the wall reads: checked values,
 * `SET LOCAL`, in the round trip that opens the transaction, so that they end with it whatever pool or proxy is between.
 */
@Injectable()
export class TenantDb {
  private readonly pool: Pool;

  constructor(@Inject(DataSource) dataSource: DataSource) {
    this.pool = (dataSource.driver as unknown as { master: Pool }).master;
  }

  /** Runs `work` in a transaction of this actor. A call made within one of the same actor joins it. */
  async transaction<T>(actor: Actor, work: (tx: Tx) => Promise<T>): Promise<T> {
    const outer = current.getStore();
    if (outer?.open) {
      if (outer.tx.actor !== actor)
        throw new Error('A transaction of another actor is open here: end it first.');
      return work(outer.tx);
    }
    return this.run(openingOf(actor), (client) => {
      const scope = { tx: txOf(client, actor), open: true };
      return current.run(scope, () => work(scope.tx).finally(() => (scope.open = false)));
    });
  }

  /** Runs `work` on the tables of identity, with at most the person known: sign-in, choice of filière. */
  async identity<T>(personId: string | undefined, work: (tx: IdentityTx) => Promise<T>): Promise<T> {
    return this.run(`BEGIN${personId ? setting('person_id', checkedUuid(personId)) : ''}`, (client) =>
      work(txOf(client)),
    );
  }

  private async run<T>(opening: string, work: (client: PoolClient) => Promise<T>): Promise<T> {
    const client = await this.pool.connect();
    let broken: Error | undefined;
    try {
      await client.query(opening);
      const result = await work(client);
      await client.query('COMMIT');
      return result;
    } catch (error) {
      await client.query('ROLLBACK').catch((rollback: Error) => (broken = rollback));
      throw error;
    } finally {
      client.release(broken);
    }
  }
}

function txOf(client: PoolClient): IdentityTx;
function txOf(client: PoolClient, actor: Actor): Tx;
function txOf(client: PoolClient, actor?: Actor): Tx | IdentityTx {
  return {
    ...(actor && { actor }),
    query: async <Row>(sql: string, parameters: readonly unknown[] = []) =>
      (await client.query(sql, parameters as unknown[])).rows as Row[],
    prepared: async <Row>(name: string, text: string, parameters: readonly unknown[] = []) =>
      (await client.query({ name, text, values: parameters as unknown[] })).rows as Row[],
  };
}

/** BEGIN and the settings as one text: `SET LOCAL` takes no parameters, so every value is checked by its form. */
function openingOf(actor: Actor): string {
  if (!Number.isInteger(actor.filiereId) || actor.filiereId < 1 || actor.filiereId > 32767) {
    throw new Error('A filière id is a whole number from 1 to 32767.');
  }
  let opening = `BEGIN${setting('filiere_id', String(actor.filiereId))}`;
  if (actor.organisationId) opening += setting('organisation_id', checkedUuid(actor.organisationId));
  if (actor.personId) opening += setting('person_id', checkedUuid(actor.personId));
  return opening;
}

const setting = (name: string, value: string): string => `;SET LOCAL app.${name}='${value}'`;

function checkedUuid(value: string): string {
  if (isUuid(value)) return value;
  throw new Error('An id in an actor is a lower-case UUID.');
}
