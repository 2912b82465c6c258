import { WebSocket } from 'ws';
import { auditServer } from 'graphql-http';
import { createTestApi, Member, TestApi } from './api.fixture.js';

describe('the faces under hostile use', () => {
  let api: TestApi;
  let member: Member;
  beforeAll(async () => {
    api = await createTestApi();
    member = await api.member(4, 'Scierie');
  });
  afterAll(() => api.close());

  it('follows GraphQL over HTTP: no error and no warning of the audit', async () => {
    const fetchFn = (url: string, init?: RequestInit) =>
      fetch(url, { ...init, headers: { ...(init?.headers as object), cookie: member.cookie } });
    const results = await auditServer({ url: `${api.url}/bois/graphql`, fetchFn });
    const bad = results
      .filter(({ status }) => status === 'error' || status === 'warn')
      .map(({ id, name }) => `${id} ${name}`);
    expect(bad).toEqual([]);
    expect(results.length).toBeGreaterThan(55);
  });

  it.each([
    [
      'depth',
      `{ ${'organisation(id: "x") { id '.repeat(1)}${'... on Organisation { id } '.repeat(3)} } }`,
      false,
    ],
    ['aliases', `{ ${Array.from({ length: 40 }, (_, index) => `a${index}: __typename`).join(' ')} }`, true],
    ['directives', `{ __typename ${'@include(if: true) '.repeat(40)} }`, true],
    ['root fields', `{ ${'me { role } '.repeat(40)} }`, true],
    ['tokens', `{ ${'__typename '.repeat(5000)} }`, true],
    [
      'nesting',
      `{ items { edges { node { events { edges { node { items { itemId } correction { correction { correction { correction { correction { correction { correction { id } } } } } } } } } } } } } }`,
      true,
    ],
    [
      'fragments that double',
      `${Array.from({ length: 14 }, (_, index) => `fragment F${index} on Query { ...F${index + 1} ...F${index + 1} }`).join(' ')} fragment F14 on Query { me { role } me { permissions } } { ...F0 }`,
      true,
    ],
  ])('bounds %s', async (_name, query, isRefused) => {
    const began = performance.now();
    const { errors } = await api.call(member, 'bois', query);
    expect(performance.now() - began).toBeLessThan(2000);
    expect(Boolean(errors)).toBe(isRefused);
  });

  it('takes no batch, no GET that a foreign page could send, and suggests no names to strangers', async () => {
    const headers = { 'content-type': 'application/json', cookie: member.cookie };
    const batch = await fetch(`${api.url}/bois/graphql`, {
      method: 'POST',
      headers,
      body: JSON.stringify([{ query: '{ __typename }' }, { query: '{ __typename }' }]),
    });
    expect(batch.status).toBe(400);
    const foreign = await fetch(`${api.url}/bois/graphql?query={__typename}`, {
      headers: { cookie: member.cookie },
    });
    expect(foreign.status).toBe(400);
    const form = await fetch(`${api.url}/bois/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'text/plain', cookie: member.cookie },
      body: '{"query":"{__typename}"}',
    });
    expect(form.status).toBeGreaterThanOrEqual(400);
    const { errors } = await api.call(member, 'bois', '{ organisationz { id } }');
    expect(errors![0]!.message).not.toContain('Did you mean');
  });

  it('masks faults of its own behind a number', async () => {
    await api.database.superuser('alter table membership rename column tier to tier_gone');
    try {
      const { errors } = await api.call(member, 'bois', '{ organisations { edges { cursor } } }');
      expect(errors).toMatchObject([{ extensions: { code: 'INTERNAL', correlationId: expect.any(String) } }]);
      expect(JSON.stringify(errors)).not.toContain('tier');
    } finally {
      await api.database.superuser('alter table membership rename column tier_gone to tier');
    }
  });

  const open = (headers: object = { cookie: member.cookie, origin: 'http://localhost:8080' }) =>
    new WebSocket(`${api.url.replace('http', 'ws')}/bois/graphql`, 'graphql-transport-ws', {
      headers: { ...headers },
    });
  const ended = (socket: WebSocket) =>
    new Promise<number>((resolve) => {
      socket.on('close', (code) => resolve(code));
      socket.on('error', () => resolve(-1));
    });

  it('refuses sockets from other sites and without a session', async () => {
    expect(await ended(open({ cookie: member.cookie, origin: 'https://evil.example' }))).toBe(-1);
    const anonymous = open({ origin: 'http://localhost:8080' });
    anonymous.on('open', () => anonymous.send('{"type":"connection_init"}'));
    expect(await ended(anonymous)).toBe(4403);
  });

  it('survives every malformed frame, and goes on serving', async () => {
    const frames: (string | Buffer)[] = [
      'x',
      '{',
      '[]',
      'null',
      '{"type":1}',
      '{"type":"subscribe"}',
      '{"type":"subscribe","id":"1"}',
      '{"type":"subscribe","id":"1","payload":null}',
      '{"type":"subscribe","id":"1","payload":{"query":5}}',
      '{"type":"subscribe","id":"1","payload":{"query":"{"}}',
      '{"type":"ping","payload":[1]}',
      '{"type":"next","id":"1","payload":{}}',
      '{"type":"complete"}',
      '{"type":"connection_init","payload":"x"}',
      Buffer.from([0xff, 0xfe, 0x00]),
      'x'.repeat(200_000),
      '{"type":"subscribe","id":"1","payload":{"query":"subscription { importProgress(id: \\"x\\") { id } }","variables":[]}}',
      `{"a":${'['.repeat(20_000)}${']'.repeat(20_000)}}`,
    ];
    for (const frame of frames) {
      const socket = open();
      socket.on('open', () => {
        socket.send('{"type":"connection_init"}');
        setTimeout(() => socket.send(frame), 20);
        setTimeout(() => socket.close(), 120);
      });
      await ended(socket);
    }
    expect((await api.call(member, 'bois', '{ me { role } }')).data).toEqual({ me: { role: 'owner' } });
  });

  it('answers a broken subscription on its own, without closing the socket', async () => {
    const socket = open();
    const messages: { type: string; id?: string }[] = [];
    const settled = new Promise<void>((resolve) => {
      socket.on('message', (data) => {
        const message = JSON.parse(String(data)) as { type: string; id?: string };
        messages.push(message);
        if (message.type === 'connection_ack') {
          socket.send(
            JSON.stringify({ type: 'subscribe', id: 'broken', payload: { query: 'subscription {' } }),
          );
          socket.send(
            JSON.stringify({
              type: 'subscribe',
              id: 'absent',
              payload: {
                query: 'subscription { importProgress(id: "00000000-0000-7000-8000-000000000000") { id } }',
              },
            }),
          );
        }
        if (messages.filter(({ id }) => id).length >= 2 && messages.some(({ id }) => id === 'absent'))
          resolve();
      });
    });
    socket.on('open', () => socket.send('{"type":"connection_init"}'));
    await Promise.race([settled, ended(socket)]);
    expect(messages.find(({ id }) => id === 'broken')).toMatchObject({
      type: 'error',
      payload: [{ extensions: { code: 'GRAPHQL_PARSE_FAILED' } }],
    });
    expect(JSON.stringify(messages.filter(({ id }) => id === 'absent'))).toContain('NOT_FOUND');
    expect(socket.readyState).toBe(WebSocket.OPEN);
    socket.close();
    await ended(socket);
  });
});
