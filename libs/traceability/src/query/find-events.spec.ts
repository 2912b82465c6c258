import { FILIERES } from '@maillon/filieres';
import { GS1_PREFIXES, Prefixes, readEventQuery } from '@maillon/epcis';
import { Actor, newId, personActor, platformActor } from '@maillon/kernel';
import { createTestDatabase, TestDatabase } from '@maillon/db/testing';
import { CaptureEvents } from '../capture/capture-events.js';
import { FindEvents, FoundEvent } from './find-events.js';
import { QUERY_EVENTS } from './query-events.fixture.js';

const prefixes: Prefixes = {
  names: new Map([...GS1_PREFIXES.names, ['ex', 'https://ex.org/']]),
  open: false,
};
const LINK = 'https://id.gs1.org/01/10614141073464';
const LOT = 'https://id.gs1.org/01/04012345123456/10/998877';

/** Parameters as in an address, the events that they find (`B`: the error declaration of b), and the same asking for none. */
const FAMILIES: readonly (readonly [Record<string, string>, string, Record<string, string>])[] = [
  [{ eventType: 'AggregationEvent|AssociationEvent' }, 'cg', { eventType: 'urn:test:OwnEvent' }],
  [{ GE_eventTime: '2026-03-01T11:00:00Z' }, 'eg', { GE_eventTime: '2026-03-01T12:00:01Z' }],
  [{ LT_eventTime: '2026-03-01T08:00:00Z' }, 'a', { LT_eventTime: '2026-03-01T07:00:00Z' }],
  [{ GE_recordTime: '2020-01-01T00:00:00Z' }, 'aBbcdeg', { GE_recordTime: '2999-01-01T00:00:00Z' }],
  [{ LT_recordTime: '2999-01-01T00:00:00Z' }, 'aBbcdeg', { LT_recordTime: '2020-01-01T00:00:00Z' }],
  [{ EQ_action: 'ADD' }, 'acg', { EQ_action: 'DELETE' }],
  [{ EQ_bizStep: 'shipping|packing' }, 'Bbc', { EQ_bizStep: 'receiving' }],
  [{ EQ_bizStep: 'urn:epcglobal:cbv:bizstep:commissioning' }, 'a', { EQ_bizStep: 'urn:test:step' }],
  [{ EQ_disposition: 'container_closed' }, 'c', { EQ_disposition: 'recalled' }],
  [{ EQ_disposition: 'in_transit|container_closed' }, 'Bbc', { EQ_disposition: 'in_progress' }],
  [{ EQ_persistentDisposition_set: 'conformant' }, 'a', { EQ_persistentDisposition_set: 'damaged' }],
  [{ EQ_persistentDisposition_unset: 'damaged' }, 'a', { EQ_persistentDisposition_unset: 'conformant' }],
  [
    { EQ_readPoint: 'urn:epc:id:sgln:0614141.07346.1234' },
    'a',
    { EQ_readPoint: 'urn:epc:id:sgln:0614141.07346.0' },
  ],
  [
    { EQ_readPoint: 'https://id.gs1.org/414/0614141073467/254/1234' },
    'a',
    { EQ_readPoint: 'urn:test:place' },
  ],
  [{ WD_readPoint: 'urn:test:place:cold-room' }, 'e', { WD_readPoint: 'urn:test:place' }],
  [
    { EQ_bizLocation: 'https://example.com/414/0614141073467' },
    'a',
    { EQ_bizLocation: 'urn:test:place:cold-room' },
  ],
  [{ WD_bizLocation: 'urn:epc:id:sgln:0614141.07346.0' }, 'a', { WD_bizLocation: 'urn:test:place' }],
  [
    { EQ_transformationID: 'urn:test:transformation:1' },
    'd',
    { EQ_transformationID: 'urn:test:transformation:2' },
  ],
  [{ EQ_eventID: 'urn:test:event:b|urn:test:event:c' }, 'Bbc', { EQ_eventID: 'urn:test:event:z' }],
  [
    { MATCH_epc: 'urn:epc:id:sgtin:0614141.107346.3' },
    'Bb',
    { MATCH_epc: 'urn:epc:id:sgtin:0614141.107346.9' },
  ],
  [{ MATCH_epc: `${LINK}/21/1` }, 'ac', { MATCH_epc: 'https://id.gs1.org/00/106141412345678908' }],
  [
    { MATCH_epc: 'urn:epc:idpat:sgtin:0614141.107346.*' },
    'aBbc',
    { MATCH_epc: 'urn:epc:idpat:sgtin:0614141.107347.*' },
  ],
  [{ MATCH_epc: 'urn:epc:idpat:giai:4000001.*' }, 'g', { MATCH_epc: 'urn:epc:idpat:giai:4000002.*' }],
  [{ MATCH_epc: LINK }, 'aBbc', { MATCH_epc: 'https://id.gs1.org/01/04012345123456' }],
  [
    { MATCH_parentID: 'urn:epc:idpat:sscc:0614141.*' },
    'c',
    { MATCH_parentID: 'urn:epc:idpat:sscc:0614142.*' },
  ],
  [{ MATCH_parentID: 'https://id.gs1.org/8003/04012345555554987' }, 'g', { MATCH_parentID: `${LINK}/21/1` }],
  [{ MATCH_inputEPC: `${LINK}/21/2` }, 'd', { MATCH_inputEPC: 'urn:test:item:out' }],
  [{ MATCH_outputEPC: 'urn:test:item:out' }, 'd', { MATCH_outputEPC: `${LINK}/21/2` }],
  [{ MATCH_anyEPC: `${LINK}/21/2|urn:epc:id:sscc:0614141.1234567890` }, 'acd', { MATCH_anyEPC: LOT }],
  [{ MATCH_epcClass: LOT }, 'Bbc', { MATCH_epcClass: 'urn:test:class:out' }],
  [{ MATCH_epcClass: 'urn:epc:idpat:sgtin:0614141.*.*' }, 'Bb', { MATCH_epcClass: `${LINK}/21/1` }],
  [
    { MATCH_inputEPCClass: 'urn:epc:class:lgtin:4012345.012345.998877' },
    'd',
    { MATCH_inputEPCClass: 'urn:test:class:out' },
  ],
  [{ MATCH_outputEPCClass: 'urn:test:class:out' }, 'd', { MATCH_outputEPCClass: LOT }],
  [
    { MATCH_anyEPCClass: 'urn:epc:idpat:lgtin:4012345.012345.*' },
    'Bbcd',
    { MATCH_anyEPCClass: 'urn:epc:idpat:lgtin:4012346.*.*' },
  ],
  [{ EQ_quantity: '10|7' }, 'Bbd', { EQ_quantity: '11' }],
  [{ GT_quantity: '199' }, 'Bb', { GT_quantity: '200' }],
  [{ GE_quantity_KGM: '4', LT_quantity_KGM: '10' }, 'd', { GE_quantity_KGM: '11' }],
  [{ LE_quantity_MTR: '7' }, 'd', { LE_quantity_MTR: '6' }],
  // no one quantity is in both bounds
  [{ GE_quantity: '10', LT_quantity: '11' }, 'Bb', { GE_quantity: '11', LT_quantity: '200' }],
  [
    { EQ_bizTransaction_po: 'https://id.gs1.org/253/06141410000121618034' },
    'Bb',
    { EQ_bizTransaction_inv: 'urn:epc:id:gdti:0614141.00001.1618034' },
  ],
  [{ EQ_bizTransaction_inv: 'urn:test:invoice:7' }, 'Bb', { EQ_bizTransaction_po: 'urn:test:invoice:7' }],
  [
    { EQ_source_possessing_party: 'https://id.gs1.org/417/4012345000009' },
    'Bb',
    { EQ_source_owning_party: 'https://id.gs1.org/417/4012345000009' },
  ],
  [
    { EQ_destination_owning_party: 'urn:epc:id:pgln:0614141.00777' },
    'Bb',
    { EQ_destination_owning_party: 'urn:test:party' },
  ],
  [{ EXISTS_errorDeclaration: 'true' }, 'B', { EXISTS_errorDeclaration: 'true', EQ_action: 'ADD' }],
  [
    { GE_errorDeclarationTime: '2026-03-02T07:00:00Z' },
    'B',
    { GE_errorDeclarationTime: '2026-03-02T07:00:01Z' },
  ],
  [
    { LT_errorDeclarationTime: '2026-03-02T07:00:01Z' },
    'B',
    { LT_errorDeclarationTime: '2026-03-02T07:00:00Z' },
  ],
  [{ EQ_errorReason: 'incorrect_data' }, 'B', { EQ_errorReason: 'did_not_occur' }],
  [{ EQ_correctiveEventID: 'urn:test:event:h' }, 'B', { EQ_correctiveEventID: 'urn:test:event:b' }],
  [{ EXISTS_sensorElementList: 'true' }, 'e', { EXISTS_sensorElementList: 'true', EQ_action: 'ADD' }],
  [{ GE_time: '2026-03-01T11:00:00Z' }, 'e', { GE_time: '2026-03-01T11:00:01Z' }],
  [{ LT_startTime: '2026-03-01T10:00:01Z' }, 'e', { LT_startTime: '2026-03-01T10:00:00Z' }],
  [{ GE_endTime: '2026-03-01T11:00:00Z' }, 'e', { GE_endTime: '2026-03-01T11:00:01Z' }],
  [{ EQ_type: 'Temperature' }, 'e', { EQ_type: 'Length' }],
  [{ EQ_type: 'Dimensionless' }, 'e', { EQ_type: 'urn:test:measure' }],
  [{ EQ_deviceID: 'https://id.gs1.org/8004/4000001111' }, 'e', { EQ_deviceID: 'urn:test:device' }],
  [
    { EQ_deviceID: 'urn:test:device:humid' },
    'e',
    { EQ_deviceID: 'urn:test:device:humid', EQ_type: 'Temperature' },
  ],
  [
    { EQ_dataProcessingMethod: 'https://example.com/gdti/1' },
    'e',
    { EQ_dataProcessingMethod: 'https://example.com/gdti/2' },
  ],
  [{ EQ_bizRules: 'https://example.com/gdti/2' }, 'e', { EQ_bizRules: 'https://example.com/gdti/1' }],
  [
    { EQ_microorganism: 'https://www.ncbi.nlm.nih.gov/taxonomy/1126011' },
    'e',
    { EQ_microorganism: 'urn:test:m' },
  ],
  [
    { EQ_chemicalSubstance: 'https://identifiers.org/inchikey:CZMRCDWAGMRECN-UGDNZRGBSA-N' },
    'e',
    { EQ_chemicalSubstance: 'urn:test:c' },
  ],
  [{ EQ_stringValue: 'SomeString' }, 'e', { EQ_stringValue: 'somestring' }],
  [{ EQ_booleanValue: 'true' }, 'e', { EQ_booleanValue: 'false' }],
  [{ EQ_hexBinaryValue: 'F0f0F0' }, 'e', { EQ_hexBinaryValue: 'F0' }],
  [{ EQ_uriValue: 'urn:test:value' }, 'e', { EQ_uriValue: 'urn:test:other' }],
  [{ GE_percRank: '50' }, 'e', { GT_percRank: '50' }],
  [{ EQ_value_CEL: '26|27' }, 'e', { EQ_value_CEL: '12.1' }],
  [{ GE_value_P1: '12', LE_value_P1: '12.1' }, 'e', { GE_value_P1: '12', LT_value_P1: '12.1' }],
  // a report of 26, and one of humidity: no report is both
  [
    { EQ_type: 'RelativeHumidity', LT_value_P1: '20' },
    'e',
    { EQ_type: 'RelativeHumidity', EQ_value_CEL: '26' },
  ],
  [{ GE_minValue_CEL: '21.5' }, 'e', { GT_minValue_CEL: '21.5' }],
  [{ LE_maxValue_CEL: '30' }, 'e', { LT_maxValue_CEL: '30' }],
  [{ GT_meanValue_CEL: '25' }, 'e', { GT_meanValue_FAH: '25' }],
  [{ EQ_sDev_CEL: '0.2' }, 'e', { EQ_sDev_CEL: '0.3' }],
  [{ LT_percValue_CEL: '23' }, 'e', { LT_percValue_CEL: '22' }],
  [{ 'EQ_ex:tags': 'y|z' }, 'a', { 'EQ_ex:tags': 'z' }],
  [{ 'EQ_ex:score': '10' }, 'a', { 'EQ_ex:score': '11' }],
  [{ 'EQ_https://ex.org/score': '2' }, 'Bb', { 'EQ_https://ex.org/other': '2' }],
  [{ 'GT_ex:score': '2' }, 'ac', { 'GT_ex:score': '30' }],
  [{ 'GE_ex:score': '2', 'LT_ex:score': '30' }, 'aBb', { 'GE_ex:score': '11', 'LE_ex:score': '29' }],
  [{ 'LE_ex:text': '12' }, 'a', { 'LT_ex:text': '12' }],
  [{ 'EXISTS_ex:tags': 'true' }, 'a', { 'EXISTS_ex:none': 'true' }],
  [{ 'EQ_ex:noted': 'checked' }, 'a', { 'EQ_ex:noted': 'me' }],
  [{ 'EQ_INNER_ex:inner': 'deep' }, 'a', { 'EQ_ex:inner': 'deep' }],
  [{ 'GE_INNER_ex:level': '2' }, 'a', { 'GT_INNER_ex:level': '2' }],
  [{ 'EXISTS_INNER_ex:level': '' }, 'a', { 'EXISTS_INNER_ex:outer': '' }],
  [{ 'EQ_ILMD_ex:lot': 'L1' }, 'a', { 'EQ_ILMD_ex:lot': 'L2' }],
  [{ 'EQ_ILMD_ex:weight': '5' }, 'a', { 'EQ_ex:weight': '5' }],
  [{ 'GE_ILMD_ex:best': '2026-11-30T23:00:00Z' }, 'a', { 'LT_ILMD_ex:best': '2026-11-30T23:00:00Z' }],
  [{ 'EQ_ILMD_ex:best': '2026-11-30T23:00:00Z' }, 'a', { 'EQ_ILMD_ex:best': '2026-12-01T00:00:00Z' }],
  [{ 'EXISTS_ILMD_ex:deep': 'true' }, 'a', { 'EXISTS_ILMD_ex:colour': 'true' }],
  [{ 'EQ_INNER_ILMD_ex:colour': 'red' }, 'a', { 'EQ_INNER_ILMD_ex:colour': 'blue' }],
  [{ 'GE_INNER_ILMD_ex:thickness': '3' }, 'a', { 'GE_INNER_ILMD_ex:weight': '3' }],
  [{ 'EQ_ERROR_DECLARATION_ex:ticket': 'T1' }, 'B', { 'EQ_ERROR_DECLARATION_ex:ticket': 'T2' }],
  [{ 'GT_INNER_ERROR_DECLARATION_ex:page': '2' }, 'B', { 'GT_INNER_ERROR_DECLARATION_ex:page': '3' }],
  [{ 'EQ_readPoint_ex:hall': 'H1' }, 'a', { 'EQ_readPoint_ex:site': 'S1' }],
  [{ 'EQ_INNER_readPoint_ex:side': 'north' }, 'a', { 'EQ_readPoint_ex:side': 'north' }],
  [{ 'EQ_bizLocation_ex:site': 'S1' }, 'a', { 'EQ_bizLocation_ex:hall': 'H1' }],
  [{ 'EQ_INNER_bizLocation_ex:row': '4' }, 'a', { 'EQ_INNER_bizLocation_ex:row': '5' }],
  [
    { 'EQ_SENSORELEMENT_ex:batch': 'B7' },
    'e',
    { 'EQ_SENSORELEMENT_ex:batch': 'B7', EQ_type: 'Dimensionless' },
  ],
  [{ 'GE_SENSORMETADATA_ex:rate': '60' }, 'e', { 'GT_SENSORMETADATA_ex:rate': '60' }],
  [{ 'EQ_INNER_SENSORMETADATA_ex:mode': 'night' }, 'e', { 'EQ_SENSORMETADATA_ex:mode': 'night' }],
  [
    { 'LT_SENSORREPORT_ex:quality': '4' },
    'e',
    { 'LT_SENSORREPORT_ex:quality': '4', EQ_type: 'RelativeHumidity' },
  ],
  [{ 'EQ_INNER_SENSORREPORT_ex:raw': 'r1' }, 'e', { 'EQ_INNER_SENSORREPORT_ex:raw': 'r2' }],
  [{ 'EXISTS_SENSORREPORT_ex:quality': '' }, 'e', { 'EXISTS_SENSORREPORT_ex:none': '' }],
  [{ 'HASATTR_ex:noted': 'ex:kind' }, 'a', { 'HASATTR_ex:noted': 'ex:none' }],
  [{ 'HASATTR_ex:noted': 'by' }, 'a', { 'HASATTR_ex:outer': 'by' }],
  [{ 'EQATTR_ex:noted_ex:kind': 'visual' }, 'a', { 'EQATTR_ex:noted_ex:kind': 'other' }],
  [{ 'EQ_ATTR_ex:noted_by': 'me' }, 'a', { 'EQ_ATTR_ex:noted_by': 'you' }],
  [
    { EQ_bizStep: 'shipping', EQ_action: 'OBSERVE', MATCH_epcClass: LOT },
    'Bb',
    { EQ_bizStep: 'packing', EQ_action: 'OBSERVE' },
  ],
];

