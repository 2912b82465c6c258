import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { collect, openBuffer, seeded } from './bytes.fixture.js';
import { EventStreamOptions, readEventList } from './json-event-stream.js';
import { findJsonFault } from './json-syntax.js';
import { peakGrowth } from './memory.fixture.js';

async function read(content: string | Buffer, options: EventStreamOptions & { chunk?: number } = {}) {
  const batches = await collect(
    readEventList(openBuffer(Buffer.from(content as string), options.chunk), {
      ...options,
    }),
  );
  return {
    batches,
    context: batches.at(-1)?.context,
    document: batches.at(-1)?.document,
    events: batches.flatMap((batch) => batch.events),
    findings: batches.flatMap((batch) => batch.findings),
    endIndex: batches.at(-1)?.endIndex,
  };
}

const CONTEXT = [
  'https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld',
  { ex: 'https://example.org/' },
];
const event = (i: number) => ({
  type: 'ObjectEvent',
  note: `é "${i}" \\ {[`,
  epcList: [`urn:x:${i}`],
  nested: { a: [{}] },
});
const EVENTS = Array.from({ length: 7 }, (_, i) => event(i));
const HEAD = { '@context': CONTEXT, type: 'EPCISDocument', schemaVersion: '2.0', 'a"b': 'c\\"d' };
const bodied = (epcisBody: unknown) => JSON.stringify({ ...HEAD, epcisBody }, null, 2);

describe('events of an EPCIS JSON document', () => {
  it.each([
    ['document', bodied({ eventList: EVENTS })],
    [
      'query document',
      bodied({ queryResults: { queryName: 'q', subscriptionID: 's', resultsBody: { eventList: EVENTS } } }),
    ],
    [
      'context last',
      JSON.stringify({ type: 'EPCISDocument', epcisBody: { eventList: EVENTS }, '@context': CONTEXT }),
    ],
    ['byte order mark', `\uFEFF${bodied({ eventList: EVENTS })}`],
    [
      'minified',
      JSON.stringify({ ...HEAD, epcisHeader: { a: ['}', '"'] }, epcisBody: { eventList: EVENTS } }),
    ],
  ])('%s', async (_, text) => {
    for (const chunk of [1, 13, 65536]) {
      const { events, context, findings, endIndex, batches } = await read(text, { batchEvents: 3, chunk });
      expect(findings).toEqual([]);
      expect(events.map((one) => one.value)).toEqual(EVENTS);
      expect(events.map((one) => one.index)).toEqual([0, 1, 2, 3, 4, 5, 6]);
      expect(context).toEqual(CONTEXT);
      expect(batches[0]?.context).toEqual(CONTEXT);
      expect(endIndex).toBe(7);
    }
  });

  it('knows line and column of each event, in characters', async () => {
    const { events } = await read('{"x":"é€😀","epcisBody":{"eventList":[{"a":1},\n  {"b":"é"}, {"c":3}]}}');
    expect(events.map(({ line, column }) => [line, column])).toEqual([
      [1, 38],
      [2, 3],
      [2, 14],
    ]);
  });

  it('reads a bare event, and an empty list', async () => {
    const bare = { '@context': CONTEXT, type: 'ObjectEvent', action: 'ADD' };
    expect(await read(JSON.stringify(bare))).toMatchObject({
      events: [{ index: 0, value: bare }],
      context: CONTEXT,
      endIndex: 1,
    });
    expect(await read(bodied({ eventList: [] }))).toMatchObject({
      events: [],
      findings: [],
      endIndex: 0,
      document: { schemaVersion: '2.0', 'a"b': 'c\\"d' },
    });
  });

  it('resumes at any event', async () => {
    for (let fromIndex = 0; fromIndex <= 7; fromIndex++) {
      const { events, endIndex } = await read(bodied({ eventList: EVENTS }), { fromIndex });
      expect(events.map((one) => one.value)).toEqual(EVENTS.slice(fromIndex));
      expect(endIndex).toBe(7);
    }
  });

  it('reads the official examples as JSON.parse does', async () => {
    const root = join(import.meta.dirname, '../../../../shared/data/epcis');
    if (!existsSync(root)) return;
    const files = readdirSync(join(root, 'valid'), { recursive: true, encoding: 'utf8' }).filter((name) =>
      /\.json(ld)?$/.test(name),
    );
    expect(files.length).toBeGreaterThan(10);
    for (const file of files) {
      const bytes = readFileSync(join(root, 'valid', file));
      const parsed = JSON.parse(bytes.toString('utf8'));
      const body = parsed.epcisBody;
      const { events, findings } = await read(bytes, { chunk: 50 });
      const expected =
        body?.eventList ??
        body?.queryResults?.resultsBody?.eventList ??
        (/Event$/.test(parsed.type) ? [parsed] : []);
      expect(events.map((one) => one.value)).toEqual(expected);
      expect(findings).toHaveLength(expected.length > 0 || body?.eventList ? 0 : 1);
    }
  });
});

