import { captureDocument, readDocument, readEvent, readJsonDocument, readXmlDocument } from './index.js';
import { canonicalUri, identifierProblem, writeXmlDocument } from './index.js';
import { readItemMatch } from './query/item-match.js';
import { readJsonEvents } from './stream/read-json-events.js';
import { collect, inChunks } from './stream/chunks.fixture.js';
import { shippingEvent } from './test-data.fixture.js';

const FRAME = { creationDate: '2026-07-22T10:30:00Z' };
const about = (epc: string, more: object = {}) =>
  captureDocument([shippingEvent({ epcList: [epc], ...more })], FRAME);
const codesOf = (epc: string) =>
  readDocument(about(epc))
    .findings.filter(({ severity }) => severity === 'error')
    .map(({ code }) => code);

const GTIN = 'https://id.gs1.org/01/09521141012345';
const x = (count: number) => 'x'.repeat(count);

describe('what follows the number of a GS1 key', () => {
  it.each([
    `${GTIN}/10/${x(21)}`,
    `${GTIN}/10/A%20B`,
    `${GTIN}/10/caf%C3%A9`,
    `${GTIN}/10/A%00B`,
    `${GTIN}/10/A~B`,
    `${GTIN}/21/${x(21)}`,
    `${GTIN}/22/${x(21)}`,
    `${GTIN}/22/V/10/${x(21)}`,
    `${GTIN}/10/${x(21)}/21/1`,
    `${GTIN}/235/${x(29)}`,
    `https://brand.example/01/9521141012345/10/${x(21)}`,
    'https://id.gs1.org/01/0952114101234/10/LOT',
    'https://id.gs1.org/00/12345',
    `https://id.gs1.org/8006/095211410123450102/21/${x(21)}`,
    `https://id.gs1.org/414/9521141000007/254/${x(21)}`,
    `https://id.gs1.org/253/9521141000007${x(18)}`,
    `https://id.gs1.org/8003/09521141000007${x(17)}`,
    `https://id.gs1.org/8004/952114100000${x(19)}`,
    'https://id.gs1.org/8004/9521141A%20B',
    'https://id.gs1.org/gtin/0952114101234/lot/LOT',
    'urn:epc:id:cpi:9521141.abc.1',
    `${GTIN}/21/7/10/LOT`,
    `${GTIN}?10=LOT`,
    `${GTIN}/21/`,
    `${GTIN}/10/?17=261231`,
    'https://id.gs1.org/414/9521141000007/254/',
    'https://id.gs1.org/8003/9521141000006',
    `urn:epc:class:lgtin:9521141.001234.${x(21)}`,
    'urn:epc:class:lgtin:9521141.001234.A%20B',
    `urn:epc:id:sgtin:9521141.001234.${x(21)}`,
    `urn:epc:id:upui:9521141.001234.${x(29)}`,
    `urn:epc:id:sgln:9521141.00000.${x(21)}`,
    `urn:epc:id:grai:9521141.00000.${x(17)}`,
    `urn:epc:id:gdti:9521141.00000.${x(18)}`,
  ])('is refused in %s', (epc) => expect(codesOf(epc)).toEqual(['IDENTIFIER_MALFORMED']));

  it.each([
    `${GTIN}/10/${x(20)}`,
    `${GTIN}/10/${'%2F'.repeat(20)}`,
    `${GTIN}/21/1-2_3.4'()*+,;:=!`,
    `${GTIN}/21/%26%25%22%3C%3E%3F`,
    `${GTIN}/22/V/10/L/21/1`,
    `${GTIN}/10/L/?17=261231`,
    `${GTIN}/21/1?10=L`,
    `${GTIN}/235/T?10=L`,
    `${GTIN}/235/${x(28)}`,
    `https://id.gs1.org/414/9521141000007/254/${x(20)}`,
    `https://id.gs1.org/253/9521141000007${x(17)}`,
    `https://id.gs1.org/8003/09521141000007${x(16)}`,
    `https://id.gs1.org/8004/952114100000${x(18)}`,
    `https://id.gs1.org/8004/952114100000${'%26'.repeat(18)}`,
    `https://id.gs1.org/401/952114100000${'%2F'.repeat(18)}`,
    `urn:epc:id:giai:9521141.${'%26'.repeat(23)}`,
    `urn:epc:id:ginc:9521141.${'%3F'.repeat(23)}`,
    `urn:epc:class:lgtin:9521141.001234.${x(20)}`,
    // no right check digit under another name than GS1's: a number of one's own
    `https://brand.example/01/09521141012346/10/${x(21)}`,
    `urn:maillon:item:404833048:REF:${x(60)}`,
    `https://brand.example/lots/10/${x(60)}`,
  ])('may be %s', (epc) => expect(codesOf(epc)).toEqual([]));

  it.each([
    [`${GTIN}/21/7/10/LOT`, `${GTIN}/10/LOT/21/7`],
    [`${GTIN}/ser/7/lot/LOT`, `${GTIN}/10/LOT/21/7`],
    [`${GTIN}/10/LOT/17/261231`, `${GTIN}/10/LOT?17=261231`],
    [`${GTIN}?17=261231&10=LOT&21=7`, `${GTIN}/10/LOT/21/7?17=261231`],
    [`${GTIN}/10/LOT?21=7`, `${GTIN}/10/LOT/21/7`],
    [`${GTIN}/10/A/B`, `${GTIN}/10/A%2FB`],
    ['https://brand.example/01/09521141012345/21/A/B', `${GTIN}/21/A%2FB`],
    ['https://id.gs1.org/414/9521141000007?254=E', 'https://id.gs1.org/414/9521141000007/254/E'],
    ['https://id.gs1.org/8006/095211410123450102?10=L', 'https://id.gs1.org/8006/095211410123450102/10/L'],
    ['https://id.gs1.org/8010/9521141A?8011=1', 'https://id.gs1.org/8010/9521141A/8011/1'],
    ['https://id.gs1.org/8010/9521141A/B', 'https://id.gs1.org/8010/9521141A%2FB'],
    ['https://id.gs1.org/253/9521141000007A/B', 'https://id.gs1.org/253/9521141000007A%2FB'],
  ])('%s is refused and the link that was meant told', (epc, meant) => {
    const [found] = readDocument(about(epc)).findings.filter(({ code }) => code === 'IDENTIFIER_MALFORMED');
    expect(found).toMatchObject({ severity: 'error', nearest: meant });
    expect(found!.message.fr).toContain(meant);
    expect(found!.message.en).toContain(`Did you mean “${meant}”?`);
    expect(codesOf(meant)).toEqual([]);
  });

  it('is judged in both forms and in streams, and told in words that help', async () => {
    const document = about(`${GTIN}/10/${x(21)}`);
    const parts = await collect(readJsonEvents(inChunks(JSON.stringify(document))));
    for (const findings of [
      readJsonDocument(JSON.stringify(document)).findings,
      readXmlDocument(Buffer.from(writeXmlDocument(document))).findings,
      parts.flatMap((part) => (part.part === 'event' ? part.findings : [])),
    ]) {
      const found = findings.find(({ code }) => code === 'IDENTIFIER_MALFORMED');
      expect(found).toMatchObject({
        severity: 'error',
        allowed: expect.stringContaining('(10) 1…20') as string,
      });
      expect(found!.message.en).toContain('(10) 1…20');
      expect(found!.remedy.fr).toContain('urn:maillon:item');
    }
  });

  it('of what stands already can still be read, asked for and declared wrong', () => {
    const lot = `${GTIN}/10/${x(21)}`;
    expect(readEvent(shippingEvent({ epcList: [lot] })).event).toBeDefined();
    expect(canonicalUri(lot)).toBe(lot);
    expect(identifierProblem(lot)).toBeUndefined();
    expect(readItemMatch(lot, true)).toEqual([{ exact: lot }]);
    const errorDeclaration = { declarationTime: '2026-07-23T10:30:00Z', reason: 'did_not_occur' };
    const { events } = readDocument(about(lot, { eventID: 'urn:uuid:1', errorDeclaration }));
    expect(events[0]).toBeDefined();
  });
});