const letterOf = ({ original }: FoundEvent): string => {
  const letter = String(original['eventID']).slice(-1);
  return original['errorDeclaration'] ? letter.toUpperCase() : letter;
};

describe('FindEvents', () => {
  let test: TestDatabase;
  let find: FindEvents;
  let actor: Actor;
  let partner: Actor;
  let stranger: Actor;

  beforeAll(async () => {
    test = await createTestDatabase();
    find = new FindEvents(test.db);
    await test.superuser(
      `insert into filiere (id, slug, name_fr, name_en, definition) values (1, 'bois', 'Bois', 'Wood', $1)`,
      [JSON.stringify(FILIERES[0])],
    );
    actor = await newActor();
    partner = await newActor('0614141007776');
    stranger = await newActor();
    const captured = await new CaptureEvents(test.db).document(actor, QUERY_EVENTS, 'parties');
    if (!('eventIds' in captured)) throw new Error(JSON.stringify(captured.findings));
  });
  afterAll(() => test.close());

  async function newActor(gln?: string): Promise<Actor> {
    const [organisationId, personId] = [newId(), newId()];
    await test.superuser(`insert into organisation (id, name) values ($1, 'Test')`, [organisationId]);
    if (gln)
      await test.superuser(`insert into organisation_identifier values ('gln', $1, $2)`, [
        gln,
        organisationId,
      ]);
    await test.superuser('insert into membership (filiere_id, organisation_id) values (1, $1)', [
      organisationId,
    ]);
    return personActor({ filiereId: 1, personId, organisationId, role: 'owner' });
  }

  function queryOf(parameters: Record<string, unknown>) {
    const read = readEventQuery(parameters, { prefixes, from: 'url' });
    if ('problems' in read) throw new Error(JSON.stringify(read.problems));
    return read.query;
  }
  const page = (parameters: Record<string, unknown>, who = actor, limit = 100, after?: string) =>
    find.page(who, queryOf(parameters), { limit, ...(after && { after }) });
  const found = async (parameters: Record<string, unknown>, who = actor): Promise<string> =>
    (await page(parameters, who)).events
      .map(letterOf)
      .sort((a, b) => a.localeCompare(b, 'en', { caseFirst: 'upper' }))
      .join('');

  describe.each(FAMILIES)('%j', (finds, letters, findsNot) => {
    it(`finds ${letters}`, async () => {
      expect(await found(finds)).toBe(letters);
    });
    it(`is not met by ${JSON.stringify(findsNot)}`, async () => {
      expect(await found(findsNot)).toBe('');
    });
    it('shows nothing to an organisation that may not see the events', async () => {
      expect(await found(finds, stranger)).toBe('');
    });
  });

  it('finds for a party what names it, and nothing else', async () => {
    expect(await found({}, partner)).toBe('Bb');
    expect(await found({ EQ_bizStep: 'shipping' }, partner)).toBe('Bb');
    expect(await found({ EQ_bizStep: 'commissioning' }, partner)).toBe('');
    expect(await found({ MATCH_epc: LINK }, partner)).toBe('Bb');
    expect(await found({ GE_recordTime: '2020-01-01T00:00:00Z' }, partner)).toBe('Bb');
    expect(await found({ MATCH_anyEPC: `${LINK}/21/1` }, partner)).toBe('');
  });

  it('shows nothing to an actor without organisation', async () => {
    expect(await page({}, platformActor(1))).toEqual({ events: [] });
    expect(await find.values(platformActor(1), 'bizSteps', { limit: 9 })).toEqual({ values: [] });
  });

  it('gives the event as declared, able to stand alone, and in canonical spelling', async () => {
    const { events } = await page({ EQ_eventID: 'urn:test:event:a' });
    const { original, canonical, eventId, recordTime } = events[0]!;
    expect(eventId).toBe('urn:test:event:a');
    expect(recordTime).toMatch(/^20\d\d-.*Z$/);
    expect(original['epcList']).toEqual([
      'urn:epc:id:sgtin:0614141.107346.1',
      'urn:epc:id:sgtin:0614141.107346.2',
    ]);
    expect(JSON.stringify(original['@context'])).toContain('"ex":"https://ex.org/"');
    expect(canonical['epcList']).toEqual([`${LINK}/21/1`, `${LINK}/21/2`]);
    expect(canonical['https://ex.org/score']).toBe(10);
    expect(canonical['ex:score']).toBeUndefined();
    expect(canonical['@context']).toBeUndefined();
    expect((canonical['ilmd'] as object)['https://ex.org/best' as never]).toBe('2026-11-30T23:00:00.000Z');
  });

  describe('order and pages', () => {
    const walk = async (parameters: Record<string, unknown>, limit: number, who = actor) => {
      const letters: string[] = [];
      let after: string | undefined;
      do {
        const { events, next } = await page(parameters, who, limit, after);
        expect(events.length).toBeLessThanOrEqual(limit);
        letters.push(...events.map(letterOf));
        after = next;
      } while (after);
      return letters.join('');
    };

    it.each([1, 2, 3, 100])('goes through all events in pages of %i, each once', async (limit) => {
      expect((await walk({}, limit)).toLowerCase()).toBe('gedcbba');
      expect((await walk({ orderBy: 'eventTime', orderDirection: 'ASC' }, limit)).toLowerCase()).toBe(
        'abbcdeg',
      );
      expect([...(await walk({ orderBy: 'recordTime' }, limit))].sort().join('')).toBe('Babcdeg');
      expect((await walk({ orderBy: 'ex:score' }, limit)).slice(0, 4).toLowerCase()).toBe('cabb');
      expect(
        (await walk({ orderBy: 'ex:score', orderDirection: 'ASC' }, limit)).slice(0, 4).toLowerCase(),
      ).toBe('bbac');
      expect((await walk({ orderBy: 'ex:score' }, limit)).length).toBe(7);
      expect(await walk({ orderBy: 'ex:text' }, limit)).toMatch(/^a/);
      expect((await walk({}, limit, partner)).toLowerCase()).toBe('bb');
    });

    it('gives no more than eventCountLimit, over all pages', async () => {
      const query = { orderBy: 'eventTime', eventCountLimit: '3' };
      for (const limit of [1, 2, 3, 4]) expect(await walk(query, limit)).toBe('ged');
    });

    it('refuses an answer of more than maxEventCount', async () => {
      await expect(page({ maxEventCount: '6' })).rejects.toMatchObject({
        name: 'QueryTooLarge',
        maxEventCount: 6,
      });
      await expect(page({ maxEventCount: '6' }, actor, 2)).rejects.toMatchObject({ name: 'QueryTooLarge' });
      expect(await walk({ maxEventCount: '7' }, 2)).toHaveLength(7);
      expect(await walk({ maxEventCount: '2147483647' }, 2)).toHaveLength(7);
      expect(await walk({ maxEventCount: '2', EQ_bizStep: 'shipping' }, 1)).toHaveLength(2);
      expect((await page({ maxEventCount: '1' }, stranger)).events).toEqual([]);
    });

    it('refuses tokens that are not of the query', async () => {
      const { next } = await page({}, actor, 2);
      for (const [parameters, token] of [
        [{ orderBy: 'recordTime' }, next],
        [{ orderDirection: 'ASC' }, next],
        [{}, 'x'],
        [
          {},
          Buffer.from(JSON.stringify(['eventTime DESC', '0', "x'; drop table item", newId()])).toString(
            'base64url',
          ),
        ],
        [{ orderBy: 'ex:score' }, next],
      ] as const)
        await expect(page(parameters, actor, 2, token)).rejects.toMatchObject({ code: 'BAD_INPUT' });
    });
  });

  it('takes hostile names and values for what they are: values', async () => {
    const hostile = [
      `'; drop table trace_event; --`,
      `" ? (1 == 1)`,
      `$[*] ? (@ == 1)`,
      `x\\`,
      `%`,
      `$1`,
      `{}`,
    ];
    for (const text of hostile) {
      const named = `https://ex.org/${encodeURIComponent(text)}`;
      for (const parameters of [
        { [`EQ_${named}`]: text },
        { [`EQ_ILMD_${named}`]: text },
        { [`EXISTS_INNER_${named}`]: '' },
        { [`HASATTR_${named}`]: text },
        { [`EQATTR_${named}_${text.replaceAll('_', '')}`]: text },
        { EQ_stringValue: text },
        { 'EQ_ex:tags': text },
      ])
        expect(await found(parameters)).toBe('');
    }
    // past the reader, which lets no such name through
    for (const name of hostile) {
      const answer = await find.page(
        actor,
        {
          conditions: [
            {
              on: 'extension',
              within: 'event',
              inner: true,
              names: [name],
              test: { compare: 'EQ', values: [name] },
            },
          ],
          orderBy: { by: 'extension', names: [name] },
          direction: 'ASC',
        },
        { limit: 5 },
      );
      expect(answer.events).toEqual([]);
    }
    expect(await found({})).toBe('aBbcdeg');
  });

  it('lists the values that stand in events the actor may see', async () => {
    const values = async (resource: Parameters<FindEvents['values']>[1], who = actor) =>
      (await find.values(who, resource, { limit: 100 })).values;
    expect(await values('eventTypes')).toEqual([
      'AggregationEvent',
      'AssociationEvent',
      'ObjectEvent',
      'TransformationEvent',
    ]);
    expect(await values('bizSteps')).toEqual([
      'assembling',
      'commissioning',
      'packing',
      'sensor_reporting',
      'shipping',
    ]);
    expect(await values('dispositions')).toEqual(['active', 'container_closed', 'in_transit']);
    expect(await values('bizLocations')).toEqual(['https://id.gs1.org/414/0614141073467']);
    expect(await values('readPoints')).toEqual([
      'https://id.gs1.org/414/0614141073467/254/1234',
      'urn:test:place:cold-room',
    ]);
    expect(await values('epcs')).toContain(`${LINK}/21/1`);
    expect(await values('bizSteps', partner)).toEqual(['shipping']);
    expect((await values('epcs', partner)).sort()).toEqual([LINK, `${LINK}/21/3`, LOT].sort());
    for (const resource of [
      'eventTypes',
      'epcs',
      'bizSteps',
      'bizLocations',
      'readPoints',
      'dispositions',
    ] as const)
      expect(await values(resource, stranger)).toEqual([]);
  });

  it.each(['bizSteps', 'epcs'] as const)('lists %s page by page, each value once', async (resource) => {
    const all = (await find.values(actor, resource, { limit: 100 })).values;
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const { values, next } = await find.values(actor, resource, { limit: 2, ...(after && { after }) });
      seen.push(...values);
      after = next;
    } while (after);
    expect(seen).toEqual(all);
    await expect(find.values(actor, 'readPoints', { limit: 2, after: 'x' })).rejects.toMatchObject({
      code: 'BAD_INPUT',
    });
  });
});
