import { createDataSource } from '../data-source.js';
import { createTestDatabase } from '../testing.js';
import { EpcisSubscription1700000000012 } from './1700000000012-epcis-subscription.js';

const [DECLARER, PARTY] = ['018f0000-0000-7000-8000-000000000001', '018f0000-0000-7000-8000-000000000002'];

it('adds events that were there before to the arrivals of who may see them, as the owner whom the wall hides rows from', async () => {
  const test = await createTestDatabase();
  const owner = await createDataSource(test.ownerUrl, { poolSize: 1 }).initialize();
  const runner = owner.createQueryRunner();
  try {
    const migration = new EpcisSubscription1700000000012();
    await migration.down(runner);
    await test.superuser(
      `insert into filiere (id, slug, name_fr, name_en, definition) values (1, 'bois', 'Bois', 'Wood', '{}')`,
    );
    for (const id of [DECLARER, PARTY]) {
      await test.superuser(`insert into organisation (id, name) values ($1, 'A')`, [id]);
      await test.superuser('insert into membership (filiere_id, organisation_id) values (1, $1)', [id]);
    }
    await test.superuser(
      `insert into trace_event (filiere_id, id, declarant_id, party_ids, audience, type, event_time, event_time_zone_offset, record_time, fingerprint, document)
       select 1, md5('e' || n)::uuid, $1, case when n <= 3 then array[$2::uuid] end, 'parties', 'ObjectEvent', now(), '+00:00',
         timestamptz '2026-03-01' + case when n <= 2 then interval '0' else interval '1 hour' end, '\\x00', '{}'
       from generate_series(1, 1502) n`,
      [DECLARER, PARTY],
    );
    await test.superuser(
      `insert into trace_event_party (filiere_id, organisation_id, event_time, event_id, declarant_id, relation, record_time)
       select 1, $2, e.event_time, e.id, $1, 'shared', e.record_time from trace_event e where party_ids is not null`,
      [DECLARER, PARTY],
    );
    await migration.up(runner);
    const rows = await test.superuser(
      `select organisation_id = $1 as own, size, cardinality(event_ids) as ids, at = timestamptz '2026-03-01' as first
       from event_arrival order by organisation_id, seq`,
      [DECLARER],
    );
    expect(rows).toEqual([
      { own: true, size: 2, ids: 2, first: true },
      { own: true, size: 1000, ids: 1000, first: false },
      { own: true, size: 500, ids: 500, first: false },
      { own: false, size: 2, ids: 2, first: true },
      { own: false, size: 1, ids: 1, first: false },
    ]);
    const forced = await test.superuser<{ forced: boolean }>(
      `select relforcerowsecurity as forced from pg_class where relname in ('trace_event', 'trace_event_party')`,
    );
    expect(forced).toEqual([{ forced: true }, { forced: true }]);
  } finally {
    await runner.release();
    await owner.destroy();
    await test.close();
  }
});
