import { readFileSync } from 'node:fs';
import { Finding } from '@maillon/kernel';
import { FINDING_CODES, GUIDE_PAGE, guideAnchor, readJsonDocument, readXmlDocument } from './index.js';

const page = readFileSync(new URL(`../../../docs/guide/${GUIDE_PAGE}`, import.meta.url), 'utf8');

interface Example {
  readonly form: string;
  readonly text: string;
}

const sections = new Map(
  page
    .split(/^### /m)
    .slice(1)
    .map((section) => {
      const examples = [...section.matchAll(/^```(.*)\n([\s\S]*?)^```$/gm)].map(([, form, text]) => ({
        form: form!,
        text: text!.trim(),
      }));
      return [section.split('\n', 1)[0]!.trim(), { section, examples }] as const;
    }),
);
const modelText = /^```json modèle\n([\s\S]*?)^```$/m.exec(page)![1]!;
const model = JSON.parse(modelText) as Record<string, unknown>;
const withId = (digit: string) => JSON.stringify(digit ? { ...model, eventID: `urn:uuid:${digit}` } : model);

const inDocument = (event: string): string =>
  `{"@context":["https://ref.gs1.org/standards/epcis/epcis-context.jsonld",{"ex":"https://exemple.fr/vocabulaire/"}],
  "type":"EPCISDocument","schemaVersion":"2.0","creationDate":"2026-07-22T10:30:00Z","epcisBody":{"eventList":[${event}]}}`;
const xmlEvent = (more: string): string => `<ObjectEvent><eventTime>2026-07-22T06:45:00+02:00</eventTime>
  <eventTimeZoneOffset>+02:00</eventTimeZoneOffset><epcList><epc>urn:epc:id:sgtin:9521141.001234.1</epc></epcList>
  <action>OBSERVE</action><bizStep>urn:epcglobal:cbv:bizstep:shipping</bizStep>${more}</ObjectEvent>`;
const xmlBody = (events: string): string => `<EPCISBody><EventList>${events}</EventList></EPCISBody>`;
const xmlDocument = (events: string): string =>
  `<epcis:EPCISDocument xmlns:epcis="urn:epcglobal:epcis:xsd:2" xmlns:ex="https://exemple.fr/vocabulaire/" schemaVersion="2.0"
  creationDate="2026-07-22T10:30:00Z">${xmlBody(events)}</epcis:EPCISDocument>`;

const json = (text: string) => readJsonDocument(text).findings;
const xml = (text: string) => readXmlDocument(Buffer.from(text)).findings;

/** How each form of example is read; a description in words is not. */
const FORMS: Record<string, ((text: string) => readonly Finding[]) | undefined> = {
  'json extrait': (text) =>
    json(inDocument(JSON.stringify({ ...model, ...(JSON.parse(text) as Record<string, unknown>) }))),
  'json événement': (text) => json(inDocument(text)),
  'json document': (text) => json(text.replace(/"…(\d?)"/g, (_, digit: string) => withId(digit))),
  'xml extrait': (text) => xml(xmlDocument(xmlEvent(text))),
  'xml événements': (text) => xml(xmlDocument(text)),
  'xml document': (text) => xml(text.replace('…', xmlBody(xmlEvent('')))),
  text: undefined,
};

describe('the guide page of findings', () => {
  it('has a section for every code, and a code for every section', () => {
    expect([...sections.keys()].sort()).toEqual([...FINDING_CODES].sort());
    expect(guideAnchor('WORD_UNKNOWN')).toBe('epcis-constats.md#word_unknown');
    expect(guideAnchor('OTHER')).toBeUndefined();
  });

  it('knows all that the XML reader refuses', () => {
    const source = readFileSync(new URL('../../formats/src/xml/xml-messages.ts', import.meta.url), 'utf8');
    const faults = [...source.matchAll(/^ {2}([A-Z_]+): advice\(/gm)].map(([, fault]) => `XML_${fault}`);
    expect(faults.length).toBeGreaterThan(10);
    expect(FINDING_CODES).toEqual(expect.arrayContaining(faults));
    const own = ['XML_ROOT_UNKNOWN', 'XML_DOCTYPE_BARE'];
    expect(FINDING_CODES.filter((code) => code.startsWith('XML_')).sort()).toEqual(
      [...faults, ...own].sort(),
    );
  });

  it.each([...sections])(
    '%s: its wrong example raises it, its right one raises nothing',
    (code, { section, examples }) => {
      expect(section).toMatch(/À corriger :\n[\s\S]*Juste :\n/);
      expect(examples).toHaveLength(2);
      const [wrong, right] = examples as [Example, Example];
      expect(Object.keys(FORMS)).toEqual(expect.arrayContaining([wrong.form, right.form]));
      const codes = (example: Example): string[] | undefined =>
        FORMS[example.form]?.(example.text).map((found) => found.code);
      expect(codes(wrong) ?? [code]).toContain(code);
      expect(codes(right) ?? []).toEqual([]);
    },
  );

  it('puts no example in words that could be read', () => {
    const inWords = [...sections].filter(([, { examples }]) => examples.some(({ form }) => form === 'text'));
    // what was declared before stands in no document
    const told = /TOO_|EMPTY$|UTF8|BAD_CHARACTER|EVENT_LIST_TWICE|EVENT_ID_TAKEN|DECLARATION_DIFFERS/;
    for (const [code] of inWords) expect(code).toMatch(told);
  });
});
