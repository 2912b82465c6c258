import Ajv from 'ajv';
import {
  captureDocument,
  queryDocument,
  readDocument,
  readJsonDocument,
  readXmlDocument,
  writeXmlDocument,
} from './index.js';
import { exampleText, hasExamples, shippingEvent } from './test-data.fixture.js';

type Members = Record<string, unknown>;
const FRAME = { creationDate: '2026-07-22T10:30:00Z', context: [{ ex: 'https://example.com/' }] };
const one = (change: Members): Members => JSON.parse(JSON.stringify(shippingEvent(change))) as Members;
const aggregation = (change: Members): Members =>
  one({
    type: 'AggregationEvent',
    epcList: undefined,
    action: 'ADD',
    parentID: 'urn:x:pallet',
    childEPCs: ['urn:x:1'],
    ...change,
  });
const transformation = (change: Members): Members =>
  one({
    type: 'TransformationEvent',
    action: undefined,
    epcList: undefined,
    inputEPCList: ['urn:x:1'],
    outputEPCList: ['urn:x:2'],
    ...change,
  });
const po = { type: 'po', bizTransaction: 'urn:x:po' };
const LOT = 'https://id.gs1.org/01/09521141012345/10/L';

const official = hasExamples
  ? new Ajv({ format: 'full', unknownFormats: 'ignore' }).compile(
      JSON.parse(exampleText('schema/epcis-json-schema-2.0.1.json')) as object,
    )
  : undefined;

/** What the official JSON Schema lets through (checklist 3.11), and how each is told here. */
const LET_THROUGH: [name: string, events: Members[], told: string][] = [
  ['an aggregation without parent', [aggregation({ parentID: undefined })], 'error PARENT_MISSING'],
  ['a prefix that is not declared', [one({ 'zz:foo': 1 })], 'error PREFIX_UNDECLARED'],
  ['an undeclared prefix in a value', [one({ disposition: 'zz:foo' })], 'warning PREFIX_UNDECLARED_IN_VALUE'],
  ['any word for an identifier', [one({ epcList: ['foo:bar'] })], 'error IDENTIFIER_SCHEME'],
  ['a malformed URN', [one({ epcList: ['urn:epc:id:sgtin:9521141.1.2'] })], 'error IDENTIFIER_MALFORMED'],
  [
    'an unknown scheme',
    [one({ epcList: ['urn:epc:id:sgtn:9521141.001234.2'] })],
    'error IDENTIFIER_MALFORMED',
  ],
  [
    'a wrong check digit',
    [one({ epcList: ['https://id.gs1.org/01/09521141012346/21/1'] })],
    'warning CHECK_DIGIT',
  ],
  ['an event about nothing', [one({ epcList: [] })], 'error NOTHING_NAMED'],
  ['an empty list', [one({ sourceList: [] })], 'warning LIST_EMPTY_KEPT'],
  ['no events', [], 'error DOCUMENT_EMPTY'],
  ['a child twice', [aggregation({ childEPCs: ['urn:x:1', 'urn:x:1'] })], 'warning DUPLICATE_KEPT'],
  [
    'a thing under two spellings',
    [one({ epcList: ['urn:epc:id:sgtin:9521141.001234.1', 'https://id.gs1.org/01/09521141012345/21/1'] })],
    'warning DUPLICATE_KEPT',
  ],
  ['an order twice', [one({ bizTransactionList: [po, po] })], 'warning DUPLICATE_KEPT'],
  [
    'a quantity twice',
    [
      one({
        quantityList: [
          { epcClass: LOT, quantity: 1 },
          { epcClass: LOT, quantity: 1 },
        ],
      }),
    ],
    'warning DUPLICATE_KEPT',
  ],
  [
    'an event twice',
    [one({ eventID: 'urn:uuid:1' }), one({ eventID: 'urn:uuid:1' })],
    'warning EVENT_ID_TWICE',
  ],
  ['a type of one’s own with anything in it', [one({ type: 'ex:FooEvent', epcList: 7 })], 'error WRONG_KIND'],
  [
    'a type of one’s own with unknown members',
    [one({ type: 'ex:FooEvent', colour: 'red' })],
    'error FIELD_UNKNOWN',
  ],
  ['a type of an undeclared prefix', [one({ type: 'zz:FooEvent' })], 'error PREFIX_UNDECLARED'],
  ['a parent in itself', [aggregation({ childEPCs: ['urn:x:pallet'] })], 'warning PARENT_IN_ITSELF'],
  ['an input that is an output', [transformation({ outputEPCList: ['urn:x:1'] })], 'warning INPUT_IS_OUTPUT'],
  [
    'a state set and unset',
    [one({ persistentDisposition: { set: ['recalled'], unset: ['recalled'] } })],
    'warning DISPOSITION_CONTRADICTED',
  ],
  ['a lot among things', [one({ epcList: [LOT] })], 'warning CLASS_AMONG_INSTANCES'],
  [
    'a thing as a class',
    [one({ quantityList: [{ epcClass: 'https://id.gs1.org/01/09521141012345/21/1' }] })],
    'warning INSTANCE_AS_CLASS',
  ],
  [
    'less than nothing',
    [one({ quantityList: [{ epcClass: LOT, quantity: -1, uom: 'KGM' }] })],
    'warning QUANTITY_NEGATIVE',
  ],
];

