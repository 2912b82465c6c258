import fc from 'fast-check';
import { parseJson, readDocument } from './index.js';
import { shippingEvent } from './test-data.fixture.js';

const CONTEXT = 'https://ref.gs1.org/standards/epcis/epcis-context.jsonld';
const document = (change: Record<string, unknown> = {}): Record<string, unknown> => ({
  '@context': [CONTEXT, { ex: 'https://example.com/' }],
  type: 'EPCISDocument',
  schemaVersion: '2.0',
  creationDate: '2026-07-22T10:30:00Z',
  epcisBody: { eventList: [shippingEvent(), shippingEvent({ 'ex:colour': 'red' })] },
  ...change,
});
const told = (value: unknown) => readDocument(value).findings.map(({ code, path }) => `${code} ${path}`);

describe('readDocument', () => {
  it('keeps the right events and says which are wrong', () => {
    const { kind, events, findings } = readDocument(
      document({ epcisBody: { eventList: [shippingEvent(), { type: 'ObjectEvent' }, 7] } }),
    );
    expect(kind).toBe('EPCISDocument');
    expect(events.map(Boolean)).toEqual([true, false, false]);
    expect(findings.map(({ eventIndex }) => eventIndex)).toEqual([1, 1, 1, 1, 2]);
    expect(findings[0]?.path).toBe('$.epcisBody.eventList[1].eventTime');
  });

  it('says what to do about a type of document, and about a field of one’s own where none may stand', () => {
    const remedies = [
      document({ type: undefined }),
      document({ type: 'EPCISMasterDataDocument' }),
      document({
        epcisBody: {
          eventList: [shippingEvent({ bizTransactionList: [{ bizTransaction: 'urn:x:1', 'ex:a': 'b' }] })],
        },
      }),
    ].map((value) => readDocument(value).findings.map(({ remedy }) => remedy.en));
    expect(remedies).toEqual([
      ['Add “type” and its value: EPCISDocument, EPCISQueryDocument.'],
      ['Choose one of these types: EPCISDocument, EPCISQueryDocument.'],
      ['The standard takes only its own fields here: put these data on the event itself, or remove them.'],
    ]);
  });

  it('sees what people mean by a UUID and by the dashes of a word processor', () => {
    const uuid = '9DB05F77-e007-41a2-a6d9-140254b7ce5a';
    const times = { eventTime: '2016\u201003\u201015T10:11:12Z', eventTimeZoneOffset: '\u221205:00' };
    const { findings } = readDocument(
      document({ epcisBody: { eventList: [shippingEvent({ eventID: uuid, ...times })] } }),
    );
    const remedies = Object.fromEntries(findings.map(({ code, remedy }) => [code, remedy.en]));
    expect(remedies).toMatchObject({
      URI_INVALID: `Write urn:uuid:${uuid}.`,
      TIME_INVALID: expect.stringContaining('keyboard') as string,
      OFFSET_INVALID: expect.stringContaining('keyboard') as string,
    });
    const { findings: plain } = readDocument(document({ creationDate: '2026-07-22' }));
    expect(plain[0]!.remedy.en).toBe('Write it like this: 2026-07-22T06:45:00+02:00.');
  });

  it.each(['EPCISDocument', 'one', 'query'])('takes %s', (form) => {
    const event = { '@context': CONTEXT, ...shippingEvent() };
    const query = {
      epcisBody: { queryResults: { queryName: 'Q', resultsBody: { eventList: [shippingEvent()] } } },
    };
    const value =
      form === 'one'
        ? event
        : form === 'query'
          ? document({ type: 'EPCISQueryDocument', ...query })
          : document();
    const read = readDocument(value);
    expect(read.findings).toEqual([]);
    expect(read.kind).toBe({ one: 'event', query: 'EPCISQueryDocument' }[form] ?? 'EPCISDocument');
  });

  it.each<[unknown, string[]]>([
    [[shippingEvent()], ['DOCUMENT_IS_LIST $']],
    ['text', ['DOCUMENT_NOT_OBJECT $']],
    [shippingEvent(), ["CONTEXT_MISSING $['@context']"]],
    [{ '@context': CONTEXT, eventType: ['ObjectEvent'], GE_eventDate: '2026' }, ['DOCUMENT_IS_QUERY $']],
    [{ name: 'mine', query: { EQ_action: ['ADD'] } }, ['DOCUMENT_IS_QUERY $']],
    [
      document({ '@context': undefined, epcisBody: { eventList: [] } }),
      ["CONTEXT_MISSING $['@context']", 'DOCUMENT_EMPTY $'],
    ],
    [
      document({ '@context': null }),
      ["CONTEXT_INVALID $['@context']", "PREFIX_UNDECLARED $.epcisBody.eventList[1]['ex:colour']"],
    ],
    [document({ type: 'EPCISDocumnt' }), ['EVENT_TYPE_UNKNOWN $.type']],
    [document({ type: undefined }), ['FIELD_MISSING $.type']],
    [document({ schemaVersion: 2 }), ['VERSION_INVALID $.schemaVersion']],
    [document({ creationDate: '2026-07-22' }), ['TIME_INVALID $.creationDate']],
    [document({ eventList: [] }), ['FIELD_UNKNOWN $.eventList']],
    [document({ epcisBody: { eventList: {} } }), ['WRONG_KIND $.epcisBody.eventList']],
    [document({ epcisBody: {} }), ['FIELD_MISSING $.epcisBody.eventList']],
    [
      document({ type: 'EPCISQueryDocument' }),
      ['FIELD_UNKNOWN $.epcisBody.eventList', 'FIELD_MISSING $.epcisBody.queryResults'],
    ],
    [
      document({ epcisHeader: { epcisMasterData: { vocabularyList: [{ vocabularyElementList: [{}] }] } } }),
      [
        'FIELD_MISSING $.epcisHeader.epcisMasterData.vocabularyList[0].vocabularyElementList[0].id',
        'FIELD_MISSING $.epcisHeader.epcisMasterData.vocabularyList[0].type',
      ],
    ],
  ])('refuses %#', (value, expected) => expect(told(value)).toEqual(expected));

  it('hands on the master data of the header', () => {
    const type = 'urn:epcglobal:epcis:vtype:Location';
    const attributes = [{ id: 'cbvmda:site', attribute: '0614141073467' }];
    const vocabularyElementList = [
      { id: 'urn:epc:id:sgln:0614141.00777.0', attributes, children: ['urn:epc:id:sgln:0614141.00777.A'] },
    ];
    const value = document({
      epcisHeader: { epcisMasterData: { vocabularyList: [{ type, vocabularyElementList }] } },
      epcisBody: { eventList: [] },
    });
    expect(readDocument(value)).toMatchObject({
      findings: [],
      masterData: [
        {
          type,
          id: 'https://id.gs1.org/414/0614141007776',
          attributes: { 'cbvmda:site': '0614141073467' },
          children: ['https://id.gs1.org/414/0614141007776/254/A'],
        },
      ],
    });
  });

  it('stops reading a document that is wrong throughout', () => {
    const { events, findings } = readDocument(
      document({ epcisBody: { eventList: Array.from({ length: 20_000 }, () => ({})) } }),
    );
    expect([events.length, findings.length, findings.at(-1)?.code]).toEqual([
      20_000,
      10_001,
      'DOCUMENT_TOO_FAULTY',
    ]);
  });

  it('never throws', () => {
    const members = fc.dictionary(
      fc.constantFrom(...Object.keys(document()), 'epcisHeader'),
      fc.oneof(fc.anything(), fc.jsonValue()),
    );
    fc.assert(
      fc.property(fc.anything(), (value) => expect(readDocument(value).findings.length).toBeGreaterThan(0)),
    );
    fc.assert(fc.property(members, (change) => void readDocument(document(change))));
  });
});

