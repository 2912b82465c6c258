import { FILIERES } from '@maillon/filieres';
import { Actor, newId, personActor } from '@maillon/kernel';
import { createTestDatabase, TestDatabase } from '@maillon/db/testing';
import { CaptureEvents } from './capture-events.js';

type Members = Record<string, unknown>;

const event = (n: number, more: Members = {}): Members => ({
  type: 'ObjectEvent',
  eventID: `urn:x:event:${n}`,
  eventTime: new Date(Date.UTC(2026, 0, 1) + n * 1000).toISOString(),
  eventTimeZoneOffset: '+01:00',
  action: 'OBSERVE',
  bizStep: 'inspecting',
  epcList: [`urn:epc:id:sgtin:3760000.000100.${n}`],
  ...more,
});
const documentOf = (eventList: readonly Members[], ex = 'https://example.com/'): Members => ({
  '@context': ['https://ref.gs1.org/standards/epcis/epcis-context.jsonld', { ex }],
  type: 'EPCISDocument',
  schemaVersion: '2.0',
  creationDate: '2026-01-01T00:00:00Z',
  epcisBody: { eventList },
});

describe('CaptureEvents', () => {
  let test: TestDatabase;
  let actor: Actor;
  const capture = (document: Members) => new CaptureEvents(test.db).document(actor, document, 'parties');
  const count = async (table: string) =>
    (await test.superuser<{ n: number }>(`select count(*)::int as n from ${table}`))[0]!.n;

  beforeAll(async () => {
    test = await createTestDatabase();
    const bois = FILIERES.find(({ slug }) => slug === 'bois')!;
    await test.superuser(
      `insert into filiere (id, slug, name_fr, name_en, definition) values ($1, 'bois', 'Bois', 'Wood', $2)`,
      [bois.id, JSON.stringify(bois)],
    );
    const organisationId = newId();
    await test.superuser(`insert into organisation (id, name) values ($1, 'Scierie')`, [organisationId]);
    await test.superuser('insert into membership (filiere_id, organisation_id) values ($1, $2)', [
      bois.id,
      organisationId,
    ]);
    actor = personActor({ filiereId: bois.id, personId: newId(), organisationId, role: 'owner' });
  });
  afterAll(() => test.close());

  it('records a document of several batches in its order, or nothing of it', async () => {
    const events = Array.from({ length: 2300 }, (_, n) => event(n));
    const answer = await capture(documentOf(events));
    expect(answer).toMatchObject({ accepted: 2300, unchanged: 0 });
    const stored = await test.superuser<{ id: string; event_id: string }>(
      'select id, event_id from trace_event',
    );
    const ids = new Map(stored.map(({ id, event_id }) => [event_id, id]));
    expect('eventIds' in answer && answer.eventIds).toEqual(
      events.map(({ eventID }) => ids.get(String(eventID))),
    );

    const more = Array.from({ length: 2300 }, (_, n) => event(10_000 + n));
    const refused = await capture(documentOf([...more, event(7, { bizStep: 'packing' })]));
    expect(refused).toMatchObject({ findings: [{ code: 'EVENT_ID_TAKEN', eventIndex: 2300 }] });
    expect(await count('trace_event')).toBe(2300);
    expect(await count('item')).toBe(2300);
  });

  it.each([
    [event(20_000, { 'ex:a': 'a\0b' }), "$.epcisBody.eventList[1]['ex:a']"],
    [event(20_000, { action: 'ADD', ilmd: { 'ex:a': '\ud800' } }), "$.epcisBody.eventList[1].ilmd['ex:a']"],
    [event(20_000, { 'ex:a': { 'b\0': 1 } }), "$.epcisBody.eventList[1]['ex:a']['b\\u0000']"],
  ])('tells of a text that cannot be kept, where it stands: %#', async (bad, path) => {
    const answer = await capture(documentOf([event(20_001), bad]));
    expect(answer).toMatchObject({ findings: [{ code: 'TEXT_NOT_KEPT', eventIndex: 1, path }] });
    expect(await count('trace_event')).toBe(2300);
  });

  it('adds up the lines of one class, of the thing as of the event', async () => {
    const lot = 'urn:maillon:item:404833048:REF:L7';
    const lines = [0.1, 0.2].map((quantity) => ({ epcClass: lot, quantity, uom: 'KGM' }));
    const answer = await capture(
      documentOf([
        event(25_000, { action: 'ADD', bizStep: 'commissioning', epcList: undefined, quantityList: lines }),
      ]),
    );
    expect(answer).toMatchObject({ accepted: 1 });
    const said = await test.superuser(
      `select i.quantity::text as made, i.unit, e.quantity::text as told
       from item i join trace_event_item e on e.item_id = i.id where i.uri = $1`,
      [lot],
    );
    expect(said).toEqual([{ made: '0.3', unit: 'KGM', told: '0.3' }]);
  });

  it('records what only looks like a null character', async () => {
    const lot = 'urn:maillon:item:404833048:REF:A%00B';
    const answer = await capture(
      documentOf([
        event(30_000, { epcList: undefined, quantityList: [{ epcClass: lot, quantity: 1 }] }),
        event(30_001, {
          'ex:a': '\\u0000',
          destinationList: [{ type: 'owning_party', destination: 'urn:maillon:party:a%00' }],
        }),
      ]),
    );
    expect(answer).toMatchObject({ accepted: 2 });
    expect(await test.superuser('select label from item where uri = $1', [lot])).toEqual([{ label: 'A␀B' }]);
  });
});