describe('what the official schema lets through', () => {
  it.each(LET_THROUGH)('%s', (_name, events, expected) => {
    const document = captureDocument(events, FRAME);
    const { findings } = readJsonDocument(JSON.stringify(document, null, 1));
    const told = findings.map(({ severity, code }) => `${severity} ${code}`);
    expect(told).toContain(expected);
    for (const { path, line, column, message, remedy } of findings)
      expect(
        path?.startsWith('$') &&
          line! > 0 &&
          column! > 0 &&
          message.fr &&
          message.en &&
          remedy.fr &&
          remedy.en,
      ).toBeTruthy();
    if (official) expect([official(document), official.errors]).toEqual([true, null]);
  });

  it('is told in XML too, with line and column', () => {
    for (const [name, events, expected] of LET_THROUGH) {
      if (
        ['an empty list', 'a prefix that is not declared', 'an undeclared prefix in a value'].includes(name)
      )
        continue;
      if (events.some(({ type, epcList }) => type === 'zz:FooEvent' || epcList === 7)) continue;
      const { findings } = readXmlDocument(Buffer.from(writeXmlDocument(captureDocument(events, FRAME))));
      expect([name, findings.map(({ severity, code }) => `${severity} ${code}`)]).toEqual([
        name,
        expect.arrayContaining([expected]),
      ]);
      for (const { path, line, column } of findings)
        expect([name, path?.startsWith('/EPCIS'), line! > 0, column! > 0]).toEqual([name, true, true, true]);
    }
  });

  it('a wrong check digit is refused where the filière wants it so', () => {
    const event = one({ epcList: ['https://id.gs1.org/01/09521141012346/21/1'] });
    const document = captureDocument([event], FRAME);
    const rules = { checkDigit: 'error' } as const;
    for (const { events, findings } of [
      readDocument(document, rules),
      readJsonDocument(JSON.stringify(document), {}, rules),
      readXmlDocument(Buffer.from(writeXmlDocument(document)), {}, rules),
    ]) {
      expect(events).toEqual([undefined]);
      expect(findings).toMatchObject([{ code: 'CHECK_DIGIT', severity: 'error', nearest: '5' }]);
    }
  });

  it('an error declaration bears the id of its event, and nothing empty is told of an unpacking', () => {
    const errorDeclaration = { declarationTime: '2026-07-23T10:30:00Z' };
    const events = [
      one({ eventID: 'urn:uuid:1' }),
      one({ eventID: 'urn:uuid:1', errorDeclaration }),
      aggregation({ action: 'DELETE', childEPCs: [] }),
    ];
    expect(readDocument(captureDocument(events, FRAME)).findings).toEqual([]);
  });
});

describe('master data of a header', () => {
  const vocabularyList = [
    {
      type: 'urn:epcglobal:epcis:vtype:BusinessLocation',
      vocabularyElementList: [
        {
          id: 'urn:epc:id:sgln:9521141.00000.0',
          attributes: [
            { id: 'cbvmda:name', attribute: 'Usine' },
            { id: 'cbvmda:phone', attribute: '1' },
            { id: 'cbvmda:phone', attribute: '2' },
          ],
          children: ['urn:epc:id:sgln:9521141.00000.A', 'urn:epc:id:sgln:9521141.00000.B'],
        },
      ],
    },
    { type: 'https://example.com/kilns', vocabularyElementList: [{ id: 'https://example.com/kiln/1' }] },
  ];
  const expected = [
    {
      type: 'urn:epcglobal:epcis:vtype:BusinessLocation',
      kind: 'BusinessLocation',
      id: 'https://id.gs1.org/414/9521141000007',
      attributes: { 'cbvmda:name': 'Usine', 'cbvmda:phone': ['1', '2'] },
      children: ['https://id.gs1.org/414/9521141000007/254/A', 'https://id.gs1.org/414/9521141000007/254/B'],
    },
    { type: 'https://example.com/kilns', id: 'https://example.com/kiln/1', attributes: {}, children: [] },
  ];

  it('is read into one form from JSON and XML', () => {
    const document = captureDocument([], { ...FRAME, vocabularyList });
    for (const { masterData, findings } of [
      readJsonDocument(JSON.stringify(document)),
      readXmlDocument(Buffer.from(writeXmlDocument(document))),
    ]) {
      expect(findings).toEqual([]);
      expect(masterData).toEqual(expected);
    }
  });

  it('and in a query document, which says its query', () => {
    const document = queryDocument([shippingEvent()], { ...FRAME, queryName: 'Q', subscriptionID: 's1' });
    const { queryResults } = document['epcisBody'] as { queryResults: { resultsBody: Members } };
    queryResults.resultsBody['vocabularyList'] = vocabularyList;
    for (const { masterData, query, events, kind } of [
      readJsonDocument(JSON.stringify(document)),
      readXmlDocument(Buffer.from(writeXmlDocument(document))),
    ]) {
      expect([kind, query, events.length]).toEqual([
        'EPCISQueryDocument',
        { name: 'Q', subscriptionId: 's1' },
        1,
      ]);
      expect(masterData).toEqual(expected);
    }
  });
});
