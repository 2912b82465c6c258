import fc from 'fast-check';
import {
  captureDocument,
  documentHashes,
  EPC_FORMATS,
  eventHash,
  eventsOf,
  formatEvent,
  formatIdentifier,
  queryDocument,
  readDocument,
  readEvent,
  readHeader,
  readXmlDocument,
  standaloneEvent,
  writeJsonDocument,
  writeXmlDocument,
} from './index.js';
import { documents } from './random-events.fixture.js';
import { shippingEvent } from './test-data.fixture.js';

const URN = 'urn:epc:id:sgtin:9521141.001234.2017';
const LINK = 'https://id.gs1.org/01/09521141012345/21/2017';
const event = shippingEvent({
  epcList: [URN, 'https://id.gs1.org/01/09521141012345/21/A%26B+C'],
  quantityList: [{ epcClass: 'urn:epc:class:lgtin:9521141.001234.L1', quantity: 2 }],
  readPoint: { id: 'urn:epc:id:sgln:9521141.00000.0', 'ex:gate': URN },
  bizLocation: { id: 'https://shop.example/414/9521141000007?x=1' },
  parentID: 'urn:epc:id:sscc:9521141.1234567890',
  sourceList: [{ type: 'owning_party', source: 'urn:epc:id:pgln:9521141.00000' }],
  destinationList: [
    { type: 'location', destination: 'urn:oasis:names:tc:ebcore:partyid-type:iso6523:0002:1' },
  ],
  bizTransactionList: [{ type: 'po', bizTransaction: 'urn:epc:id:gdti:9521141.00000.A1' }],
  sensorElementList: [{ sensorReport: [{ type: 'Speed', deviceID: 'urn:epc:id:giai:9521141.dev' }] }],
  eventID: 'urn:epc:id:gdti:9521141.00000.E1',
  'ex:other': URN,
});

describe('formatEvent', () => {
  it('gives Digital Links, the default', () => {
    const told = formatEvent(event);
    expect(told).toEqual(formatEvent(event, { epc: 'Always_GS1_Digital_Link' }));
    expect(told).toMatchObject({
      epcList: [LINK, 'https://id.gs1.org/01/09521141012345/21/A%26B+C'],
      quantityList: [{ epcClass: 'https://id.gs1.org/01/09521141012345/10/L1', quantity: 2 }],
      readPoint: { id: 'https://id.gs1.org/414/9521141000007', 'ex:gate': URN },
      bizLocation: { id: 'https://shop.example/414/9521141000007?x=1' },
      parentID: 'https://id.gs1.org/00/195211412345678900',
      sourceList: [{ source: 'https://id.gs1.org/417/9521141000007' }],
      destinationList: event['destinationList'],
      bizTransactionList: [{ bizTransaction: 'https://id.gs1.org/253/9521141000007A1' }],
      sensorElementList: [{ sensorReport: [{ deviceID: 'https://id.gs1.org/8004/9521141dev' }] }],
      eventID: event['eventID'],
      'ex:other': URN,
    });
  });

  it('gives URNs where the company prefix is known: from the event itself, or told', () => {
    const told = formatEvent(event, { epc: 'Always_EPC_URN' });
    expect(told).toMatchObject({
      epcList: [URN, 'urn:epc:id:sgtin:9521141.001234.A%26B+C'],
      bizLocation: { id: 'urn:epc:id:sgln:9521141.00000.0' },
    });
    expect(formatEvent(formatEvent(event), { epc: 'Always_EPC_URN' })['epcList']).toEqual([
      LINK,
      'https://id.gs1.org/01/09521141012345/21/A%26B+C',
    ]);
    const back = formatEvent(formatEvent(event), { epc: 'Always_EPC_URN', companyPrefixes: ['9521141'] });
    expect(back).toEqual(told);
    const unsure = { epc: 'Always_EPC_URN', companyPrefixes: ['9521141', '952114'] } as const;
    expect(formatIdentifier(LINK, unsure)).toBe(LINK);
    expect(formatIdentifier(LINK, { ...unsure, companyPrefixes: ['952114'] })).toBe(
      'urn:epc:id:sgtin:952114.0101234.2017',
    );
  });

  it.each(EPC_FORMATS)('takes the canonical form, keeps the hash, copies nothing in vain: %s', (epc) => {
    const prefixes = readHeader({ ex: 'https://example.com/' });
    const read = readEvent(shippingEvent({ epcList: [URN] }), { prefixes }).event!;
    const told = formatEvent(read, { epc });
    expect(eventHash(told, prefixes)).toBe(eventHash(read.original, prefixes));
    expect(formatEvent(told, { epc })).toBe(told);
    if (epc.startsWith('N')) expect(told).toBe(read.original);
    expect(formatIdentifier(URN, { epc })).toBe(epc === 'Always_GS1_Digital_Link' ? LINK : URN);
  });

  it('gives links that can be read again of what URNs hold bare', () => {
    expect(formatIdentifier('urn:epc:id:sgtin:9521141.001234.A/B')).toBe(
      'https://id.gs1.org/01/09521141012345/21/A%2FB',
    );
    expect(formatIdentifier('urn:epc:id:giai:9521141.A/')).toBe('https://id.gs1.org/8004/9521141A%2F');
    expect(formatIdentifier('urn:epc:id:nothing:1')).toBe('urn:epc:id:nothing:1');
  });

  it('leaves what it cannot read as it is', () => {
    for (const odd of [{}, { epcList: 'x', readPoint: 7, sourceList: [null, [], { source: {} }] }])
      for (const epc of EPC_FORMATS) expect(formatEvent(odd, { epc })).toBe(odd);
  });

  it('keeps hashes of events made at random, there and back', () => {
    fc.assert(
      fc.property(documents, (document) => {
        const prefixes = readHeader(document['@context']);
        for (const one of eventsOf(document) as Record<string, unknown>[]) {
          const link = formatEvent(one);
          const urn = formatEvent(link, { epc: 'Always_EPC_URN', companyPrefixes: ['9521141'] });
          expect(new Set([one, link, urn].map((told) => eventHash(told, prefixes))).size).toBe(1);
          expect(JSON.stringify(link['epcList'] ?? [])).not.toContain('urn:epc:');
        }
      }),
      { numRuns: 100 },
    );
  });
});

