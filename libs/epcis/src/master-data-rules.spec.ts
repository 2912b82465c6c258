import { collect, inChunks } from './stream/chunks.fixture.js';
import {
  captureDocument,
  MASTER_DATA_BOUNDS,
  readDocument,
  readJsonDocument,
  readJsonEvents,
  readXmlDocument,
  readXmlEvents,
  writeXmlDocument,
} from './index.js';
import { VocabularyElement } from './model.js';

const TYPE = 'urn:epcglobal:epcis:vtype:Location';
const NAME = 'urn:epcglobal:cbv:mda#name';
const { elements, typeBytes, idBytes, attributeBytes, children } = MASTER_DATA_BOUNDS;

type Element = Readonly<Record<string, unknown>>;

const named = (...values: unknown[]) => values.map((attribute) => ({ id: NAME, attribute }));
const documentOf = (vocabularyElementList: readonly Element[], type = TYPE) =>
  captureDocument([], {
    creationDate: '2026-07-22T10:30:00Z',
    // some are wrong on purpose
    vocabularyList: [
      { type, vocabularyElementList: vocabularyElementList as unknown as VocabularyElement[] },
    ],
  });
const good = { id: 'urn:test:good', attributes: named('Usine') };

/** What the four readers say of a document, each finding with the text that stands at its place. */
async function inAllForms(document: Record<string, unknown>) {
  const json = JSON.stringify(document, null, 1);
  const xml = writeXmlDocument(document).replace(/></g, '>\n<');
  const end = (parts: readonly { readonly masterData?: unknown; readonly findings: unknown }[]) =>
    parts.at(-1)!;
  const read = [
    [json, readJsonDocument(json)],
    [json, end(await collect(readJsonEvents(inChunks(json))))],
    [xml, readXmlDocument(Buffer.from(xml))],
    [xml, end(await collect(readXmlEvents(inChunks(xml))))],
  ] as unknown as [string, ReturnType<typeof readJsonDocument>][];
  return read.map(([text, { findings, masterData }]) => ({
    masterData: masterData.map(({ id }) => id),
    findings: findings.map(({ code, field, line, column }) => {
      const at = text.split('\n')[line! - 1]!.slice(column! - 1);
      return `${code} ${field} ${/^\S{1,18}/.exec(at)?.[0]}`;
    }),
  }));
}

describe('master data that cannot be kept', () => {
  it.each<[string, Element, string, string]>([
    ['long attributes', { attributes: named('x'.repeat(attributeBytes)) }, 'attributes', 'attribute'],
    [
      'long values of one id',
      { attributes: named(...Array<string>(70).fill('x'.repeat(1000))) },
      'attributes',
      'attribute',
    ],
    [
      'many children',
      { children: Array.from({ length: children + 1 }, (_, at) => `urn:x:${at}`) },
      'children',
      'urn:x:0',
    ],
  ])('%s: the element is told with its place, the others are taken', async (_, more, field) => {
    const told = await inAllForms(
      documentOf([good, { id: 'urn:test:faulty', ...more }, { ...good, id: 'urn:test:last' }]),
    );
    for (const { masterData, findings } of told) {
      expect(masterData).toEqual(['urn:test:good', 'urn:test:last']);
      expect(findings).toHaveLength(1);
      expect(findings[0]).toMatch(`MASTER_DATA_TOO_LARGE ${field} `);
    }
  });

  it('says the line of the element, in JSON and in XML', async () => {
    const id = `urn:test:${'x'.repeat(idBytes)}`;
    const told = await inAllForms(documentOf([good, { id }, { id: 'urn:test:n', children: [id] }]));
    const [json, , xml] = told;
    expect(json!.findings).toEqual([
      'MASTER_DATA_TOO_LARGE id "urn:test:xxxxxxxx',
      'MASTER_DATA_TOO_LARGE id {',
    ]);
    expect(xml!.findings).toEqual([
      'MASTER_DATA_TOO_LARGE id <VocabularyElement',
      'MASTER_DATA_TOO_LARGE id <VocabularyElement',
    ]);
    expect([told[1], told[3]]).toEqual([json, xml]);
  });

  it('takes no element of a vocabulary whose type is too long, or missing', async () => {
    for (const { masterData, findings } of await inAllForms(
      documentOf([good], `urn:${'x'.repeat(typeBytes)}`),
    )) {
      expect(masterData).toEqual([]);
      expect(findings).toEqual([expect.stringMatching('MASTER_DATA_TOO_LARGE type ')]);
    }
    expect(readDocument(documentOf([good], 'no type')).masterData).toEqual([]);
  });

  it('takes none of more elements than a document may bring, and as many as it may', () => {
    const many = Array.from({ length: elements + 1 }, (_, index) => ({ id: `urn:test:${index}` }));
    expect(readDocument(documentOf(many))).toMatchObject({
      masterData: [],
      findings: [
        {
          code: 'MASTER_DATA_TOO_MUCH',
          path: '$.epcisHeader.epcisMasterData.vocabularyList',
          value: '10001',
        },
      ],
    });
    expect(readDocument(documentOf(many.slice(1)))).toMatchObject({ findings: [] });
    expect(readDocument(documentOf(many.slice(1))).masterData).toHaveLength(elements);
  });

  it.each([['a\u0000b'], ['\ud800'], [{ 'ex:a': ['\udc00'] }], [{ 'a\u0000': 1 }]])(
    'has no character that no database keeps: %j',
    (attribute) => {
      const document = documentOf([good, { id: 'urn:test:faulty', attributes: named('x', attribute) }]);
      expect(readJsonDocument(JSON.stringify(document, null, 1))).toMatchObject({
        masterData: [{ id: 'urn:test:good' }],
        findings: [
          {
            code: 'TEXT_NOT_KEPT',
            path: '$.epcisHeader.epcisMasterData.vocabularyList[0].vocabularyElementList[1].attributes[1].attribute',
            line: expect.any(Number),
          },
        ],
      });
    },
  );

  it('reads one id given 100,000 times in little time, and takes nothing that it could not tell of', () => {
    const begun = performance.now();
    const often = documentOf([
      { id: 'urn:test:often', attributes: named(...Array<number>(100_000).fill(1)) },
    ]);
    expect(readDocument(often)).toMatchObject({ findings: [{ code: 'MASTER_DATA_TOO_LARGE' }] });
    expect(performance.now() - begun).toBeLessThan(2000);
    const faulty = { id: `urn:test:${'x'.repeat(idBytes)}` };
    const { masterData, findings } = readDocument(documentOf(Array<Element>(300).fill(faulty)));
    expect([masterData.length, findings.length, findings.at(-1)!.code]).toEqual([
      0,
      101,
      'TOO_MANY_PROBLEMS',
    ]);
  });
});
