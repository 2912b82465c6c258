import { FILIERES } from '@maillon/filieres';
import { EventQuery, GS1_CONTEXT, GS1_PREFIXES, readEventQuery } from '@maillon/epcis';
import { Actor, newId, personActor } from '@maillon/kernel';
import { createTestDatabase, TestDatabase } from '@maillon/db/testing';
import { CaptureEvents } from '../capture/capture-events.js';
import { FindEvents } from './find-events.js';
import { matchEvents } from './match-events.js';

const EVENT = {
  ...{ type: 'ObjectEvent', action: 'OBSERVE', bizStep: 'shipping', epcList: ['urn:test:thing'] },
  ...{ eventTime: '2026-03-01T08:00:00Z', eventTimeZoneOffset: '+00:00' },
};

/** Events whose declarer gave them no id: they are told under ours. */
describe('EQ_eventID with an id of ours', () => {
  let test: TestDatabase;
  let actor: Actor;
  let other: Actor;
  let ours: string;

  beforeAll(async () => {
    test = await createTestDatabase();
    await test.superuser(
      `insert into filiere (id, slug, name_fr, name_en, definition) values (1, 'bois', 'Bois', 'Wood', $1)`,
      [JSON.stringify(FILIERES[0])],
    );
    [actor, other] = [await newActor(), await newActor()];
    await capture([EVENT, { ...EVENT, eventID: 'urn:test:named' }, { ...EVENT, bizStep: 'packing' }]);
    const { events } = await find({ EQ_bizStep: 'shipping' });
    ours = `urn:uuid:${events.find(({ eventId }) => eventId === undefined)!.id}`;
  });
  afterAll(() => test.close());

  async function newActor(): Promise<Actor> {
    const [organisationId, personId] = [newId(), newId()];
    await test.superuser(`insert into organisation (id, name) values ($1, 'Test')`, [organisationId]);
    await test.superuser('insert into membership (filiere_id, organisation_id) values (1, $1)', [
      organisationId,
    ]);
    return personActor({ filiereId: 1, personId, organisationId, role: 'owner' });
  }
  async function capture(eventList: readonly object[]): Promise<void> {
    const document = {
      '@context': [GS1_CONTEXT],
      ...{ type: 'EPCISDocument', schemaVersion: '2.0', creationDate: '2026-03-03T08:00:00Z' },
      epcisBody: { eventList },
    };
    const answer = await new CaptureEvents(test.db).document(actor, document, 'parties');
    if (!('eventIds' in answer)) throw new Error(JSON.stringify(answer.findings));
  }
  function queryOf(parameters: Record<string, string>): EventQuery {
    const read = readEventQuery(parameters, { prefixes: GS1_PREFIXES, from: 'url' });
    if ('problems' in read) throw new Error(JSON.stringify(read.problems));
    return read.query;
  }
  const find = (parameters: Record<string, string>, who = actor, limit = 100, after?: string) =>
    new FindEvents(test.db).page(who, queryOf(parameters), { limit, ...(after && { after }) });
  const told = (events: readonly { id: string; eventId?: string; original: object }[]) =>
    events
      .map(({ id, eventId, original }) => `${eventId ?? id}${'errorDeclaration' in original ? '!' : ''}`)
      .sort();

  it('finds the event, in whatever case and order, beside others', async () => {
    const id = ours.slice('urn:uuid:'.length);
    const asked: Record<string, string>[] = [
      {},
      { orderBy: 'recordTime' },
      { EQ_action: 'OBSERVE', MATCH_epc: 'urn:test:thing' },
    ];
    for (const more of asked)
      for (const name of [ours, `urn:uuid:${id.toUpperCase()}`])
        expect(told((await find({ ...more, EQ_eventID: name })).events)).toEqual([id]);
    expect(told((await find({ EQ_eventID: `${ours}|urn:test:named` })).events)).toEqual([
      id,
      'urn:test:named',
    ]);
    expect(told((await find({ EQ_eventID: ours, EQ_bizStep: 'packing' })).events)).toEqual([]);
    expect(told((await find({ EQ_eventID: ours }, other)).events)).toEqual([]);
  });

  it('is no other name of an event that has one', async () => {
    const [named] = (await find({ EQ_eventID: 'urn:test:named' })).events;
    expect((await find({ EQ_eventID: `urn:uuid:${named!.id}` })).events).toEqual([]);
  });

  it('finds its error declarations with it, page by page and for a subscription', async () => {
    const errorDeclaration = { declarationTime: '2026-05-01T00:00:00Z', reason: 'incorrect_data' };
    await capture([{ ...EVENT, eventID: ours, errorDeclaration }]);
    const both = [ours.slice('urn:uuid:'.length), `${ours}!`];
    const none = 'https://ex.org/none';
    const orders: Record<string, string>[] = [
      {},
      { orderBy: 'recordTime' },
      { orderBy: none, orderDirection: 'ASC' },
    ];
    for (const order of orders) {
      const parameters = { ...order, EQ_eventID: ours };
      const first = await find(parameters, actor, 1);
      const second = await find(parameters, actor, 1, first.next);
      expect(told([...first.events, ...second.events])).toEqual(both);
      expect(second.next).toBeUndefined();
    }
    const ids = (await find({})).events.map(({ id }) => id);
    const { events } = await test.db.transaction(actor, (tx) =>
      matchEvents(tx, queryOf({ EQ_eventID: ours }), ids, { limit: 100, bytes: 1_000_000 }),
    );
    expect(told(events)).toEqual(both);
  });
});
