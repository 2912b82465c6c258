import { FILIERES, filiereBySlug } from '@maillon/filieres';
import { itemId } from '@maillon/epcis';
import { ActOnDocument, DeliveryProgress, FollowAct, SaveDocument, TraceDocument } from '@maillon/exchange';
import { Actor, personActor } from '@maillon/kernel';
import { TenantDb } from '@maillon/db';
import { createTestDatabase, TestDatabase } from '@maillon/db/testing';
import { CaptureEvents, trace, TraceDirection } from '@maillon/traceability';
import { asOwner } from '../owner-connection.js';
import { writeFilieres } from '../write-filieres.js';
import { personEmail } from './demo-addresses.js';
import { demoItemUri } from './demo-declarations.js';
import { seedDemo, SeedServices } from './seed-demo.js';

const filiere = filiereBySlug('mines-metallurgie')!;
const { demo } = filiere;
const NOW = Date.parse('2026-11-22T10:00:00Z');

function handsOn(db: TenantDb) {
  const follow = new FollowAct(new TraceDocument(new CaptureEvents(db)), new DeliveryProgress());
  return { save: new SaveDocument(db, follow), act: new ActOnDocument(db, follow) };
}

describe('seedDemo on a real database', () => {
  let test: TestDatabase;
  let services: SeedServices;
  let hashes = 0;

  beforeAll(async () => {
    test = await createTestDatabase();
    services = {
      db: test.db,
      capture: new CaptureEvents(test.db),
      documents: handsOn(test.db),
      asOwner: (work) => asOwner(test.ownerUrl, work),
      passwordHash: async () => `hash ${++hashes}`,
    };
    await asOwner(test.ownerUrl, (owner) => writeFilieres(owner, FILIERES));
    expect(await seedDemo(services, [filiere], NOW)).toEqual({
      played: [filiere.slug],
      events: demo.acts.length,
    });
  });
  afterAll(() => test.close());

  const count = async (table: string): Promise<number> => {
    const [row] = await test.superuser<{ count: number }>(`select count(*)::int as count from ${table}`);
    return row!.count;
  };
  const TABLES = [
    'filiere',
    'organisation',
    'organisation_identifier',
    'establishment',
    'person',
    'membership',
    'role_assignment',
    'audit_record',
    'trace_event',
    'trace_link',
    'item',
    'exchange_document',
    'exchange_act',
    'outbox',
  ];
  const counts = async () =>
    Object.fromEntries(await Promise.all(TABLES.map(async (table) => [table, await count(table)])));

  /** One of the people of a demo firm, as the sign-in would make them. */
  async function actorOf(key: string): Promise<Actor> {
    const firm = demo.organisations.find((organisation) => organisation.key === key)!;
    const [row] = await test.superuser<{ person_id: string; organisation_id: string }>(
      'select r.person_id, r.organisation_id from role_assignment r join person p on p.id = r.person_id where p.email = $1',
      [personEmail(firm.people[0]!, firm)],
    );
    return personActor({
      filiereId: filiere.id,
      personId: row!.person_id,
      organisationId: row!.organisation_id,
      role: 'owner',
    });
  }

  const idOf = (key: string) =>
    itemId(
      demoItemUri(
        demo,
        demo.items.find((item) => item.key === key)!,
      ),
    );
  const traceAs = async (who: string, item: string, direction: TraceDirection) => {
    const actor = await actorOf(who);
    return test.db.transaction(actor, (tx) =>
      trace(tx, { item: idOf(item), direction, maxDepth: 20, maxNodes: 500 }),
    );
  };
  const keysIn = (nodes: readonly { id: string }[]) =>
    demo.items
      .filter(({ key }) => nodes.some(({ id }) => id === idOf(key)))
      .map(({ key }) => key)
      .sort();

  it('keeps firms, numbers, people and roles, all marked as invented', async () => {
    const people =
      demo.organisations.flatMap((organisation) => organisation.people).length + 1 + (demo.auditor ? 1 : 0);
    expect(await counts()).toMatchObject({
      filiere: FILIERES.length,
      organisation: demo.organisations.length,
      organisation_identifier: demo.organisations.length * 3,
      establishment: demo.organisations.length,
      person: people,
      membership: demo.organisations.length,
      role_assignment: people,
      trace_event: demo.acts.length,
    });
    expect(await count('organisation where not is_demo')).toBe(0);
    expect(await count(`person where not is_demo or password_hash is distinct from 'hash 1'`)).toBe(0);
    expect(await count(`membership where tier is null or activity_fr is null`)).toBe(0);
  });

  it('lets the last act fall on the day before', async () => {
    const [last] = await test.superuser<{ day: string }>(
      `select to_char(max(event_time) at time zone 'Europe/Paris', 'YYYY-MM-DD') as day from trace_event`,
    );
    expect(last!.day).toBe('2026-11-21');
  });

  it('changes nothing when it runs again, on another day too', async () => {
    const before = await counts();
    expect(await seedDemo(services, [filiere], NOW + 86_400_000)).toEqual({ played: [], events: 0 });
    expect(await asOwner(test.ownerUrl, (owner) => writeFilieres(owner, FILIERES))).toBe(0);
    expect(await counts()).toEqual(before);
    expect(hashes).toBe(1);
  });

  it('goes on with the same dates when it was broken off', async () => {
    const before = await counts();
    await test.superuser(`delete from audit_record where action = 'demo.complete'`);
    expect(await seedDemo(services, [filiere], NOW + 5 * 86_400_000)).toEqual({
      played: [filiere.slug],
      events: 0,
    });
    expect(await counts()).toMatchObject({
      trace_event: before.trace_event,
      item: before.item,
      person: before.person,
      role_assignment: before.role_assignment,
    });
  });

  it('shows the prime contractor what its machine is made of, up to the scrap; not the pallet, which was unpacked before', async () => {
    const { nodes, tombstones } = await traceAs('machines', 'frame', 'UPSTREAM');
    expect(keysIn(nodes)).toEqual([
      'casings',
      'coil',
      'flux',
      'frame',
      'heat',
      'ingots',
      'ironCastings',
      'scrapLot',
    ]);
    expect(tombstones).toEqual([]);
  });

  it('shows the supplier its own step, what went into it and what it gave, not what its customer built', async () => {
    const up = await traceAs('foundry', 'casings', 'UPSTREAM');
    expect(keysIn(up.nodes)).toEqual(['casings', 'flux', 'ingots']);
    const down = await traceAs('foundry', 'casings', 'DOWNSTREAM');
    expect(keysIn(down.nodes)).not.toContain('frame');
    expect(down.tombstones.length).toBeGreaterThan(0);
  });

  it('shows a firm elsewhere in the chain nothing of what it has no part in', async () => {
    await expect(traceAs('mine', 'frame', 'UPSTREAM')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('keeps one firm and one login for somebody of two filières', async () => {
    const other = filiereBySlug('automobile')!;
    await seedDemo(services, [other], NOW);
    const shared = other.demo.organisations.filter(({ siren }) =>
      demo.organisations.some((firm) => firm.siren === siren),
    );
    expect(shared.length).toBeGreaterThan(0);
    for (const { siren } of shared) {
      const rows = await test.superuser<{ filieres: number; people: number }>(
        `select count(distinct m.filiere_id)::int as filieres, count(distinct r.person_id)::int as people
         from organisation_identifier i join membership m using (organisation_id)
         join role_assignment r on r.filiere_id = m.filiere_id and r.organisation_id = m.organisation_id
         where i.scheme = 'siren' and i.value = $1`,
        [siren],
      );
      expect(rows[0]).toEqual({
        filieres: 2,
        people: other.demo.organisations.find((firm) => firm.siren === siren)!.people.length,
      });
    }
  });
});
