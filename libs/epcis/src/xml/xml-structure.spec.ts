import { documentHashes, readXmlDocument, readXmlEvents, writeXmlDocument } from '../index.js';
import { inChunks } from '../stream/chunks.fixture.js';

const HEAD = `<eventTime>2026-07-22T06:45:00+02:00</eventTime><eventTimeZoneOffset>+02:00</eventTimeZoneOffset>`;
const event = (more = '', head = HEAD) =>
  `<ObjectEvent>${head}<epcList><epc>urn:epc:id:sgtin:9521141.001234.2017</epc></epcList><action>ADD</action>${more}</ObjectEvent>`;
const list = (events: string) => `<EventList>${events}</EventList>`;
const body = (events: string) => `<EPCISBody>${list(events)}</EPCISBody>`;
const document = (inside: string, version = 2, date = '2026-07-22T10:30:00Z') =>
  `<epcis:EPCISDocument xmlns:epcis="urn:epcglobal:epcis:xsd:${version}" xmlns:ex="https://ex.org/voc/" schemaVersion="${version}.0" creationDate="${date}">${inside}</epcis:EPCISDocument>`;
const withMore = (more: string, version = 2) => document(body(event(more)), version);

const SEEN = (path = '') => path.replace('/EPCISDocument/EPCISBody/EventList/ObjectEvent[1]', '…');
const read = (text: string) => readXmlDocument(Buffer.from(text));
const told = (text: string) =>
  read(text).findings.map(({ severity, code, path }) => `${severity} ${code} ${SEEN(path)}`);
const streamed = async (text: string) => {
  const found: string[] = [];
  for await (const part of readXmlEvents(inChunks(text, 50)))
    for (const { severity, code, path } of part.findings) found.push(`${severity} ${code} ${SEEN(path)}`);
  return found;
};

const PLACE = '<id>urn:epc:id:sgln:9521141.00001.0</id>';
const REPORT = '<sensorReport type="gs1:Temperature" value="1"/>';
const LOT = '<epcClass>urn:epc:class:lgtin:9521141.001234.A</epcClass>';

describe('text between elements', () => {
  it.each([
    ['event', 'x', '…'],
    ['readPoint', `<readPoint>x${PLACE}</readPoint>`, '…/readPoint'],
    ['bizLocation', `<bizLocation>${PLACE}x</bizLocation>`, '…/bizLocation'],
    [
      'list',
      '<bizTransactionList>x<bizTransaction>urn:x:1</bizTransaction></bizTransactionList>',
      '…/bizTransactionList',
    ],
    [
      'quantityElement',
      `<quantityList><quantityElement>${LOT}</quantityElement><quantityElement>x${LOT.replace('.A', '.B')}</quantityElement></quantityList>`,
      '…/quantityList/quantityElement[2]',
    ],
    [
      'sensorElement',
      `<sensorElementList><sensorElement>x${REPORT}</sensorElement></sensorElementList>`,
      '…/sensorElementList/sensorElement[1]',
    ],
    [
      'persistentDisposition',
      '<persistentDisposition>x<set>urn:epcglobal:cbv:disp:in_transit</set></persistentDisposition>',
      '…/persistentDisposition',
    ],
    ['ilmd', '<ilmd>x<ex:a>1</ex:a></ilmd>', '…/ilmd'],
    ['extension', '<extension>x<ex:a>1</ex:a></extension>', '…/extension'],
  ])('of %s is refused, in every version', async (_, more, path) => {
    const expected = [`error TEXT_STRAY ${path}`];
    for (const text of [withMore(more), withMore(more, 1)]) {
      expect(told(text)).toEqual(expected);
      expect(read(text).events).toEqual([undefined]);
      expect(await streamed(text)).toEqual(expected);
    }
  });

  it('of an error declaration is refused', () => {
    const declared = `<errorDeclaration>x<declarationTime>2026-07-22T06:45:00Z</declarationTime></errorDeclaration>`;
    expect(told(document(body(event('', HEAD + declared))))).toEqual(['error TEXT_STRAY …/errorDeclaration']);
  });

  it.each([
    ['document', document(`x${body(event())}`), '/EPCISDocument'],
    ['header', document(`<EPCISHeader>x</EPCISHeader>${body(event())}`), '/EPCISDocument/EPCISHeader'],
    ['body', document(`<EPCISBody>${list(event())}x</EPCISBody>`), '/EPCISDocument/EPCISBody'],
    ['list of events', document(body(`x${event()}`)), '/EPCISDocument/EPCISBody/EventList'],
  ])('of the %s is refused', async (_, text, path) => {
    expect(told(text)).toEqual([`error TEXT_STRAY ${path}`]);
    expect(await streamed(text)).toEqual([`error TEXT_STRAY ${path}`]);
  });

  it('is only told where the schema gives a text no meaning', () => {
    const { findings, events } = read(
      withMore(
        `<sensorElementList><sensorElement>${REPORT.replace('/>', '>x</sensorReport>')}</sensorElement></sensorElementList>`,
      ),
    );
    expect(findings.map(({ code, severity }) => `${severity} ${code}`)).toEqual(['warning TEXT_STRAY']);
    expect(events[0]).toBeDefined();
  });

  it('is that of an extension’s own elements: kept', () => {
    expect(told(withMore('<ex:a>one <ex:readPoint>x</ex:readPoint></ex:a>'))).toEqual([]);
    expect(told(withMore(`<readPoint>${PLACE}<extension><note>x</note></extension></readPoint>`))).toEqual(
      [],
    );
  });
});

