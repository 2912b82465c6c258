import { within } from '@maillon/kernel/testing';
import { captureDocument, parseJson, readJsonDocument } from './index.js';
import { changedNumbers } from './kept-numbers.js';
import { readJsonEvents } from './stream/read-json-events.js';
import { collect, inChunks } from './stream/chunks.fixture.js';
import { shippingEvent } from './test-data.fixture.js';

const FRAME = { creationDate: '2026-07-22T10:30:00Z', context: [{ ex: 'https://example.com/' }] };
const changed = (text: string) => changedNumbers(text).map(({ written }) => written);

describe('numbers beyond what JSON readers keep', () => {
  it.each([
    '12345678901234567890',
    '12345678901234567891',
    '-9007199254740993',
    '12345678901234567',
    '0.1000000000000000055511151231257827',
    '1234567.89012345678901',
    '12345678901234567.5e-3',
    '1e-400',
    '-2.5E-330',
  ])('%s would change', (number) => {
    for (const text of [number, `[${number}]`, `{"a":${number}}`, `{"a" : [1, {"b":\n${number} } ] }`])
      expect([text, changed(text)]).toEqual([text, [number]]);
  });

  it.each([
    ...[
      '0',
      '-0',
      '0.10',
      '1.0',
      '1e3',
      '1E+3',
      '100000000000000000000',
      '1e22',
      '5e-324',
      '9007199254740992',
    ],
    ...['0.10000000000000001', '26.300000000000001', '3.141592653589793', '0.00000000000000000001', '1e-300'],
    '12345678901234567000',
    // told as no number at all
    '1e400',
  ])('%s stays what it is', (number) => {
    for (const text of [number, `[${number}]`, `{"a":${number}}`]) expect(changed(text)).toEqual([]);
  });

  it.each([
    '{"a":"12345678901234567890"}',
    '{"12345678901234567890":1}',
    '{"a":"x: 12345678901234567890, y","b\\":\\\\":"\\\\"}',
    '["https://id.gs1.org/00/106141412345678908","\\"12345678901234567890"]',
    '{"a":"2e-400"}',
  ])('texts are not numbers: %s', (text) => {
    expect(JSON.parse(text)).toBeDefined();
    expect(changed(text)).toEqual([]);
  });

  it('are refused on every way in, with their place and what to do', async () => {
    const good = shippingEvent({ eventID: 'urn:uuid:1' });
    const bad = shippingEvent({ eventID: 'urn:uuid:2', 'ex:list': [1, { 'ex:a': 'HERE' }] });
    const text = JSON.stringify(captureDocument([good, bad], FRAME), null, 1).replace(
      '"HERE"',
      '12345678901234567890',
    );
    const path = "$.epcisBody.eventList[1]['ex:list'][1]['ex:a']";
    const line = text.slice(0, text.indexOf('12345678901234567890')).split('\n').length;
    const expected = {
      ...{ code: 'NUMBER_NOT_KEPT', severity: 'error', path, line, field: 'ex:a' },
      ...{ value: '12345678901234567890', nearest: '12345678901234567000' },
    };
    const whole = readJsonDocument(text);
    expect(whole.findings).toMatchObject([{ ...expected, eventIndex: 1 }]);
    expect(whole.events.map((event) => event?.eventId)).toEqual(['urn:uuid:1', undefined]);
    for (const size of [7, 65_536]) {
      const parts = await collect(readJsonEvents(inChunks(text, size)));
      const events = parts.filter((part) => part.part === 'event');
      expect(events[1]!.findings).toMatchObject([{ ...expected, eventIndex: 1 }]);
      expect(events.map(({ event }) => event?.eventId)).toEqual(['urn:uuid:1', undefined]);
      expect(parts.at(-1)!.findings).toEqual([]);
    }
    expect(parseJson(text)).toMatchObject({ findings: [expected] });
    expect(parseJson(text).value).toBeUndefined();
    expect(parseJson(Buffer.from(text)).findings[0]!.remedy.en).toContain('"12345678901234567890"');
  });

  it('are refused in a bare event and in a header', async () => {
    const event = { '@context': FRAME.context, ...shippingEvent({ 'ex:a': 'HERE' }) };
    const bare = JSON.stringify(event).replace('"HERE"', '1234567890123456789');
    const header = JSON.stringify({ ...captureDocument([shippingEvent()], FRAME), 'ex:a': 'HERE' }).replace(
      '"HERE"',
      '1234567890123456789',
    );
    for (const [text, isBare] of [
      [bare, true],
      [header, false],
    ] as const) {
      const expected = [{ code: 'NUMBER_NOT_KEPT', path: "$['ex:a']", line: 1 }];
      const whole = readJsonDocument(text);
      expect(whole.findings).toMatchObject(expected);
      const parts = await collect(readJsonEvents(inChunks(text)));
      expect(parts.flatMap(({ findings }) => [...findings])).toMatchObject(expected);
      if (!isBare) continue;
      expect(whole.events).toEqual([undefined]);
      expect(parts.flatMap((part) => (part.part === 'event' ? [part.event] : []))).toEqual([undefined]);
    }
  });

  it('cost next to nothing to look for', () => {
    const plain = JSON.stringify(Array.from({ length: 20_000 }, () => shippingEvent()));
    const units = JSON.stringify(
      Array.from({ length: 20_000 }, () => 'https://id.gs1.org/00/106141412345678908'),
    );
    expect(within(400, () => [plain, units].map((text) => changedNumbers(text)))).toEqual([[], []]);
    const many = `[${'12345678901234567890,'.repeat(200_000)}0.${'0'.repeat(1_000_000)}1]`;
    expect(within(1000, () => changedNumbers(many)).length).toBe(100);
  });
});
