import { readXml } from '@maillon/formats';
import fc from 'fast-check';
import {
  captureDocument,
  documentHashes,
  eventsOf,
  parseJson,
  queryDocument,
  readDocument,
  readXmlDocument,
  writeXmlDocument,
  writeXmlEvents,
} from '../index.js';
import { documents } from '../random-events.fixture.js';
import { collect } from '../stream/chunks.fixture.js';
import { exampleBytes, exampleFiles, exampleText, shippingEvent, xmlExamples } from '../test-data.fixture.js';

type Document = Readonly<Record<string, unknown>>;
const hashes = (document: unknown) => documentHashes(document).map((found) => found!.hash);
const again = (document: Document) => readXmlDocument(Buffer.from(writeXmlDocument(document)));

describe('writeXmlDocument', () => {
  for (const name of [
    'valid/gs1-EPCIS',
    'valid/openepcis-test-resources',
    'sector-events',
    'event-hash/examples',
  ].flatMap(exampleFiles))
    it(`keeps ${name}`, () => {
      const document = parseJson(exampleText(name)).value as Document;
      const back = again(document);
      expect(back.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
      expect(hashes(back.document)).toEqual(hashes(document));
      const { events, masterData } = readDocument(document);
      expect(back.events.map((event) => event?.fingerprint)).toEqual(
        events.map((event) => event?.fingerprint),
      );
      expect(back.masterData).toEqual(masterData);
    });

  for (const name of ['valid-xml/gs1', 'valid-xml/openepcis'].flatMap(xmlExamples))
    it(`keeps ${name}`, () => {
      const { document, masterData } = readXmlDocument(exampleBytes(name));
      const back = again(document!);
      expect(back.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
      expect(hashes(back.document)).toEqual(hashes(document));
      expect(back.masterData).toEqual(masterData);
    });

  it('writes the schema’s order, words and numbers', () => {
    const text = writeXmlDocument({
      '@context': [{ ex: 'https://ex.org/voc/' }],
      type: 'EPCISDocument',
      schemaVersion: '2.0',
      creationDate: '2026-07-22T10:30:00Z',
      epcisBody: {
        eventList: [
          {
            action: 'ADD',
            quantityList: [{ uom: 'KGM', quantity: 1e-7, epcClass: 'urn:x:y' }],
            'ex:parts': [{ 'ex:a b': 1 }, true, null],
            bizStep: 'shipping',
            eventTime: '2026-07-22T06:45:00Z',
            type: 'ObjectEvent',
          },
        ],
      },
    });
    const { root, findings } = readXml(Buffer.from(text));
    expect(findings).toEqual([]);
    const [event] = root!.children[0]!.children[0]!.children;
    expect(event!.children.map(({ name }) => name)).toEqual([
      'eventTime',
      'action',
      'bizStep',
      'quantityList',
      'parts',
      'parts',
      'parts',
    ]);
    expect(text).toContain('<bizStep>urn:epcglobal:cbv:bizstep:shipping</bizStep>');
    expect(text).toContain('<quantity>0.0000001</quantity>');
    expect(text).toContain('<ex:a_x0020_b xsi:type="xsd:integer">1</ex:a_x0020_b>');
  });

  it('keeps several certifications within the schema, which has room for one', async () => {
    const certificationInfo = ['https://example.com/c/1', 'urn:x:2', 'urn:x:3'];
    const events = ['ObjectEvent', 'ex:Own'].map((type) =>
      shippingEvent({ type, certificationInfo, 'ex:a': 'b' }),
    );
    const frame = { creationDate: '2026-07-22T10:30:00Z', context: [{ ex: 'https://example.com/' }] };
    const document = captureDocument(events, frame);
    const streamed = await collect(writeXmlEvents(events, { type: 'EPCISDocument', ...frame }));
    for (const text of [writeXmlDocument(document), Buffer.concat(streamed).toString()]) {
      for (const event of text.split('</bizStep>').slice(0, -1)) {
        expect(event.match(/<certificationInfo>/g)).toHaveLength(1);
        expect(event.indexOf('<certificationInfo>')).toBeLessThan(event.indexOf('<epcList>'));
      }
      expect(text).toMatch(/xmlns:(\w+)="https:\/\/ref.gs1.org\/epcis\/"[^]*<\1:certificationInfo>urn:x:2</);
      const back = readXmlDocument(Buffer.from(text));
      expect(back.findings).toEqual([]);
      expect(back.events.map((event) => event?.certifications)).toEqual([
        certificationInfo,
        certificationInfo,
      ]);
      expect(eventsOf(back.document!)).toMatchObject([{ certificationInfo }, { certificationInfo }]);
      expect(hashes(back.document!)).toEqual(hashes(document));
    }
  });

  it('puts what the schema has no element for where the schema allows it, and reads it back', async () => {
    const events = [
      shippingEvent({ type: 'ex:Own' }),
      shippingEvent({ readPoint: { id: 'urn:x:p', zone: { a: 'b' }, 'ex:a': 'b', extension: 'c' } }),
      shippingEvent({ quantityList: [{ epcClass: 'urn:x:y', uom: 'KGM' }] }),
    ];
    const frame = { creationDate: '2026-07-22T10:30:00Z', context: [{ ex: 'https://example.com/' }] };
    const document = captureDocument(events, { ...frame, sender: 'urn:x:s' });
    const whole: Document = { ...document, epcisBody: { ...(document['epcisBody'] as object), note: 'n' } };
    const text = writeXmlDocument(whole);
    const streamed = Buffer.concat(
      await collect(writeXmlEvents(events, { type: 'EPCISDocument', ...frame })),
    ).toString();
    for (const one of [text, streamed]) {
      expect(one).toMatch(/<extension[^>]*>\s*<ex:Own>[^]*<\/ex:Own>\s*<\/extension>/);
      expect(one).toMatch(/<\/id>\s*<extension>\s*<zone>[^]*<\/extension>\s*<ex:a>b<\/ex:a>\s*<\/readPoint>/);
      expect(one).toMatch(/<quantity xsi:nil="true"\/>\s*<uom>/);
      const back = readXmlDocument(Buffer.from(one));
      expect(back.findings).toEqual([]);
      expect(eventsOf(back.document!)).toEqual(events);
    }
    expect(text).toMatch(/<\/EventList>\s*<extension>\s*<note>n<\/note>\s*<\/extension>/);
    expect(text).toMatch(/<sbdh:Receiver>\s*<sbdh:Identifier\/>/);
    const { document: back } = again(whole);
    expect(back).toMatchObject({ sender: 'urn:x:s', epcisBody: { note: 'n' } });
    expect(back).not.toHaveProperty('receiver');
  });

  it('says its version where the document does not', () => {
    const { schemaVersion: _, ...document } = queryDocument([shippingEvent()], {
      creationDate: '2026-07-22T10:30:00Z',
    });
    expect(writeXmlDocument(document)).toContain(' schemaVersion="2.0"');
  });

  it('keeps a field of that name that stands alone', () => {
    const event = shippingEvent({ 'epcis:certificationInfo': 'urn:x:1' });
    const back = again(captureDocument([event], { creationDate: '2026-07-22T10:30:00Z' }));
    expect(eventsOf(back.document!)).toMatchObject([{ 'epcis:certificationInfo': 'urn:x:1' }]);
  });

  it('keeps every hash and every reading of events made at random', () => {
    fc.assert(
      fc.property(documents, (document) => {
        const back = again(document);
        expect(back.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
        expect(hashes(back.document)).toEqual(hashes(document));
        expect(hashes(again(back.document!).document)).toEqual(hashes(document));
      }),
      { numRuns: 200 },
    );
  });

  it('never throws, and always writes XML', () => {
    const odd = fc.dictionary(
      fc.constantFrom(
        '@context',
        'type',
        'epcisBody',
        'epcisHeader',
        'eventList',
        'queryResults',
        'resultsBody',
        'epcList',
        'sensorElementList',
        'readPoint',
        'vocabularyList',
        'ex:a',
        '',
        ':',
        'a:',
        '\ud800',
        'xml:a',
        'xmlns:b',
        '²',
        '__proto__',
      ),
      fc.oneof(fc.jsonValue(), fc.anything()),
    );
    fc.assert(
      fc.property(odd, odd, odd, (document, body, event) => {
        for (const one of [document, { ...document, epcisBody: { ...body, eventList: [event] } }])
          expect(readXml(Buffer.from(writeXmlDocument(one))).findings).toEqual([]);
      }),
      { numRuns: 400, examples: [[{ '@context': { ' ': ' ' } }, {}, {}]] },
    );
  });
});
