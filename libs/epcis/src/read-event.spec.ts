import fc from 'fast-check';
import { readEvent, readHeader } from './index.js';
import { shippingEvent } from './test-data.fixture.js';

const read = (change: Record<string, unknown>) =>
  readEvent(shippingEvent(change), { index: 3, path: '$.epcisBody.eventList[3]' });
const codesOf = (change: Record<string, unknown>) =>
  read(change).findings.map(({ code, severity, path }) => `${severity} ${code} ${path?.slice(24)}`);

describe('a right event', () => {
  it('comes out in the form that is stored', () => {
    const { event, findings } = readEvent(
      shippingEvent({
        eventID: 'urn:uuid:550e8400-e29b-41d4-a716-446655440030',
        epcList: ['urn:epc:id:sgtin:0614141.107346.2017'],
        quantityList: [{ epcClass: 'urn:epc:class:lgtin:4023333.002000.A1', quantity: 12.5, uom: 'KGM' }],
        bizStep: 'https://ref.gs1.org/cbv/BizStep-shipping',
        disposition: 'ex:cooling',
        sourceList: [{ type: 'owning_party', source: 'urn:epc:id:pgln:4012345.00225' }],
        destinationList: [{ type: 'location', destination: 'urn:epc:id:sgln:0614141.00777.0' }],
        bizTransactionList: [
          { type: 'po', bizTransaction: 'https://example.com/po/1' },
          { bizTransaction: 'urn:x:y' },
        ],
        certificationInfo: 'https://example.com/cert/1',
        errorDeclaration: {
          declarationTime: '2026-07-23T00:00:00+02:00',
          reason: 'incorrect_data',
          correctiveEventIDs: ['urn:uuid:1'],
        },
      }),
      { prefixes: readHeader({ ex: 'https://example.com/' }) },
    );
    expect(findings).toEqual([]);
    expect(event).toMatchObject({
      type: 'ObjectEvent',
      eventId: 'urn:uuid:550e8400-e29b-41d4-a716-446655440030',
      eventTime: '2026-07-22T04:45:00.000Z',
      eventTimeZoneOffset: '+02:00',
      action: 'OBSERVE',
      bizStep: 'shipping',
      disposition: 'https://example.com/cooling',
      readPoint: 'https://id.gs1.org/414/9521141000007',
      items: [
        { uri: 'https://id.gs1.org/01/10614141073464/21/2017', role: 'epc' },
        { uri: 'https://id.gs1.org/01/04023333020008/10/A1', role: 'epc', quantity: 12.5, uom: 'KGM' },
      ],
      parties: [
        { kind: 'source', type: 'owning_party', uri: 'https://id.gs1.org/417/4012345002256' },
        { kind: 'destination', type: 'location', uri: 'https://id.gs1.org/414/0614141007776' },
      ],
      transactions: [{ type: 'po', uri: 'https://example.com/po/1' }, { uri: 'urn:x:y' }],
      certifications: ['https://example.com/cert/1'],
      errorDeclaration: {
        declarationTime: '2026-07-22T22:00:00.000Z',
        reason: 'incorrect_data',
        correctiveEventIds: ['urn:uuid:1'],
      },
    });
  });

  it('names parents, children, inputs and outputs', () => {
    const common = { eventTime: '2026-01-01T00:00:00Z', eventTimeZoneOffset: '+01:00' };
    const pack = {
      ...common,
      type: 'AggregationEvent',
      action: 'ADD',
      parentID: 'urn:epc:id:sscc:0614141.1234567890',
      childEPCs: ['urn:a:1'],
    };
    expect(readEvent(pack).event?.items.map(({ role }) => role)).toEqual(['parent', 'child']);
    const make = {
      ...common,
      type: 'TransformationEvent',
      inputEPCList: ['urn:a:1'],
      outputQuantityList: [{ epcClass: 'urn:b:1' }],
    };
    expect(readEvent(make).event?.items.map(({ role }) => role)).toEqual(['input', 'output']);
  });
});

describe('instants', () => {
  it.each([
    ['2005-04-03T20:33:31.116-06:00', '2005-04-04T02:33:31.116Z'],
    ['2026-07-22t06:45:00+05:30', '2026-07-22T01:15:00.000Z'],
    ['2023-02-02T11:04:03.1415Z', '2023-02-02T11:04:03.142Z'],
    ['2016-12-31T18:59:60-05:00', '2017-01-01T00:00:00.000Z'],
    ['0099-12-31T23:59:59.9996Z', '0100-01-01T00:00:00.000Z'],
  ])('%s is %s', (eventTime, utc) => expect(read({ eventTime }).event?.eventTime).toBe(utc));

  it.each([
    '0000-06-01T00:00:00Z',
    '0001-01-01T00:00:00+01:00',
    '9999-12-31T23:59:59-01:00',
    '2026-01-01T24:00:00Z',
  ])('refuses %s', (eventTime) => expect(codesOf({ eventTime })).toEqual(['error TIME_INVALID .eventTime']));
});

