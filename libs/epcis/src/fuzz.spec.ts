import fc from 'fast-check';
import { Finding } from '@maillon/kernel';
import { within } from '@maillon/kernel/testing';
import {
  documentHashes,
  FINDING_CODES,
  readJsonDocument,
  readJsonEvents,
  readXmlDocument,
  readXmlEvents,
  writeJsonDocument,
  writeXmlDocument,
} from './index.js';
import { readHostile } from './hostile.fixture.js';
import { documents } from './random-events.fixture.js';
import { collect, inChunks } from './stream/chunks.fixture.js';
import { exampleBytes, exampleFiles, xmlExamples } from './test-data.fixture.js';

/** `npx jest … --globals '{"EPCIS_MUTATIONS":100000}'` runs more of them. */
const MUTATIONS = (globalThis as { EPCIS_MUTATIONS?: number }).EPCIS_MUTATIONS ?? 1500;
const CODES = new Set(FINDING_CODES);

/** Pieces that a careless or hostile hand puts in. */
const PIECES = [
  ...[
    '{',
    '}',
    '[',
    ']',
    '"',
    ':',
    ',',
    '\\',
    '\\u0000',
    '\\ud800',
    'null',
    '1e999',
    '-0',
    '00',
    'true',
    '__proto__',
  ],
  ...[
    '<',
    '>',
    '</',
    '/>',
    '&',
    '&amp;',
    '&#x0;',
    '<![CDATA[',
    ']]>',
    '<!--',
    '-->',
    '<?a?>',
    'xmlns=""',
    'xmlns:a="b"',
  ],
  ...[
    '@context',
    'eventList',
    'urn:epc:id:sgtin:',
    'https://id.gs1.org/01/',
    '%',
    '%zz',
    '\0',
    '\ufeff',
    '\u2028',
    '\r\n',
  ],
  ...['é', '𝒳', '9'.repeat(400), 'x'.repeat(5000), '['.repeat(100), '<a>'.repeat(100)],
];
const piece = fc.oneof(
  fc.constantFrom(...PIECES).map((text) => Buffer.from(text)),
  fc.uint8Array({ maxLength: 6 }).map((bytes) => Buffer.from(bytes)),
);
const edit = fc.record({ at: fc.nat(), cut: fc.oneof(fc.nat(10), fc.nat(3000)), more: piece });
const edits = fc.array(edit, { minLength: 1, maxLength: 5 });

function changed(source: Uint8Array, list: readonly { at: number; cut: number; more: Buffer }[]): Buffer {
  let bytes = Buffer.from(source);
  for (const { at, cut, more } of list) {
    const start = at % (bytes.length + 1);
    bytes = Buffer.concat([bytes.subarray(0, start), more, bytes.subarray(start + cut)]);
  }
  return bytes;
}

function tellsAll(findings: readonly Finding[], isXml: boolean): void {
  for (const { code, path, message, remedy, line, column } of findings) {
    expect([code, CODES.has(code)]).toEqual([code, true]);
    expect([code, message.fr && message.en && remedy.fr && remedy.en ? 'told' : 'mute']).toEqual([
      code,
      'told',
    ]);
    expect([code, path === undefined || path.startsWith(isXml ? '/' : '$')]).toEqual([code, true]);
    expect([code, line! > 0 && column! > 0]).toEqual([code, true]);
  }
}

const examples = {
  json: ['valid/gs1-EPCIS', 'valid/openepcis-test-resources', 'sector-events'].flatMap(exampleFiles),
  xml: ['valid-xml/gs1', 'valid-xml/openepcis'].flatMap(xmlExamples),
};
const sources = (form: 'json' | 'xml'): fc.Arbitrary<Uint8Array> => {
  const made = documents.map((document) =>
    Buffer.from(form === 'json' ? writeJsonDocument(document) : writeXmlDocument(document)),
  );
  const published = examples[form];
  return published.length > 0 ? fc.oneof(made, fc.constantFrom(...published).map(exampleBytes)) : made;
};

describe('documents changed at random', () => {
  it.each(['json', 'xml'] as const)(
    'never stop a reader, and all is told with its place: %s',
    async (form) => {
      const isXml = form === 'xml';
      await fc.assert(
        fc.asyncProperty(
          sources(form),
          edits,
          fc.integer({ min: 1, max: 5000 }),
          async (source, list, size) => {
            const bytes = changed(source, list);
            const read = within(2000, () => (isXml ? readXmlDocument(bytes) : readJsonDocument(bytes)));
            tellsAll(read.findings, isXml);
            expect(read.events.length > 0 || read.masterData.length > 0 || read.findings.length > 0).toBe(
              true,
            );
            documentHashes(read.document);
            const parts = await collect((isXml ? readXmlEvents : readJsonEvents)(inChunks(bytes, size)));
            expect([parts[0]!.part, parts.at(-1)!.part]).toEqual(['header', 'end']);
            tellsAll(
              parts.flatMap(({ findings }) => findings),
              isXml,
            );
          },
        ),
        { numRuns: MUTATIONS, endOnFailure: true },
      );
    },
    600_000,
  );
});

describe('texts made to harm', () => {
  it('are read or refused in two seconds and 256 MB', () => {
    const results = readHostile();
    expect(results.length).toBeGreaterThan(100);
    const slow = results.filter(({ milliseconds }) => milliseconds > 2000);
    const large = results.filter(({ growth }) => growth > 256 * 1024 * 1024);
    const mute = results.filter(
      ({ codes, name }) => codes.length === 0 && !/^a long (text|number|link)/.test(name),
    );
    expect({ slow, large, mute }).toEqual({ slow: [], large: [], mute: [] });
  }, 300_000);
});
