import { createDataSource } from '../data-source.js';
import { createTestDatabase } from '../testing.js';
import { TermViewers1700000000019 } from './1700000000019-term-viewers.js';

const DECLARER = '018f0000-0000-7000-8000-000000000001';
const PARTIES = ['018f0000-0000-7000-8000-000000000205', '018f0000-0000-7000-8000-00000000ff3e'];

it('says of terms that were there before who may see their events, as the owner whom the wall hides rows from', async () => {
  const test = await createTestDatabase();
  const owner = await createDataSource(test.ownerUrl, { poolSize: 1 }).initialize();
  const runner = owner.createQueryRunner();
  try {
    const migration = new TermViewers1700000000019();
    await migration.down(runner);
    await test.superuser(
      `insert into filiere (id, slug, name_fr, name_en, definition) values (1, 'f1', 'Bois', 'Wood', '{}')`,
    );
    await test.superuser(`insert into organisation (id, name) values ($1, 'A')`, [DECLARER]);
    await test.superuser('insert into membership (filiere_id, organisation_id) values (1, $1)', [DECLARER]);
    await test.superuser(
      `insert into trace_event (filiere_id, id, declarant_id, party_ids, audience, type, event_time, event_time_zone_offset, fingerprint, document)
       select 1, md5('e' || n)::uuid, $1, case n when 1 then $2::uuid[] end, 'parties', 'ObjectEvent', now(), '+00:00', '\\x00', '{}'
       from generate_series(1, 2) n`,
      [DECLARER, PARTIES],
    );
    await test.superuser(
      `insert into trace_event_term (filiere_id, term, event_time, event_id)
       select 1, t, now(), md5('e' || n)::uuid from generate_series(1, 2) n, generate_series(1, 3) t`,
    );
    await migration.up(runner);

    const own = (1n << 1n) | (1n << 0n);
    const all = own | (1n << 5n) | (1n << 2n) | (1n << 62n) | (1n << 3n);
    expect(
      await test.superuser(
        'select event_id, count(*)::int, min(viewers)::text as viewers, max(viewers) = min(viewers) as alike from trace_event_term group by 1 order by 2, 3',
      ),
    ).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ count: 3, viewers: String(own), alike: true }),
        expect.objectContaining({ count: 3, viewers: String(all), alike: true }),
      ]),
    );
    const forced = await test.superuser(
      `select distinct relforcerowsecurity as forced from pg_class where relname in ('trace_event', 'trace_event_term')`,
    );
    expect(forced).toEqual([{ forced: true }]);
  } finally {
    await runner.release();
    await owner.destroy();
    await test.close();
  }
});