describe('what is wrong is said with its place', () => {
  it.each<[string, Record<string, unknown>, string[]]>([
    ['no action', { action: undefined }, ['error FIELD_MISSING .action']],
    ['a near action', { action: 'Observe' }, ['error WORD_CLOSED .action']],
    ['naive time', { eventTime: '2026-07-22T06:45:00' }, ['error TIME_WITHOUT_OFFSET .eventTime']],
    ['impossible day', { eventTime: '2026-02-29T06:45:00Z' }, ['error TIME_INVALID .eventTime']],
    ['leap second elsewhere', { eventTime: '2026-02-28T12:00:60Z' }, ['error TIME_INVALID .eventTime']],
    ['offset', { eventTimeZoneOffset: '+14:30' }, ['error OFFSET_INVALID .eventTimeZoneOffset']],
    [
      'unit',
      { quantityList: [{ epcClass: 'urn:a:b', quantity: 1, uom: 'kgm' }] },
      ['error UNIT_INVALID .quantityList[0].uom'],
    ],
    [
      'unknown member',
      { quantityList: [{ epcClass: 'urn:a:b', qty: 1 }] },
      ['error FIELD_UNKNOWN .quantityList[0].qty'],
    ],
    ['member of another type', { childEPCs: ['urn:a:b'] }, ['error FIELD_NOT_ALLOWED .childEPCs']],
    ['ilmd on OBSERVE', { ilmd: {} }, ['error ILMD_NOT_ALLOWED .ilmd']],
    ['long CBV word', { bizStep: 'urn:epcglobal:cbv:bizstep:shipping' }, ['error WORD_SPELT_OUT .bizStep']],
    ['nothing named', { epcList: [] }, ['warning LIST_EMPTY_KEPT .epcList', 'error NOTHING_NAMED .epcList']],
    ['meaningless identifier', { epcList: ['foo:bar'] }, ['error IDENTIFIER_SCHEME .epcList[0]']],
    [
      'malformed URN',
      { epcList: ['urn:epc:id:sgtin:0614141.2017'] },
      ['error IDENTIFIER_MALFORMED .epcList[0]'],
    ],
    ['not a URI', { epcList: ['LOT 12'] }, ['error URI_INVALID .epcList[0]']],
    [
      'check digit',
      { epcList: ['https://id.gs1.org/01/09521141012346/21/1'] },
      ['warning CHECK_DIGIT .epcList[0]'],
    ],
    ['same twice', { epcList: ['urn:a:b', 'urn:a:b'] }, ['error DUPLICATE .epcList[1]']],
    [
      'same under two spellings',
      { epcList: ['urn:epc:id:sgtin:0614141.107346.1', 'https://id.gs1.org/01/10614141073464/21/1'] },
      ['warning DUPLICATE_KEPT .epcList[1]'],
    ],
    ['undeclared prefix', { 'zz:colour': 1, 'zz:size': 2 }, ["error PREFIX_UNDECLARED ['zz:colour']"]],
    ['undeclared prefix inside', { 'gs1:x': { 'zz:y': 1 } }, ["error PREFIX_UNDECLARED ['gs1:x']['zz:y']"]],
    [
      'undeclared prefix of a value',
      { disposition: 'zz:cold' },
      ['warning PREFIX_UNDECLARED_IN_VALUE .disposition'],
    ],
    [
      'sensor report without type',
      { sensorElementList: [{ sensorReport: [{ value: 1 }] }] },
      ['error FIELD_MISSING .sensorElementList[0].sensorReport[0].type'],
    ],
    [
      'no sensor report',
      { sensorElementList: [{ sensorReport: [] }] },
      ['error LIST_EMPTY .sensorElementList[0].sensorReport'],
    ],
    [
      'empty persistent disposition',
      { persistentDisposition: {} },
      ['error FIELD_MISSING .persistentDisposition.set'],
    ],
    ['own context', { '@context': [7] }, ["error CONTEXT_INVALID ['@context'][0]"]],
    ['unknown type', { type: 'ObjectEvents' }, ['error EVENT_TYPE_UNKNOWN .type']],
    ['undeclared type', { type: 'zz:Fire' }, ['error PREFIX_UNDECLARED .type']],
    ['own type with a wrong member', { type: 'gs1:Fire', epcList: 'urn:a:b' }, ['error WRONG_KIND .epcList']],
    [
      'pack without parent',
      { type: 'AggregationEvent', action: 'ADD', epcList: undefined, childEPCs: ['urn:a:b'] },
      ['error PARENT_MISSING .parentID'],
    ],
    [
      'same child twice',
      {
        type: 'AggregationEvent',
        parentID: 'urn:a:p',
        epcList: undefined,
        childEPCs: ['urn:a:b', 'urn:a:b'],
      },
      ['warning DUPLICATE_KEPT .childEPCs[1]'],
    ],
    [
      'one side',
      { type: 'TransformationEvent', action: undefined, epcList: undefined, inputEPCList: ['urn:a:b'] },
      ['error ONE_SIDED .outputQuantityList'],
    ],
  ])('%s', (_name, change, expected) => expect(codesOf(change)).toEqual(expected));

  it('gives value, allowed words and the nearest', () => {
    const [finding] = read({ bizStep: 'shiping' }).findings;
    expect(finding).toMatchObject({ eventIndex: 3, field: 'bizStep', value: 'shiping', nearest: 'shipping' });
    expect(finding?.allowed).toContain('receiving');
    expect(finding?.message.fr).toContain('« shipping »');
  });

  it('lets prefixes pass where a context it does not know may declare them', () => {
    const prefixes = readHeader([
      'https://ref.gs1.org/standards/epcis/epcis-context.jsonld',
      'https://example.com/context.jsonld',
    ]);
    expect(readEvent(shippingEvent({ 'zz:colour': 1 }), { prefixes }).findings).toEqual([]);
  });

  it('stops at a hundred findings and at 32 levels', () => {
    const quantityList = Array.from({ length: 500 }, () => ({}));
    expect(read({ quantityList }).findings).toHaveLength(101);
    let deep: unknown = 1;
    for (let i = 0; i < 5000; i++) deep = { a: deep };
    expect(codesOf({ 'gs1:deep': deep })[0]).toMatch(/TOO_DEEP/);
  });
});

