import { captureDocument, eventHash, readDocument, readXmlDocument, standaloneEvent } from './index.js';
import { documentHashes, readEvent, writeXmlDocument } from './index.js';
import { shippingEvent } from './test-data.fixture.js';

const FRAME = { creationDate: '2026-07-22T10:30:00Z', context: [{ ex: 'https://example.com/' }] };
const documentOf = (more: Record<string, unknown>) => captureDocument([shippingEvent(more)], FRAME);
const report = (more: object) => ({
  sensorElementList: [{ sensorReport: [{ type: 'Temperature', value: 1, uom: 'CEL', ...more }] }],
});
const metadata = (more: object) => ({
  sensorElementList: [{ sensorMetadata: more, sensorReport: [{ type: 'Temperature', value: 1 }] }],
});

describe('an event in JSON and in XML', () => {
  it.each<[string, object]>([
    ['a number of a sensor report', report({ 'ex:a': 5 })],
    ['a truth value of a sensor report', report({ 'ex:a': true })],
    ['nothing in a sensor report', report({ 'ex:a': null })],
    ['an empty list in a sensor report', report({ 'ex:a': [] })],
    ['an empty group in a sensor report', report({ 'ex:a': {} })],
    ['a number of sensor metadata', metadata({ 'ex:a': 5.25 })],
    ['an empty group', { 'ex:a': {} }],
    ['an empty list', { 'ex:a': [] }],
    ['a group with an empty list', { 'ex:a': { 'ex:b': [] } }],
    ['empty groups in a list', { 'ex:a': [{}, {}] }],
    ['lists in a list', { 'ex:a': [[1, 2], [3]] }],
    ['empty lists in a list', { 'ex:a': [[], []] }],
    ['one in a list in a list', { 'ex:a': [[[1]], []] }],
    ['a context in a group', { 'ex:a': { '@context': { zz: 'http://z.example/' }, b: 1 } }],
    ['a group with nothing but a context', { 'ex:a': [{ '@context': 'http://z.example/' }, 1] }],
    ['a text alone in a group', { 'ex:a': { '#text': 'x' }, 'ex:b': { 'ex:c': { '#text': '' } } }],
    [
      'names with accents',
      { 'ex:a': { 'ex:é': 1, é: { 'ex:ça va': 2 } }, ilmd: { 'ex:b': [{ 'ex:Ω': 1 }] }, action: 'ADD' },
    ],
    ['an empty list in ilmd', { action: 'ADD', ilmd: { 'ex:a': 1, 'ex:b': [] } }],
  ])('is the same: %s', (_name, more) => {
    const document = documentOf({ ...more });
    const one = readDocument(document).events[0]!;
    const other = readXmlDocument(Buffer.from(writeXmlDocument(document))).events[0]!;
    expect(other.fingerprint).toBe(one.fingerprint);
    expect(eventHash(standaloneEvent(other))).toBe(eventHash(standaloneEvent(one)));
  });

  it('stands alone with the prefix that only a name with accents uses, as it hashes in its document', () => {
    const document = documentOf({ 'cbvmda:a': [{ 'ex:é': 'x' }] });
    const hash = documentHashes(document)[0]!.hash;
    const both = [document, readXmlDocument(Buffer.from(writeXmlDocument(document))).document!];
    for (const form of both) expect(eventHash(standaloneEvent(readDocument(form).events[0]!))).toBe(hash);
  });

  it('that says something else is another', () => {
    const events = [
      ...[
        report({ 'ex:a': 5 }),
        report({ 'ex:a': '6' }),
        report({ 'ex:b': 5 }),
        report({ 'ex:a': { 'ex:b': 5 } }),
      ],
      ...[{ 'ex:a': 1 }, { 'ex:a': '1' }, { 'ex:a': [1, 2] }, { 'ex:a': [1, [2, 3]] }, { 'ex:a': {} }, {}],
      { 'ex:a': { 'ex:b': 1 } },
    ];
    const marks = events.map((more) => readDocument(documentOf(more)).events[0]!.fingerprint);
    expect(new Set(marks).size).toBe(events.length);
  });

  it.each(['\u0001', '\u001f', '\u000b', '\ufffe', '\uffff'])(
    'holds no character that XML cannot hold: %j',
    (character) => {
      for (const more of [
        { 'ex:a': `a${character}b` },
        { 'ex:a': [{ 'ex:b': character }] },
        { 'ex:a': { [`ex:b${character}`]: 1 } },
        report({ stringValue: character }),
      ]) {
        const { events, findings } = readDocument(documentOf(more));
        expect(findings.map(({ code }) => code)).toEqual(['TEXT_NOT_KEPT']);
        expect(events).toEqual([undefined]);
        // what stands already is still read
        expect(readEvent(shippingEvent({ '@context': FRAME.context, ...more })).event).toBeDefined();
      }
    },
  );

  it('may hold tabs, line ends and every letter', () => {
    const { findings } = readDocument(
      documentOf({ 'ex:a': '\t\n\r é 😀 \u0085\ufffd', 'ex:b': { '\t': '\u007f' } }),
    );
    expect(findings).toEqual([]);
  });
});
