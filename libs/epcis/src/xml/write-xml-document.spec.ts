import { readXml } from '@maillon/formats';
import fc from 'fast-check';
import { documentHashes, parseJson, readDocument, readXmlDocument, writeXmlDocument } from '../index.js';
import { documents } from '../random-events.fixture.js';
import { exampleBytes, exampleFiles, exampleText, xmlExamples } from '../test-data.fixture.js';

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
      { numRuns: 400 },
    );
  });
});
