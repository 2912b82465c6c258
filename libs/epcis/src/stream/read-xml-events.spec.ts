import fc from 'fast-check';
import {
  readXmlDocument,
  standaloneEvent,
  writeXmlDocument,
  eventHash,
  documentHashes,
  eventsOf,
  readHeader,
} from '../index.js';
import { documents } from '../random-events.fixture.js';
import { exampleBytes, shippingEvent, xmlExamples } from '../test-data.fixture.js';
import { collect, inChunks } from './chunks.fixture.js';
import { readJsonEvents } from './read-json-events.js';
import { readXmlEvents } from './read-xml-events.js';
import { StreamedEventPart, StreamOptions } from './stream-parts.js';
import { StreamFrame, writeJsonEvents } from './write-json-events.js';
import { writeXmlEvents } from './write-xml-events.js';

const read = (source: string | Uint8Array, options?: StreamOptions, size?: number) =>
  collect(readXmlEvents(inChunks(source, size), options));

async function together(source: Uint8Array, size?: number) {
  const parts = await read(source, {}, size);
  const events = parts.filter((part): part is StreamedEventPart => part.part === 'event');
  return {
    events: events.map(({ event }) => event && { ...event, context: undefined }),
    masterData: parts.at(-1)!.part === 'end' && (parts.at(-1) as { masterData: unknown }).masterData,
    findings: parts
      .flatMap(({ findings }) => findings)
      .map(({ code, path, line, column }) => `${code} ${path} ${line}:${column}`)
      .sort(),
  };
}
function wholly(source: Uint8Array) {
  const { events, findings, masterData } = readXmlDocument(source);
  return {
    events: events.map((event) => event && { ...event, context: undefined }),
    masterData,
    findings: findings.map(({ code, path, line, column }) => `${code} ${path} ${line}:${column}`).sort(),
  };
}

const CREATED = '2026-07-22T10:30:00Z';
const frame = {
  type: 'EPCISQueryDocument',
  creationDate: CREATED,
  queryName: 'Mine',
  subscriptionID: 's<1',
  context: [{ ex: 'https://example.com/' }],
} as const;
const two = [
  shippingEvent({ 'ex:colour': 'ré' }),
  shippingEvent({ '@context': { far: 'https://far.example/' }, 'far:a': [1, { 'far:b': 2 }] }),
];
const text = async (chunks: AsyncIterable<Uint8Array>) => Buffer.concat(await collect(chunks)).toString();

describe('readXmlEvents', () => {
  const examples = ['valid-xml/gs1', 'valid-xml/openepcis', 'invalid'].flatMap(xmlExamples);

  it.each(examples.length > 0 ? examples : ['none'])('says what the whole reading says: %s', async (name) => {
    const source = name === 'none' ? Buffer.from(await text(writeXmlEvents(two, frame))) : exampleBytes(name);
    expect(await together(source)).toEqual(wholly(source));
    expect(await together(source, 4099)).toEqual(wholly(source));
  });

  it('gives the header first, then one event at a time', async () => {
    const vocabularyList = [{ type: 'urn:v', vocabularyElementList: [{ id: 'urn:x:y' }] }];
    const capture = {
      type: 'EPCISDocument',
      creationDate: CREATED,
      sender: 'urn:s',
      vocabularyList,
    } as const;
    const parts = await read(await text(writeXmlEvents(two, capture)));
    expect(parts.map(({ part }) => part)).toEqual(['header', 'event', 'event', 'end']);
    expect(parts[0]).toMatchObject({
      kind: 'EPCISDocument',
      masterData: [{ id: 'urn:x:y' }],
      document: {
        sender: 'urn:s',
        creationDate: CREATED,
        schemaVersion: '2.0',
        epcisBody: { eventList: [] },
      },
    });
    expect(parts[3]).toMatchObject({ events: 2, findings: [], masterData: [{ id: 'urn:x:y' }] });
    const query = await read(await text(writeXmlEvents(two, frame)));
    expect(query[0]).toMatchObject({
      kind: 'EPCISQueryDocument',
      document: { epcisBody: { queryResults: { queryName: 'Mine', subscriptionID: 's<1' } } },
    });
    expect(query.flatMap(({ findings }) => findings)).toEqual([]);
  });

  it('tells events from one on', async () => {
    const source = await text(writeXmlEvents([...two, ...two], frame));
    const all = await read(source);
    for (let from = 0; from <= 5; from++)
      expect((await read(source, { from })).slice(1)).toEqual(all.slice(1 + Math.min(from, 4)));
    expect(all.at(-1)).toMatchObject({ isWhole: true });
    expect((await read(source.slice(0, -20))).at(-1)).toMatchObject({ isWhole: false, events: 4 });
    const bare = await read(writeXmlDocument(shippingEvent()), { from: 1 });
    expect(bare.map(({ part }) => part)).toEqual(['header', 'end']);
  });

  it('reads bare events, refuses what is no document, stops where it is told', async () => {
    const bare = writeXmlDocument(shippingEvent());
    expect(await read(bare)).toMatchObject([
      { part: 'header', kind: 'event' },
      { part: 'event', event: {} },
      { events: 1 },
    ]);
    const codes = async (source: string, options?: StreamOptions) =>
      (await read(source, options)).flatMap(({ findings }) => findings.map(({ code }) => code));
    expect(await codes('<a/>')).toEqual(['XML_ROOT_UNKNOWN']);
    expect(await codes('')).toEqual(['XML_EMPTY']);
    const many = await text(writeXmlEvents([...two, ...two], frame));
    expect(await codes(many, { events: 3 })).toEqual(['EVENTS_TOO_MANY']);
    expect(await codes(many, { bytes: 300 })).toEqual(['XML_TOO_LARGE']);
    expect(await codes(`<!DOCTYPE a [<!ENTITY x "y">]>${many}`)).toEqual(['XML_DOCTYPE']);
    expect(await codes(many.slice(0, -20))).toEqual(['XML_UNCLOSED']);
    for (const source of ['', 'lot;1', `<!DOCTYPE a [<!ENTITY x "y">]>${many}`])
      expect((await read(source)).at(-1)?.findings).toMatchObject([{ path: '/' }]);
  });
});

