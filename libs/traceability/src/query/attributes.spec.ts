import { FILIERES } from '@maillon/filieres';
import { GS1_CONTEXT, GS1_PREFIXES, readEventQuery } from '@maillon/epcis';
import { Actor, newId, personActor } from '@maillon/kernel';
import { createTestDatabase, TestDatabase } from '@maillon/db/testing';
import { CaptureEvents } from '../capture/capture-events.js';
import { MOST_ELEMENTS } from './expand-attributes.js';
import { FindEvents } from './find-events.js';
import { matchEvents } from './match-events.js';

const MDA = 'urn:epcglobal:cbv:mda';
const SITE = 'urn:epc:id:sgln:0614141.07346.0';
const SITE_LINK = 'https://id.gs1.org/414/0614141073467';
const CLASS = 'urn:epc:idpat:sgtin:0614141.107346.*';
const PREFIXES = { names: new Map([...GS1_PREFIXES.names, ['ex', 'https://ex.org/']]), open: false };

const element = (id: string, attributes: Record<string, unknown>) => ({
  id,
  attributes: Object.entries(attributes).flatMap(([name, value]) =>
    [value].flat().map((attribute) => ({ id: name, attribute })),
  ),
});
const vocabulary = (type: string, ...vocabularyElementList: object[]) => ({
  type: `urn:epcglobal:epcis:vtype:${type}`,
  vocabularyElementList,
});
const header = (...vocabularyList: object[]) => ({ epcisHeader: { epcisMasterData: { vocabularyList } } });

const MASTER_DATA = header(
  vocabulary(
    'BusinessLocation',
    element(SITE, {
      [`${MDA}#city`]: 'Lyon',
      [`${MDA}#latitude`]: 45.7,
      [`${MDA}#name`]: ['Usine', 'Plant'],
    }),
    element('urn:test:place', { 'cbvmda:city': 'Paris' }),
  ),
  vocabulary('BusinessStep', element('urn:epcglobal:cbv:bizstep:shipping', { 'urn:test:moves': 'yes' })),
  vocabulary('Disposition', element('urn:test:odd', { 'urn:test:odd_one': 'yes' })),
  vocabulary('EPCClass', element(CLASS, { [`${MDA}:descriptionShort`]: 'Board' })),
  vocabulary('SourceDest', element('urn:epc:id:pgln:4012345.00000', { [`${MDA}#countryCode`]: 'DE' })),
  vocabulary('BusinessTransaction', element('urn:test:po:1', { 'urn:test:urgent': 'no' })),
  vocabulary('Own', element('urn:test:maker:1', { 'urn:test:founded': 1913 })),
);

const event = (letter: string, more: object) => ({
  ...{ type: 'ObjectEvent', action: 'OBSERVE', epcList: ['urn:test:thing'] },
  ...{ eventTime: '2026-03-01T08:00:00Z', eventTimeZoneOffset: '+00:00' },
  eventID: `urn:test:${letter}`,
  ...more,
});
const EVENTS = [
  event('a', { bizLocation: { id: SITE_LINK }, bizStep: 'shipping' }),
  event('b', { readPoint: { id: SITE }, bizLocation: { id: 'urn:test:place' }, disposition: 'urn:test:odd' }),
  event('c', { quantityList: [{ epcClass: 'https://id.gs1.org/01/10614141073464', quantity: 1 }] }),
  event('d', {
    sourceList: [{ type: 'owning_party', source: 'https://id.gs1.org/417/4012345000009' }],
    bizTransactionList: [{ type: 'po', bizTransaction: 'urn:test:po:1' }],
    'ex:maker': 'urn:test:maker:1',
  }),
  event('e', { bizLocation: { id: 'urn:test:unknown' }, 'ex:maker': 'urn:test:maker:2' }),
];

