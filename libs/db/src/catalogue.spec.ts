import { createTestDatabase, TestDatabase } from './testing.js';
import { TABLE_POLICIES } from './policies.js';
import { IDENTITY_GRANTS } from './policy-statements.js';
import { APP_ROLE, FRONTIER_ROLE } from './roles.js';

/** Tables that span filières by design; every other one must name its filière. */
const IDENTITY = [...Object.keys(IDENTITY_GRANTS), 'schema_migration'];

describe('the catalogue of the database', () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await createTestDatabase();
  });
  afterAll(() => test.close());

  const names = async (sql: string, parameters: unknown[] = []) =>
    (await test.superuser<{ name: string }>(sql, parameters)).map(({ name }) => name).sort();

  const tenantTables = () =>
    names(`select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'filiere_id'
           where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')`);

  it('holds only tables of identity, and tables that name their filière and have a policy', async () => {
    const all = await names(
      `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p')`,
    );
    expect(await tenantTables()).toEqual(Object.keys(TABLE_POLICIES).sort());
    expect(all.filter((name) => !IDENTITY.includes(name))).toEqual(await tenantTables());
  });

  it('forces row-level security on every tenant table, with a check on all that writes', async () => {
    const open = await names(
      `select c.relname as name from pg_class c where c.relname = any ($1) and not (c.relrowsecurity and c.relforcerowsecurity)`,
      [await tenantTables()],
    );
    expect(open).toEqual([]);
    const unchecked = await names(
      `select tablename || '.' || policyname as name from pg_policies where cmd in ('INSERT', 'UPDATE', 'ALL') and with_check is null`,
    );
    expect(unchecked).toEqual([]);
    const wild = await names(`select tablename || '.' || policyname as name from pg_policies
      where coalesce(qual, with_check) !~ 'app.filiere_id' or cmd = 'ALL' or roles <> array['${APP_ROLE}']::name[] and roles <> array['${FRONTIER_ROLE}']::name[]`);
    expect(wild).toEqual([]);
  });

  it('begins every primary and unique key of tenant tables with the filière', async () => {
    const loose = await names(
      `select c.relname || '.' || i.relname as name from pg_index x
       join pg_class c on c.oid = x.indrelid join pg_class i on i.oid = x.indexrelid
       join pg_attribute a on a.attrelid = c.oid and a.attnum = x.indkey[0]
       where c.relname = any ($1) and x.indisunique and a.attname <> 'filiere_id'`,
      [await tenantTables()],
    );
    expect(loose).toEqual([]);
  });

  it('carries the filière through every foreign key between tenant tables', async () => {
    const loose = await names(
      `select conrelid::regclass || '.' || conname as name from pg_constraint k
       where contype = 'f' and conrelid::regclass::text = any ($1) and confrelid::regclass::text = any ($1)
         and not exists (select from unnest(conkey, confkey) as p (child, parent)
           join pg_attribute a on a.attrelid = conrelid and a.attnum = p.child and a.attname = 'filiere_id'
           join pg_attribute b on b.attrelid = confrelid and b.attnum = p.parent and b.attname = 'filiere_id')`,
      [await tenantTables()],
    );
    expect(loose).toEqual([]);
  });

  it('indexes every foreign key, so that no delete scans a table', async () => {
    const bare = await names(
      `select conrelid::regclass || '.' || conname as name from pg_constraint k
       where contype = 'f' and connamespace = 'public'::regnamespace and not exists (
         select from pg_index x where x.indrelid = k.conrelid
           and (select array_agg(c order by c) from unnest(k.conkey) c) <@ (select array_agg(c::int2) from unnest(x.indkey[0:cardinality(k.conkey) - 1]) c))
       and confrelid <> 'filiere'::regclass and (conrelid, confrelid) not in (
         ('trace_event'::regclass, 'membership'::regclass), ('item'::regclass, 'membership'::regclass), ('trace_event_party'::regclass, 'trace_event'::regclass),
         ('resource_value'::regclass, 'trace_event_party'::regclass))`,
    );
    expect(bare).toEqual([]);
  });

  it('has no view, materialised view or trigger, and three definer functions with a pinned search path', async () => {
    expect(
      await names(
        `select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('v', 'm')`,
      ),
    ).toEqual([]);
    expect(await names(`select tgname as name from pg_trigger where not tgisinternal`)).toEqual([]);
    const definers = await test.superuser(
      `select p.proname as name, r.rolname as owner, p.proconfig as config from pg_proc p join pg_roles r on r.oid = p.proowner
       where p.pronamespace = 'public'::regnamespace and p.prosecdef order by 1`,
    );
    const definer = { owner: FRONTIER_ROLE, config: ['search_path=public, pg_temp'] };
    expect(definers).toEqual([
      { name: 'reconciliation_totals', ...definer },
      { name: 'trace_walk_down', ...definer },
      { name: 'trace_walk_up', ...definer },
    ]);
  });

  it('gives the app role no power over the schema, the owner, or what must not change', async () => {
    const [role] = await test.superuser(
      `select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb from pg_roles where rolname = $1`,
      [APP_ROLE],
    );
    expect(role).toEqual({ rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolcreatedb: false });
    expect(
      await names(
        `select relname as name from pg_class c join pg_roles r on r.oid = c.relowner where r.rolname = $1 and relnamespace = 'public'::regnamespace`,
        [APP_ROLE],
      ),
    ).toEqual([]);
    const powers = await names(
      `select table_name || ' ' || privilege_type as name from information_schema.role_table_grants
       where grantee = $1 and table_schema = 'public' and (privilege_type in ('TRUNCATE', 'REFERENCES', 'TRIGGER')
         or table_name in ('audit_record', 'trace_event', 'trace_event_item', 'trace_event_party', 'resource_value', 'import_refusal', 'change', 'exchange_act', 'edi_interchange') and privilege_type in ('UPDATE', 'DELETE')
         or table_name = 'event_arrival' and privilege_type = 'UPDATE')`,
      [APP_ROLE],
    );
    expect(powers).toEqual([]);
    expect(
      await names(
        `select r.rolname as name from pg_auth_members m join pg_roles r on r.oid = m.roleid join pg_roles g on g.oid = m.member where g.rolname = $1`,
        [APP_ROLE],
      ),
    ).toEqual([]);
  });

  it('keeps the audit trail and events from being changed, whatever an app connection tries', async () => {
    const actor = { filiereId: 1, permissions: new Set<never>() };
    for (const statement of [
      `update audit_record set action = 'x'`,
      'delete from audit_record',
      'truncate audit_record',
      `update trace_event set document = '{}'`,
      'delete from trace_event',
    ]) {
      await expect(test.db.transaction(actor, (tx) => tx.query(statement))).rejects.toThrow(
        'permission denied',
      );
    }
  });

  it('reads its settings by sub-select, once a query', async () => {
    const slow = await names(
      `select tablename || '.' || policyname as name from pg_policies where coalesce(qual, with_check) !~ '\\( SELECT'`,
    );
    expect(slow).toEqual([]);
  });
});
