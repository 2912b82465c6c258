import { WebSocket } from 'ws';
import { CallLog } from '@maillon/epcis-rest';
import { CONTEXT, createEpcisCaller, EpcisCaller, epcisDocument, objectEvent } from './epcis-rest.fixture.js';
import { createTestApi, Member, TestApi } from './api.fixture.js';

const CALLS = `query ($last: Int! = 50, $key: ID, $onlyRefused: Boolean! = false) {
  interfaceCalls(last: $last, key: $key, onlyRefused: $onlyRefused) {
    id at keyId keyName personName method route path status isRefused problem title { fr en } findings { code help } findingCount
    capture { id running recorded errorCount } durationMs bytesIn bytesOut
  }
  interfaceCallSummary { calls refused lastAt }
}`;

interface Call {
  readonly keyId: string | null;
  readonly method: string;
  readonly route: string;
  readonly path: string;
  readonly status: number;
  readonly isRefused: boolean;
  readonly findings: { code: string; help: string | null }[];
  readonly capture: { running: boolean; errorCount: number } | null;
}

describe('the log of calls', () => {
  let api: TestApi;
  let epcis: EpcisCaller;
  let owner: Member;
  let other: Member;
  let key: { id: string; secret: string };

  beforeAll(async () => {
    api = await createTestApi();
    epcis = await createEpcisCaller(api);
    owner = await api.member(4, 'Scierie');
    other = await api.member(4, 'Menuiserie');
    key = await newKey(owner, 'ERP');
  });
  afterAll(async () => {
    await epcis.close();
    await api.close();
  });

  async function newKey(who: Member, name: string): Promise<{ id: string; secret: string }> {
    const { data } = await api.call<{ createApiKey: { secret: string; apiKey: { id: string } } }>(
      who,
      'bois',
      `mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { secret apiKey { id } } }`,
      {
        input: {
          name,
          scopes: ['item:read', 'event:declare', 'query:manage'],
          expiresAt: new Date(Date.now() + 86_400_000).toISOString(),
        },
      },
    );
    return { id: data.createApiKey.apiKey.id, secret: data.createApiKey.secret };
  }
  const read = async (who: Member, variables: object = {}) => {
    const { data, errors } = await api.call<{
      interfaceCalls: Call[];
      interfaceCallSummary: { calls: number; refused: number };
    }>(who, 'bois', CALLS, variables);
    if (errors) throw new Error(JSON.stringify(errors));
    return data;
  };
  /** A call is noted once its answer has gone out, which its caller may learn first. */
  async function settled(): Promise<void> {
    await new Promise((resolve) => setTimeout(resolve, 50));
    await api.app.get(CallLog, { strict: false }).flush();
  }
  async function written(who = owner): Promise<Call[]> {
    await settled();
    return (await read(who)).interfaceCalls;
  }
  const rows = () =>
    api.database.superuser<Record<string, unknown>>('select * from interface_call order by id');
  beforeEach(async () => {
    await settled();
    await api.database.superuser('delete from interface_call');
  });

  it('tells a call that was taken and one that was refused, with what is wrong and where it is explained', async () => {
    const list = await epcis.call(undefined, '/events?EQ_bizStep=shipping', { key: key.secret });
    expect(list.status).toBe(200);
    const one = await epcis.call(undefined, '/events', {
      method: 'POST',
      key: key.secret,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ '@context': [CONTEXT], ...objectEvent({ bizStep: 'inspectin' }) }),
    });
    expect(one.status).toBe(400);
    const calls = await written();
    expect(calls).toMatchObject([
      {
        keyId: key.id,
        keyName: 'ERP',
        personName: null,
        method: 'POST',
        route: '/epcis/events',
        path: '/epcis/events',
        status: 400,
        isRefused: true,
        problem: 'epcisException:ValidationException',
        title: { fr: 'Contenu refusé' },
        findings: [{ code: 'WORD_UNKNOWN', help: 'epcis-constats.md#word_unknown' }],
        findingCount: 1,
        capture: null,
      },
      { method: 'GET', route: '/epcis/events', status: 200, isRefused: false, findings: [], problem: null },
    ]);
    const { interfaceCallSummary } = await read(owner);
    expect(interfaceCallSummary).toMatchObject({ calls: 2, refused: 1 });
  });

  it('tells what became of a document that was taken in: refused, with its codes', async () => {
    const job = await epcis.capture(owner, epcisDocument([objectEvent({ bizStep: 'inspectin' })]));
    expect(job.success).toBe(false);
    const calls = await written();
    const captured = calls.find(({ method }) => method === 'POST');
    expect(captured).toMatchObject({
      status: 202,
      isRefused: true,
      personName: 'Test owner',
      keyId: null,
      findings: [{ code: 'WORD_UNKNOWN' }],
      findingCount: 1,
      capture: { id: job.captureID, running: false, recorded: 0, errorCount: 1 },
    });
    expect(calls.find(({ method }) => method === 'GET')).toMatchObject({
      route: '/epcis/capture/:id',
      path: `/epcis/capture/${job.captureID}`,
    });
    const { interfaceCalls } = await read(owner, { onlyRefused: true });
    expect(interfaceCalls).toEqual([captured]);
  });

  it('shows an organisation its own calls alone, and nobody without the right to keys any', async () => {
    await epcis.call(owner, '/bizSteps');
    await epcis.call(other, '/dispositions');
    expect((await written()).map(({ path }) => path)).toEqual(['/epcis/bizSteps']);
    expect((await written(other)).map(({ path }) => path)).toEqual(['/epcis/dispositions']);
    const reader = await api.member(4, 'Scierie', 'reader');
    const { errors } = await api.call(reader, 'bois', CALLS);
    expect(errors?.[0]?.extensions.code).toBe('FORBIDDEN');
    expect((await read(owner, { key: key.id })).interfaceCalls).toEqual([]);
    expect((await read(owner, { key: 'nonsense' })).interfaceCalls).toEqual([]);
  });

  it('holds nothing of bodies, keys, or of what is asked behind the question mark', async () => {
    const secret = 'very-secret-word';
    await epcis.call(undefined, `/events?EQ_eventID=urn:x:${secret}&EQ_nonsense=${secret}`, {
      key: key.secret,
    });
    await epcis.call(undefined, `/events/urn:x:${key.secret}`, { key: key.secret });
    await epcis.call(undefined, '/capture', {
      method: 'POST',
      key: key.secret,
      headers: { 'content-type': 'application/json', 'x-own': secret },
      body: `{"${secret}": `,
    });
    await written();
    const told = await rows();
    expect(told.map(({ status }) => status).sort()).toEqual([400, 400, 404]);
    expect(JSON.stringify(told)).not.toContain(secret);
    expect(JSON.stringify(told)).not.toContain(key.secret.slice(0, 30));
    expect(told.find(({ status }) => status === 404)).toMatchObject({ path: '/epcis/events/urn:x:mln_…' });
  });

  it('tells the owner of a key that is valid no more that somebody still calls with it, within bounds', async () => {
    const old = await newKey(owner, 'Old script');
    await api.call(owner, 'bois', `mutation ($id: ID!) { revokeApiKey(id: $id) { id } }`, { id: old.id });
    for (let count = 0; count < 15; count++)
      expect((await epcis.call(undefined, '/events', { key: old.secret })).status).toBe(401);
    await epcis.call(undefined, '/events', { key: `mln_${'0'.repeat(32)}_${'x'.repeat(43)}` });
    await epcis.call(undefined, '/events');
    const calls = await written();
    expect(calls[0]).toMatchObject({
      status: 401,
      keyId: old.id,
      keyName: 'Old script',
      problem: 'epcisException:SecurityException',
    });
    expect(calls).toHaveLength(10);
    expect(new Set(calls.map(({ keyId }) => keyId))).toEqual(new Set([old.id]));
  });

  it('logs Digital Links followed by a machine or in a session, and none of a passer-by', async () => {
    const link = `${api.url}/bois/id/01/09521234000013`;
    await fetch(link, { headers: { accept: 'application/json', authorization: `Bearer ${key.secret}` } });
    await fetch(link, { redirect: 'manual' });
    expect(await written()).toMatchObject([
      { method: 'GET', route: '/id/*', path: '/id/01/09521234000013', status: 404, keyId: key.id },
    ]);
  });

  it('lets go of the oldest: a thousand stay, for a week', async () => {
    await api.database.superuser(
      `insert into interface_call (filiere_id, organisation_id, id, at, method, route, path, status, duration_ms)
       select 4, $1::uuid, ('01000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, now() - interval '8 days', 'GET', '/epcis', '/epcis', 200, 1
       from generate_series(1, 50) n
       union all
       select 4, $1::uuid, ('02000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, now() - interval '1 day', 'GET', '/epcis', '/epcis', 200, 1
       from generate_series(1, 1100) n`,
      [owner.organisationId],
    );
    expect((await read(owner)).interfaceCallSummary.calls).toBe(1000);
    for (let count = 0; count < 100; count++)
      await epcis.call(undefined, '', { key: key.secret, method: 'OPTIONS' });
    await settled();
    const [row] = await api.database.superuser<{ kept: number; old: number }>(
      `select count(*)::int as kept, (count(*) filter (where at < now() - interval '7 days'))::int as old from interface_call`,
    );
    expect(row!.old).toBe(0);
    expect(row!.kept).toBeLessThanOrEqual(1100);
    expect(row!.kept).toBeGreaterThanOrEqual(1000);
  });

  it('comes by itself, within a second or two, to who follows it', async () => {
    const socket = new WebSocket(`${api.url.replace('http', 'ws')}/bois/graphql`, 'graphql-transport-ws', {
      headers: { cookie: owner.cookie },
    });
    const heard: { type: string; payload?: { data: { interfaceCallMade: object } } }[] = [];
    socket.on('message', (message: Buffer) => heard.push(JSON.parse(message.toString()) as never));
    const until = async (count: number) => {
      for (let tries = 0; heard.length < count && tries < 50; tries++)
        await new Promise((resolve) => setTimeout(resolve, 100));
      return heard[count - 1];
    };
    try {
      await new Promise((resolve) => socket.once('open', resolve));
      socket.send(JSON.stringify({ type: 'connection_init', payload: {} }));
      expect(await until(1)).toEqual({ type: 'connection_ack' });
      const query = 'subscription { interfaceCallMade { calls refused } }';
      socket.send(JSON.stringify({ type: 'subscribe', id: '1', payload: { query } }));
      expect((await until(2))?.payload?.data).toEqual({ interfaceCallMade: { calls: 0, refused: 0 } });
      await epcis.call(other, '/nowhere');
      await epcis.call(owner, '/nowhere');
      expect((await until(3))?.payload?.data).toEqual({ interfaceCallMade: { calls: 1, refused: 1 } });
    } finally {
      socket.close();
    }
  });

  it('writes what waits when it stops', async () => {
    const second = await createTestApi();
    try {
      const member = await second.member(4, 'Scierie');
      await fetch(`${second.url}/bois/epcis/bizSteps`, { headers: { cookie: member.cookie } });
      await second.app.close();
      const [row] = await second.database.superuser<{ n: number }>(
        'select count(*)::int as n from interface_call',
      );
      expect(row!.n).toBe(1);
    } finally {
      await second.close();
    }
  });
});
