import { randomUUID } from 'node:crypto';
import { request } from 'node:http';
import { WebSocket } from 'ws';
import { createTestApi, Member, TestApi } from './api.fixture.js';
import { CONTEXT, createEpcisCaller, EpcisCaller, epcisDocument, objectEvent } from './epcis-rest.fixture.js';

type Members = Readonly<Record<string, unknown>>;
const eventsOf = (json: unknown) =>
  (json as { epcisBody: { queryResults: { resultsBody: { eventList: readonly Members[] } } } }).epcisBody
    .queryResults.resultsBody.eventList;
const membersOf = (json: unknown) => (json as { member: string[] }).member;
const { eventID: _, ...NAMELESS } = objectEvent();

describe('EPCIS 2.0 REST at its edges', () => {
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

  const call = (method: string, path: string, headers = {}, who: Member | undefined = member) =>
    epcis.call(who, path, { method, headers });
  const get = (path: string) => call('GET', path);
  const post = (path: string, body: unknown) =>
    epcis.call(member, path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });

  describe('an event that came without an id', () => {
    const lot = (name: string) => `https://id.gs1.org/01/09521234000013/10/${name}`;
    const unnamed = (name: string) => ({
      type: 'TransformationEvent',
      eventTime: '2026-03-02T08:33:00.000Z',
      eventTimeZoneOffset: '+00:00',
      'ex:oven': 'east',
      inputQuantityList: [{ epcClass: lot(`IN-${name}`), quantity: 5, uom: 'KGM' }],
      outputQuantityList: [{ epcClass: lot(`OUT-${name}`), quantity: 5, uom: 'KGM' }],
    });
    const document = (event: object) => epcisDocument([event], [{ ex: 'https://example.com/' }]);
    const found = async (name: string, accept = 'application/json') =>
      call('GET', `/events?MATCH_outputEPCClass=${encodeURIComponent(lot(`OUT-${name}`))}`, { accept });

    it('is the same when the platform’s answer is captured again, in both forms', async () => {
      await epcis.capture(member, document(unnamed('AGAIN')));
      for (const accept of ['application/json', 'application/xml']) {
        const answer = await found('AGAIN', accept);
        const sent = accept.endsWith('xml') ? answer.text : answer.json;
        expect(await epcis.capture(member, sent)).toMatchObject({ success: true, recorded: 0, unchanged: 1 });
      }
    });

    it('is there already when POST /events answers it and gets it back', async () => {
      const created = await post('/events', { ...NAMELESS, '@context': [CONTEXT] });
      expect(created.status).toBe(201);
      expect(await post('/events', created.json)).toMatchObject({ status: 409 });
    });

    it('is corrected by the id that it was given, and given together with its declaration', async () => {
      await epcis.capture(member, document(unnamed('WRONG')));
      const [event] = eventsOf((await found('WRONG')).json);
      const { eventID } = event as { eventID: string };
      const errorDeclaration = { declarationTime: '2026-05-01T00:00:00Z', reason: 'did_not_occur' };
      const corrected = await epcis.capture(member, document({ ...event, errorDeclaration }));
      expect(corrected).toMatchObject({ success: true, recorded: 1 });
      const both = eventsOf((await get(`/events/${eventID}`)).json);
      expect(both.map((one) => [one['eventID'], 'errorDeclaration' in one])).toEqual([
        [eventID, false],
        [eventID, true],
      ]);
      const { data } = await api.call<{ event: object }>(
        member,
        'bois',
        'query ($id: ID!) { event(id: $id) { errorDeclaredAt correction { document errorDeclaredAt } } }',
        { id: eventID.slice('urn:uuid:'.length) },
      );
      expect(data.event).toMatchObject({
        errorDeclaredAt: null,
        correction: { document: { errorDeclaration }, errorDeclaredAt: errorDeclaration.declarationTime },
      });
    });
  });

  it('tells why a declaration that differs from its event is refused, and where to read more', async () => {
    const event = objectEvent();
    await epcis.capture(member, epcisDocument([event]));
    const wrong = {
      ...event,
      bizStep: 'packing',
      errorDeclaration: { declarationTime: '2026-05-01T00:00:00Z' },
    };
    expect(await epcis.capture(member, epcisDocument([wrong]))).toMatchObject({
      success: false,
      recorded: 0,
      errors: [
        {
          type: 'epcisException:ValidationException',
          status: 400,
          code: 'DECLARATION_DIFFERS',
          path: '$.epcisBody.eventList[0].errorDeclaration',
          help: 'docs/guide/en/epcis-findings.md#declaration_differs',
        },
      ],
    });
    expect((await post('/events', { '@context': [CONTEXT], ...wrong })).json).toMatchObject({
      status: 400,
      errors: [{ code: 'DECLARATION_DIFFERS' }],
    });
  });

  it('leads from every EPC that it lists to its events: things, lots, classes, and private ones', async () => {
    const listed = [
      'https://id.gs1.org/01/09521234000013/10/EDGE-1',
      'https://id.gs1.org/01/09521234000020',
      'https://id.gs1.org/01/09521234000037/21/S1',
      'urn:example:lot:7',
      'urn:example:thing:7',
    ];
    const event = objectEvent({
      epcList: [listed[2], listed[4]],
      quantityList: [listed[0], listed[1], listed[3]].map((epcClass) => ({ epcClass, quantity: 1 })),
    });
    await epcis.capture(member, epcisDocument([event]));
    const all = membersOf((await get('/epcs?perPage=500')).json);
    expect(all).toEqual(expect.arrayContaining(listed));
    for (const epc of all) {
      expect([epc, (await get(`/epcs/${encodeURIComponent(epc)}`)).status]).toEqual([epc, 200]);
      const events = await get(`/epcs/${encodeURIComponent(epc)}/events`);
      expect([epc, events.status, eventsOf(events.json).length > 0]).toEqual([epc, 200, true]);
      if (listed.includes(epc))
        expect(eventsOf(events.json).map(({ eventID }) => eventID)).toEqual([event.eventID]);
    }
    expect((await get(`/epcs/${encodeURIComponent(`${listed[0]}X`)}`)).status).toBe(404);
  });

  it.each(['/', '/queries/', '/capture/', '/events/', '/eventTypes/'])(
    'answers %s as the address without its last slash',
    async (path) => {
      const plain = path.slice(0, -1) || '/bois/epcis';
      for (const method of ['GET', 'HEAD', 'OPTIONS']) {
        const [one, other] = [await call(method, plain), await call(method, path)];
        expect([method, other.status]).toEqual([method, method === 'OPTIONS' ? 204 : 200]);
        const without = (answer: typeof one) => answer.text.replace(/"creationDate":"[^"]*"/, '');
        expect([method, without(other)]).toEqual([method, without(one)]);
        expect(other.headers.get('allow')).toBe(one.headers.get('allow'));
      }
    },
  );

  it.each([
    ['PATCH', '/bois/epcis', 'OPTIONS, GET'],
    ['PUT', '/', 'OPTIONS, GET'],
    ['POST', '/bois/epcis', 'OPTIONS, GET'],
    ['DELETE', '/events', 'OPTIONS, GET, POST'],
    ['PATCH', '/events/urn:x:1', 'OPTIONS, GET'],
    ['PUT', '/capture/1', 'OPTIONS, GET'],
    ['PATCH', '/queries/a', 'OPTIONS, GET, DELETE'],
    ['POST', '/queries/a/events', 'OPTIONS, GET'],
    ['PUT', '/queries/a/subscriptions', 'OPTIONS, GET, POST'],
    ['PATCH', '/queries/a/subscriptions/1', 'OPTIONS, GET, DELETE'],
    ['GET', '/nextPageToken/1', 'DELETE'],
    ['PATCH', '/epcs', 'OPTIONS, GET'],
    ['DELETE', '/bizSteps/shipping/events', 'OPTIONS, GET'],
  ])('answers %s %s with 405 and what is allowed there', async (method, path, allow) => {
    const answer = await epcis.call(member, path, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(method !== 'GET' && { body: '{}' }),
    });
    expect(answer.json).toMatchObject({ type: 'epcisException:ImplementationException', status: 405 });
    expect(answer.headers.get('allow')).toBe(allow);
  });

  it.each(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])(
    'answers %s of what is nowhere with a problem',
    async (method) => {
      const answer = await call(method, '/nowhere/at/all');
      expect(answer.json).toMatchObject({ type: 'epcisException:NoSuchNameException', status: 404 });
    },
  );

  it.each([
    '/events/foo',
    '/epcs/foo',
    '/epcs/foo/events',
    '/bizSteps/foo',
    '/bizSteps/foo/events',
    '/dispositions/nope',
    '/eventTypes/Foo',
    '/eventTypes/Foo/events',
    '/readPoints/foo',
    '/bizLocations/foo/events',
  ])('finds nothing at %s, whatever its form', async (path) => {
    for (const method of ['GET', 'OPTIONS']) {
      const { json } = await call(method, path);
      expect(json).toMatchObject({ type: 'epcisException:NoSuchNameException', status: 404 });
      expect(JSON.stringify(json)).not.toMatch(/MATCH_|EQ_/);
    }
  });

  it.each(['/bois/epcis', '/bois/epcis/events', '/bois/id/01/09521234000013', '/api/session'])(
    'asks at %s who is there, by the header of HTTP',
    async (path) => {
      const ask = (headers: Record<string, string>) =>
        fetch(`${api.url}${path}`, { headers: { accept: 'application/json', ...headers } });
      const [anonymous, unknown] = [await ask({}), await ask({ authorization: 'Bearer mln_unknown' })];
      expect([anonymous.status, unknown.status]).toEqual([401, 401]);
      expect(anonymous.headers.get('www-authenticate')).toBe('Bearer');
      expect(unknown.headers.get('www-authenticate')).toBe('Bearer error="invalid_token"');
      const known = await ask({ cookie: member.cookie });
      expect(known.headers.get('www-authenticate')).toBeNull();
    },
  );

  it('tells of an address that is too long in its own words', async () => {
    for (const length of [9_000, 43_000])
      expect((await get(`/events?EQ_bizStep=${'x'.repeat(length)}`)).json).toMatchObject({
        type: 'epcisException:URITooLongException',
        status: 414,
      });
    const beyond = await raw(`/bois/epcis/events?EQ_bizStep=${'x'.repeat(200_000)}`);
    expect(beyond).toMatchObject({
      status: 431,
      body: { code: 'BAD_INPUT', message: { fr: expect.any(String), en: expect.any(String) } },
    });
  });

  /** A request whose connection may be closed before all of it is read. */
  const raw = (path: string) =>
    new Promise<{ status: number; body: unknown }>((resolve, reject) => {
      const sent = request(`${api.url}${path}`, (response) => {
        let text = '';
        response.on('data', (data: Buffer) => (text += data.toString()));
        response.on('end', () =>
          resolve({ status: response.statusCode!, body: JSON.parse(text) as unknown }),
        );
      });
      sent.on('error', reject);
      sent.end();
    });

  it('speaks no protocol over a query’s WebSocket but its own', async () => {
    const name = `q${randomUUID()}`;
    await post('/queries', { name, query: {} });
    const address = `${api.url.replace('http', 'ws')}/bois/epcis/queries/${name}/events?stream=true`;
    const socket = new WebSocket(address, ['graphql-ws', 'graphql-transport-ws'], {
      headers: { cookie: member.cookie },
    });
    const spoken = await new Promise<unknown>((resolve, reject) => {
      socket.on('upgrade', (response) => resolve(response.headers['sec-websocket-protocol']));
      socket.on('unexpected-response', (_request, response) => reject(new Error(`${response.statusCode}`)));
      socket.on('error', () => socket.terminate());
    });
    expect(spoken).toBeUndefined();
    socket.terminate();
  });

  it.each(['.', '..', 'SimpleEventQuery', 'SimpleMasterDataQuery'])(
    'keeps no query under the name %s',
    async (name) => {
      const answer = await post('/queries', { name, query: {} });
      expect(answer.json).toMatchObject({ type: 'epcisException:ValidationException', status: 400 });
      expect((answer.json as { detail: string }).detail).toContain(name);
    },
  );
});
