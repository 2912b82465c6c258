import { newId } from '@maillon/kernel';
import { documentCheckStatements } from './document-checks.js';
import { createTestDatabase, TestDatabase } from './testing.js';

describe('what definitions say, as checks of the tables', () => {
  let test: TestDatabase;
  const [issuer, recipient] = [newId(), newId()];
  beforeAll(async () => {
    test = await createTestDatabase();
    await test.superuser(
      `insert into filiere (id, slug, name_fr, name_en, definition) values (1, 'bois', 'Bois', 'Wood', '{}')`,
    );
    for (const id of [issuer, recipient]) {
      await test.superuser('insert into organisation (id, name) values ($1, $1::uuid::text)', [id]);
      await test.superuser('insert into membership (filiere_id, organisation_id) values (1, $1)', [id]);
    }
  });
  afterAll(() => test.close());

  const insert = (type: string, state: string, mustAct: string | null, shownTo: string | null, version = 1) =>
    test.superuser(
      `insert into exchange_document (filiere_id, id, type, version, number, issuer_id, recipient_id, shown_to, state, must_act_id, header, channel)
       values (1, $1::uuid, $2, $3, $1::uuid::text, $4, $5, $6, $7, $8, '{}', 'form')`,
      [newId(), type, version, issuer, recipient, shownTo, state, mustAct],
    );

  it('hold for documents as the engine writes them', async () => {
    await insert('order', 'draft', issuer, null);
    await insert('order', 'sent', recipient, recipient);
    await insert('order', 'completed', null, recipient);
  });

  it.each([
    ['a state that the type does not know', 'order', 'superseded', null, recipient, 1, 'state'],
    ['a version that does not exist', 'order', 'sent', recipient, recipient, 9, 'state'],
    ['a closed document that awaits somebody', 'order', 'completed', recipient, recipient, 1, 'turn'],
    ['an open document that awaits nobody', 'order', 'sent', null, recipient, 1, 'turn'],
    ['a draft shown to the other side', 'order', 'draft', issuer, recipient, 1, 'shown'],
    ['a sent document that nobody sees', 'order', 'sent', recipient, null, 1, 'shown'],
  ] as const)('refuse %s', async (_what, type, state, mustAct, shownTo, version, check) => {
    await expect(insert(type, state, mustAct, shownTo, version)).rejects.toThrow(
      `exchange_document_${check}_`,
    );
  });

  it('are put in place once', async () => {
    const standing = () =>
      test.superuser(
        `select oid from pg_constraint where conname ~ '^exchange_(document|act)_[a-z]+_[0-9a-f]{8}$' order by 1`,
      );
    const before = await standing();
    expect(before).toHaveLength(4);
    for (const statement of documentCheckStatements()) await test.superuser(statement);
    expect(await standing()).toEqual(before);
  });
});
