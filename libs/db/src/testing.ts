import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { DataSource } from 'typeorm';
import { testServer } from './env.js';
import { createDataSource } from './data-source.js';
import { TenantDb } from './tenant-db.js';

/** A database of one test file: a copy of the migrated template, on the real server that `npm test` started. */
export interface TestDatabase {
  readonly db: TenantDb;
  /** Addresses as the app role, the owner role and the superuser (who is under no policy). */
  readonly url: string;
  readonly ownerUrl: string;
  readonly superuserUrl: string;
  /** Runs SQL as the superuser: to arrange a world and to look behind the wall, never to be the thing tested. */
  superuser<Row>(sql: string, parameters?: readonly unknown[]): Promise<Row[]>;
  close(): Promise<void>;
}

/** Copies the template database. Throws when no test server was announced: tests run by `npm test`. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const server = testServer();
  const name = `test_${randomBytes(6).toString('hex')}`;
  const addressOf = (role: string, password: string, database: string): string => {
    const url = new URL(server.url);
    [url.username, url.password, url.pathname] = [role, password, `/${database}`];
    return url.toString();
  };
  await onServer(server.url, `create database ${name} template ${server.template}`);

  const superuserUrl = addressOf('postgres', new URL(server.url).password, name);
  const url = addressOf('maillon_app', server.rolePassword, name);
  const dataSource: DataSource = await createDataSource(url, { poolSize: 12 }).initialize();
  const client = new Client({ connectionString: superuserUrl });
  await client.connect();
  return {
    db: new TenantDb(dataSource),
    url,
    ownerUrl: addressOf('maillon_owner', server.rolePassword, name),
    superuserUrl,
    superuser: async <Row>(sql: string, parameters: readonly unknown[] = []) =>
      (await client.query(sql, parameters as unknown[])).rows as Row[],
    async close() {
      await dataSource.destroy();
      await client.end();
      await onServer(server.url, `drop database ${name} with (force)`);
    },
  };
}

async function onServer(url: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
