import { createDataSource } from '@maillon/db';

/** Runs SQL as the role that owns the tables: only for what the application role may not write. */
export interface Owner {
  query<Row>(sql: string, parameters?: unknown[]): Promise<Row[]>;
}

/** Runs `work` in one transaction of the owner role. That role is under the tenant wall too and sees no filière's records. */
export async function asOwner<T>(url: string, work: (owner: Owner) => Promise<T>): Promise<T> {
  const dataSource = await createDataSource(url, {
    poolSize: 1,
    applicationName: 'maillon-ops-owner',
  }).initialize();
  try {
    return await dataSource.transaction((manager) =>
      work({ query: <Row>(sql: string, parameters?: unknown[]) => manager.query<Row[]>(sql, parameters) }),
    );
  } finally {
    await dataSource.destroy();
  }
}