describe('fingerprint', () => {
  const fingerprint = (change: Record<string, unknown> = {}, context: unknown = {}) =>
    readEvent(shippingEvent({ 'ex:a': { 'ex:b': [1, 2], c: 'é' }, ...change }), {
      prefixes: readHeader({ ex: 'https://example.com/', ...(context as object) }),
    }).event?.fingerprint;
  const plain = fingerprint();

  it.each<[string, Record<string, unknown>]>([
    ['recordTime', { recordTime: '2026-07-23T00:00:00Z' }],
    ['eventID', { eventID: 'urn:uuid:1' }],
    ['errorDeclaration', { errorDeclaration: { declarationTime: '2026-07-23T00:00:00Z' } }],
    [
      'the order of lists',
      {
        epcList: [
          'https://id.gs1.org/01/09521141012345/21/2018',
          'https://id.gs1.org/01/09521141012345/21/2017',
        ],
      },
    ],
    [
      'URN or link',
      { epcList: ['urn:epc:id:sgtin:9521141.001234.2017', 'https://shop.fr/01/9521141012345/21/2018?x=y'] },
    ],
    ['the spelling of a word', { bizStep: 'cbv:BizStep-shipping' }],
    ['the spelling of the instant', { eventTime: '2026-07-22T04:45:00Z' }],
    ['empty lists', { quantityList: [] }],
    ['the order of members inside', { 'ex:a': { c: 'é', 'ex:b': [2, 1] } }],
    [
      'the spelling of a prefix',
      { 'ex:a': undefined, 'https://example.com/a': { 'https://example.com/b': [1, 2], c: 'é' } },
    ],
  ])('does not heed %s', (_name, change) => expect(fingerprint(change)).toBe(plain));

  it('does not heed the order of members', () => {
    const reversed = Object.fromEntries(Object.entries(shippingEvent()).reverse());
    expect(readEvent(reversed).event?.fingerprint).toBe(readEvent(shippingEvent()).event?.fingerprint);
  });

  it.each<[string, Record<string, unknown>]>([
    ['an item', { epcList: ['https://id.gs1.org/01/09521141012345/21/2017'] }],
    ['the time', { eventTime: '2026-07-22T06:45:01+02:00' }],
    ['the local offset', { eventTimeZoneOffset: '+03:00' }],
    ['a quantity', { quantityList: [{ epcClass: 'urn:a:b', quantity: 2 }] }],
    ['data of one’s own', { 'ex:a': { 'ex:b': [1, 2], c: 'e' } }],
    ['a text that looks like a number', { 'ex:a': { 'ex:b': ['1', 2], c: 'é' } }],
  ])('heeds %s', (_name, change) => {
    expect(fingerprint(change)).toBeDefined();
    expect(fingerprint(change)).not.toBe(plain);
  });
});

describe('anything at all', () => {
  const names = [
    'type',
    'action',
    'epcList',
    'quantityList',
    'ilmd',
    'readPoint',
    '@context',
    'sensorElementList',
    'ex:a',
    '__proto__',
    'toString',
  ];
  const value = fc.oneof(
    fc.jsonValue(),
    fc.anything(),
    fc.constantFrom('ObjectEvent', 'AggregationEvent', 'gs1:Fire', 'ADD', 'urn:epc:id:sgtin:1'),
  );

  it('never throws', () => {
    fc.assert(
      fc.property(fc.anything(), (input) => expect(readEvent(input).findings.length).toBeGreaterThan(0)),
    );
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...names), value), (change) => {
        const { event, findings } = readEvent(shippingEvent(change));
        expect(event === undefined).toBe(findings.some(({ severity }) => severity === 'error'));
      }),
      { numRuns: 2000 },
    );
  });
});
