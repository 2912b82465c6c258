import fc from 'fast-check';
import { within } from '@maillon/kernel/testing';
import { readJsonDocument } from '../index.js';
import { documents } from '../random-events.fixture.js';
import { exampleFiles, exampleText, shippingEvent } from '../test-data.fixture.js';
import { collect, inChunks } from './chunks.fixture.js';
import { readJsonEvents } from './read-json-events.js';
import { StreamedEventPart, StreamOptions } from './stream-parts.js';

const CONTEXT = 'https://ref.gs1.org/standards/epcis/epcis-context.jsonld';
const read = (text: string, options?: StreamOptions, size?: number) =>
  collect(readJsonEvents(inChunks(text, size), options));

/** What the parts say together, as readDocument says it. */
async function together(text: string, size?: number) {
  const parts = await read(text, {}, size);
  const events = parts.filter((part): part is StreamedEventPart => part.part === 'event');
  return {
    parts,
    events: events.map(({ event }) => event),
    findings: parts
      .flatMap(({ findings }) => findings)
      .map(({ code, path, line, column }) => `${code} ${path} ${line}:${column}`)
      .sort(),
  };
}
const wholly = (text: string) => {
  const { events, findings, masterData } = readJsonDocument(text);
  return {
    events,
    masterData,
    findings: findings.map(({ code, path, line, column }) => `${code} ${path} ${line}:${column}`).sort(),
  };
};

const document = (change: Record<string, unknown> = {}, ...events: unknown[]): Record<string, unknown> => ({
  '@context': [CONTEXT, { ex: 'https://example.com/' }],
  type: 'EPCISDocument',
  schemaVersion: '2.0',
  creationDate: '2026-07-22T10:30:00Z',
  epcisBody: {
    eventList: events.length > 0 ? events : [shippingEvent(), shippingEvent({ 'ex:colour': 'ré' })],
  },
  ...change,
});
const wrong = shippingEvent({ bizStep: 'shiping', 'ex:é': '𝒳', epcList: ['urn:epc:id:sgtin:1'], colour: 1 });

