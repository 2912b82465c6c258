import fc from 'fast-check';
import {
  documentHashes,
  EpcFormat,
  eventsOf,
  formatEvent,
  readJsonDocument,
  readXmlDocument,
  writeJsonDocument,
  writeXmlDocument,
} from './index.js';
import { documents } from './random-events.fixture.js';

/** `npx jest … --globals '{"ROUND_TRIPS":5000}'` makes more of them. */
const RUNS = (globalThis as { ROUND_TRIPS?: number }).ROUND_TRIPS ?? 150;
type Members = Record<string, unknown>;
const hashes = (document: unknown) => documentHashes(document).map((found) => found?.hash);
const xmlOf = (document: Members) => readXmlDocument(Buffer.from(writeXmlDocument(document)));

/** Members in another order, a number for each object says which. */
function shuffled(value: unknown, seed: number): unknown {
  if (Array.isArray(value)) return value.map((entry) => shuffled(entry, seed));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).map(([name, member], at): [string, unknown, number] => [
    name,
    name === '@context' ? (member as unknown) : shuffled(member, seed + at),
    Math.sin(seed * 1000 + at * 7.3),
  ]);
  return Object.fromEntries(
    entries.sort(([, , a], [, , b]) => a - b).map(([name, member]) => [name, member]),
  );
}

/** The same document with the identifiers of its events in another spelling. */
function respelt(document: Members, epc: EpcFormat): Members {
  const copy = structuredClone(document);
  const list = eventsOf(copy) as Members[];
  list.forEach((event, at) => (list[at] = formatEvent(event, { epc, companyPrefixes: ['9521141'] })));
  return copy;
}

describe('documents made at random', () => {
  it('come back from JSON as they were, from XML as XML can say them', () => {
    fc.assert(
      fc.property(documents, (document) => {
        const json = readJsonDocument(writeJsonDocument(document));
        expect(json.document).toEqual(document);
        expect(json.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
        const once = xmlOf(document);
        const twice = xmlOf(once.document!);
        expect(twice.document).toEqual(once.document);
        expect(twice.events).toEqual(once.events);
        expect(once.events.map((event) => event?.items)).toEqual(json.events.map((event) => event?.items));
      }),
      { numRuns: RUNS, endOnFailure: true },
    );
  });

  it('have the same hashes in whatever order, spacing, spelling and form', () => {
    const spelling = fc.constantFrom<EpcFormat>(
      'Always_GS1_Digital_Link',
      'Always_EPC_URN',
      'Never_Translates',
    );
    const cbv = fc.constantFrom('Always_Web_URI', 'Always_URN', 'Never_Translates', 'No_Preference');
    fc.assert(
      fc.property(documents, fc.nat(1e6), spelling, fc.nat(4), cbv, (document, seed, epc, blanks, words) => {
        const expected = hashes(document);
        const other = shuffled(respelt(document, epc), seed) as Members;
        const spaced = readJsonDocument(JSON.stringify(other, null, blanks).replaceAll('\n', '\r\n'));
        expect(hashes(spaced.document)).toEqual(expected);
        const xml = writeXmlDocument(other, { cbv: words }).replace(/>\n/g, `>\r\n${' '.repeat(blanks)}`);
        expect(hashes(readXmlDocument(Buffer.from(xml)).document)).toEqual(expected);
      }),
      { numRuns: RUNS, endOnFailure: true },
    );
  });
});
