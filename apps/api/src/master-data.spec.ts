import { createTestApi, Member, TestApi } from './api.fixture.js';
import { createEpcisCaller, EpcisCaller, epcisDocument, objectEvent } from './epcis-rest.fixture.js';

const MASTER_DATA = `query ($id: ID) {
  masterData(id: $id) { edges { node { id vocabulary kind attributes children declaredAt } } pageInfo { hasNextPage } }
}`;
const NAME = 'urn:epcglobal:cbv:mda#name';
const LOCATION = 'urn:epcglobal:epcis:vtype:Location';

const header = (id: string, children: readonly string[] = [], name = 'Usine') => ({
  epcisMasterData: {
    vocabularyList: [
      {
        type: LOCATION,
        vocabularyElementList: [{ id, attributes: [{ id: NAME, attribute: name }], children }],
      },
    ],
  },
});

const xml = (id: string, child: string, bizStep: string) => `<?xml version="1.0" encoding="UTF-8"?>
<epcis:EPCISDocument xmlns:epcis="urn:epcglobal:epcis:xsd:2" schemaVersion="2.0" creationDate="2026-03-01T10:00:00Z">
  <EPCISHeader><extension><EPCISMasterData><VocabularyList>
    <Vocabulary type="${LOCATION}"><VocabularyElementList>
      <VocabularyElement id="${id}"><attribute id="${NAME}">Scierie du Haut</attribute><children><id>${child}</id></children></VocabularyElement>
    </VocabularyElementList></Vocabulary>
  </VocabularyList></EPCISMasterData></extension></EPCISHeader>
  <EPCISBody><EventList><ObjectEvent>
    <eventTime>2026-03-01T10:00:00Z</eventTime><eventTimeZoneOffset>+00:00</eventTimeZoneOffset>
    <epcList><epc>urn:test:xml-thing</epc></epcList><action>OBSERVE</action><bizStep>${bizStep}</bizStep>
    <bizLocation><id>${child}</id></bizLocation>
  </ObjectEvent></EventList></EPCISBody>
</epcis:EPCISDocument>`;