describe('readJsonEvents', () => {
  const examples = ['valid/gs1-EPCIS', 'valid/openepcis-test-resources', 'sector-events', 'invalid'].flatMap(
    exampleFiles,
  );

  it.each(examples.length > 0 ? examples : ['none'])('says what the whole reading says: %s', async (name) => {
    const text = name === 'none' ? JSON.stringify(document()) : exampleText(name);
    const streamed = await together(text);
    const { masterData, ...whole } = wholly(text);
    expect({ events: streamed.events, findings: streamed.findings }).toEqual(whole);
    expect([streamed.parts[0], streamed.parts.at(-1)]).toMatchObject([
      { part: 'header' },
      { part: 'end', masterData },
    ]);
  });

  it('gives the header first, then one event at a time', async () => {
    const masterData = {
      epcisMasterData: { vocabularyList: [{ type: 'urn:v', vocabularyElementList: [{ id: 'urn:x:y' }] }] },
    };
    const { '@context': context, epcisBody, ...rest } = document({ epcisHeader: masterData });
    const parts = await read(
      JSON.stringify({ '@context': context, ...rest, epcisBody, 'ex:after': 1 }, null, 1),
    );
    expect(parts.map(({ part }) => part)).toEqual(['header', 'event', 'event', 'end']);
    expect(parts[0]).toMatchObject({ kind: 'EPCISDocument', masterData: [{ id: 'urn:x:y' }], findings: [] });
    expect(parts[1]).toMatchObject({ index: 0, line: 27, column: 4, event: { type: 'ObjectEvent' } });
    expect(parts.at(-1)).toMatchObject({ events: 2, document: { 'ex:after': 1 }, findings: [] });
  });

  it.each([1, 2, 7, 64])('does not heed where chunks of %d are cut', async (size) => {
    const text = `\ufeff${JSON.stringify(document({ foo: 1 }, shippingEvent(), wrong, 7, '\\"]', wrong), null, 2)}`;
    const streamed = await together(text, size);
    const { masterData: _, ...whole } = wholly(text);
    expect({ events: streamed.events, findings: streamed.findings }).toEqual({
      ...whole,
      events: whole.events,
    });
    expect(streamed.findings.length).toBeGreaterThan(8);
  });

  it('waits for a context that comes last, and no longer than is good', async () => {
    const { '@context': context, ...rest } = document();
    const late = JSON.stringify({ ...rest, '@context': context });
    const parts = await read(late);
    expect(parts.map(({ part, findings }) => `${part} ${findings.length}`)).toEqual([
      'header 0',
      'event 0',
      'event 0',
      'end 0',
    ]);
    const refused = await read(late, { headerBytes: 500 });
    expect(refused.at(-1)!.findings).toMatchObject([{ code: 'CONTEXT_TOO_LATE', line: 1 }]);
  });

  it('reads a bare event and a query document', async () => {
    const event = { '@context': CONTEXT, ...shippingEvent() };
    expect(await read(JSON.stringify(event))).toMatchObject([
      { part: 'header', kind: 'event' },
      { part: 'event', index: 0, line: 1, column: 1, event: { type: 'ObjectEvent' } },
      { part: 'end', kind: 'event', findings: [] },
    ]);
    expect((await read(JSON.stringify({ ...event, action: 'AD' }, null, 1)))[1]).toMatchObject({
      findings: [{ code: 'WORD_CLOSED', line: 6, column: 12 }],
    });
    const results = { queryName: 'Q', resultsBody: { eventList: [shippingEvent(), wrong] } };
    const query = document({ type: 'EPCISQueryDocument', epcisBody: { queryResults: results } });
    const parts = await read(JSON.stringify(query));
    expect(parts).toMatchObject([
      { kind: 'EPCISQueryDocument', document: { epcisBody: { queryResults: { queryName: 'Q' } } } },
      { index: 0 },
      { index: 1 },
      { events: 2 },
    ]);
    expect(parts[2]!.findings[0]!.path).toMatch(/^\$\.epcisBody\.queryResults\.resultsBody\.eventList\[1\]/);
  });

  it.each<[string, string, StreamOptions, string[]]>([
    ['nothing', '', {}, ['JSON_SYNTAX $ 1:1']],
    ['a list', ' [1]', {}, ['DOCUMENT_IS_LIST $ 1:2']],
    ['a number', '7', {}, ['DOCUMENT_NOT_OBJECT $ 1:1']],
    ['XML', '<a/>', {}, ['JSON_SYNTAX $ 1:1']],
    ['text behind', `${JSON.stringify(document())}\n x`, {}, ['JSON_SYNTAX $ 2:2']],
    ['no comma', '{"a":1 "b":2}', {}, ['JSON_SYNTAX $ 1:8']],
    ['a name without colon', '{"a" 1}', {}, ['JSON_SYNTAX $ 1:6']],
    ['a line break in a text', '{"a":"x\ny"}', {}, ['JSON_SYNTAX $ 1:8']],
    ['too many bytes', JSON.stringify(document()), { bytes: 100 }, ['JSON_TOO_LARGE $ 1:1']],
    ['too deep', `{"a":${'['.repeat(50)}${']'.repeat(50)}}`, {}, ['JSON_TOO_DEEP $.a 1:37']],
    ['no UTF-8', '{"a":"\ud800"}', {}, ['FIELD_UNKNOWN']],
    [
      'two lists',
      '{"type":"EPCISDocument","epcisBody":{"eventList":[],"eventList":[]}}',
      {},
      ['EVENT_LIST_TWICE $.epcisBody.eventList 1:65'],
    ],
    [
      'an event round events',
      JSON.stringify(document({ type: 'ObjectEvent' })),
      {},
      ['EVENT_TYPE_UNKNOWN $.type'],
    ],
    ['too many events', JSON.stringify(document()), { events: 1 }, ['EVENTS_TOO_MANY $.epcisBody.eventList']],
    [
      'a long header',
      JSON.stringify(document({ sender: 'x'.repeat(2000) })),
      { headerBytes: 1500 },
      ['HEADER_TOO_LARGE $.sender'],
    ],
  ])('refuses %s and says where', async (_name, text, options, [expected]) => {
    const parts = await read(text, options);
    const told = parts.flatMap(({ findings }) => findings);
    const [first] = told
      .filter(({ severity }) => severity === 'error')
      .map(({ code, path, line, column }) => `${code} ${path} ${line}:${column}`);
    if (expected === 'FIELD_UNKNOWN') expect(told.length).toBeGreaterThan(0);
    else expect(first!.startsWith(expected!)).toBe(true);
    expect([parts[0]!.part, parts.at(-1)!.part]).toEqual(['header', 'end']);
  });

  it('passes over an event that cannot be read, and goes on', async () => {
    const events = [shippingEvent(), shippingEvent({ 'ex:a': 'x'.repeat(3000) }), { a: 1 }, shippingEvent()];
    const text = JSON.stringify(document({}, ...events), null, 1).replace('"a": 1', '"a": 01');
    const parts = await read(text, { eventBytes: 2000 });
    expect(parts.map(({ part, findings }) => [part, ...findings.map(({ code }) => code)].join(' '))).toEqual([
      'header',
      'event',
      'event EVENT_TOO_LARGE',
      'event JSON_SYNTAX',
      'event',
      'end',
    ]);
    expect(parts[3]!.findings[0]).toMatchObject({ eventIndex: 2, path: '$.epcisBody.eventList[2]' });
    expect(text.split('\n')[parts[3]!.findings[0]!.line! - 1]).toContain('"a": 01');
  });

  it('tells events from one on, as if the others had not been there', async () => {
    const { '@context': context, ...rest } = document({}, shippingEvent(), wrong, '\\"]', 7, wrong);
    for (const text of [
      JSON.stringify({ '@context': context, ...rest }),
      JSON.stringify({ ...rest, '@context': context }),
    ]) {
      const all = await read(text);
      for (let from = 0; from <= 6; from++) {
        const parts = await read(text, { from });
        expect(parts.slice(1)).toEqual(all.slice(1 + Math.min(from, 5)));
      }
    }
    const bare = JSON.stringify({ '@context': CONTEXT, ...shippingEvent() });
    expect((await read(bare, { from: 1 })).map(({ part }) => part)).toEqual(['header', 'end']);
  });

  it('only parses events where it is told not to judge them', async () => {
    const text = JSON.stringify(document({}, wrong, { a: 1 })).replace('"a":1', '"a":01');
    const [, event, end] = await read(text, { judge: false });
    expect(event).toMatchObject({ index: 1, findings: [{ code: 'JSON_SYNTAX' }] });
    expect(end).toMatchObject({ events: 2, isWhole: true, findings: [] });
  });

  it('says whether all was read', async () => {
    const text = JSON.stringify(document({ foo: 1 }));
    expect((await read(text)).at(-1)).toMatchObject({ isWhole: true, events: 2, findings: [{}] });
    expect((await read(text.slice(0, -1))).at(-1)).toMatchObject({ isWhole: false, events: 2 });
    expect((await read(text, { events: 1 })).at(-1)).toMatchObject({ isWhole: false, events: 1 });
  });

  it('places a hundred faults of a long header in the time of one', async () => {
    const elements = Array.from({ length: 50_000 }, (_, index) => ({
      id: index < 49_900 ? 'urn:x:y' : 'no',
    }));
    const header = { vocabularyList: [{ type: 'urn:v', vocabularyElementList: elements }] };
    const text = JSON.stringify(document({ epcisHeader: { epcisMasterData: header } }), null, 1);
    const begun = performance.now();
    const found = (await read(text)).at(-1)!.findings;
    expect(performance.now() - begun).toBeLessThan(2000);
    expect(found.length).toBeGreaterThan(99);
    expect(new Set(found.slice(0, 100).map(({ line }) => line)).size).toBe(100);
  });

  it('lets go of its source when the caller stops', async () => {
    let open = true;
    async function* source() {
      try {
        yield* inChunks(JSON.stringify(document()), 50);
      } finally {
        open = false;
      }
    }
    for await (const part of readJsonEvents(source())) if (part.part === 'event') break;
    expect(open).toBe(false);
  });

  it('says of texts changed at random what the whole reading says, or why it stopped', async () => {
    const edit = fc.tuple(
      fc.nat(),
      fc.nat(8),
      fc.constantFrom('', '"', '{', '}', '[', ']', ',', ':', '\\', '0', 'é', '\n', 'null'),
    );
    await fc.assert(
      fc.asyncProperty(
        documents,
        fc.array(edit, { maxLength: 3 }),
        fc.integer({ min: 1, max: 99 }),
        async (good, edits, size) => {
          let text = JSON.stringify(good);
          for (const [at, cut, more] of edits)
            text = text.slice(0, at % text.length) + more + text.slice((at % text.length) + cut);
          // half a character is none in UTF-8
          text = Buffer.from(text).toString();
          const whole = wholly(text);
          const streamed = await together(text, size);
          if (whole.findings.some((told) => /^(JSON_|DOCUMENT_IS)/.test(told)))
            expect(streamed.findings.length).toBeGreaterThan(0);
          else if (
            !streamed.findings.some((told) =>
              /^EVENT_LIST_TWICE|^(?:EVENT_TYPE_UNKNOWN|FIELD_MISSING) \$\.type/.test(told),
            )
          )
            expect(streamed.findings).toEqual(whole.findings);
        },
      ),
      { numRuns: 300, endOnFailure: true },
    );
  });

  it('refuses 500,000 levels in little time', async () => {
    const deep = `{"type":"EPCISDocument","epcisBody":{"eventList":[${'['.repeat(500_000)}`;
    expect(within(2000, () => read(deep))).toBeInstanceOf(Promise);
    expect((await read(deep)).at(-1)!.findings).toMatchObject([{ code: 'JSON_SYNTAX' }]);
  });
});
