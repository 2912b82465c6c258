import { Finding } from '@maillon/kernel';
import { readXmlDocument } from '../index.js';

const event = (more: string, body = ''): string => `<ObjectEvent><eventTime>2026-07-22T06:45:00Z</eventTime>
<eventTimeZoneOffset>+00:00</eventTimeZoneOffset><epcList><epc>urn:epc:id:sgtin:9521141.001234.1</epc></epcList>
<action>OBSERVE</action>${body}${more}</ObjectEvent>`;
const document = (
  body: string,
  attributes = 'schemaVersion="2.0" creationDate="2026-07-22T10:30:00Z"',
): string =>
  `<epcis:EPCISDocument xmlns:epcis="urn:epcglobal:epcis:xsd:2" ${attributes}>${body}</epcis:EPCISDocument>`;
const withMore = (more: string): string =>
  document(`<EPCISBody><EventList>${event(more)}</EventList></EPCISBody>`);
const findingsOf = (xml: string): readonly Finding[] => readXmlDocument(Buffer.from(xml)).findings;
const found = (xml: string): string[] =>
  findingsOf(xml).map(({ code, path }) => `${code} ${path?.replace(/.*ObjectEvent\[1\]/, '')}`);

describe('findings on an XML document', () => {
  it('point at the element whose text or name is wrong, not at one inside it that is not there', () => {
    const list = '<sourceList><source type="urn:x:a">one</source></sourceList>';
    expect(found(withMore(list))).toEqual(['URI_INVALID /sourceList/source[1]']);
    const transactions = '<bizTransactionList><bizTransaction>PO 1</bizTransaction></bizTransactionList>';
    expect(found(withMore(transactions))).toEqual(['URI_INVALID /bizTransactionList/bizTransaction[1]']);
    expect(found(withMore('').replaceAll('ObjectEvent', 'ObjectEvnt'))).toEqual([
      'EVENT_TYPE_UNKNOWN /EPCISDocument/EPCISBody/EventList/ObjectEvnt[1]',
    ]);
  });

  it('name what is missing as XML names it', () => {
    expect(found(document(''))).toEqual(['FIELD_MISSING /EPCISDocument/EPCISBody']);
    expect(findingsOf(document(''))[0]!.remedy.en).toContain('EPCISBody');
    expect(found(document('<EPCISBody/>'))).toEqual(['FIELD_MISSING /EPCISDocument/EPCISBody/EventList']);
    const undated = document(
      `<EPCISBody><EventList>${event('')}</EventList></EPCISBody>`,
      'schemaVersion="2.0"',
    );
    expect(found(undated)).toEqual(['FIELD_MISSING /EPCISDocument/@creationDate']);
  });

  it.each([
    ['an unknown element', withMore('<colour>red</colour>'), 'FIELD_UNKNOWN', 'xmlns:ex='],
    [
      'a prefix in a value',
      withMore('<disposition>shop:sold</disposition>'),
      'PREFIX_UNDECLARED_IN_VALUE',
      'xmlns:shop=',
    ],
    [
      'an identifier of an unknown scheme',
      withMore('<readPoint><id>shop:1</id></readPoint>'),
      'IDENTIFIER_SCHEME',
      'xmlns:…',
    ],
    ['no event', document('<EPCISBody><EventList/></EPCISBody>'), 'DOCUMENT_EMPTY', 'EPCISBody/EventList'],
    [
      'a version that is none',
      withMore('').replace('"2.0"', '"two"'),
      'VERSION_INVALID',
      'schemaVersion="2.0"',
    ],
  ])('say what to do in XML for %s', (_name, xml, code, remedy) => {
    const told = findingsOf(xml).find((finding) => finding.code === code)!;
    for (const words of [told.remedy.fr, told.remedy.en]) {
      expect(words).toContain(remedy);
      expect(words).not.toContain('@context');
    }
  });

  it.each([
    '<q:Poll><params/></q:Poll>',
    '<q:QueryParameterException><reason>no</reason></q:QueryParameterException>',
  ])('say that there are no events to expect: %s', (asked) => {
    const xml = `<q:EPCISQueryDocument xmlns:q="urn:epcglobal:epcis-query:xsd:2" schemaVersion="2.0"
        creationDate="2026-07-22T10:30:00Z"><EPCISBody>${asked}</EPCISBody></q:EPCISQueryDocument>`;
    const name = /q:(\w+)/.exec(asked)![1];
    const path = `/EPCISQueryDocument/EPCISBody/${name}`;
    expect(findingsOf(xml)).toMatchObject([{ code: 'DOCUMENT_IS_QUERY', path, line: 2, value: name }]);
    expect(found(xml.replace(asked, ''))).toEqual([
      'FIELD_MISSING /EPCISQueryDocument/EPCISBody/QueryResults',
    ]);
  });

  it('do not take two refused entries of a list for the same thing', () => {
    const list = `<destinationList><destination type="a">one</destination>
      <destination type="b">two</destination></destinationList>`;
    expect(found(withMore(list)).filter((told) => told.startsWith('DUPLICATE'))).toEqual([]);
  });
});
