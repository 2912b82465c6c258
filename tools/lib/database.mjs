// Roles, database and schema of an installation, in an embedded or a given PostgreSQL.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const INFRA = join(import.meta.dirname, '..', '..', 'infra');

/** Runs `work` with a client connected to `url`, and closes it. */
export async function withClient(url, work) {
  const { default: pg } = await import('pg');
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Makes the roles and the database when they are missing. Returns true when the database is new. */
export async function prepareDatabase(superuserUrlOf, name, passwords) {
  const isNew = await withClient(superuserUrlOf('postgres'), async (client) => {
    await client.query(readFileSync(join(INFRA, 'roles.sql'), 'utf8'));
    for (const [role, password] of Object.entries(passwords)) {
      await client.query(
        `alter role ${client.escapeIdentifier(role)} password ${client.escapeLiteral(password)}`,
      );
    }
    const { rowCount } = await client.query('select from pg_database where datname = $1', [name]);
    if (rowCount) return false;
    await client.query(`create database ${client.escapeIdentifier(name)}`);
    return true;
  });
  await withClient(superuserUrlOf(name), async (client) => {
    await client.query(JOIN_ROLES);
    await client.query(readFileSync(join(INFRA, 'database.sql'), 'utf8'));
  });
  return isNew;
}

/** An administrator who is no superuser may hand schemas over only to roles that it is a member of. */
const JOIN_ROLES = `do $$ begin
  if not (select rolsuper from pg_roles where rolname = current_user) then
    execute format('grant maillon_owner, maillon_app to %I', current_user);
  end if;
end $$`;
