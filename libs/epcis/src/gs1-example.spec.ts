import { examineUri } from './canonical-uri.js';
import { exampleLink, exampleUrn } from './gs1-example.js';
import { GS1_KEYS } from './gs1-keys.js';
import { captureDocument, readDocument } from './index.js';
import { shippingEvent } from './test-data.fixture.js';

const firstFinding = (epc: string) =>
  readDocument(captureDocument([shippingEvent({ epcList: [epc] })], { creationDate: '2026-07-22T10:30:00Z' }))
    .findings[0];

describe('an identifier that is malformed', () => {
  it.each(GS1_KEYS.flatMap(({ urn, ai }) => [...(urn ? [exampleUrn(urn)] : []), exampleLink(ai)]))(
    'is shown a right one of its kind: %s',
    (example) => {
      expect(example).toBeDefined();
      expect(examineUri(example!, true).problem).toBeUndefined();
    },
  );

  it.each([
    ['urn:epc:id:sgtin:9521141.1234.7', 'urn:epc:id:sgtin:9521141.000000.1'],
    ['urn:epc:id:sscc:952114.1', 'urn:epc:id:sscc:9521141.0000000000'],
    ['https://id.gs1.org/00/1234', 'https://id.gs1.org/00/095211410000000007'],
    ['https://id.gs1.org/8010/ab', 'https://id.gs1.org/8010/95211411'],
  ])('%s is told how %s is written', (wrong, right) => {
    const found = firstFinding(wrong);
    expect(found).toMatchObject({ code: 'IDENTIFIER_MALFORMED', allowed: right });
    expect(found!.remedy!.fr).toContain(right);
    expect(found!.remedy!.en).toContain(right);
  });

  it('of a kind that nobody knows is told the nearest kind', () => {
    expect(firstFinding('urn:epc:id:sgtn:9521141.001234.7')).toMatchObject({
      code: 'IDENTIFIER_MALFORMED',
      nearest: 'urn:epc:id:sgtin:',
    });
  });
});
