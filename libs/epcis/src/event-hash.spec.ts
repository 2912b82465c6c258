import fc from 'fast-check';
import {
  checkEventId,
  documentHashes,
  eventHash,
  eventsOf,
  preHash,
  readHeader,
  readXmlDocument,
  toDigitalLink,
} from './index.js';
import { documents } from './random-events.fixture.js';
import { exampleBytes, exampleText, hasExamples, shippingEvent } from './test-data.fixture.js';

const rows = hasExamples
  ? exampleText('event-hash/vectors.tsv')
      .split('\n')
      .slice(1)
      .filter(Boolean)
      .map((row) => row.split('\t'))
  : [];

const documentOf = (name: string): unknown =>
  name.endsWith('.xml') ? readXmlDocument(exampleBytes(name)).document : JSON.parse(exampleText(name));

describe('the published event hashes', () => {
  it('are there, or not at all', () => expect(rows.length > 50).toBe(hasExamples));

  for (const [, file, index, hash, , text] of rows)
    it(`${file} event ${index}`, () => {
      const found = documentHashes(documentOf(`event-hash/${file}`))[Number(index)];
      expect(found?.preHash).toBe(text);
      expect(found?.hash).toBe(hash);
    });
});

const CONTEXT = { ex: 'https://example.com/voc/', also: 'https://example.com/voc/' };
const prefixes = readHeader(CONTEXT);
const plain = eventHash(shippingEvent({ 'ex:weight': 20, 'ex:parts': { 'ex:a': [1, 2] } }), prefixes);
const hashOf = (change: Record<string, unknown>) =>
  eventHash(shippingEvent({ 'ex:weight': 20, 'ex:parts': { 'ex:a': [1, 2] }, ...change }), prefixes);

describe('eventHash', () => {
  it('has the form of the standard', () =>
    expect(plain).toMatch(/^ni:\/\/\/sha-256;[0-9a-f]{64}\?ver=CBV2\.0$/));

  it.each<[string, Record<string, unknown>]>([
    ['when it was recorded', { recordTime: '2026-07-23T00:00:00Z' }],
    ['the id', { eventID: 'urn:uuid:3f2504e0-4f89-11d3-9a0c-0305e82c3301' }],
    ['an error declaration', { errorDeclaration: { declarationTime: '2026-07-23T00:00:00Z' } }],
    ['comments', { 'rdfs:comment': 'seen' }],
    ['empty lists', { quantityList: [], sensorElementList: [] }],
    ['trailing zeros', { 'ex:weight': '20.00' }],
    ['blanks at the ends', { 'ex:weight': ' 20 ' }],
    ['the prefix', { 'ex:weight': undefined, 'also:weight': 20 }],
    ['a name spelt out', { 'ex:weight': undefined, 'https://example.com/voc/weight': 20 }],
    ['the order of a list', { 'ex:parts': { 'ex:a': [2, 1] } }],
    ['a word spelt out', { bizStep: 'urn:epcglobal:cbv:bizstep:shipping' }],
    ['another offset of the same instant', { eventTime: '2026-07-22T04:45:00Z' }],
    [
      'URN and Digital Link',
      {
        epcList: [
          'urn:epc:id:sgtin:9521141.001234.2018',
          'https://brand.example/gtin/9521141012345/lot/A/ser/2017?x=1',
        ],
      },
    ],
  ])('does not heed %s', (_name, change) => expect(hashOf(change)).toBe(plain));

  it.each<[string, Record<string, unknown>]>([
    ['the offset', { eventTimeZoneOffset: '+01:00' }],
    ['a value', { 'ex:weight': 21 }],
    ['a field more', { 'ex:colour': 'red' }],
    ['the namespace', { 'ex:weight': undefined, 'https://example.org/voc/weight': 20 }],
    [
      'a thing twice',
      { epcList: [...(shippingEvent()['epcList'] as string[]), 'urn:epc:id:sgtin:9521141.001234.2017'] },
    ],
    [
      'business rules of a report',
      { sensorElementList: [{ sensorReport: [{ type: 'Speed', bizRules: 'urn:x:y' }] }] },
    ],
  ])('heeds %s', (_name, change) => expect(hashOf(change)).not.toBe(plain));

  it('writes numbers, instants and identifiers as the vectors do', () => {
    const event = {
      eventTime: '2023-01-18T11:04:03.1415Z',
      epcList: ["urn:epc:id:sgtin:0614141.812345.6789%2F%26%25%22!%3F()';="],
      'ex:n': [0.00001, 1e21, -0, '1e3', '+5.50', '1_0', true, null, '12:30'],
    };
    expect(preHash(event, prefixes)).toBe(
      'eventType=eventTime=2023-01-18T11:04:03.142Z' +
        "epcListepc=https://id.gs1.org/01/80614141123458/21/6789%2F%26%25%22%21%3F%28%29';=" +
        ['', '=-0', '=0', '=1000', '=1000000000000000000000', '=12:30', '=1_0', '=1e-05', '=5.5', '=true']
          .filter((told) => told !== '=-0')
          .map((told) => `{https://example.com/voc/}n${told}`)
          .join(''),
    );
  });

  it.each([
    ['http://example.de/gtin-8/01/97803111', 'https://id.gs1.org/01/00000097803111'],
    ['http://example.de/01/040123451234/cpv/344/lot/ABD', 'https://id.gs1.org/01/00040123451234/10/ABD'],
    ['https://id.gs1.org/01/4064074123453/10/245?x=1', 'https://id.gs1.org/01/04064074123453/10/245'],
    ['http://id.gs1.org/01/9780345418913/99/utfgf', 'http://id.gs1.org/01/9780345418913/99/utfgf'],
  ])('takes a short GTIN for one whatever its check digit, as the reference does: %s', (uri, told) =>
    expect(preHash({ parentID: uri })).toBe(`eventType=parentID=${told}`),
  );

  it('sorts by characters, not by halves of them', () => {
    const text = preHash({ 'ex:a': ['\u{1F600}', '\uFF5E'] }, prefixes);
    expect(text.indexOf('\uFF5E')).toBeLessThan(text.indexOf('\u{1F600}'));
  });

  it('never throws', () => {
    const odd = {
      epcList: 7,
      sensorElementList: [null, { sensorReport: 'x' }],
      readPoint: [],
      ilmd: 'x',
      type: 3,
    };
    expect(preHash({ ...odd, certificationInfo: {}, sourceList: [1] })).toMatch(/^eventType=/);
    for (const value of [undefined, null, 7, [], {}, { epcisBody: { eventList: [3] } }])
      expect(Array.isArray(documentHashes(value))).toBe(true);
  });
});

