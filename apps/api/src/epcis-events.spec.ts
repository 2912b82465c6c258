import { GS1_CONTEXT } from '@maillon/epcis';
import { createTestApi, Member, TestApi } from './api.fixture.js';
import { CONTEXT, createEpcisCaller, EpcisCaller, epcisDocument, objectEvent } from './epcis-rest.fixture.js';

interface QueryDocument {
  readonly epcisBody: {
    readonly queryResults: {
      readonly queryName: string;
      readonly resultsBody: { readonly eventList: readonly Readonly<Record<string, unknown>>[] };
    };
  };
}

const eventsOf = (json: unknown) => (json as QueryDocument).epcisBody.queryResults.resultsBody.eventList;
const membersOf = (json: unknown) => (json as { member: string[] }).member;

describe('EPCIS 2.0 REST: events, resources and queries', () => {
  let api: TestApi;
  let epcis: EpcisCaller;
  let member: Member;
  let other: Member;
  const lot = 'https://id.gs1.org/01/09521141012345/10/L%2F1';
  const shipped = objectEvent({
    eventTime: '2026-03-02T10:00:00.000Z',
    bizStep: 'shipping',
    disposition: 'in_transit',
    readPoint: { id: 'urn:epc:id:sgln:0614141.07346.1234' },
    bizLocation: { id: 'urn:epc:id:sgln:0614141.07346.0' },
    'ex:temperature': 'low',
  });
  const inspected = objectEvent({ epcList: [], quantityList: [{ epcClass: lot, quantity: 3 }] });
  const { eventID: _, ...unnamed } = objectEvent({
    eventTime: '2026-03-03T10:00:00.000Z',
    bizStep: 'packing',
  });

  beforeAll(async () => {
    api = await createTestApi();
    epcis = await createEpcisCaller(api);
    member = await api.member(4, 'Scierie');
    other = await api.member(4, 'Menuiserie');
    const job = await epcis.capture(
      member,
      epcisDocument([shipped, inspected, unnamed], [{ ex: 'https://example.com/epcis/' }]),
    );
    expect(job).toMatchObject({ success: true, recorded: 3 });
  });
  afterAll(async () => {
    await epcis?.close();
    await api?.close();
  });

  const get = (path: string, headers?: Record<string, string>, who = member) =>
    epcis.call(who, path, { ...(headers && { headers }) });

  it('answers a query document, with record times, an id for each event, and declared prefixes', async () => {
    const answer = await get('/events');
    expect(answer.status).toBe(200);
    const events = eventsOf(answer.json);
    expect(events).toHaveLength(3);
    for (const event of events) {
      expect(event['recordTime']).toMatch(/Z$/);
      expect(event['eventID']).toMatch(/^urn:uuid:/);
    }
    expect(answer.json).toMatchObject({ '@context': [GS1_CONTEXT, { ex: 'https://example.com/epcis/' }] });
    expect(answer.headers.get('gs1-extensions')).toBe('ex=https://example.com/epcis/');
    expect(answer.headers.get('gs1-epcis-version')).toBe('2.0.0');
  });

  it('spells identifiers as the header asks', async () => {
    const epcOf = async (format?: string) =>
      eventsOf(
        (await get('/events?EQ_bizStep=shipping', format ? { 'gs1-epc-format': format } : {})).json,
      )[0]!['epcList'];
    expect(await epcOf()).toEqual(['https://id.gs1.org/01/10614141073464/21/2018']);
    expect(await epcOf('Always_EPC_URN')).toEqual(['urn:epc:id:sgtin:0614141.107346.2018']);
    expect(await epcOf('Never_Translates')).toEqual(['urn:epc:id:sgtin:0614141.107346.2018']);
  });

  it('answers in XML, with the vocabulary as asked', async () => {
    const answer = await get('/events?EQ_bizStep=shipping', {
      accept: 'application/xml',
      'gs1-cbv-xml-format': 'Always_URN',
    });
    expect(answer.headers.get('content-type')).toBe('application/xml; charset=utf-8');
    expect(answer.text).toContain('<bizStep>urn:epcglobal:cbv:bizstep:shipping</bizStep>');
    expect(answer.text).toContain('EPCISQueryDocument');
  });

  it('gives an event by its id, encoded or not, and by the id that we gave it', async () => {
    const one = await get(`/events/${encodeURIComponent(shipped.eventID)}`);
    expect(eventsOf(one.json)).toMatchObject([{ eventID: shipped.eventID, 'ex:temperature': 'low' }]);
    expect((await get(`/events/${shipped.eventID}`)).status).toBe(200);
    const all = eventsOf((await get('/events?EQ_bizStep=packing')).json);
    const ours = String(all[0]!['eventID']);
    expect(eventsOf((await get(`/events/${ours}`)).json)).toMatchObject([
      { eventID: ours, bizStep: 'packing' },
    ]);
    expect(await get('/events/urn:uuid:7cdc1ab6-0000-4000-8000-000000000000')).toMatchObject({ status: 404 });
  });

  it('gives an event together with its error declarations', async () => {
    const wrong = objectEvent();
    const declaration = { declarationTime: '2026-03-05T10:00:00Z', reason: 'incorrect_data' };
    await epcis.capture(member, epcisDocument([wrong]));
    await epcis.capture(member, epcisDocument([{ ...wrong, errorDeclaration: declaration }]));
    const found = eventsOf((await get(`/events/${wrong.eventID}`)).json);
    expect(found).toHaveLength(2);
    expect(found.filter((event) => 'errorDeclaration' in event)).toHaveLength(1);
  });

  it('pages by tokens that lead through all of it once', async () => {
    const wanted = eventsOf((await get('/events')).json).map((event) => event['eventID']);
    const seen: unknown[] = [];
    let path: string | undefined = '/events?perPage=1';
    while (path) {
      const answer = await get(path);
      expect(eventsOf(answer.json).length).toBeLessThanOrEqual(1);
      seen.push(...eventsOf(answer.json).map((event) => event['eventID']));
      path = /^<([^>]+)>; rel="next"$/.exec(answer.headers.get('link') ?? '')?.[1];
    }
    expect(seen).toEqual(wanted);
    expect((await get('/events?nextPageToken=nonsense')).json).toMatchObject({
      type: 'epcisException:QueryParameterException',
    });
    expect((await get('/events?perPage=0')).status).toBe(400);
  });

  it('refuses a parameter that does not exist, with the nearest name', async () => {
    const answer = await get('/events?EQ_bizstep=shipping');
    expect(answer.json).toMatchObject({
      type: 'epcisException:QueryParameterException',
      status: 400,
      errors: [{ field: 'EQ_bizstep', nearest: 'EQ_bizStep' }],
    });
  });

  it('resolves extension fields by the header GS1-Extensions, and refuses a broken one', async () => {
    const headers = { 'gs1-extensions': 'other=https://example.com/epcis/' };
    expect(eventsOf((await get('/events?EQ_other%3Atemperature=low', headers)).json)).toHaveLength(1);
    expect(eventsOf((await get('/events?EQ_other%3Atemperature=high', headers)).json)).toHaveLength(0);
    expect(await get('/events', { 'gs1-extensions': 'ex' })).toMatchObject({ status: 406 });
  });

  it.each([
    ['eventTypes', 'ObjectEvent'],
    ['epcs', 'https://id.gs1.org/01/10614141073464/21/2018'],
    ['bizSteps', 'shipping'],
    ['bizLocations', 'https://id.gs1.org/414/0614141073467'],
    ['readPoints', 'https://id.gs1.org/414/0614141073467/254/1234'],
    ['dispositions', 'in_transit'],
  ])('lists %s and leads to their events', async (resource, value) => {
    const list = await get(`/${resource}`);
    expect(list.status).toBe(200);
    expect(membersOf(list.json)).toContain(value);
    const below = await get(`/${resource}/${encodeURIComponent(value)}`);
    expect(membersOf(below.json)).toEqual(['events']);
    const events = await get(`/${resource}/${encodeURIComponent(value)}/events?EQ_bizStep=shipping`);
    expect(eventsOf(events.json).map(({ eventID }) => eventID)).toEqual([shipped.eventID]);
    expect((await get(`/${resource}/urn:example:nothing`)).status).toBe(404);
    expect((await get(`/${resource}/urn:example:nothing/events`)).status).toBe(404);
  });

  it('shows another organisation nothing, counts nothing and hints at nothing', async () => {
    expect(eventsOf((await get('/events', {}, other)).json)).toEqual([]);
    for (const resource of ['epcs', 'bizSteps', 'bizLocations', 'readPoints', 'dispositions'])
      expect(membersOf((await get(`/${resource}`, {}, other)).json)).toEqual([]);
    for (const path of [`/events/${shipped.eventID}`, '/bizSteps/shipping', '/bizSteps/shipping/events'])
      expect((await get(path, {}, other)).json).toMatchObject({ type: 'epcisException:NoSuchNameException' });
    const missing = await get('/events/urn:uuid:7cdc1ab6-0000-4000-8000-000000000000', {}, other);
    expect((await get(`/events/${shipped.eventID}`, {}, other)).json).toEqual(missing.json);
  });

  const post = (path: string, body: unknown, type = 'application/json', who = member) =>
    epcis.call(who, path, {
      method: 'POST',
      headers: { 'content-type': type },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });

  it('records one event at once, and answers 409 when it is there', async () => {
    const event = { '@context': [CONTEXT], ...objectEvent() };
    const created = await post('/events', event);
    expect(created.status).toBe(201);
    expect(created.json).toMatchObject({ eventID: event.eventID, recordTime: expect.any(String) });
    expect((await get(created.headers.get('location')!)).status).toBe(200);
    expect((await post('/events', event)).json).toMatchObject({
      type: 'epcisException:ResourceAlreadyExistsException',
      status: 409,
    });
    expect(await post('/events', { ...event, bizStep: 'shipping' })).toMatchObject({ status: 409 });
    const { eventID: _id, ...nameless } = { ...event, eventTime: '2026-04-01T10:00:00Z' };
    const given = await post('/events', nameless);
    expect(given.status).toBe(201);
    expect((await get(given.headers.get('location')!)).status).toBe(200);
  });

  it('refuses an event that is none, and a document', async () => {
    const event = { '@context': [CONTEXT], ...objectEvent({ bizStep: 'shiping' }) };
    expect((await post('/events', event)).json).toMatchObject({
      type: 'epcisException:ValidationException',
      status: 400,
      errors: [{ nearest: 'shipping' }],
    });
    expect((await post('/events', epcisDocument([objectEvent()]))).json).toMatchObject({ status: 400 });
    expect((await post('/events', '{')).json).toMatchObject({ status: 400 });
    expect(await post('/events', 'a,b', 'text/csv')).toMatchObject({ status: 415 });
  });

  it.each([
    [{ 'ex:a': 'a\u0000b' }, 'TEXT_NOT_KEPT'],
    [{ 'ex:a': '\ud800' }, 'TEXT_NOT_KEPT'],
    [{ 'ex:a': { 'ex:\udc00': 1 } }, 'TEXT_NOT_KEPT'],
    [{ bizStep: `urn:x:${'y'.repeat(5000)}` }, 'WORD_TOO_LONG'],
  ])('refuses what cannot be kept: %j', async (more, code) => {
    const context = [CONTEXT, { ex: 'https://example.com/epcis/' }];
    const answer = await post('/events', { '@context': context, ...objectEvent(more) });
    expect(answer.json).toMatchObject({ status: 400, errors: [{ code }] });
    const job = await epcis.capture(member, epcisDocument([objectEvent(more)], context.slice(1)));
    expect(job).toMatchObject({ running: false, success: false, errors: [{ code, eventIndex: 0 }] });
  });

  it('answers no hostile address with a fault of ours', async () => {
    for (const path of [
      '/events?EQ_https://e.x/a=%00',
      '/queries/%00',
      '/queries?nextPageToken=WyJcdTAwMDAiXQ',
    ])
      expect((await get(path)).status).toBe(400);
    for (const path of ['/epcs/%00', '/events/%00', '/bizSteps/%ed%a0%80', '/epcs/%'])
      expect([path, [400, 404].includes((await get(path)).status)]).toEqual([path, true]);
  });

  it('keeps queries by name, each organisation its own', async () => {
    const query = { eventType: ['ObjectEvent'], EQ_bizStep: ['shipping'] };
    const created = await post('/queries', { name: 'shipments', query });
    expect(created).toMatchObject({ status: 201, text: '' });
    expect(created.headers.get('location')).toBe('/bois/epcis/queries/shipments');
    expect((await post('/queries', { name: 'shipments', query })).json).toMatchObject({ status: 409 });
    expect((await get('/queries/shipments')).json).toEqual({ name: 'shipments', query });
    expect((await get('/queries')).json).toEqual([{ name: 'shipments', query }]);
    const events = await get('/queries/shipments/events');
    expect(events.json).toMatchObject({ epcisBody: { queryResults: { queryName: 'shipments' } } });
    expect(eventsOf(events.json).map(({ eventID }) => eventID)).toEqual([shipped.eventID]);

    expect((await get('/queries', {}, other)).json).toEqual([]);
    expect((await get('/queries/shipments', {}, other)).status).toBe(404);
    expect((await epcis.call(other, '/queries/shipments', { method: 'DELETE' })).status).toBe(404);
    expect(await post('/queries', { name: 'shipments', query }, undefined, other)).toMatchObject({
      status: 201,
    });

    expect((await epcis.call(member, '/queries/shipments', { method: 'DELETE' })).status).toBe(204);
    expect((await get('/queries/shipments')).status).toBe(404);
    expect((await get('/queries/shipments', {}, other)).status).toBe(200);
  });

  it.each([
    [{ name: 'a b', query: {} }, 'ValidationException'],
    [{ query: {} }, 'ValidationException'],
    [{ name: 'q' }, 'ValidationException'],
    [{ name: 'q', query: { EQ_bizStop: ['x'] } }, 'QueryParameterException'],
    [{ name: 'q', query: { EQ_bizStep: {} } }, 'QueryValidationException'],
  ])('refuses the query %j', async (body, exception) => {
    const { json, status } = await post('/queries', body);
    expect({ status, json }).toMatchObject({ status: 400, json: { type: `epcisException:${exception}` } });
  });

  it('answers 413 where a query finds more than it wants', async () => {
    expect((await get('/events?maxEventCount=1')).json).toMatchObject({
      type: 'epcisException:QueryTooLargeException',
      status: 413,
    });
  });
});
