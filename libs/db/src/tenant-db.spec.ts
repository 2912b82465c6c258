import { newId, personActor, platformActor } from '@maillon/kernel';
import { ActorChanged } from './tenant-db.js';
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

  describe('reads that are a transaction of their own', () => {
    const named = (filiereId: number) =>
      test.db
        .reader(platformActor(filiereId))
        .prepared<{ organisation_id: string }>('members', 'select organisation_id from membership');

    it('stand behind the same wall, also when many take turns on few connections', async () => {
      const results = await Promise.all(Array.from({ length: 200 }, (_, index) => named((index % 2) + 1)));
      results.forEach((rows, index) =>
        expect(rows).toEqual([{ organisation_id: index % 2 ? other : organisation }]),
      );
    });

    it('leave a connection that works and knows nobody, after a failure too', async () => {
      const reader = test.db.reader(platformActor(1));
      const failures = await Promise.allSettled(
        Array.from({ length: 40 }, (_, index) =>
          reader.prepared('fails', 'select 1 / $1::int as x', [index % 2]),
        ),
      );
      expect(failures.filter(({ status }) => status === 'rejected')).toHaveLength(20);
      const left = await Promise.all(
        Array.from({ length: 40 }, () =>
          test.db.identity(undefined, (tx) =>
            tx.query(
              `select nullif(current_setting('app.filiere_id', true), '') as filiere, pg_current_xact_id_if_assigned()`,
            ),
          ),
        ),
      );
      for (const [row] of left) expect(row).toMatchObject({ filiere: null });
      expect(await named(2)).toEqual([{ organisation_id: other }]);
    });

    it('cannot write', async () => {
      const write = test.db
        .reader(platformActor(1))
        .prepared('writes', `insert into outbox (filiere_id, id, job, payload) values (1, $1, 'x', '{}')`, [
          newId(),
        ]);
      await expect(write).rejects.toThrow('read-only');
    });

    it('see what the transaction around them has done, and are refused in one of another actor', async () => {
      const actor = platformActor(1);
      const id = newId();
      await test.db.transaction(actor, async (tx) => {
        await tx.query(`insert into outbox (filiere_id, id, job, payload) values (1, $1, 'x', '{}')`, [id]);
        const sql = 'select id from outbox where filiere_id = 1 and id = $1';
        expect(await test.db.reader(actor).prepared('own', sql, [id])).toEqual([{ id }]);
        expect(() => test.db.reader(platformActor(2))).toThrow('another actor');
      });
    });
  });

  describe('an actor that has to be proven', () => {
    const asked = (holds: boolean) => {
      const actor = platformActor(1);
      let times = 0;
      test.db.expect(actor, {
        name: 'proof',
        sql: 'select organisation_id from membership where filiere_id = $1',
        parameters: [1],
        holds: (rows) => {
          times++;
          return holds && rows.length === 1;
        },
      });
      return { actor, times: () => times };
    };

    it('is asked once, by whichever transaction comes first', async () => {
      const read = asked(true);
      const reader = test.db.reader(read.actor);
      for (let time = 0; time < 3; time++) await reader.prepared('one', 'select 1 as one');
      await test.db.transaction(read.actor, async () => 1);
      await test.db.prove(read.actor);
      expect(read.times()).toBe(1);
      const proven = asked(true);
      await test.db.prove(proven.actor);
      expect(proven.times()).toBe(1);
    });

    it('does nothing and learns nothing where it no longer holds, however often it tries', async () => {
      const { actor, times } = asked(false);
      const id = newId();
      const write = () =>
        test.db.transaction(actor, (tx) =>
          tx.query(`insert into outbox (filiere_id, id, job, payload) values (1, $1, 'x', '{}')`, [id]),
        );
      await expect(write()).rejects.toThrow(ActorChanged);
      await expect(test.db.reader(actor).prepared('one', 'select 1 as one')).rejects.toThrow(ActorChanged);
      await expect(test.db.prove(actor)).rejects.toThrow(ActorChanged);
      expect(await test.superuser('select from outbox where id = $1', [id])).toHaveLength(0);
      expect(times()).toBe(1);
    });
  });
});
