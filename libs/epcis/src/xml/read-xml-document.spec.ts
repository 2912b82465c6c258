import { within } from '@maillon/kernel/testing';
import fc from 'fast-check';
import {
  documentHashes,
  eventsOf,
  readDocument,
  readEvent,
  readJsonDocument,
  readXmlDocument,
  writeXmlDocument,
} from '../index.js';
import { exampleBytes, hasExamples, shippingEvent, xmlExamples } from '../test-data.fixture.js';

const read = (text: string) => readXmlDocument(Buffer.from(text));
const told = (text: string) =>
  read(text).findings.map(({ code, path, line, column }) => `${code} ${path} ${line}:${column}`);

const EVENT = `<ObjectEvent>
<eventTime>2026-07-22T06:45:00+02:00</eventTime><eventTimeZoneOffset>+02:00</eventTimeZoneOffset>
<epcList><epc>urn:epc:id:sgtin:9521141.001234.2017</epc></epcList><action>ADD</action>
<bizStep>urn:epcglobal:cbv:bizstep:commissioning</bizStep>MORE</ObjectEvent>`;
const document = (events: string, version = 2, more = ''): string =>
  `<epcis:EPCISDocument xmlns:epcis="urn:epcglobal:epcis:xsd:${version}" xmlns:ex="https://ex.org/voc/" schemaVersion="${version}.0" creationDate="2026-07-22T10:30:00Z">${more}
<EPCISBody><EventList>${events}</EventList></EPCISBody></epcis:EPCISDocument>`;
const withMore = (more: string, version = 2) => document(EVENT.replace('MORE', more), version);

describe('the published XML examples', () => {
  const accepted = ['valid-xml/gs1', 'valid-xml/openepcis'].flatMap(xmlExamples);
  it('are there, or not at all', () => expect(accepted.length > 40).toBe(hasExamples));

  for (const name of accepted)
    it(`accepts ${name}`, () => {
      const { findings, events, masterData } = readXmlDocument(exampleBytes(name));
      expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
      expect(events.length + masterData.length).toBeGreaterThan(0);
      expect(events.every(Boolean)).toBe(true);
    });

  for (const name of xmlExamples('invalid'))
    it(`refuses ${name} and says where`, () => {
      const errors = readXmlDocument(exampleBytes(name)).findings.filter(
        ({ severity }) => severity === 'error',
      );
      expect(errors.length).toBeGreaterThan(0);
      for (const { path, line, column } of errors) {
        expect(path).toMatch(/^\/EPCIS/);
        expect(line! > 1 && column! > 0).toBe(true);
      }
    });
});

