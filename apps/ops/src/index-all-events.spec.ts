import { GS1_PREFIXES, readEventQuery } from '@maillon/epcis';
import { filiereBySlug } from '@maillon/filieres';
import { Actor, newId, personActor } from '@maillon/kernel';
import { createTestDatabase, TestDatabase } from '@maillon/db/testing';
import { CaptureEvents, FindEvents } from '@maillon/traceability';
import { IndexServices, IndexTally, indexAllEvents } from './index-all-events.js';
import { asOwner } from './owner-connection.js';
import { writeFilieres } from './write-filieres.js';

const { id: filiereId } = filiereBySlug('bois')!;
const EVENTS = 700;

const event = (n: number) => ({
  type: 'ObjectEvent',
  eventID: `urn:x:event:${n}`,
  // several events of one moment, as machines make them
  eventTime: new Date(Date.UTC(2026, 0, 1) + Math.floor(n / 7) * 1000).toISOString(),
  eventTimeZoneOffset: '+01:00',
  action: 'ADD',
  bizStep: 'commissioning',
  epcList: [`urn:epc:id:sgtin:3760000.000${100 + (n % 50)}.${n}`],
  ...(n % 2 === 0 && { readPoint: { id: 'urn:epc:id:sgln:3760000.00007.0' } }),
  ilmd: { 'ex:grade': `G${n % 7}` },
});

describe('indexAllEvents', () => {
  let test: TestDatabase;
  let services: IndexServices;
  const actors: Actor[] = [];

  beforeAll(async () => {
    test = await createTestDatabase();
    services = { db: test.db, asOwner: (work) => asOwner(test.ownerUrl, work) };
    await asOwner(test.ownerUrl, (owner) => writeFilieres(owner, [filiereBySlug('bois')!]));
    for (const name of ['Scierie', 'Menuiserie']) {
      const organisationId = newId();
      await test.superuser('insert into organisation (id, name) values ($1, $2)', [organisationId, name]);
      await test.superuser('insert into membership (filiere_id, organisation_id) values ($1, $2)', [
        filiereId,
        organisationId,
      ]);
      actors.push(personActor({ filiereId, personId: newId(), organisationId, role: 'owner' }));
    }
    const document = {
      '@context': [
        'https://ref.gs1.org/standards/epcis/epcis-context.jsonld',
        { ex: 'https://example.com/' },
      ],
      type: 'EPCISDocument',
      schemaVersion: '2.0',
      creationDate: '2026-01-01T00:00:00Z',
      epcisBody: { eventList: Array.from({ length: EVENTS }, (_, n) => event(n)) },
    };
    for (const actor of actors)
      expect(await new CaptureEvents(test.db).document(actor, document, 'parties')).toMatchObject({
        accepted: EVENTS,
      });
  });
  afterAll(() => test.close());

  const kept = async () => ({
    events: await test.superuser('select id, canonical, document from trace_event order by id'),
    terms: await test.superuser('select * from trace_event_term order by term, event_time, event_id'),
    forced: await test.superuser(`select relforcerowsecurity from pg_class where relname = 'trace_event'`),
  });
  /** As events were recorded before there were terms. */
  const asBefore = async (where = 'true') => {
    await test.superuser(`update trace_event set canonical = '{}' where ${where}`);
    await test.superuser(
      `delete from trace_event_term where event_id in (select id from trace_event where ${where})`,
    );
  };
  const found = async (actor: Actor) => {
    const read = readEventQuery(
      { EQ_readPoint: 'urn:epc:id:sgln:3760000.00007.0' },
      { prefixes: GS1_PREFIXES, from: 'url' },
    );
    if (!('query' in read)) throw new Error(JSON.stringify(read.problems));
    return (await new FindEvents(test.db).page(actor, read.query, { limit: 30 })).events.length;
  };

  it('makes old events what they would be if they were recorded now', async () => {
    const before = await kept();
    await asBefore();
    expect(await found(actors[1]!)).toBe(0);
    const told: number[] = [];
    const tally = await indexAllEvents(services, filiereId, ({ events }) => told.push(events));
    expect(tally).toMatchObject({ events: 2 * EVENTS, canonical: 2 * EVENTS, unreadable: [] });
    expect(tally.terms).toBe(before.terms.length);
    expect(told).toEqual([500, 700, 1200, 1400]);
    expect(await kept()).toEqual(before);
    expect(await found(actors[1]!)).toBe(30);
  });

  it('changes nothing when it runs again, and goes on where it was broken off', async () => {
    const before = await kept();
    expect(await indexAllEvents(services, filiereId)).toMatchObject({ terms: 0, canonical: 0 });
    await asBefore();
    const breaking = indexAllEvents(services, filiereId, ({ events }: IndexTally) => {
      if (events >= EVENTS) throw new Error('killed');
    });
    await expect(breaking).rejects.toThrow('killed');
    const rest = await indexAllEvents(services, filiereId);
    expect(rest.canonical).toBe(EVENTS);
    expect(await kept()).toEqual(before);
  });

  it('leaves alone, and names, what can no longer be read', async () => {
    const [bad] = await test.superuser<{ id: string }>('select id from trace_event order by id limit 1');
    await test.superuser(`update trace_event set document = document - 'action' where id = $1`, [bad!.id]);
    await asBefore();
    expect(await indexAllEvents(services, filiereId)).toMatchObject({
      canonical: 2 * EVENTS - 1,
      unreadable: [bad!.id],
    });
  });

  it('leaves the wall as it was: its owner sees nothing', async () => {
    const rows = await asOwner(test.ownerUrl, (owner) => owner.query('select id from trace_event'));
    expect(rows).toEqual([]);
  });
});
