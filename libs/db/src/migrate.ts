import { createDataSource } from './data-source.js';
import { documentCheckStatements } from './document-checks.js';
import { policyStatements } from './policy-statements.js';

const MIGRATION_LOCK = 7_201_802;

/** Brings a database to the newest schema, then puts policies, privileges and the checks of documents in place. `ownerUrl` is the owner role's address. */
export async function migrate(ownerUrl: string): Promise<{ applied: string[] }> {
  const dataSource = await createDataSource(ownerUrl, {
    poolSize: 2,
    applicationName: 'maillon-migrate',
  }).initialize();
  const guard = dataSource.createQueryRunner();
  try {
    await guard.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    const applied = await dataSource.runMigrations({ transaction: 'each' });
    await applyPolicies(guard);
    return { applied: applied.map((migration) => migration.name) };
  } finally {
    await guard.query('select pg_advisory_unlock($1)', [MIGRATION_LOCK]).finally(() => guard.release());
    await dataSource.destroy();
  }
}

interface Runner {
  query(sql: string): Promise<unknown>;
  startTransaction(): Promise<void>;
  commitTransaction(): Promise<void>;
  rollbackTransaction(): Promise<void>;
}

async function applyPolicies(runner: Runner): Promise<void> {
  await runner.startTransaction();
  try {
    for (const statement of [...policyStatements(), ...documentCheckStatements()])
      await runner.query(statement);
    await runner.commitTransaction();
  } catch (error) {
    await runner.rollbackTransaction();
    throw error;
  }
}