/** The same document with members and unordered lists the other way round, and identifiers in their other spelling. */
function turned(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(turned).reverse();
  if (typeof value === 'string') return value.startsWith('urn:epc:') ? toDigitalLink(value) : value;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([name, member]) => [name, name === '@context' ? (member as unknown) : turned(member)])
      .reverse(),
  );
}

describe('hashes of events made at random', () => {
  it('do not heed order, spelling of identifiers, blanks of the text', () => {
    fc.assert(
      fc.property(documents, (document) => {
        const hashes = documentHashes(document).map((found) => found?.hash);
        const again = documentHashes(JSON.parse(JSON.stringify(turned(document), null, 3)));
        expect(again.map((found) => found?.hash).reverse()).toEqual(hashes);
        expect(documentHashes(JSON.parse(JSON.stringify(document)))).toEqual(documentHashes(document));
      }),
      { numRuns: 200 },
    );
  });

  it('tell every event from one changed in one value', () => {
    fc.assert(
      fc.property(documents, fc.string({ minLength: 1 }), (document, more) => {
        const [event] = eventsOf(document) as [Record<string, unknown>];
        const prefixes = readHeader(document['@context']);
        const before = eventHash(event, prefixes);
        expect(eventHash({ ...event, 'ex:zzz': more }, prefixes)).not.toBe(before);
        expect(
          eventHash({ ...event, bizStep: `https://example.com/${event['eventTime'] as string}` }, prefixes),
        ).not.toBe(before);
      }),
      { numRuns: 100 },
    );
  });
});

describe('checkEventId', () => {
  const event = shippingEvent();
  const id = eventHash(event);
  it('knows its own hash from another', () => {
    expect(checkEventId({ ...event, eventID: id })).toEqual({ verdict: 'matches', expected: id });
    expect(checkEventId({ ...event, eventID: id, action: 'ADD' }).verdict).toBe('differs');
    expect(checkEventId({ ...event, eventID: 'urn:uuid:1' })).toEqual({ verdict: 'other' });
    expect(checkEventId(event)).toEqual({ verdict: 'other' });
    expect(checkEventId({ ...event, eventID: `ni:///md5;${'0'.repeat(32)}?ver=CBV2.0` }).verdict).toBe(
      'other',
    );
    const sha512 = checkEventId({ ...event, eventID: `ni:///sha-512;${'0'.repeat(128)}?ver=CBV2.0` });
    expect(sha512.verdict).toBe('differs');
    expect(checkEventId({ ...event, eventID: sha512.expected }).verdict).toBe('matches');
  });
});