const CREATED = { creationDate: '2026-07-22T10:30:00Z' };
const one = shippingEvent({ '@context': { ex: 'https://one.example/' }, 'ex:a': 1 });
const two = shippingEvent({ '@context': [{ ex: 'https://two.example/' }], 'ex:a': 1 });

describe('the documents of an answer', () => {
  it('gather the contexts of their events', () => {
    const document = queryDocument([one, two, shippingEvent(), one], { ...CREATED, subscriptionID: 's1' });
    expect(document).toMatchObject({
      '@context': [
        'https://ref.gs1.org/standards/epcis/epcis-context.jsonld',
        { ex: 'https://one.example/' },
      ],
      epcisBody: { queryResults: { queryName: 'SimpleEventQuery', subscriptionID: 's1' } },
    });
    expect(eventsOf(document).map((told) => '@context' in (told as object))).toEqual([
      false,
      true,
      false,
      false,
    ]);
    const alone = [one, two, shippingEvent(), one].map((told) => eventHash(told));
    for (const told of [document, JSON.parse(writeJsonDocument(document)) as object])
      expect(documentHashes(told).map((found) => found!.hash)).toEqual(alone);
    const { document: fromXml, findings } = readXmlDocument(Buffer.from(writeXmlDocument(document)));
    expect(findings).toEqual([]);
    expect(documentHashes(fromXml).map((found) => found!.hash)).toEqual(alone);
  });

  it('never change what a prefix of GS1 means to the other events', () => {
    const mine = shippingEvent({ '@context': { cbv: 'https://mine.example/' }, 'cbv:a': 1 });
    const document = captureDocument([mine, shippingEvent({ 'cbv:a': 1 })], {
      ...CREATED,
      sender: 'urn:x:y',
    });
    expect(document['@context']).toEqual(['https://ref.gs1.org/standards/epcis/epcis-context.jsonld']);
    expect(document['sender']).toBe('urn:x:y');
    expect(new Set(documentHashes(document).map((found) => found!.hash)).size).toBe(2);
  });

  it('let an event stand without its document, its prefixes kept', () => {
    const address = 'https://example.com/context.jsonld';
    const { events } = readDocument(
      captureDocument([shippingEvent({ 'ex:a': 'cd:e' }), shippingEvent(), one], {
        ...CREATED,
        context: [{ ex: 'https://ex.example/', cd: 'urn:cd:', unused: 'urn:no' }],
      }),
    );
    expect(events.map((told) => standaloneEvent(told!)['@context'])).toEqual([
      [
        'https://ref.gs1.org/standards/epcis/epcis-context.jsonld',
        { cd: 'urn:cd:', ex: 'https://ex.example/' },
      ],
      undefined,
      { ex: 'https://one.example/' },
    ]);
    const remote = readDocument(captureDocument([shippingEvent()], { ...CREATED, context: [address] }));
    expect(standaloneEvent(remote.events[0]!)['@context']).toEqual([
      'https://ref.gs1.org/standards/epcis/epcis-context.jsonld',
      address,
    ]);
  });

  it('spell words in XML as asked', () => {
    const document = captureDocument(
      [shippingEvent({ disposition: 'https://ref.gs1.org/cbv/Disp-in_transit' })],
      CREATED,
    );
    const words = (cbv: 'No_Preference' | 'Always_Web_URI' | 'Always_URN' | 'Never_Translates') =>
      [...writeXmlDocument(document, { cbv }).matchAll(/<(?:bizStep|disposition)>(.*?)</g)].map(
        ([, word]) => word,
      );
    expect(words('Always_Web_URI')).toEqual([
      'https://ref.gs1.org/cbv/BizStep-shipping',
      'https://ref.gs1.org/cbv/Disp-in_transit',
    ]);
    expect(words('Always_URN')).toEqual([
      'urn:epcglobal:cbv:bizstep:shipping',
      'urn:epcglobal:cbv:disp:in_transit',
    ]);
    expect(words('No_Preference')).toEqual(words('Always_URN'));
    expect(words('Never_Translates')).toEqual([
      'urn:epcglobal:cbv:bizstep:shipping',
      'https://ref.gs1.org/cbv/Disp-in_transit',
    ]);
    for (const cbv of ['Always_Web_URI', 'Never_Translates'] as const)
      expect(
        documentHashes(readXmlDocument(Buffer.from(writeXmlDocument(document, { cbv }))).document),
      ).toEqual(documentHashes(document));
  });
});
