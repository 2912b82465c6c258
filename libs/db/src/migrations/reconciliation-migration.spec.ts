import { createDataSource } from '../data-source.js';
import { createTestDatabase } from '../testing.js';
import { Reconciliation1700000000009 } from './1700000000009-reconciliation.js';
import { DiscrepancySource1700000000014 } from './1700000000014-discrepancy-source.js';

it('gives lines that were there before their package, as the owner whom the wall hides rows from', async () => {
  const test = await createTestDatabase();
  const owner = await createDataSource(test.ownerUrl, { poolSize: 1 }).initialize();
  const runner = owner.createQueryRunner();
  try {
    const migration = new Reconciliation1700000000009();
    await new DiscrepancySource1700000000014().down(runner);
    await migration.down(runner);
    await test.superuser(
      `insert into filiere (id, slug, name_fr, name_en, definition) values (1, 'bois', 'Bois', 'Wood', '{}')`,
    );
    const id = '018f0000-0000-7000-8000-000000000001';
    await test.superuser(`insert into organisation (id, name) values ($1, 'A')`, [id]);
    await test.superuser('insert into membership (filiere_id, organisation_id) values (1, $1)', [id]);
    await test.superuser(
      `insert into exchange_document (filiere_id, id, type, version, number, issuer_id, recipient_name, state, must_act_id, header, channel)
       values (1, $1, 'despatch_advice', 1, 'D1', $1, 'B', 'draft', $1, '{}', 'form')`,
      [id],
    );
    await test.superuser(
      `insert into exchange_line (filiere_id, document_id, line_number, issuer_id, fields)
       select 1, $1, n, $1, f::jsonb from unnest(array['{"sscc": "106141412345678908"}', '{"buyerItem": "A"}']) with ordinality as l (f, n)`,
      [id],
    );
    await migration.up(runner);
    const lines = await test.superuser('select package_id, fields from exchange_line order by package_id');
    // the id that libs/epcis derives for https://id.gs1.org/00/106141412345678908
    expect(lines).toMatchObject([
      { package_id: '65d09cb9-cabc-86dc-85a8-7b8195d7ff47', fields: { sscc: '106141412345678908' } },
      { package_id: null },
    ]);
    const [{ forced } = { forced: false }] = await test.superuser<{ forced: boolean }>(
      `select relforcerowsecurity as forced from pg_class where relname = 'exchange_line'`,
    );
    expect(forced).toBe(true);
  } finally {
    await runner.release();
    await owner.destroy();
    await test.close();
  }
});