describe('the order of elements in 2.0 documents', () => {
  it.each([
    [
      'in a quantity',
      `<quantityList><quantityElement><quantity>1</quantity>${LOT}</quantityElement></quantityList>`,
      'quantityList/quantityElement[1]/epcClass',
    ],
    [
      'in a sensor element',
      `<sensorElementList><sensorElement>${REPORT}<sensorMetadata/></sensorElement></sensorElementList>`,
      'sensorElementList/sensorElement[1]/sensorMetadata',
    ],
    [
      'in a persistent disposition',
      '<persistentDisposition><set>urn:epcglobal:cbv:disp:in_transit</set><unset>urn:epcglobal:cbv:disp:recalled</unset></persistentDisposition>',
      'persistentDisposition/unset',
    ],
    ['in a place', `<readPoint><ex:a>1</ex:a>${PLACE}</readPoint>`, 'readPoint/id'],
    ['behind one’s own elements', `<ex:a>1</ex:a><readPoint>${PLACE}</readPoint>`, 'readPoint'],
  ])('binds %s', (_, more, name) => {
    expect(told(withMore(more))).toEqual([`error ELEMENT_ORDER …/${name}`]);
    expect(told(withMore(more, 1))).toEqual([`warning ELEMENT_ORDER_KEPT …/${name}`]);
  });

  it('is told round the events', () => {
    expect(told(document(`<ex:a>1</ex:a>${body(event())}`))).toEqual([
      'warning ELEMENT_ORDER_KEPT /EPCISDocument/EPCISBody',
    ]);
    expect(told(document(`<EPCISBody><ex:a>1</ex:a>${list(event())}</EPCISBody>`))).toEqual([
      'warning ELEMENT_ORDER_KEPT /EPCISDocument/EPCISBody/EventList',
    ]);
  });
});

describe('elements that have no place', () => {
  it.each([
    ['in the document', document(`${body(event())}<note>1</note>`), 'FIELD_UNKNOWN', 'note'],
    [
      'in the header',
      document(`<EPCISHeader><note>1</note></EPCISHeader>${body(event())}`),
      'FIELD_UNKNOWN',
      'EPCISHeader/note',
    ],
    [
      'a second body',
      document(body(event()) + body(event('<ex:a>1</ex:a>'))),
      'EVENT_LIST_TWICE',
      'EPCISBody/EventList[2]',
    ],
    [
      'a second list',
      document(`<EPCISBody>${list(event())}${list('')}</EPCISBody>`),
      'EVENT_LIST_TWICE',
      'EPCISBody/EventList[2]',
    ],
    [
      'a list beside the body',
      document(body(event()) + list(event('<ex:a>1</ex:a>'))),
      'EVENT_LIST_TWICE',
      'EventList',
    ],
    [
      'a second header',
      document(`<EPCISHeader/><EPCISHeader/>${body(event())}`),
      'FIELD_UNKNOWN',
      'EPCISHeader',
    ],
  ])('are refused: %s', async (_, text, code, path) => {
    expect(told(text)).toContain(`error ${code} /EPCISDocument/${path}`);
    expect(await streamed(text)).toContain(`error ${code} /EPCISDocument/${path}`);
  });

  it.each([
    [
      'in a persistent disposition',
      '<persistentDisposition><set>urn:epcglobal:cbv:disp:in_transit</set><note>1</note></persistentDisposition>',
    ],
    [
      'of one’s own there',
      '<persistentDisposition><set>urn:epcglobal:cbv:disp:in_transit</set><ex:a>1</ex:a></persistentDisposition>',
    ],
    [
      'in a quantity’s number',
      `<quantityList><quantityElement>${LOT}<quantity>1<ex:a>2</ex:a></quantity></quantityElement></quantityList>`,
    ],
    [
      'round an entry of a list',
      '<bizTransactionList><extension><bizTransaction>urn:x:1</bizTransaction></extension></bizTransactionList>',
    ],
  ])('are refused: %s', (_, more) => {
    expect(read(withMore(more)).events).toEqual([undefined]);
    expect(told(withMore(more)).every((found) => found.startsWith('error '))).toBe(true);
  });
});