describe('master data of a captured document', () => {
  let api: TestApi;
  let epcis: EpcisCaller;
  let member: Member;
  beforeAll(async () => {
    api = await createTestApi();
    epcis = await createEpcisCaller(api);
    member = await api.member(4, 'Scierie');
  });
  afterAll(async () => {
    await epcis.close();
    await api.close();
  });

  const kept = async (id: string, who = member) => {
    const { data } = await api.call<{ masterData: { edges: { node: object }[] } }>(who, 'bois', MASTER_DATA, {
      id,
    });
    return data.masterData.edges.map(({ node }) => node);
  };
  const below = async (place: string) => {
    const { json } = await epcis.call(member, `/events?WD_bizLocation=${encodeURIComponent(place)}`);
    const { epcisBody } = json as { epcisBody: { queryResults: { resultsBody: { eventList: object[] } } } };
    return epcisBody.queryResults.resultsBody.eventList.length;
  };
  const wrong = () => objectEvent({ bizStep: 'inspectin' });

  it('is kept from JSON, wherever the header stands, and leads WD_ queries', async () => {
    const event = objectEvent({ bizLocation: { id: 'urn:test:json:hall' } });
    const document = epcisDocument([event]);
    const behind = { ...document, epcisHeader: header('urn:test:json', ['urn:test:json:hall']) };
    expect(await epcis.capture(member, behind)).toMatchObject({ success: true, recorded: 1 });
    expect(await kept('urn:test:json')).toMatchObject([
      {
        vocabulary: LOCATION,
        kind: 'Location',
        attributes: { [NAME]: 'Usine' },
        children: ['urn:test:json:hall'],
      },
    ]);
    expect(await below('urn:test:json')).toBe(1);
    const before = { epcisHeader: header('urn:test:json', [], 'Usine neuve'), ...document };
    expect(await epcis.capture(member, before)).toMatchObject({ success: true, unchanged: 1 });
    expect(await kept('urn:test:json')).toMatchObject([
      { attributes: { [NAME]: 'Usine neuve' }, children: [] },
    ]);
    expect(await below('urn:test:json')).toBe(0);
    const stranger = await api.member(4, 'Voisin');
    expect(await kept('urn:test:json', stranger)).toEqual([]);
  });

  it('is kept from XML', async () => {
    const job = await epcis.capture(member, xml('urn:test:xml', 'urn:test:xml:hall', 'inspecting'));
    expect(job).toMatchObject({ success: true, recorded: 1 });
    expect(await kept('urn:test:xml')).toMatchObject([
      { attributes: { [NAME]: 'Scierie du Haut' }, children: ['urn:test:xml:hall'] },
    ]);
    expect(await below('urn:test:xml')).toBe(1);
    const bare = xml('urn:test:xml', 'urn:test:xml:hall', 'inspecting').replace(
      /^(<\?.*?\?>)?/,
      '$1<!DOCTYPE project>',
    );
    expect(await epcis.capture(member, bare)).toMatchObject({ success: true, unchanged: 1 });
  });

  it.each([
    ['rollback', 0, 0],
    ['proceed', 1, 1],
  ])('goes with the document where an event is refused (%s)', async (behaviour, recorded, elements) => {
    const id = `urn:test:${behaviour}`;
    const document = { ...epcisDocument([objectEvent(), wrong()]), epcisHeader: header(id) };
    const job = await epcis.capture(member, document, { 'gs1-capture-error-behaviour': behaviour });
    expect(job).toMatchObject({ success: false, recorded, errorCount: 1 });
    expect(await kept(id)).toHaveLength(elements);
  });

  it.each([
    ['rollback', 0],
    ['proceed', 1],
  ])('is refused where it is too large, and told (%s)', async (behaviour, recorded) => {
    const id = `urn:test:large:${behaviour}`;
    const document = { ...epcisDocument([objectEvent()]), epcisHeader: header(id, [], 'x'.repeat(70_000)) };
    const job = await epcis.capture(member, document, { 'gs1-capture-error-behaviour': behaviour });
    expect(job).toMatchObject({
      success: false,
      recorded,
      errors: [{ code: 'MASTER_DATA_TOO_LARGE', value: id }],
    });
    expect(await kept(id)).toEqual([]);
  });

  it('comes alone too', async () => {
    const document = { ...epcisDocument([]), epcisHeader: header('urn:test:alone') };
    expect(await epcis.capture(member, document)).toMatchObject({ success: true, recorded: 0 });
    expect(await kept('urn:test:alone')).toHaveLength(1);
  });

  it('is kept by the mutations that record a document', async () => {
    const document = { ...epcisDocument([objectEvent()]), epcisHeader: header('urn:test:mutation') };
    const { data } = await api.call<{ captureEvents: object }>(
      member,
      'bois',
      'mutation ($document: JSON!) { captureEvents(document: $document) { __typename } }',
      { document },
    );
    expect(data.captureEvents).toEqual({ __typename: 'Captured' });
    expect(await kept('urn:test:mutation')).toHaveLength(1);
    const text = xml('urn:test:pasted', 'urn:test:pasted:hall', 'inspecting');
    const right = await api.call<{ captureRightEvents: object }>(
      member,
      'bois',
      'mutation ($text: String!) { captureRightEvents(text: $text) { __typename } }',
      { text },
    );
    expect(right.data.captureRightEvents).toEqual({ __typename: 'Captured' });
    expect(await kept('urn:test:pasted')).toHaveLength(1);
  });

  it('fetches the schema of key data, and shows key data by name', async () => {
    const { data, errors } = await api.call<{ keyDataSchema: Record<string, unknown> }>(
      member,
      'bois',
      '{ keyDataSchema(granularity: "LOT") }',
    );
    expect(errors).toBeUndefined();
    expect(data.keyDataSchema).toMatchObject({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      $id: 'urn:maillon:key-data:bois:LOT',
      type: 'object',
    });
    const unknown = await api.call(member, 'bois', '{ keyDataSchema(granularity: "NOTHING") }');
    expect(unknown.errors?.[0]?.extensions.code).toBe('NOT_FOUND');
  });
});