describe('parseJson', () => {
  it.each([
    ['{"a": 1,\n "b": }', 2, 7],
    ['[1, 2', 1, 6],
    ['{"a": "x\ny"}', 1, 9],
    ['{"a": "\\q"}', 1, 8],
    ['{"a": tru }', 1, 10],
    ['["\\u12"]', 1, 3],
    ['{"a": 01}', 1, 8],
    ['{a: 1}', 1, 2],
    ['[1,\r\n2] x', 2, 4],
    ['', 1, 1],
  ])('says where %j stops being JSON', (text, line, column) => {
    expect(parseJson(text)).toMatchObject({
      findings: [{ code: 'JSON_SYNTAX', severity: 'error', line, column }],
    });
  });

  it('refuses what is too deep, too large or not UTF-8', () => {
    expect(parseJson('['.repeat(5_000_000)).findings[0]).toMatchObject({
      code: 'JSON_TOO_DEEP',
      line: 1,
      column: 33,
    });
    expect(parseJson('['.repeat(32) + ']'.repeat(32)).findings).toEqual([]);
    expect(parseJson('{"a":"[[[[\\"[[[["}', { depth: 1 }).findings).toEqual([]);
    expect(parseJson('[1,2,3]', { bytes: 3 }).findings[0]?.code).toBe('JSON_TOO_LARGE');
    expect(parseJson(Buffer.from([0x22, 0xe9, 0x22])).findings[0]?.code).toBe('JSON_NOT_UTF8');
    expect(parseJson(Buffer.from('\ufeff{"é": 1}')).value).toEqual({ é: 1 });
  });

  it('agrees with JSON.parse on any text', () => {
    const agree = (text: string) => {
      const { value, findings } = parseJson(text);
      if (findings.length === 0) return expect(value).toEqual(JSON.parse(text));
      if (findings[0]!.code !== 'NUMBER_NOT_KEPT') expect(() => void JSON.parse(text)).toThrow();
      return expect(findings[0]!.line! > 0 && findings[0]!.column! > 0).toBe(true);
    };
    fc.assert(fc.property(fc.json({ maxDepth: 8 }), agree));
    fc.assert(
      fc.property(fc.json(), fc.nat(60), fc.string({ maxLength: 3 }), (text, at, extra) =>
        agree(text.slice(0, at) + extra + text.slice(at)),
      ),
    );
    fc.assert(fc.property(fc.json({ maxDepth: 4 }), fc.nat(60), (text, at) => agree(text.slice(0, at))));
  });
});
