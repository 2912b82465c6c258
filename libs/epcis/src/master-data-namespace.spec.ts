import { canonicalMembers, preHash, readDocument, readEventQuery, readXmlDocument } from './index.js';
import { standaloneEvent } from './index.js';

const WRITTEN = ['urn:epcglobal:cbv:mda', 'urn:epcglobal:cbv:mda:', 'urn:epcglobal:cbv:mda:/'];
const NAME = 'urn:epcglobal:cbv:mda:lotNumber';
const CONTEXT = 'https://ref.gs1.org/standards/epcis/epcis-context.jsonld';

const inJson = (prefix: string, namespace: string) =>
  readDocument({
    '@context': [CONTEXT, { [prefix]: namespace }],
    type: 'EPCISDocument',
    schemaVersion: '2.0',
    creationDate: '2026-07-22T10:30:00Z',
    epcisBody: {
      eventList: [
        {
          type: 'ObjectEvent',
          eventTime: '2026-03-02T08:31:00Z',
          eventTimeZoneOffset: '+00:00',
          epcList: ['urn:epc:id:sgtin:4012345.011111.1'],
          action: 'ADD',
          ilmd: { [`${prefix}:lotNumber`]: 'LOTX' },
        },
      ],
    },
  });
const inXml = (prefix: string, namespace: string) =>
  readXmlDocument(
    Buffer.from(`<epcis:EPCISDocument xmlns:epcis="urn:epcglobal:epcis:xsd:2" xmlns:${prefix}="${namespace}"
 schemaVersion="2.0" creationDate="2026-07-22T10:30:00Z"><EPCISBody><EventList><ObjectEvent>
 <eventTime>2026-03-02T08:31:00Z</eventTime><eventTimeZoneOffset>+00:00</eventTimeZoneOffset>
 <epcList><epc>urn:epc:id:sgtin:4012345.011111.1</epc></epcList><action>ADD</action>
 <ilmd><${prefix}:lotNumber>LOTX</${prefix}:lotNumber></ilmd></ObjectEvent></EventList></EPCISBody></epcis:EPCISDocument>`),
  );
const read = WRITTEN.flatMap((namespace) =>
  ['cbvmda', 'm'].flatMap((prefix) => [inJson(prefix, namespace), inXml(prefix, namespace)]),
).map(({ events, findings }) => {
  expect(findings).toEqual([]);
  return events[0]!;
});

describe('the namespace of GS1’s master data, which GS1 itself writes in two ways', () => {
  it('makes one event of JSON and XML, under whatever prefix', () => {
    expect(new Set(read.map(({ fingerprint }) => fingerprint)).size).toBe(1);
    for (const event of read) {
      const standalone = standaloneEvent(event);
      const asked = { ...standalone, ...canonicalMembers(standalone) };
      expect(asked['ilmd']).toEqual({ [NAME]: 'LOTX' });
    }
  });

  it('is hashed as declared, in JSON and XML alike, as published hashes have it', () => {
    const hashed = read.map((event) => preHash(standaloneEvent(event)));
    // prefix and form change nothing: four of each
    expect(hashed).toEqual(
      WRITTEN.flatMap((namespace) =>
        Array<unknown>(4).fill(expect.stringContaining(`ilmd{${namespace}}lotNumber=LOTX`)),
      ),
    );
    expect(new Set(hashed).size).toBe(WRITTEN.length);
  });

  it('is asked for in each of them', () => {
    for (const namespace of WRITTEN) {
      const prefixes = { names: new Map([['m', namespace]]), open: false };
      for (const parameter of ['EQ_ILMD_m:lotNumber', `EQ_ILMD_${NAME}`, `EQ_ILMD_${WRITTEN[0]}#lotNumber`]) {
        const answer = readEventQuery({ [parameter]: 'LOTX' }, { prefixes, from: 'url' });
        expect([parameter, answer]).toMatchObject([
          parameter,
          { query: { conditions: [{ names: expect.arrayContaining([NAME]) as string[] }] } },
        ]);
      }
    }
  });
});
