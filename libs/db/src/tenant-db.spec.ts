import { newId, personActor, platformActor } from '@maillon/kernel';
import { createTestDatabase, TestDatabase } from './testing.js';

describe('TenantDb', () => {
  let test: TestDatabase;
  const organisation = newId();
  const other = newId();

  beforeAll(async () => {
    test = await createTestDatabase();
    await test.superuser(`insert into filiere (id, slug, name_fr, name_en, definition) values
      (1, 'bois', 'Bois', 'Wood', '{}'), (2, 'eau', 'Eau', 'Water', '{}')`);
    await test.superuser(`insert into organisation (id, name) values ($1, 'A'), ($2, 'B')`, [
      organisation,
      other,
    ]);
    await test.superuser(`insert into membership (filiere_id, organisation_id) values (1, $1), (2, $2)`, [
      organisation,
      other,
    ]);
  });
  afterAll(() => test.close());

  const members = (filiereId: number) =>
    test.db.transaction(platformActor(filiereId), (tx) =>
      tx.query<{ organisation_id: string }>('select organisation_id from membership'),
    );

  it('shows each filière its own rows, even to a query that names none', async () => {
    expect(await members(1)).toEqual([{ organisation_id: organisation }]);
    expect(await members(2)).toEqual([{ organisation_id: other }]);
  });

  it('shows nothing where no filière is set, and after a transaction has ended', async () => {
    await members(1);
    const rows = await test.db.identity(undefined, (tx) => tx.query('select * from membership'));
    expect(rows).toEqual([]);
  });

  it('keeps settings apart when many transactions take turns on few connections', async () => {
    const results = await Promise.all(Array.from({ length: 200 }, (_, index) => members((index % 2) + 1)));
    results.forEach((rows, index) =>
      expect(rows).toEqual([{ organisation_id: index % 2 ? other : organisation }]),
    );
  });

  it('joins a nested call of the same actor and rolls both back together', async () => {
    const actor = platformActor(1);
    const id = newId();
    const nested = test.db.transaction(actor, async (tx) => {
      await test.db.transaction(actor, (inner) => {
        expect(inner).toBe(tx);
        return inner.query(`insert into outbox (filiere_id, id, job, payload) values (1, $1, 'x', '{}')`, [
          id,
        ]);
      });
      throw new Error('undo');
    });
    await expect(nested).rejects.toThrow('undo');
    expect(await test.superuser('select from outbox where id = $1', [id])).toHaveLength(0);
  });

  it('refuses a nested call of another actor, which would run behind the wrong wall', async () => {
    const mixed = test.db.transaction(platformActor(1), () =>
      test.db.transaction(platformActor(2), async () => 1),
    );
    await expect(mixed).rejects.toThrow('another actor');
  });

  it('refuses values that are no ids before they reach a statement', async () => {
    const actor = personActor({
      filiereId: 1,
      personId: `${newId()}'; drop table x; --`,
      role: 'reader',
      organisationId: other,
    });
    await expect(test.db.transaction(actor, async () => 1)).rejects.toThrow('UUID');
    await expect(test.db.transaction(platformActor(1.5), async () => 1)).rejects.toThrow('whole number');
  });

  it('refuses to write a row into another filière', async () => {
    const write = test.db.transaction(platformActor(1), (tx) =>
      tx.query('insert into membership (filiere_id, organisation_id) values (2, $1)', [organisation]),
    );
    await expect(write).rejects.toThrow('row-level security');
  });
});
