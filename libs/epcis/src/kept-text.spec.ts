import {
  canonicalUri,
  describeIdentifier,
  readDocument,
  readEvent,
  readHeader,
  readJsonDocument,
  readPartyUri,
} from './index.js';
import { asKept, escapedAsKept, isKept } from './kept-text.js';
import { readJsonEvents } from './stream/read-json-events.js';
import { collect, inChunks } from './stream/chunks.fixture.js';
import { shippingEvent } from './test-data.fixture.js';

const prefixes = readHeader({ ex: 'https://example.com/' });
const told = (change: Record<string, unknown>) =>
  readEvent(shippingEvent(change), { prefixes }).findings.map(({ code, path }) => `${code} ${path}`);
const sensor = (report: Record<string, unknown>) => ({
  sensorElementList: [{ sensorReport: [{ type: 'Temperature', ...report }] }],
});

describe('texts that no database holds', () => {
  it.each([
    [{ 'ex:a': 'a\0b' }, "TEXT_NOT_KEPT $['ex:a']"],
    [{ 'ex:a': 'a\ud800' }, "TEXT_NOT_KEPT $['ex:a']"],
    [{ 'ex:a': ['b', { c: ['\udc00'] }] }, "TEXT_NOT_KEPT $['ex:a'][1].c[0]"],
    [{ 'ex:a': { 'b\0': 1 } }, "TEXT_NOT_KEPT $['ex:a']['b\\u0000']"],
    [{ 'ex:a': { 'b\ud83d': 1 } }, "TEXT_NOT_KEPT $['ex:a']['b\\ud83d']"],
    [{ readPoint: { id: 'urn:x:y', note: '\0' } }, 'TEXT_NOT_KEPT $.readPoint.note'],
    [{ readPoint: { id: 'urn:x:y', 'a\0': 1 } }, "TEXT_NOT_KEPT $.readPoint['a\\u0000']"],
    [{ action: 'ADD', ilmd: { 'ex:a': '\0' } }, "TEXT_NOT_KEPT $.ilmd['ex:a']"],
    [sensor({ stringValue: '\0' }), 'TEXT_NOT_KEPT $.sensorElementList[0].sensorReport[0].stringValue'],
    [
      { errorDeclaration: { declarationTime: '2026-07-23T00:00:00Z', 'ex:why': '\0' } },
      "TEXT_NOT_KEPT $.errorDeclaration['ex:why']",
    ],
    [{ '@context': { ex: 'https://a\0/' } }, "TEXT_NOT_KEPT $['@context']"],
    [{ '@context': [{ ex: { '@id': 'https://a/', 'b\udc00': 1 } }] }, "TEXT_NOT_KEPT $['@context'][0]"],
    [{ bizStep: `urn:x:${'y'.repeat(2000)}` }, 'WORD_TOO_LONG $.bizStep'],
    [{ disposition: `urn:x:${'y'.repeat(2000)}` }, 'WORD_TOO_LONG $.disposition'],
  ])('are told where they stand: %j', (change, expected) => {
    expect(told(change)).toEqual([expected]);
    const { event } = readEvent(shippingEvent(change), { prefixes });
    expect(event).toBeUndefined();
  });

  it('are refused in identifiers, words, units and times as before', () => {
    for (const change of [
      { epcList: ['urn:x:\0'] },
      { bizStep: 'shipping\0' },
      { eventTime: '2026-07-22T06:45:00+02:00\0' },
      { eventTimeZoneOffset: '+02:00\0' },
      { quantityList: [{ epcClass: 'urn:x:y', quantity: 1, uom: 'KGM\0' }] },
      { eventID: 'urn:x:\ud800' },
      { 'ex:\0': 1 },
    ])
      expect(readEvent(shippingEvent(change), { prefixes }).event).toBeUndefined();
  });

  it('leave whole pairs and every other character alone', () => {
    expect(told({ 'ex:a': 'é 螺 😀 \u0001 \uffff' })).toEqual([]);
    expect(told({ bizStep: `urn:x:${'y'.repeat(1900)}` })).toEqual([]);
    expect([isKept('😀'), isKept('\ud83d'), isKept('\ude00\ud83d'), isKept('a\0')]).toEqual([
      true,
      false,
      false,
      false,
    ]);
    expect(asKept('a\0b\ud800c😀')).toBe('a␀b\ufffdc😀');
    expect(escapedAsKept('a\0b\ud800c😀')).toBe('a\\u0000b\\ud800c😀');
  });

  it('are told with line and column, whole or streamed, and stop a document only in its context', async () => {
    const event = (more: string): string =>
      JSON.stringify(shippingEvent()).replace(
        /\}$/,
        `,\n "ex:a": {"b\\u0000": 1},${more}\n "ex:b": "\\udc00"}`,
      );
    const text = (context: string): string =>
      `{"@context": ["https://ref.gs1.org/standards/epcis/epcis-context.jsonld", {"ex": "${context}"}],
"type": "EPCISDocument", "schemaVersion": "2.0", "creationDate": "2026-07-22T10:30:00Z",
"epcisBody": {"eventList": [${event('')}, ${JSON.stringify(shippingEvent())}]}}`;
    const whole = readJsonDocument(text('https://example.com/'));
    const places = ({ code, line, column }: (typeof whole.findings)[number]) => `${code} ${line}:${column}`;
    expect(whole.findings.map(places)).toEqual(['TEXT_NOT_KEPT 4:22', 'TEXT_NOT_KEPT 5:10']);
    expect(whole.events.map(Boolean)).toEqual([false, true]);
    const parts = await collect(readJsonEvents(inChunks(text('https://example.com/'))));
    expect(parts.flatMap(({ findings }) => findings).map(places)).toEqual(whole.findings.map(places));
    expect(readJsonDocument(text('https://a\\u0000/')).findings[0]).toMatchObject({
      code: 'TEXT_NOT_KEPT',
      path: "$['@context'][1]",
      line: 1,
    });
  });

  it('are told in the members of the document too', () => {
    const { findings } = readDocument({
      '@context': ['https://ref.gs1.org/standards/epcis/epcis-context.jsonld'],
      type: 'EPCISDocument',
      schemaVersion: '2.0',
      creationDate: '2026-07-22T10:30:00Z',
      sender: '\0',
      epcisBody: { eventList: [shippingEvent()] },
    });
    expect(findings).toMatchObject([{ code: 'TEXT_NOT_KEPT', path: '$.sender' }]);
  });

  it('stand in no finding, and in nothing that an identifier is read into', () => {
    const { findings } = readEvent(
      shippingEvent({ bizStep: 'a\0\ud800', 'b\0': 1, epcList: [`urn:x:${'y'.repeat(113)}😀`] }),
    );
    expect(findings.length).toBeGreaterThan(2);
    expect(isKept(findings.map((found) => Object.values(found).join(' ')).join(' '))).toBe(true);
    expect(JSON.stringify(findings)).not.toContain('\\ud');
    const lot = canonicalUri('urn:epc:class:lgtin:4023333.002000.A%00B');
    expect(describeIdentifier(lot)).toMatchObject({ lot: 'A␀B', label: 'A␀B' });
    expect(describeIdentifier('urn:maillon:item:404833048:R:L%00')).toMatchObject({ label: 'L␀' });
    expect(readPartyUri('urn:maillon:party:a%00')).toEqual({ scheme: 'private', value: 'a␀' });
  });
});
