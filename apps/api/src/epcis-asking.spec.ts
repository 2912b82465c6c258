import { randomUUID } from 'node:crypto';
import { createTestApi, Member, TestApi } from './api.fixture.js';
import { CONTEXT, createEpcisCaller, EpcisCaller, epcisDocument, objectEvent } from './epcis-rest.fixture.js';

type Event = Readonly<Record<string, unknown>>;
interface QueryDocument {
  readonly epcisBody: { readonly queryResults: { readonly resultsBody: { readonly eventList: Event[] } } };
}
const eventsOf = (json: unknown): Event[] =>
  (json as QueryDocument).epcisBody.queryResults.resultsBody.eventList;

const EX = { ex: 'https://example.com/' };
const HEADER = { 'gs1-extensions': 'ex=https://example.com/' };

/** What a strict client asks for, and how. */
describe('EPCIS 2.0 REST: asking by the book', () => {
  let api: TestApi;
  let epcis: EpcisCaller;
  let member: Member;

  beforeAll(async () => {
    api = await createTestApi();
    epcis = await createEpcisCaller(api);
    member = await api.member(4, 'Scierie');
  });
  afterAll(async () => {
    await epcis?.close();
    await api?.close();
  });

  const get = (path: string, headers: Record<string, string> = {}) => epcis.call(member, path, { headers });
  const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
    epcis.call(member, path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  const capture = (...events: readonly object[]) => epcis.capture(member, epcisDocument(events, [EX]));

  it('keeps all of a query for the next page, further question marks included', async () => {
    const source = 'https://example.com/order?number=1';
    await capture(...[1, 2, 3].map(() => objectEvent({ 'ex:source': source })));
    const seen: unknown[] = [];
    let path: string | undefined = `/events?perPage=1&EQ_ex:source=${source}`;
    while (path) {
      const answer = await get(path, HEADER);
      seen.push(...eventsOf(answer.json).map(({ eventID }) => eventID));
      path = /^<([^>]+)>; rel="next"$/.exec(answer.headers.get('link') ?? '')?.[1];
    }
    expect(new Set(seen).size).toBe(3);
  });

  it('gives an event before its error declarations, by EQ_eventID too, whatever its id', async () => {
    const { eventID: _, ...unnamed } = objectEvent({ epcList: ['urn:example:asked:1'] });
    const named = objectEvent({ epcList: ['urn:example:asked:1'] });
    await capture(unnamed, named);
    const both = eventsOf((await get('/events?MATCH_epc=urn:example:asked:1')).json);
    expect(both).toHaveLength(2);
    for (const { recordTime: _time, ...event } of both) {
      for (const day of ['03', '02'])
        await capture({ ...event, errorDeclaration: { declarationTime: `2026-05-${day}T00:00:00Z` } });
      const eventID = String(event['eventID']);
      const times = (list: readonly Event[]) =>
        list.map(({ errorDeclaration }) => (errorDeclaration as Event | undefined)?.['declarationTime']);
      expect(times(eventsOf((await get(`/events/${eventID}`)).json))).toEqual([
        undefined,
        '2026-05-02T00:00:00Z',
        '2026-05-03T00:00:00Z',
      ]);
      expect(eventsOf((await get(`/events?EQ_eventID=${eventID}`)).json)).toHaveLength(3);
    }
  });

  it('knows an event by its hash, whose question mark is encoded or not', async () => {
    const eventID = `ni:///sha-256;${'ab'.repeat(32)}?ver=CBV2.0`;
    await capture(objectEvent({ eventID }));
    for (const path of [eventID, encodeURIComponent(eventID)])
      expect(eventsOf((await get(`/events/${path}`)).json)).toMatchObject([{ eventID }]);
    expect(await get(`/events/${eventID}x`)).toMatchObject({ status: 404 });
  });

  it('leads to values by the prefixes of the header, as queries do', async () => {
    await capture(
      objectEvent({ bizStep: 'ex:sawing', disposition: 'ex:dry', readPoint: { id: 'ex:gate' } }),
      { ...objectEvent(), type: 'ex:SawEvent' },
    );
    for (const value of [
      'eventTypes/ex:SawEvent',
      'bizSteps/ex:sawing',
      'dispositions/ex:dry',
      'readPoints/ex:gate',
    ])
      for (const path of [`/${value}`, `/${value.replace(':', '%3A')}/events`]) {
        expect([path, (await get(path, HEADER)).status]).toEqual([path, 200]);
        expect([path, (await get(path)).status]).toEqual([path, 404]);
      }
  });

  it('tells with which prefixes a query was kept, and keeps no page with it', async () => {
    const name = `q${randomUUID()}`;
    await post('/queries', { name, query: { 'EXISTS_ex:source': true } }, HEADER);
    expect((await get(`/queries/${name}`)).headers.get('gs1-extensions')).toBe('ex=https://example.com/');
    const own = { name: `q${randomUUID()}`, query: {}, '@context': { own: 'https://own.example/' } };
    await post('/queries', own);
    const told = (await get(`/queries/${own.name}`)).headers.get('gs1-extensions');
    expect(told).toBe('own=https://own.example/');
    const paged = await post('/queries', { name: 'paged', query: { perPage: 5 } });
    expect(paged.json).toMatchObject({
      type: 'epcisException:QueryParameterException',
      status: 400,
      errors: [{ field: 'perPage' }],
    });
  });

  it.each(['application/xml', 'text/xml'])('answers a recorded event in %s', async (accept) => {
    const event = objectEvent();
    const answer = await post('/events', { '@context': [CONTEXT], ...event }, { accept });
    expect(answer.status).toBe(201);
    expect(answer.headers.get('content-type')).toBe(`${accept}; charset=utf-8`);
    expect(answer.text).toContain(`<eventID>${event.eventID}</eventID>`);
    const { text } = await get(answer.headers.get('location')!, { accept });
    const withoutDate = (xml: string) => xml.replace(/creationDate="[^"]*"/, '');
    expect(withoutDate(answer.text)).toBe(withoutDate(text));
  });

  it('says what it would take instead of what it cannot read', async () => {
    const csv = await post('/events', 'a,b', { 'content-type': 'text/csv' });
    expect([csv.status, csv.headers.get('accept')]).toEqual([
      415,
      'application/json, application/ld+json, application/xml, text/xml',
    ]);
    const packed = await post('/capture', '{}', { 'content-encoding': 'gzip' });
    expect([packed.status, packed.headers.get('accept-encoding')]).toEqual([415, 'identity']);
  });

  it('leads to the guide in the reader’s language', async () => {
    const helpIn = async (language: string) => {
      const event = { '@context': [CONTEXT], ...objectEvent({ bizStep: 'shiping' }) };
      const { json } = await post('/events', event, { 'accept-language': language });
      return (json as { errors: { help: string }[] }).errors[0]!.help;
    };
    expect(await helpIn('en')).toBe('docs/guide/en/epcis-findings.md#word_unknown');
    expect(await helpIn('fr')).toBe('docs/guide/epcis-constats.md#word_unknown');
  });

  it('asks master data of what an event names', async () => {
    const city = { id: 'urn:epcglobal:cbv:mda#city', attribute: 'Lyon' };
    const vocabularyElementList = [{ id: 'urn:example:site', attributes: [city] }];
    const type = 'urn:epcglobal:epcis:vtype:BusinessLocation';
    const there = objectEvent({ bizLocation: { id: 'urn:example:site' } });
    await epcis.capture(member, {
      ...epcisDocument([there, objectEvent({ bizLocation: { id: 'urn:example:elsewhere' } })]),
      epcisHeader: { epcisMasterData: { vocabularyList: [{ type, vocabularyElementList }] } },
    });
    for (const asked of ['HASATTR_bizLocation=cbvmda:city', `EQATTR_bizLocation_cbvmda:city=Lyon`]) {
      const found = eventsOf((await get(`/events?${asked}`)).json);
      expect(found.map(({ eventID }) => eventID)).toEqual([there.eventID]);
    }
  });
});