describe('documents written event by event', () => {
  it.each(['EPCISDocument', 'EPCISQueryDocument'] as const)('say the same: %s', async (type) => {
    const of = {
      creationDate: CREATED,
      context: [{ ex: 'https://example.com/voc/', two: 'urn:two', 'd-e': 'https://example.com/d#' }],
    };
    const framed: StreamFrame = type === 'EPCISDocument' ? { type, ...of } : { type, ...of, queryName: 'Q' };
    await fc.assert(
      fc.asyncProperty(documents, async (document) => {
        const prefixes = readHeader(document['@context']);
        const events = (eventsOf(document) as Record<string, unknown>[]).map((event) => event);
        const hashes = events.map((event) => eventHash(event, prefixes));
        const json = JSON.parse(await text(writeJsonEvents(events, framed))) as Record<string, unknown>;
        expect(documentHashes(json).map((found) => found!.hash)).toEqual(hashes);
        const xml = await text(writeXmlEvents(events, framed));
        for (const parts of [
          await read(xml, {}, 777),
          await collect(readJsonEvents(inChunks(JSON.stringify(json)))),
        ]) {
          const read = parts.filter((part): part is StreamedEventPart => part.part === 'event');
          expect(
            parts.flatMap(({ findings }) => findings).filter(({ severity }) => severity === 'error'),
          ).toEqual([]);
          expect(read.map(({ event }) => eventHash(standaloneEvent(event!)))).toEqual(hashes);
        }
        expect(
          documentHashes(readXmlDocument(Buffer.from(xml)).document).map((found) => found!.hash),
        ).toEqual(hashes);
      }),
      { numRuns: 60, endOnFailure: true },
    );
  });

  it('declare on an event what the document does not', async () => {
    const xml = await text(writeXmlEvents(two, frame));
    expect(xml).toContain('<ObjectEvent xmlns:far="https://far.example/">');
    expect(xml.indexOf('xmlns:ex=')).toBeLessThan(xml.indexOf('<ObjectEvent'));
    const json = await text(writeJsonEvents(two, frame));
    expect(json).toContain('"@context":{"far":"https://far.example/"}');
    expect(JSON.parse(await text(writeJsonEvents([], frame)))).toMatchObject({
      epcisBody: { queryResults: { resultsBody: { eventList: [] } } },
    });
    expect((await read(await text(writeXmlEvents([], frame)))).map(({ part }) => part)).toEqual([
      'header',
      'end',
    ]);
  });
});