/** HASATTR_ and EQATTR_ (EPCIS 2.0 section 8.2.7.1), with what they find. */
const FAMILIES: readonly (readonly [Record<string, string>, string])[] = [
  [{ HASATTR_bizLocation: `${MDA}#city` }, 'ab'],
  [{ HASATTR_bizLocation: 'cbvmda:city' }, 'ab'],
  [{ HASATTR_bizLocation: `${MDA}:latitude|urn:test:none` }, 'a'],
  [{ HASATTR_bizLocation: 'urn:test:none' }, ''],
  [{ HASATTR_readPoint: `${MDA}#city` }, 'b'],
  [{ [`EQATTR_bizLocation_${MDA}#city`]: 'Lyon' }, 'a'],
  [{ [`EQATTR_bizLocation_${MDA}:city`]: 'Lyon|Paris' }, 'ab'],
  [{ [`EQATTR_bizLocation_${MDA}:city`]: 'lyon' }, ''],
  [{ [`EQ_ATTR_bizLocation_${MDA}#city`]: 'Paris' }, 'b'],
  [{ [`EQATTR_bizLocation_${MDA}#name`]: 'Plant' }, 'a'],
  [{ [`EQATTR_bizLocation_${MDA}#latitude`]: '45.70' }, 'a'],
  [{ HASATTR_bizStep: 'urn:test:moves' }, 'a'],
  [{ 'EQATTR_disposition_urn:test:odd_one': 'yes' }, 'b'],
  [{ [`EQATTR_epcClass_${MDA}#descriptionShort`]: 'Board' }, 'c'],
  [{ [`EQATTR_source_${MDA}#countryCode`]: 'DE' }, 'd'],
  [{ [`EQATTR_destination_${MDA}#countryCode`]: 'DE' }, ''],
  [{ 'EQATTR_bizTransaction_urn:test:urgent': 'no' }, 'd'],
  [{ 'HASATTR_ex:maker': 'urn:test:founded' }, 'd'],
  [{ 'EQATTR_ex:maker_urn:test:founded': '1913' }, 'd'],
  [{ 'EQATTR_ex:maker_urn:test:founded': '1914' }, ''],
  [{ HASATTR_transformationID: 'urn:test:founded' }, ''],
  [{ HASATTR_bizLocation: `${MDA}#city`, EQ_bizStep: 'shipping' }, 'a'],
];

describe('attributes of master data in a query', () => {
  let test: TestDatabase;
  let actor: Actor;
  let other: Actor;

  beforeAll(async () => {
    test = await createTestDatabase();
    await test.superuser(
      `insert into filiere (id, slug, name_fr, name_en, definition) values (1, 'bois', 'Bois', 'Wood', $1)`,
      [JSON.stringify(FILIERES[0])],
    );
    [actor, other] = [await newActor(), await newActor()];
    for (const who of [actor, other]) await capture(who, EVENTS, who === actor ? MASTER_DATA : {});
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
  async function capture(who: Actor, eventList: readonly object[], more: object): Promise<void> {
    const document = {
      '@context': [GS1_CONTEXT, { ex: 'https://ex.org/' }],
      ...{ type: 'EPCISDocument', schemaVersion: '2.0', creationDate: '2026-03-03T08:00:00Z' },
      ...more,
      epcisBody: { eventList },
    };
    const answer = await new CaptureEvents(test.db).document(who, document, 'parties');
    if (!('eventIds' in answer)) throw new Error(JSON.stringify(answer.findings));
  }
  function queryOf(parameters: Record<string, string>) {
    const read = readEventQuery(parameters, { prefixes: PREFIXES, from: 'url' });
    if ('problems' in read) throw new Error(JSON.stringify(read.problems));
    return read.query;
  }
  const all = (who: Actor, parameters: Record<string, string> = {}) =>
    new FindEvents(test.db).page(who, queryOf(parameters), { limit: 100 });
  const letters = (events: readonly { eventId?: string }[]) =>
    events
      .map(({ eventId = '' }) => eventId.slice(-1))
      .sort()
      .join('');

  it.each(FAMILIES)('%j finds %j, and of somebody else’s master data nothing', async (parameters, found) => {
    expect(letters((await all(actor, parameters)).events)).toBe(found);
    expect(letters((await all(other, parameters)).events)).toBe('');
  });

  it('is judged of what comes for a subscription too', async () => {
    const ids = (await all(actor)).events.map(({ id }) => id);
    for (const [parameters, found] of FAMILIES) {
      const { events } = await test.db.transaction(actor, (tx) =>
        matchEvents(tx, queryOf(parameters), ids, { limit: 100, bytes: 1_000_000 }),
      );
      expect([parameters, letters(events)]).toEqual([parameters, found]);
    }
  });

  it('goes by what was declared last, and stays bounded', async () => {
    const who = await newActor();
    await capture(who, EVENTS, MASTER_DATA);
    await capture(
      who,
      [],
      header(vocabulary('BusinessLocation', element(SITE, { [`${MDA}#name`]: 'Usine' }))),
    );
    expect(letters((await all(who, { HASATTR_bizLocation: `${MDA}#city` })).events)).toBe('b');
    await test.superuser(
      `insert into master_data (filiere_id, organisation_id, type, id, attributes, children)
       select 1, $1, 'urn:test:many', 'urn:test:many:' || i, '{"urn:test:many": "x"}', '{}' from generate_series(1, $2) i`,
      [who.organisationId, MOST_ELEMENTS],
    );
    expect((await all(who, { HASATTR_bizLocation: 'urn:test:many' })).events).toEqual([]);
    await capture(who, [], header(vocabulary('Own', element('urn:test:one-more', { 'urn:test:many': 'y' }))));
    await expect(all(who, { HASATTR_bizLocation: 'urn:test:many' })).rejects.toMatchObject({
      code: 'TOO_COMPLEX',
    });
  });
});