describe('what only XML allows', () => {
  it('is a date of the document without offset: told, kept', () => {
    const text = document(body(event()), 2, '2026-07-22T10:30:00');
    expect(told(text)).toEqual(['warning CREATION_DATE_LOCAL /EPCISDocument/@creationDate']);
    expect(read(text).events[0]).toBeDefined();
    expect(writeXmlDocument(read(text).document!)).toContain('creationDate="2026-07-22T10:30:00"');
    expect(told(document(body(event()), 2, '2026-07-22'))).toEqual([
      'error TIME_INVALID /EPCISDocument/@creationDate',
    ]);
  });

  it('is a namespace with a blank', () => {
    const first = read(withMore('<u:a xmlns:u="http://a b/">1</u:a>'));
    expect(first.findings).toEqual([]);
    const again = read(writeXmlDocument(first.document!));
    expect(again.findings).toEqual([]);
    expect(again.events[0]?.fingerprint).toBe(first.events[0]?.fingerprint);
  });

  it('is xsi:nil="1"', () => {
    const nil = `<quantity xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="1"/>`;
    const text = withMore(
      `<quantityList><quantityElement>${LOT}${nil}<uom>KGM</uom></quantityElement></quantityList>`,
    );
    expect(told(text)).toEqual([]);
    expect(read(text).events[0]?.items[1]).toEqual({
      uri: expect.any(String) as string,
      role: 'epc',
      quantity: undefined,
      uom: 'KGM',
    });
  });

  it('is master data with fields of one’s own, mixed texts, and values as EPCIS 1.0 wrote them', () => {
    const text = document(
      `<EPCISHeader><extension><EPCISMasterData><VocabularyList><Vocabulary type="urn:epcglobal:epcis:vtype:Location">
      <VocabularyElementList><VocabularyElement id="urn:epc:id:sgln:9521141.00001.0">
      <attribute id="urn:x:lat" value="+18.0"/><attribute id="urn:x:note">see <ex:b>there</ex:b></attribute>
      <attribute id="urn:x:lang" ex:lang="fr">quai</attribute><attribute id="urn:x:empty"/>
      <ex:own>1</ex:own></VocabularyElement></VocabularyElementList><ex:source>ERP</ex:source>
      </Vocabulary></VocabularyList></EPCISMasterData></extension></EPCISHeader>${body(event())}`,
    );
    const first = read(text);
    expect(first.findings).toEqual([]);
    expect(first.masterData[0]?.attributes).toEqual({
      'urn:x:lat': '+18.0',
      'urn:x:note': { 'ex:b': 'there', '#text': 'see' },
      'urn:x:lang': { 'ex:lang': 'fr', '#text': 'quai' },
      'urn:x:empty': '',
    });
    expect(JSON.stringify(first.document)).toContain('"ex:own":"1"');
    expect(JSON.stringify(first.document)).toContain('"ex:source":"ERP"');
    const again = read(writeXmlDocument(first.document!));
    expect(again.findings).toEqual([]);
    expect(again.document).toEqual(first.document);
    expect(documentHashes(again.document)).toEqual(documentHashes(first.document));
  });
});
