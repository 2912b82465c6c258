import { GS1_CONTEXT, GS1_PREFIXES, MASTER_DATA_BOUNDS, readDocument, readEventQuery } from '@maillon/epcis';
import { FILIERES } from '@maillon/filieres';
import { Actor, newId, personActor } from '@maillon/kernel';
import { createTestDatabase, TestDatabase } from '@maillon/db/testing';
import { CaptureEvents } from '../capture/capture-events.js';
import { CaptureRight } from '../explain/capture-right.js';
import { FindEvents } from '../query/find-events.js';
import { MOST_PLACES, MOST_STOREYS } from './expand-places.js';
import { masterDataPage } from './master-data.queries.js';

const LOCATION = 'urn:epcglobal:epcis:vtype:Location';
const NAME = 'urn:epcglobal:cbv:mda#name';
const SITE = 'urn:epc:id:sgln:0614141.07346.0';
const HALL = 'urn:epc:id:sgln:0614141.07346.1';
const SHELF = 'urn:epc:id:sgln:0614141.07346.2';
const SHELF_LINK = 'https://id.gs1.org/414/0614141073467/254/2';

const { attributeBytes: LARGEST_ATTRIBUTES, elements: MOST_ELEMENTS } = MASTER_DATA_BOUNDS;

interface Element {
  readonly id: string;
  readonly children?: readonly string[];
  readonly attributes?: readonly object[];
}

const named = (name: string) => [{ id: NAME, attribute: name }];
const header = (elements: readonly Element[], type = LOCATION) => ({
  epcisHeader: { epcisMasterData: { vocabularyList: [{ type, vocabularyElementList: elements }] } },
});
const documentOf = (eventList: readonly object[], more: object = {}) => ({
  '@context': [GS1_CONTEXT],
  ...{ type: 'EPCISDocument', schemaVersion: '2.0', creationDate: '2026-03-03T08:00:00Z' },
  ...more,
  epcisBody: { eventList },
});
const seenAt = (name: string, place: object) => ({
  ...{ type: 'ObjectEvent', action: 'OBSERVE', bizStep: 'inspecting' },
  ...{ eventTime: '2026-03-01T08:00:00Z', eventTimeZoneOffset: '+00:00' },
  eventID: `urn:test:${name}`,
  epcList: ['urn:test:thing'],
  ...place,
});