describe('readXmlDocument', () => {
  it('gives the event that the JSON form gives', () => {
    const { document: json, events, findings } = read(withMore('<ex:colour ex:shade="dark">red</ex:colour>'));
    expect(findings).toEqual([]);
    expect(json).toMatchObject({
      '@context': ['https://ref.gs1.org/standards/epcis/epcis-context.jsonld', { ex: 'https://ex.org/voc/' }],
      epcisBody: {
        eventList: [{ bizStep: 'commissioning', 'ex:colour': { 'ex:shade': 'dark', '#text': 'red' } }],
      },
    });
    expect(readDocument(json).events).toEqual(events);
  });

  it.each([
    [
      withMore('<epcisx>1</epcisx>'),
      ['FIELD_UNKNOWN /EPCISDocument/EPCISBody/EventList/ObjectEvent[1]/epcisx 5:59'],
    ],
    [
      document(EVENT.replace('MORE', '') + '\n' + EVENT.replace('ADD', 'AD').replace('MORE', '')),
      ['WORD_CLOSED /EPCISDocument/EPCISBody/EventList/ObjectEvent[2]/action 8:67'],
    ],
    [
      withMore('<readPoint/>'),
      ['FIELD_MISSING /EPCISDocument/EPCISBody/EventList/ObjectEvent[1]/readPoint/id 5:59'],
    ],
    [
      withMore('<sourceList><source>urn:epc:id:sgln:9521141.00000.0</source></sourceList>'),
      ['FIELD_MISSING /EPCISDocument/EPCISBody/EventList/ObjectEvent[1]/sourceList/source[1]/@type 5:71'],
    ],
    [
      withMore('<eventTime>2026-07-22T06:45:00+02:00</eventTime>'),
      [
        'ELEMENT_ORDER /EPCISDocument/EPCISBody/EventList/ObjectEvent[1]/eventTime 5:59',
        'WRONG_KIND /EPCISDocument/EPCISBody/EventList/ObjectEvent[1]/eventTime 3:1',
      ],
    ],
    [document(''), ['DOCUMENT_EMPTY /EPCISDocument 1:1']],
    [
      document('<Objectevent/>'),
      ['EVENT_TYPE_UNKNOWN /EPCISDocument/EPCISBody/EventList/Objectevent[1] 2:23'],
    ],
    [
      withMore(
        '<sensorElementList><sensorElement><sensorReport type="gs1:Speed"/>\n<sensorReport type="gs1:Speed" value="hot"/></sensorElement></sensorElementList>',
      ),
      [
        'WRONG_KIND /EPCISDocument/EPCISBody/EventList/ObjectEvent[1]/sensorElementList/sensorElement[1]/sensorReport[2]/@value 6:1',
      ],
    ],
    [
      withMore(
        '<persistentDisposition><set>urn:epcglobal:cbv:disp:damaged</set>\n<set>urn:epcglobal:cbv:disp:fine</set></persistentDisposition>',
      ),
      ['WORD_UNKNOWN /EPCISDocument/EPCISBody/EventList/ObjectEvent[1]/persistentDisposition/set[2] 6:1'],
    ],
    ['<EPCISDocumnt/>', ['XML_ROOT_UNKNOWN /EPCISDocumnt 1:1']],
    ['<!DOCTYPE a SYSTEM "x"><a/>', ['XML_DOCTYPE / 1:1']],
    ['', ['XML_EMPTY / 1:1']],
    ['hello', ['XML_NOT_XML / 1:6']],
    ['<a/>\n<b/>', ['XML_TEXT_OUTSIDE / 2:1']],
    ['<EPCISDocument>', ['XML_UNCLOSED /EPCISDocument 1:16']],
    [
      document(EVENT.replace('MORE', '')).replace(
        'creationDate="2026-07-22T10:30:00Z"',
        'creationDate="today"',
      ),
      ['TIME_INVALID /EPCISDocument/@creationDate 1:1'],
    ],
  ])('says where %#', (text, expected) => expect(told(text)).toEqual(expected));

  it('reads EPCIS 1.2: wrappers, quantity events, order that it has not', () => {
    const old = document(
      `${EVENT.replace(
        'MORE',
        '<extension><quantityList><quantityElement><epcClass>urn:epc:class:lgtin:9521141.001234.A</epcClass><quantity>2</quantity></quantityElement></quantityList><extension><ex:a>1</ex:a></extension></extension>',
      ).replace(
        '<epcList>',
        '<baseExtension><eventID>urn:uuid:1</eventID></baseExtension><epcList>',
      )}<QuantityEvent><eventTime>2026-07-22T06:45:00+02:00</eventTime><eventTimeZoneOffset>+02:00</eventTimeZoneOffset>
      <epcClass>urn:epc:idpat:sgtin:9521141.001234.*</epcClass><quantity>7</quantity></QuantityEvent>
      <extension><TransformationEvent><eventTime>2026-07-22T06:45:00+02:00</eventTime><eventTimeZoneOffset>+02:00</eventTimeZoneOffset>
      <inputEPCList><epc>urn:epc:id:sgtin:9521141.001234.1</epc></inputEPCList>
      <outputEPCList><epc>urn:epc:id:sgtin:9521141.001234.2</epc></outputEPCList></TransformationEvent></extension>`,
      1,
    );
    const { events, findings } = read(old);
    expect(findings).toEqual([]);
    expect(events).toMatchObject([
      { eventId: 'urn:uuid:1', original: { quantityList: [{ quantity: 2 }], 'ex:a': '1' } },
      { type: 'ObjectEvent', action: 'OBSERVE', items: [{ quantity: 7 }] },
      { type: 'TransformationEvent' },
    ]);
  });

  it('keeps header and master data', () => {
    const {
      masterData,
      document: json,
      findings,
    } = read(
      document(
        EVENT.replace('MORE', ''),
        2,
        `<EPCISHeader><s:StandardBusinessDocumentHeader xmlns:s="http://www.unece.org/cefact/namespaces/StandardBusinessDocumentHeader">
        <s:HeaderVersion>1.0</s:HeaderVersion><s:Sender><s:Identifier>urn:x:sender</s:Identifier></s:Sender></s:StandardBusinessDocumentHeader>
        <extension><EPCISMasterData><VocabularyList><Vocabulary type="urn:epcglobal:epcis:vtype:Location"><VocabularyElementList>
        <VocabularyElement id="urn:epc:id:sgln:9521141.00000.0"><attribute id="cbvmda:site">9521141000007</attribute>
        <children><id>urn:epc:id:sgln:9521141.00000.A</id></children></VocabularyElement>
        </VocabularyElementList></Vocabulary></VocabularyList></EPCISMasterData></extension></EPCISHeader>`,
      ),
    );
    expect(findings).toEqual([]);
    expect(json).toMatchObject({ sender: 'urn:x:sender' });
    expect(masterData).toEqual([
      {
        type: 'urn:epcglobal:epcis:vtype:Location',
        kind: 'Location',
        id: 'https://id.gs1.org/414/9521141000007',
        attributes: { 'cbvmda:site': '9521141000007' },
        children: ['https://id.gs1.org/414/9521141000007/254/A'],
      },
    ]);
  });

  it.each([
    [
      'an element in a single value',
      '<bizStep>urn:epcglobal:cbv:bizstep:x<ex:a/></bizStep>',
      'WRONG_KIND /bizStep',
    ],
    [
      'an element in an identifier',
      '<readPoint><id>urn:x:p<b/></id></readPoint>',
      'WRONG_KIND /readPoint/id',
    ],
    ['text between elements', 'stray', 'TEXT_STRAY '],
    [
      'text in a list',
      '<bizTransactionList>stray<bizTransaction>urn:x:1</bizTransaction></bizTransactionList>',
      'TEXT_STRAY /bizTransactionList',
    ],
    [
      'an element of one’s own in a list',
      '<bizTransactionList><ex:bizTransaction>urn:x:1</ex:bizTransaction></bizTransactionList>',
      'FIELD_UNKNOWN /bizTransactionList/bizTransaction[1]/ex:bizTransaction',
    ],
  ])('refuses what would be lost: %s', (_name, more, expected) => {
    const codes = read(
      withMore(more).replace('<bizStep>urn:epcglobal:cbv:bizstep:commissioning</bizStep>', ''),
    ).findings.map(({ code, path, severity }) => `${severity} ${code} ${path!.split('ObjectEvent[1]')[1]}`);
    expect(codes).toContain(`error ${expected}`);
  });

  it('keeps the master data of a query document, which stand with the results in JSON and in the header in XML', () => {
    const element = (id: string) =>
      `<VocabularyElement id="${id}"><attribute id="urn:epcglobal:cbv:mda#name">Quai</attribute></VocabularyElement>`;
    const answer = (id: string, body = `<EventList>${EVENT.replace('MORE', '')}</EventList>`) =>
      `<q:EPCISQueryDocument xmlns:q="urn:epcglobal:epcis-query:xsd:1" xmlns:ex="https://ex.org/voc/" schemaVersion="1.2" creationDate="2026-07-22T10:30:00Z">
<EPCISHeader><extension><EPCISMasterData><VocabularyList><Vocabulary type="urn:epcglobal:epcis:vtype:Location"><VocabularyElementList>
${element(id)}</VocabularyElementList></Vocabulary></VocabularyList></EPCISMasterData></extension><ex:run>7</ex:run></EPCISHeader>
<EPCISBody><q:QueryResults><queryName>SimpleEventQuery</queryName><resultsBody>${body}</resultsBody></q:QueryResults></EPCISBody>
</q:EPCISQueryDocument>`;
    const place = 'urn:epc:id:sgln:9521141.00000.0';
    const { document: inJson, masterData, findings } = read(answer(place));
    expect(findings).toEqual([]);
    expect(masterData).toMatchObject([{ id: 'https://id.gs1.org/414/9521141000007' }]);
    expect(inJson).toMatchObject({
      'ex:run': '7',
      epcisBody: {
        queryResults: { resultsBody: { vocabularyList: [{ vocabularyElementList: [{ id: place }] }] } },
      },
    });
    expect(readDocument(inJson)).toMatchObject({ masterData, findings: [] });
    const inXml = writeXmlDocument(inJson!);
    expect(inXml).toMatch(
      /<EPCISHeader>[^]*VocabularyList[^]*<\/EPCISHeader>[^]*<resultsBody>\s*<EventList>/,
    );
    expect(read(inXml)).toMatchObject({ masterData, findings: [] });

    const [wrong] = read(answer('quai 2')).findings;
    expect(wrong).toMatchObject({
      path: '/EPCISQueryDocument/EPCISHeader/EPCISMasterData/VocabularyList/Vocabulary[1]/VocabularyElementList/VocabularyElement[1]/@id',
      line: 3,
    });
    const misplaced = answer(place).replace('<ex:run>7</ex:run>', '\n<note>1</note>');
    expect(told(misplaced)).toContain('FIELD_UNKNOWN /EPCISQueryDocument/EPCISHeader/note 4:1');
    const both = answer(place, `<VocabularyList><Vocabulary type="urn:x:y"/></VocabularyList>`);
    expect(eventsOf(read(both).document!)).toEqual([]);
    expect(read(both).masterData).toHaveLength(1);
  });

  it('keeps numbers that JSON cannot hold as the text they are', () => {
    const numbers = [
      ['integer', '12345678901234567890'],
      ['double', '1e400'],
      ['double', '1e20'],
      ['integer', '12'],
    ];
    const more = numbers.map(
      ([type, told]) =>
        `<ex:n xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="xsd:${type}">${told}</ex:n>`,
    );
    const { document: json, findings } = read(withMore(more.join('')));
    expect(findings).toEqual([]);
    expect(eventsOf(json!)).toMatchObject([{ 'ex:n': ['12345678901234567890', '1e400', 1e20, 12] }]);
    expect(readEvent({ ...shippingEvent(), 'cbvmda:a': { b: Infinity } }).findings).toMatchObject([
      { code: 'WRONG_KIND', severity: 'error', path: "$['cbvmda:a'].b" },
    ]);
  });

  describe('of EPCIS 1.x', () => {
    const CBV_FORMATS = ['No_Preference', 'Always_Web_URI', 'Always_URN', 'Never_Translates'] as const;
    const stating = (word: string, version: number): string =>
      withMore(`<disposition>urn:epcglobal:cbv:disp:${word}</disposition>`, version);

    it.each(['damaged', 'disposed', 'expired', 'no_pedigree_match', 'recalled'])(
      'takes the disposition that CBV 2.0 dropped for %s, and says so',
      (successor) => {
        const word = `non_sellable_${successor}`;
        const { events, findings, document: json } = read(stating(word, 1));
        expect(findings).toMatchObject([
          { code: 'WORD_DEPRECATED', severity: 'warning', value: word, nearest: successor, line: 5 },
        ]);
        expect(events[0]?.disposition).toBe(`https://ref.gs1.org/cbv/Disp-${word}`);
        const again = [
          readJsonDocument(JSON.stringify(json)),
          ...CBV_FORMATS.map((cbv) => read(writeXmlDocument(json!, { cbv }))),
        ];
        for (const { document: other, events: others, findings: told } of again) {
          expect(others[0]?.fingerprint).toBe(events[0]!.fingerprint);
          expect(documentHashes(other)).toEqual(documentHashes(json));
          expect(told.map(({ code, severity }) => `${code} ${severity}`)).toEqual([
            'WORD_DEPRECATED warning',
          ]);
        }
      },
    );

    it('has no such words in 2.0, nor words that CBV never had', () => {
      expect(read(stating('non_sellable_expired', 2)).findings).toMatchObject([
        { code: 'WORD_UNKNOWN', severity: 'error', nearest: 'expired' },
      ]);
      expect(read(stating('non_sellable_rotten', 1)).findings).toMatchObject([
        { code: 'WORD_UNKNOWN', severity: 'error' },
      ]);
      const event = { ...shippingEvent(), disposition: 'urn:epcglobal:cbv:disp:non_sellable_expired' };
      expect(readEvent(event).findings).toMatchObject([
        { code: 'WORD_SPELT_OUT', severity: 'error', nearest: 'expired' },
      ]);
    });

    it.each(['1', '1.0', '1.2', ' 1.2 '])(
      'is a document of 2.0 once written: schemaVersion %j',
      (version) => {
        const text = withMore('', 1).replace('schemaVersion="1.0"', `schemaVersion="${version}"`);
        const { document: json, findings } = read(text);
        expect(findings).toEqual([]);
        expect(json).toMatchObject({ schemaVersion: '2.0' });
        for (const one of [json!, { ...json, schemaVersion: version.trim() }])
          expect(writeXmlDocument(one)).toMatch(
            /^<\?xml.*\n<epcis:EPCISDocument xmlns:epcis="urn:epcglobal:epcis:xsd:2"[^>]* schemaVersion="2.0"/,
          );
        expect(told(text.replace(`schemaVersion="${version}"`, 'schemaVersion="one"'))).toEqual([
          'VERSION_INVALID /EPCISDocument/@schemaVersion 1:1',
        ]);
      },
    );
  });

  it('keeps names in namespaces whose prefixes cannot be kept', () => {
    const text = withMore(
      '<a_b:x xmlns:a_b="urn:one:">1</a_b:x><urn:y xmlns:urn="urn:two:">2</urn:y><z xmlns="urn:three:">3</z><ex:y xmlns:ex="urn:four:">4</ex:y><ex:été>5</ex:été>',
    );
    const { document: json, findings } = read(text);
    expect(findings).toEqual([]);
    expect(documentHashes(json)[0]!.preHash).toMatch(
      /\{https:\/\/ex.org\/voc\/\}été=5\{urn:four:\}y=4\{urn:one:\}x=1\{urn:three:\}z=3\{urn:two:\}y=2$/,
    );
  });

  it('takes a DOCTYPE that declares nothing, and no other', () => {
    const text = withMore('');
    expect(told(`<?xml version="1.0"?>\n<!-- x -->\n<!DOCTYPE project>\n${text}`)).toEqual([
      'XML_DOCTYPE_BARE / 3:1',
    ]);
    for (const doctype of [
      '<!DOCTYPE a [<!ENTITY x "y">]>',
      '<!DOCTYPE a SYSTEM "file:///etc/passwd">',
      '<!DOCTYPE a PUBLIC "-//x" "http://x">',
    ])
      expect(read(doctype + text).findings[0]).toMatchObject({ code: 'XML_DOCTYPE', severity: 'error' });
    expect(read(`<!DOCTYPE a><!DOCTYPE b>${text}`).findings.some(({ code }) => code === 'XML_DOCTYPE')).toBe(
      true,
    );
  });

  it.each([
    ['UTF-16, low byte first', (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le')],
    ['UTF-16, high byte first', (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le').swap16()],
  ])('takes such a DOCTYPE in %s too', (_name, encoded) => {
    const text = `<?xml version="1.0"?>\n<!DOCTYPE project>\n${withMore('<ex:note>Crème</ex:note>')}`;
    const { findings, events } = readXmlDocument(encoded(text));
    expect(findings.map(({ code, line, column }) => `${code} ${line}:${column}`)).toEqual([
      'XML_DOCTYPE_BARE 2:1',
    ]);
    expect(JSON.stringify(events[0]!.original)).toContain('Crème');
    const hostile = encoded('<!DOCTYPE a [<!ENTITY x "y">]><a/>');
    expect(readXmlDocument(hostile).findings[0]).toMatchObject({ code: 'XML_DOCTYPE', severity: 'error' });
  });

  it.each([
    ['500,000 levels', `${'<a>'.repeat(500_000)}${'</a>'.repeat(500_000)}`, 'XML_TOO_DEEP'],
    [
      '500,000 levels in an event',
      withMore(`${'<ex:a>'.repeat(500_000)}${'</ex:a>'.repeat(500_000)}`),
      'XML_TOO_DEEP',
    ],
    ['forty levels in an event', withMore(`${'<ex:a>'.repeat(40)}${'</ex:a>'.repeat(40)}`), 'TOO_DEEP'],
    ['an entity', withMore('<ex:a>&lol;</ex:a>'), 'XML_ENTITY'],
    ['no bytes', '', 'XML_EMPTY'],
    ['JSON', '{"type":"EPCISDocument"}', 'XML_NOT_XML'],
    ['many wrong events', document('<X/>'.repeat(30_000)), 'EVENT_TYPE_UNKNOWN'],
  ])('refuses %s in little time', (_name, text, code) => {
    const { findings } = within(4000, () => read(text));
    expect(findings.map((finding) => finding.code)).toContain(code);
  });

  it('takes thousands of namespaces in little time', () => {
    const many = Array.from(
      { length: 20_000 },
      (_, i) => `<p${i}:x xmlns:p${i}="urn:n:${i}:"/><x xmlns="urn:m:${i}:"/>`,
    );
    const { document: json } = within(4000, () => {
      const taken = read(withMore(many.join('')));
      expect(taken.findings).toEqual([]);
      expect(documentHashes(taken.document)[0]!.preHash).toContain('{urn:m:19999:}x');
      return taken;
    });
    expect(() => writeXmlDocument(json!)).toThrow(/namespaces/);
  });

  it('keeps to the size that it is given', () =>
    expect(readXmlDocument(Buffer.from(withMore('')), { bytes: 100 }).findings[0]?.code).toBe(
      'XML_TOO_LARGE',
    ));

  it('takes master data without events', () => {
    const text = document('')
      .replace('<EventList></EventList>', '')
      .replace(
        '<EPCISBody>',
        `<EPCISHeader><extension><EPCISMasterData><VocabularyList><Vocabulary type="urn:x:y"/></VocabularyList>
      </EPCISMasterData></extension></EPCISHeader><EPCISBody>`,
      );
    expect(read(text).document).toMatchObject({ epcisBody: { eventList: [] } });
    expect(told(text)).toEqual(['DOCUMENT_EMPTY /EPCISDocument 1:1']);
  });

  it('reads EventList only where it stands in the body', () => {
    const { events, findings } = read(withMore('<ex:a><EventList><ObjectEvent/></EventList></ex:a>'));
    expect([events.length, findings.length]).toEqual([1, 0]);
  });

  it('never throws, and tells of everything that it refuses', () => {
    const good = withMore(`<ex:a b="1" _xD800_="2">x</ex:a><bizLocation><id>urn:x:y</id></bizLocation>`);
    const pieces = fc.constantFrom(
      '<',
      '>',
      '</',
      '/>',
      '"',
      '&amp;',
      '&#0;',
      '<![CDATA[',
      '<!--',
      '<?x?>',
      ' xmlns=""',
      '\0',
      '<extension>',
      '</extension>',
      '<epc/>',
      '_xDC00_',
      'xmlns:ex="urn:other" ',
      'ex:',
      '\ud800',
    );
    const piece = fc.oneof(pieces, fc.string({ maxLength: 4 }));
    const edits = fc.array(fc.tuple(fc.nat(good.length), fc.nat(12), piece), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(edits, (list) => {
        let text = good;
        for (const [at, cut, more] of list) text = text.slice(0, at) + more + text.slice(at + cut);
        const { document: json, events, findings } = read(text);
        expect(events.every(Boolean) && events.length > 0 ? json : findings.length > 0).toBeTruthy();
        documentHashes(json);
        for (const { code, message, path, line } of findings)
          expect(code && message.fr && message.en && path !== '' && line! > 0).toBe(true);
      }),
      { numRuns: 1500 },
    );
  });
});