describe('documents that cannot be read', () => {
  const list = (events: string) => `{"epcisBody":{"eventList":[\n${events}\n]}}`;
  const deep = `${'{"a":'.repeat(40)}1${'}'.repeat(40)}`;
  const cases: [string, string | Buffer, string, number, number, number | undefined, number[]][] = [
    ['empty', ' \n ', 'EMPTY', 2, 2, undefined, []],
    ['XML', '<epcis/>', 'NOT_JSON', 1, 1, undefined, []],
    ['a list', '[{"type":"ObjectEvent"}]', 'NO_EVENTS', 1, 1, undefined, []],
    ['no events', '{"type":"EPCISDocument"}', 'NO_EVENTS', 1, 1, undefined, []],
    ['UTF-16', Buffer.from('\uFEFF{}', 'utf16le'), 'UTF16', 1, 1, undefined, []],
    ['missing comma inside', list('{"a":1},\n{"a":1\n"b":2},\n{"a":3}'), 'COMMA_EXPECTED', 4, 1, 1, [0, 2]],
    ['trailing comma inside', list('{"a":[1,]},{"a":3}'), 'TRAILING_COMMA', 2, 9, 0, [1]],
    ['single quotes', list("{'a':1},{}"), 'SINGLE_QUOTE', 2, 2, 0, [1]],
    ['decimal comma', list('{"a":1,5},{}'), 'KEY_EXPECTED', 2, 8, 0, [1]],
    ['not a value', list('{"a":NaN},{}'), 'VALUE_EXPECTED', 2, 6, 0, [1]],
    ['colon', list('{"a" 1},{}'), 'COLON_EXPECTED', 2, 6, 0, [1]],
    ['bad escape', list('{"a":"\\x"},{}'), 'BAD_ESCAPE', 2, 7, 0, [1]],
    ['tab in a text', list('{"a":"\t"},{}'), 'CONTROL_IN_STRING', 2, 7, 0, [1]],
    ['wrong bracket', list('{"a":[1}},{}'), 'COMMA_EXPECTED', 2, 8, 0, [1]],
    ['not an object', list('12,{}'), 'EVENT_NOT_OBJECT', 2, 1, 0, [1]],
    ['too deep', list(`{},${deep},{}`), 'TOO_DEEP', 2, 149, 1, [0, 2]],
    ['too large', list(`{},{"a":"${'x'.repeat(3000)}"},{}`), 'EVENT_TOO_LARGE', 2, 4, 1, [0, 2]],
    ['bad UTF-8', Buffer.from(list('{"é":"\xff"},{}'), 'latin1'), 'BAD_UTF8', 2, 3, 0, [1]],
    ['open text', list('{},\n{"a":"b},{}'), 'CONTROL_IN_STRING', 3, 12, undefined, [0]],
    ['cut off', '{"epcisBody":{"eventList":[{},\n{"a":', 'CUT_OFF', 2, 6, undefined, [0]],
    ['comma between events', list('{}\n{}'), 'COMMA_EXPECTED', 3, 1, undefined, [0]],
    ['comma after events', list('{},'), 'TRAILING_COMMA', 3, 1, undefined, [0]],
    ['text after the end', `${list('{}')} x`, 'TEXT_AFTER_END', 3, 5, undefined, [0]],
  ];
  it.each(cases)('%s', async (_, content, code, line, column, eventIndex, good) => {
    for (const chunk of [1, 100000]) {
      const { events, findings } = await read(content, { chunk, maxEventBytes: 2000 });
      expect(findings[0]).toMatchObject({ code: `JSON_${code}`, severity: 'error', line, column });
      expect(findings[0]?.eventIndex).toBe(eventIndex);
      expect(findings[0]?.remedy.fr.length).toBeGreaterThan(10);
      expect(events.map((one) => one.index)).toEqual(good);
    }
  });

  it('finds a fault exactly where JSON.parse finds one, over 20,000 spoilt texts', () => {
    const random = seeded(7);
    const model = JSON.stringify({ a: [1, -2.5e3, true, null, 'é\\u00e9\n'], b: { c: '', d: [] } }, null, 1);
    for (let i = 0; i < 20_000; i++) {
      const at = random(model.length);
      const sign = '{}[]",:0.e-\\ntu \t\''[random(19)]!;
      const text = model.slice(0, at) + (random(2) ? sign : '') + model.slice(at + random(3));
      let valid = true;
      try {
        JSON.parse(text);
      } catch {
        valid = false;
      }
      if ((findJsonFault(text) === undefined) !== valid) throw new Error(text);
    }
  });

  it('5,000 spoilt documents: nothing thrown, the same whatever the chunks', async () => {
    const random = seeded(11);
    const model = Buffer.from(bodied({ eventList: EVENTS.slice(0, 3) }));
    for (let i = 0; i < 5_000; i++) {
      const bytes = Buffer.from(model);
      for (let times = 1 + random(4); times > 0; times--) {
        bytes[random(bytes.length)] = random(3) ? Buffer.from('{}[]",:\\\n 0')[random(11)]! : random(256);
      }
      const cut = random(4) === 0 ? bytes.subarray(0, random(bytes.length)) : bytes;
      const whole = await read(cut, { chunk: 1 << 20, maxDepth: 8 });
      const pieces = await read(cut, { chunk: 1 + random(50), batchEvents: 1, maxDepth: 8 });
      expect(pieces.events).toEqual(whole.events);
      expect(pieces.findings).toEqual(whole.findings);
      const refused = whole.findings.filter((finding) => finding.eventIndex !== undefined).length;
      expect(whole.events.length + refused).toBe(whole.endIndex);
    }
  }, 60_000);

  it('keeps memory flat on 50 MB of events and on an event of 64 MB', () => {
    const grown = peakGrowth(`
      const event = { type: 'ObjectEvent', action: 'OBSERVE', eventTime: '2026-03-01T10:00:00Z', eventTimeZoneOffset: '+01:00', epcList: ['urn:example:1'] };
      const one = Buffer.from((JSON.stringify(event) + ',\\n').repeat(1000));
      const rounds = Math.ceil(50e6 / one.length);
      const open = async function* () {
        yield Buffer.from('{"@context":[],"epcisBody":{"eventList":[');
        for (let i = 0; i < rounds; i++) yield one;
        yield Buffer.from('{"a":"');
        for (let i = 0; i < 64; i++) yield Buffer.alloc(1 << 20, 'x');
        yield Buffer.from('"},{}]}}');
      };
      let count = 0;
      const codes = [];
      for await (const batch of formats.readEventList(open)) {
        count += batch.events.length;
        codes.push(...batch.findings.map((finding) => finding.code));
        look();
      }
      if (count !== rounds * 1000 + 1) throw new Error(count + ' events');
      if (codes.join() !== 'JSON_EVENT_TOO_LARGE') throw new Error(codes.join());`);
    expect(grown).toBeLessThan(150e6);
  }, 60_000);
});