describe('master data', () => {
  let test: TestDatabase;
  let capture: CaptureEvents;

  beforeAll(async () => {
    test = await createTestDatabase();
    capture = new CaptureEvents(test.db);
    await test.superuser(
      `insert into filiere (id, slug, name_fr, name_en, definition) values (1, 'bois', 'Bois', 'Wood', $1)`,
      [JSON.stringify(FILIERES[0])],
    );
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
  const declare = async (actor: Actor, elements: readonly Element[], type?: string) => {
    const answer = await capture.document(actor, documentOf([], header(elements, type)), 'parties');
    if ('findings' in answer) throw new Error(JSON.stringify(answer.findings));
  };
  const pageOf = (actor: Actor, input: Parameters<typeof masterDataPage>[1] = {}) =>
    test.db.transaction(actor, (tx) => masterDataPage(tx, input));
  const kept = async (actor: Actor, input: Parameters<typeof masterDataPage>[1] = {}) =>
    (await pageOf(actor, input)).edges.map(({ node }) => node);
  const found = async (actor: Actor, parameters: Record<string, string>): Promise<string> => {
    const read = readEventQuery(parameters, { prefixes: GS1_PREFIXES, from: 'url' });
    if ('problems' in read) throw new Error(JSON.stringify(read.problems));
    const { events } = await new FindEvents(test.db).page(actor, read.query, { limit: 100 });
    return events
      .map(({ eventId = '' }) => eventId.replace('urn:test:', ''))
      .sort()
      .join(' ');
  };

  describe('of a firm with a site, halls and shelves', () => {
    let actor: Actor;
    beforeAll(async () => {
      actor = await newActor();
      const events = [
        seenAt('site', { bizLocation: { id: SITE } }),
        seenAt('hall', { bizLocation: { id: HALL }, readPoint: { id: 'urn:test:door' } }),
        seenAt('shelf', { bizLocation: { id: SHELF_LINK } }),
        seenAt('read', { readPoint: { id: SHELF } }),
        seenAt('elsewhere', { bizLocation: { id: 'urn:test:elsewhere' } }),
      ];
      const tree = [
        { id: SITE, children: [HALL, 'urn:test:door'], attributes: named('Usine') },
        { id: HALL, children: [SHELF] },
      ];
      const answer = await capture.document(actor, documentOf(events, header(tree)), 'parties');
      expect(answer).toMatchObject({ accepted: 5 });
    });

    it.each([
      [{ WD_bizLocation: SITE }, 'hall shelf site'],
      [{ WD_bizLocation: 'https://id.gs1.org/414/0614141073467' }, 'hall shelf site'],
      [{ WD_bizLocation: HALL }, 'hall shelf'],
      [{ WD_bizLocation: SHELF }, 'shelf'],
      [{ EQ_bizLocation: SITE }, 'site'],
      [{ WD_readPoint: SITE }, 'hall read'],
      [{ WD_readPoint: 'https://id.gs1.org/414/0614141073467/254/1' }, 'read'],
      [{ WD_bizLocation: SITE, EQ_readPoint: 'urn:test:door' }, 'hall'],
      [{ WD_bizLocation: `${SHELF}|urn:test:elsewhere` }, 'elsewhere shelf'],
      [{ WD_bizLocation: 'urn:test:nowhere' }, ''],
    ])('finds by %j: %s', async (parameters, names) => {
      expect(await found(actor, parameters as Record<string, string>)).toBe(names);
    });

    it('is never widened by what a stranger declares, nor does it widen a stranger’s query', async () => {
      const stranger = await newActor();
      await declare(stranger, [{ id: SHELF, children: ['urn:test:elsewhere'] }]);
      expect(await found(actor, { WD_bizLocation: SITE })).toBe('hall shelf site');
      const own = seenAt('own', { bizLocation: { id: HALL } });
      await capture.document(stranger, documentOf([own]), 'parties');
      expect(await found(stranger, { WD_bizLocation: SITE })).toBe('');
      expect(await found(stranger, { WD_bizLocation: HALL })).toBe('own');
      expect((await kept(stranger)).map(({ id }) => id)).toEqual([SHELF_LINK]);
    });

    it('ends where a place lies in itself', async () => {
      const inCircles = await newActor();
      await capture.document(
        inCircles,
        documentOf([seenAt('round', { bizLocation: { id: 'urn:test:c' } })]),
        'parties',
      );
      await declare(inCircles, [
        { id: 'urn:test:a', children: ['urn:test:b', 'urn:test:a'] },
        { id: 'urn:test:b', children: ['urn:test:c'] },
        { id: 'urn:test:c', children: ['urn:test:a'] },
      ]);
      expect(await found(inCircles, { WD_bizLocation: 'urn:test:b' })).toBe('round');
    });

    it('follows the vocabularies of places alone', async () => {
      const actor = await newActor();
      await capture.document(
        actor,
        documentOf([seenAt('inner', { bizLocation: { id: 'urn:test:inner' } })]),
        'parties',
      );
      const tree = [{ id: 'urn:test:outer', children: ['urn:test:inner'] }];
      await declare(actor, tree, 'urn:epcglobal:epcis:vtype:EPCClass');
      expect(await found(actor, { WD_bizLocation: 'urn:test:outer' })).toBe('');
      await declare(actor, tree, 'urn:epcglobal:epcis:vtype:BusinessLocation');
      expect(await found(actor, { WD_bizLocation: 'urn:test:outer' })).toBe('inner');
    });
  });

  it('refuses a query below which there are too many places, or storeys, and says so', async () => {
    const wide = await newActor();
    const many = Array.from({ length: MOST_PLACES }, (_, index) => `urn:test:place:${index}`);
    await declare(wide, [{ id: 'urn:test:wide', children: many }]);
    expect(await found(wide, { WD_bizLocation: 'urn:test:wide' })).toBe('');
    await declare(wide, [{ id: 'urn:test:wide', children: [...many, 'urn:test:last'] }]);
    await expect(found(wide, { WD_bizLocation: 'urn:test:wide' })).rejects.toMatchObject({
      name: 'QueryTooComplex',
      code: 'TOO_COMPLEX',
      message: expect.stringContaining(`more than ${MOST_PLACES} places`),
    });
    const deep = await newActor();
    const tower = (storeys: number) =>
      Array.from({ length: storeys }, (_, index) => ({
        id: `urn:test:storey:${index}`,
        children: [`urn:test:storey:${index + 1}`],
      }));
    await declare(deep, tower(MOST_STOREYS));
    expect(await found(deep, { WD_bizLocation: 'urn:test:storey:0' })).toBe('');
    await declare(deep, tower(MOST_STOREYS + 1));
    await expect(found(deep, { WD_bizLocation: 'urn:test:storey:0' })).rejects.toMatchObject({
      name: 'QueryTooComplex',
    });
  });

  it('holds what was said last, once, and keeps the rest', async () => {
    const actor = await newActor();
    await declare(actor, [
      { id: 'urn:test:one', attributes: named('first'), children: ['urn:test:inner'] },
      { id: 'urn:test:two', attributes: named('other') },
    ]);
    const before = await kept(actor);
    await declare(actor, [{ id: 'urn:test:two', attributes: named('other') }]);
    expect(await kept(actor)).toEqual(before);
    await declare(actor, [
      { id: 'urn:test:one', attributes: named('twice in one document') },
      { id: 'urn:test:one', attributes: [...named('now'), ...named('again')] },
    ]);
    expect(await kept(actor)).toMatchObject([
      {
        id: 'urn:test:one',
        vocabulary: LOCATION,
        kind: 'Location',
        attributes: { [NAME]: ['now', 'again'] },
        children: [],
      },
      { id: 'urn:test:two', attributes: { [NAME]: 'other' } },
    ]);
  });

  it('is read by vocabulary, by id in any spelling, and page by page', async () => {
    const actor = await newActor();
    const ids = ['a', 'b', 'c', 'd', 'e'].map((letter) => `urn:test:${letter}`);
    await declare(
      actor,
      ids.map((id) => ({ id })),
    );
    await declare(actor, [{ id: SHELF }], 'urn:test:vocabulary');
    const all: string[] = [];
    for (let after: string | undefined, more = true; more;) {
      const { edges, pageInfo } = await pageOf(actor, { vocabulary: 'Location', first: 2, after });
      all.push(...edges.map(({ node }) => node.id));
      [after, more] = [pageInfo.endCursor, pageInfo.hasNextPage];
    }
    expect(all).toEqual(ids);
    expect(await kept(actor, { id: SHELF })).toMatchObject([
      { id: SHELF_LINK, vocabulary: 'urn:test:vocabulary', attributes: {}, children: [] },
    ]);
    expect(await kept(actor, { vocabulary: 'urn:test:vocabulary' })).toHaveLength(1);
    expect((await kept(actor, { id: SHELF }))[0]).not.toHaveProperty('kind');
  });

  it('goes with its document: nothing stays of one that is refused', async () => {
    const actor = await newActor();
    const first = seenAt('taken', { bizLocation: { id: SITE } });
    await capture.document(actor, documentOf([first]), 'parties');
    const other = { ...first, bizStep: 'shipping' };
    const answer = await capture.document(actor, documentOf([other], header([{ id: SITE }])), 'parties');
    expect(answer).toMatchObject({ findings: [{ code: 'EVENT_ID_TAKEN' }] });
    expect(await kept(actor)).toEqual([]);
  });

  it('is kept with the right events of a document that is read first, and alone', async () => {
    const actor = await newActor();
    const events = [seenAt('right', {}), { ...seenAt('wrong', {}), bizStep: 'shiping' }];
    const right = new CaptureRight(capture);
    const text = JSON.stringify(documentOf(events, header([{ id: SITE }])));
    expect(await right.run(actor, text, 'parties')).toMatchObject({ accepted: 1 });
    expect(await kept(actor)).toHaveLength(1);
    const alone = JSON.stringify(documentOf([], header([{ id: HALL }])));
    expect(await right.run(actor, alone, 'parties')).toMatchObject({ accepted: 0 });
    expect(await kept(actor)).toHaveLength(2);
  });

  it.each([
    ['MASTER_DATA_TOO_LARGE attributes', [{ id: SITE, attributes: named('x'.repeat(LARGEST_ATTRIBUTES)) }]],
    ['MASTER_DATA_TOO_LARGE id', [{ id: `urn:test:${'x'.repeat(2000)}` }]],
    [
      'MASTER_DATA_TOO_MUCH vocabularyList',
      Array.from({ length: MOST_ELEMENTS + 1 }, (_, index) => ({ id: `urn:test:${index}` })),
    ],
    ['TEXT_NOT_KEPT attribute', [{ id: SITE, attributes: named('x\u0000') }]],
  ])('refuses what is beyond its bounds, and says where: %s', async (told, elements) => {
    const [code, field] = told.split(' ');
    const actor = await newActor();
    const answer = await capture.document(actor, documentOf([], header(elements)), 'parties');
    expect(answer).toMatchObject({
      findings: [{ code, field, path: expect.stringContaining('vocabularyList') }],
    });
    expect(await kept(actor)).toEqual([]);
  });

  it('takes as much as a document may bring, and the same from two at once', async () => {
    const actor = await newActor();
    const elements = Array.from({ length: MOST_ELEMENTS }, (_, index) => ({ id: `urn:test:${index}` }));
    const document = documentOf([], header(elements));
    expect(readDocument(document).masterData).toHaveLength(MOST_ELEMENTS);
    const reversed = documentOf([], header([...elements].reverse()));
    const answers = await Promise.all(
      [document, reversed].map((each) => capture.document(actor, each, 'parties')),
    );
    expect(answers).toMatchObject([{ accepted: 0 }, { accepted: 0 }]);
    const [row] = await test.superuser<{ n: number }>(
      'select count(*)::int as n from master_data where organisation_id = $1',
      [actor.organisationId],
    );
    expect(row!.n).toBe(MOST_ELEMENTS);
  });
});
