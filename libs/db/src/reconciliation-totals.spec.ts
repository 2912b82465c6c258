import { newId } from '@maillon/kernel';
import { FRONTIER_ROLE } from './roles.js';
import { totalsStatements } from './reconciliation-totals.js';
import { createTestDatabase, TestDatabase } from './testing.js';

const SETTING = (name: string, type: string) =>
  `(select nullif(current_setting('app.${name}', true), '')::${type})`;

describe('totals of reconciliation', () => {
  let test: TestDatabase;
  beforeAll(async () => {
    test = await createTestDatabase();
    await test.superuser(
      `insert into filiere (id, slug, name_fr, name_en, definition) values (1, 'un', 'Un', 'One', '{}'), (2, 'deux', 'Deux', 'Two', '{}')`,
    );
    const statements = totalsStatements({
      filiere: `filiere_id = ${SETTING('filiere_id', 'smallint')}`,
      organisation: SETTING('organisation_id', 'uuid'),
    });
    // twice, for putting them in place again changes nothing
    for (const statement of [...statements, ...statements]) await test.superuser(statement);
  });
  afterAll(() => test.close());

  const add = async (filiereId: number, part: number): Promise<string> => {
    const id = newId();
    await test.superuser('insert into organisation (id, name) values ($1, $2)', [id, id]);
    await test.superuser('insert into membership (filiere_id, organisation_id) values ($1, $2)', [
      filiereId,
      id,
    ]);
    await test.superuser(
      `insert into reconciliation_figure (filiere_id, organisation_id, month, figure, part, whole) values ($1, $2, '2026-03-01', 'opened', $3, 1)`,
      [filiereId, id, part],
    );
    return id;
  };
  const totals = (filiereId: number, organisationId?: string) =>
    test.db.transaction(
      { filiereId, ...(organisationId && { organisationId }), permissions: new Set() },
      (tx) =>
        tx.query(
          `select figure, companies, part::float8 from reconciliation_totals ('2026-01-01', '2026-12-01', '{opened}')`,
        ),
    );

  it('are told of three companies of one filière, to nobody who acts for a company', async () => {
    await add(2, 1000);
    await add(1, 1);
    await add(1, 2);
    expect(await totals(1)).toEqual([{ figure: 'opened', companies: null, part: null }]);
    const one = await add(1, 4);
    expect(await totals(1)).toEqual([{ figure: 'opened', companies: 3, part: 7 }]);
    expect(await totals(1, one)).toEqual([]);
    expect(await totals(2)).toEqual([{ figure: 'opened', companies: null, part: null }]);
  });

  it('belong to the frontier role, with a search path of their own, and to no public', async () => {
    expect(
      await test.superuser(
        `select r.rolname as owner, p.prosecdef, p.proconfig, has_function_privilege('public', p.oid, 'execute') as open
         from pg_proc p join pg_roles r on r.oid = p.proowner where p.proname = 'reconciliation_totals'`,
      ),
    ).toEqual([
      { owner: FRONTIER_ROLE, prosecdef: true, proconfig: ['search_path=public, pg_temp'], open: false },
    ]);
    expect(
      await test.superuser(`select has_schema_privilege($1, 'public', 'create') as creates`, [FRONTIER_ROLE]),
    ).toEqual([{ creates: false }]);
  });
});
