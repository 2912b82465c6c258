import { parseJson, readJsonDocument, readJsonEvents } from './index.js';
import { inChunks } from './stream/chunks.fixture.js';

const EVENT = `"type":"ObjectEvent","eventTime":"2026-07-22T06:45:00Z","eventTimeZoneOffset":"+00:00","action":"OBSERVE","epcList":["urn:x:y"]`;
const text = (more: string, round = '') =>
  `{"@context":["https://ref.gs1.org/standards/epcis/epcis-context.jsonld",{"ex":"http://x.example/"}],
"type":"EPCISDocument","schemaVersion":"2.0","creationDate":"2026-07-22T06:45:00Z",${round}
"epcisBody":{"eventList":[{${EVENT}},
{${EVENT}${more}}]}}`;
const IN_EVENT = '$.epcisBody.eventList[1]';

const told = (findings: readonly { code: string; line?: number; column?: number; path?: string }[]) =>
  findings.map(({ code, line, column, path }) => `${code} ${line}:${column} ${path}`);
const streamed = async (source: string) => {
  const found: string[] = [];
  for await (const part of readJsonEvents(inChunks(source, 11))) found.push(...told(part.findings));
  return found;
};

describe('names that stand twice in one JSON object', () => {
  it.each([
    ['of an event', text(',"action":"ADD"'), [`FIELD_TWICE 4:130 ${IN_EVENT}.action`]],
    ['with the same value', text(',"action":"OBSERVE"'), [`FIELD_TWICE 4:130 ${IN_EVENT}.action`]],
    ['escaped once', text(',"\\u0061ction":"ADD"'), [`FIELD_TWICE 4:130 ${IN_EVENT}.action`]],
    ['three times', text(',"action":"ADD","action":"DELETE"'), [`FIELD_TWICE 4:145 ${IN_EVENT}.action`]],
    ['deep inside', text(',"ex:a":{"b":[{"c":1,"c":2}]}'), [`FIELD_TWICE 4:150 ${IN_EVENT}['ex:a'].b[0].c`]],
    [
      'in a value that is not read',
      text(',"ex:a":{"b":1,"b":2},"ex:a":3'),
      [`FIELD_TWICE 4:151 ${IN_EVENT}['ex:a']`],
    ],
    [
      'named __proto__',
      text(',"ex:a":{"__proto__":1,"__proto__":2}'),
      [`FIELD_TWICE 4:152 ${IN_EVENT}['ex:a'].__proto__`],
    ],
    ['of the document', text('', '"ex:q":1,"ex:q":2,'), [`FIELD_TWICE 2:93 $['ex:q']`]],
    ['none: colons in texts', text(',"ex:a":"a:b\\":c"'), []],
    ['none: the same name in two objects', text(',"ex:a":{"b":1},"ex:c":{"b":1}'), []],
  ])('%s', async (_, source, expected) => {
    const read = readJsonDocument(source);
    expect(told(read.findings)).toEqual(expected);
    expect(read.findings.every(({ severity }) => severity === 'warning')).toBe(true);
    expect(read.events.every(Boolean)).toBe(true);
    expect(told(parseJson(source).findings)).toEqual(expected);
    expect(parseJson(source).value).toEqual(JSON.parse(source));
    expect(await streamed(source)).toEqual(expected);
  });

  it('says which value is read', () => {
    const [found] = readJsonDocument(text(',"action":"ADD"')).findings;
    expect(found).toMatchObject({ field: 'action', value: '"ADD"', eventIndex: 1 });
  });

  it('are told a hundred times at most', () => {
    const many = Array.from({ length: 300 }, (_, at) => `{"a":${at},"a":0}`).join();
    expect(readJsonDocument(text(`,"ex:list":[${many}]`)).findings).toHaveLength(100);
  });

  it('hold nobody up, however many they are', () => {
    const names = Array.from({ length: 100_000 }, (_, at) => `"a${at}":1`).join();
    const start = performance.now();
    expect(parseJson(`{${names},${names}}`).findings).toHaveLength(100);
    expect(performance.now() - start).toBeLessThan(2000);
  });
});
