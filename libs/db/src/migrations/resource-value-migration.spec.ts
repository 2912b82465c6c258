import { randomBytes } from 'node:crypto';
import { createDataSource } from '../data-source.js';
import { createTestDatabase } from '../testing.js';
import { ResourceValue1700000000016 } from './1700000000016-resource-value.js';

const [DECLARER, PARTY] = ['018f0000-0000-7000-8000-000000000001', '018f0000-0000-7000-8000-000000000002'];
// longer than an index holds
const LONG = `urn:test:${randomBytes(4000).toString('hex')}`;

it('lists what stands in events that were there before, as the owner whom the wall hides rows from', async () => {
  const test = await createTestDatabase();
  const owner = await createDataSource(test.ownerUrl, { poolSize: 1 }).initialize();
  const runner = owner.createQueryRunner();
  try {
    const migration = new ResourceValue1700000000016();
    await migration.down(runner);
    for (const filiereId of [1, 2])
      await test.superuser(
        `insert into filiere (id, slug, name_fr, name_en, definition) values ($1::int, 'f' || $1::text, 'Bois', 'Wood', '{}')`,
        [filiereId],
      );
    for (const id of [DECLARER, PARTY]) {
      await test.superuser(`insert into organisation (id, name) values ($1, 'A')`, [id]);
      await test.superuser(
        'insert into membership (filiere_id, organisation_id) select f, $1 from generate_series(1, 2) f',
        [id],
      );
    }
    // by threes: named in it, its declarer's alone, private
    await test.superuser(
      `insert into trace_event (filiere_id, id, declarant_id, party_ids, audience, type, biz_step, disposition, read_point, biz_location,
         event_time, event_time_zone_offset, fingerprint, document)
       select f, md5(f || 'e' || n)::uuid, $1, case when n % 3 = 0 then array[$2::uuid] end, case n % 3 when 2 then 'private' else 'parties' end,
         'ObjectEvent', (array['shipping', 'packing', 'inspecting'])[n % 3 + 1], case when n = 3 then 'in_transit' end,
         case when n = 4 then $3 end, 'urn:test:place:' || f, timestamptz '2026-03-01' + n * interval '1 hour', '+00:00', '\\x00', '{}'
       from generate_series(1, 2) f, generate_series(1, 90) n`,
      [DECLARER, PARTY, LONG],
    );
    await test.superuser(
      `insert into trace_event_party (filiere_id, organisation_id, event_time, event_id, declarant_id, relation, biz_step)
       select filiere_id, $1, event_time, id, declarant_id, 'shared', biz_step from trace_event where party_ids is not null`,
      [PARTY],
    );
    await migration.up(runner);

    const listed = (filiereId: number, organisationId: string) =>
      test.superuser(
        `select resource || ' ' || case when length(value) < 50 then value else left(value, 9) end as v from resource_value
         where filiere_id = $1 and organisation_id = $2 order by 1`,
        [filiereId, organisationId],
      );
    expect(await listed(1, DECLARER)).toEqual([
      { v: 'bizLocations urn:test:place:1' },
      { v: 'bizSteps inspecting' },
      { v: 'bizSteps packing' },
      { v: 'bizSteps shipping' },
      { v: 'dispositions in_transit' },
      { v: 'eventTypes ObjectEvent' },
      { v: 'readPoints urn:test:' },
    ]);
    expect(await listed(2, PARTY)).toEqual([
      { v: 'bizLocations urn:test:place:2' },
      { v: 'bizSteps shipping' },
      { v: 'dispositions in_transit' },
      { v: 'eventTypes ObjectEvent' },
    ]);
    const behind = await test.superuser(
      `select from resource_value v join trace_event e on e.filiere_id = v.filiere_id and e.id = v.event_id
       where e.declarant_id = v.declarant_id and (v.organisation_id = v.declarant_id or v.organisation_id = any (e.party_ids))`,
    );
    expect(behind).toHaveLength(22);
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
