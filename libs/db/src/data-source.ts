import { DataSource } from 'typeorm';
import { MIGRATIONS } from './migrations/index.js';

/** A pool of connections to one database. `url` is postgres://role:password@host:port/name. */
export function createDataSource(
  url: string,
  options: { poolSize?: number; applicationName?: string } = {},
): DataSource {
  return new DataSource({
    type: 'postgres',
    url,
    migrations: MIGRATIONS,
    migrationsTableName: 'schema_migration',
    synchronize: false,
    poolSize: options.poolSize ?? 10,
    applicationName: options.applicationName ?? 'maillon',
    extra: { connectionTimeoutMillis: 10_000, keepAlive: true },
  });
}
