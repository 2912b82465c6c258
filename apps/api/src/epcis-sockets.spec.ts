import type { IncomingMessage } from 'node:http';
import { readDocument } from '@maillon/epcis';
import { Actor } from '@maillon/kernel';
import { TenantDb } from '@maillon/db';
import { createLogger } from '@maillon/runtime';
import { CaptureEvents } from '@maillon/traceability';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { WebSocket } from 'ws';
import { actorOf, createTestApi, listen, Member, TestApi } from './api.fixture.js';
import { createApp } from './create-app.js';
import { createEpcisCaller, EpcisCaller, epcisDocument, objectEvent } from './epcis-rest.fixture.js';

interface Message {
  readonly type: string;
  readonly epcisBody: {
    readonly queryResults: {
      readonly queryName: string;
      readonly resultsBody: { readonly eventList: readonly { readonly eventID: string }[] };
    };
  };
}

let things = 0;

/** One socket, with what it got and how it ended. */
class Listener {
  readonly messages: Message[] = [];
  closed: { readonly code: number; readonly reason: string } | undefined;
  handshake: IncomingMessage | undefined;

  constructor(readonly socket: WebSocket) {
    socket.on('message', (data: Buffer) => this.messages.push(JSON.parse(data.toString()) as Message));
    socket.on('close', (code, reason) => (this.closed = { code, reason: reason.toString() }));
    socket.on('upgrade', (response) => (this.handshake = response));
    socket.on('error', () => socket.terminate());
  }

  get ids(): string[] {
    return this.messages.flatMap(({ epcisBody }) =>
      epcisBody.queryResults.resultsBody.eventList.map(({ eventID }) => eventID),
    );
  }
}

describe('queries followed by WebSocket', () => {
  let api: TestApi;
  let epcis: EpcisCaller;
  let other: NestFastifyApplication;
  let otherPort: number;
  let member: Member;
  let partner: Member;
  const listeners: Listener[] = [];

  beforeAll(async () => {
    api = await createTestApi();
    epcis = await createEpcisCaller(api);
    [member, partner] = [await api.member(4, 'Scierie'), await api.member(4, 'Charpente')];
    other = await createApp({
      databaseUrl: api.database.url,
      databasePool: 4,
      publicUrl: 'http://localhost:8080',
      storageDir: api.storageDir,
      uploadLimit: 1000,
      portalDir: api.storageDir,
      trustedProxies: 0,
      logger: createLogger('test', 'silent'),
    });
    otherPort = await listen(other);
    for (const who of [member, partner]) await keep(who, 'all', {});
    await keep(member, 'shipped', { EQ_bizStep: ['shipping'] });
    await keep(member, 'first', { orderBy: 'eventTime', eventCountLimit: 2 });
  });
  afterAll(async () => {
    await other?.close();
    await epcis?.close();
    await api?.close();
  });
  afterEach(() => {
    for (const { socket } of listeners.splice(0)) socket.terminate();
  });

  const keep = (who: Member, name: string, query: object) =>
    epcis.call(who, '/queries', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ name, query }),
    });
  const addressOf = (path: string, port?: number) =>
    `${port ? `ws://127.0.0.1:${port}` : api.url.replace('http', 'ws')}/bois/epcis/queries/${path}`;
  const dial = (path: string, headers: Record<string, string>, port?: number): WebSocket =>
    new WebSocket(addressOf(path, port), { headers });

  async function follow(
    path: string,
    who: Pick<Member, 'cookie'> | { key: string } = member,
    port?: number,
  ): Promise<Listener> {
    const headers: Record<string, string> =
      'key' in who ? { authorization: `Bearer ${who.key}` } : { cookie: who.cookie };
    const listener = new Listener(dial(path, headers, port));
    listeners.push(listener);
    await until(() => listener.socket.readyState === WebSocket.OPEN || listener.closed !== undefined);
    expect(listener.closed).toBeUndefined();
    return listener;
  }

  /** What the server answers instead of opening the socket. */
  function refusal(
    path: string,
    headers: Record<string, string> = { cookie: member.cookie },
  ): Promise<{ status: number; type?: string; detail?: string }> {
    return new Promise((resolve, reject) => {
      const socket = dial(path, { 'accept-language': 'en', ...headers });
      socket.on('open', () => reject(new Error('it opened')));
      socket.on('error', reject);
      socket.on('unexpected-response', (_request, response) => {
        let text = '';
        response.on('data', (data: Buffer) => (text += data.toString()));
        response.on('end', () => {
          const body = text.startsWith('{') ? (JSON.parse(text) as { type: string; detail: string }) : {};
          resolve({ status: response.statusCode!, ...body });
        });
      });
    });
  }

  /** Declares events in one transaction. Answers their ids. */
  async function declare(
    count: number,
    {
      who = member,
      with: others = [] as Member[],
      bizStep = 'shipping',
      actor = actorOf(4, who) as Actor,
    } = {},
  ): Promise<string[]> {
    const events = Array.from({ length: count }, () =>
      objectEvent({ bizStep, epcList: [`urn:example:thing:${++things}`] }),
    );
    const records = readDocument(epcisDocument(events)).events.map((event) => ({
      event: event!,
      sharedWith: others.map(({ organisationId }) => organisationId),
    }));
    const answer = await api.app.get(CaptureEvents, { strict: false }).records(actor, records, 'parties');
    expect(answer).toMatchObject({ accepted: count });
    return events.map(({ eventID }) => eventID);
  }

  it.each([
    ['no key', 'all/events?stream=true', {}, 401, 'SecurityException'],
    ['an unknown query', 'nobodys/events?stream=true', undefined, 404, 'NoSuchNameException'],
    ['no control', 'all/events', undefined, 400, 'SubscriptionControlsException'],
    ['both controls', 'all/events?stream=true&minute=5', undefined, 400, 'SubscriptionControlsException'],
    ['stream=false', 'all/events?stream=false', undefined, 400, 'SubscriptionControlsException'],
    ['a field out of range', 'all/events?minute=75', undefined, 400, 'SubscriptionControlsException'],
    ['a flag that is none', 'all/events?stream=true&reportIfEmpty=x', undefined, 400, 'ValidationException'],
    [
      'a time that is none',
      'all/events?stream=true&initialRecordTime=now',
      undefined,
      400,
      'ValidationException',
    ],
    [
      'a parameter of its query',
      'all/events?stream=true&EQ_bizStep=x',
      undefined,
      400,
      'ValidationException',
    ],
    [
      'a query of the first only',
      'first/events?stream=true',
      undefined,
      400,
      'SubscriptionControlsException',
    ],
  ])('answers %s as any request, before the handshake', async (_, path, headers, status, exception) => {
    const { detail, ...rest } = await refusal(path, headers);
    expect(rest).toMatchObject({ status, type: `epcisException:${exception}` });
    expect(detail!.length).toBeGreaterThan(20);
  });

  it('opens for no other site, and at no other address', async () => {
    const cookie = member.cookie;
    expect(await refusal('all/events?stream=true', { cookie, origin: 'https://evil.example' })).toMatchObject(
      { status: 403 },
    );
    expect(await refusal('all?stream=true', { cookie })).toMatchObject({ status: 403 });
    const own = new Listener(dial('all/events?stream=true', { cookie, origin: 'http://localhost:8080' }));
    listeners.push(own);
    await until(() => own.socket.readyState === WebSocket.OPEN);
  });

  it('sends each what is new, matches, and it may see, whichever process it asks', async () => {
    await declare(1);
    const [mine, shipped, theirs] = await Promise.all([
      follow('all/events?stream=true', member, otherPort),
      follow('shipped/events?stream=true'),
      follow('all/events?stream=true', partner),
    ]);
    expect(mine.handshake!.headers['gs1-query-min-record-time']).toMatch(/^20.*Z$/);
    const began = Date.now();
    const own = await declare(2);
    const shared = await declare(2, { with: [partner], bizStep: 'receiving' });
    const foreign = await declare(2, { who: partner });
    await until(() => mine.ids.length >= 4 && shipped.ids.length >= 2 && theirs.ids.length >= 4);
    process.stdout.write(`from capture to three sockets: ${Date.now() - began} ms\n`);
    await sleep(300);
    expect([...mine.ids].sort()).toEqual([...own, ...shared].sort());
    expect([...shipped.ids].sort()).toEqual([...own].sort());
    expect([...theirs.ids].sort()).toEqual([...shared, ...foreign].sort());
    expect(mine.messages[0]).toMatchObject({
      type: 'EPCISQueryDocument',
      epcisBody: { queryResults: { queryName: 'all' } },
    });
  });

  it('begins at the record time asked for, and comes in batches', async () => {
    const since = new Date().toISOString();
    const ids = await declare(230);
    const listener = await follow(`all/events?stream=true&initialRecordTime=${since}`);
    await until(() => listener.ids.length >= 230);
    expect([...listener.ids].sort()).toEqual([...ids].sort());
    expect(listener.messages.length).toBe(3);
    const offset = since.replace('Z', '+00:00');
    const again = await follow(`all/events?stream=true&initialRecordTime=${offset}`);
    await until(() => again.ids.length >= 230);
  });

  it('never skips what commits late', async () => {
    const listener = await follow('all/events?stream=true');
    let release: (() => void) | undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    const actor = actorOf(4, member);
    let late: string[] = [];
    const writing = api.app.get(TenantDb).transaction(actor, async () => {
      late = await declare(1, { actor });
      await held;
    });
    await until(() => late.length > 0);
    const early = await declare(1);
    await sleep(400);
    expect(listener.ids).toEqual([]);
    release!();
    await writing;
    await until(() => listener.ids.length >= 2);
    expect([...listener.ids].sort()).toEqual([...late, ...early].sort());
  });

  it('reports by schedule, and says when there is nothing', async () => {
    const listener = await follow('all/events?second=0/1&reportIfEmpty=true');
    await until(() => listener.messages.length > 0);
    expect(listener.ids).toEqual([]);
    const ids = await declare(2);
    await until(() => listener.ids.length >= 2);
    expect([...listener.ids].sort()).toEqual([...ids].sort());
    const quiet = await follow('all/events?second=0/1');
    await sleep(1500);
    expect(quiet.messages).toEqual([]);
  });

  it('ends with the key, the query, and the server, and says why', async () => {
    const made = await api.call<{ createApiKey: { secret: string; apiKey: { id: string } } }>(
      member,
      'bois',
      'mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { secret apiKey { id } } }',
      { input: { name: 'k', scopes: ['item:read'], expiresAt: '2027-01-01T00:00:00Z' } },
    );
    const { secret, apiKey } = made.data.createApiKey;
    await keep(member, 'passing', {});
    const [keyed, passing, scheduled, stopped] = await Promise.all([
      follow('all/events?stream=true', { key: secret }),
      follow('passing/events?stream=true'),
      follow('passing/events?month=2&dayOfMonth=29'),
      follow('all/events?stream=true', member, otherPort),
    ]);
    await api.database.superuser('update api_key set revoked_at = now() where id = $1', [apiKey.id]);
    await declare(1);
    await until(() => keyed.closed !== undefined);
    expect(keyed.closed).toMatchObject({ code: 4401, reason: expect.stringContaining('key') });
    expect(keyed.ids).toEqual([]);
    await epcis.call(member, '/queries/passing', { method: 'DELETE' });
    await until(() => passing.closed !== undefined && scheduled.closed !== undefined);
    expect(scheduled.closed).toMatchObject({ code: 4404 });
    expect(passing.closed).toMatchObject({ code: 4404 });
    expect(stopped.ids).toHaveLength(1);
    await other.close();
    await until(() => stopped.closed !== undefined);
    expect(stopped.closed).toMatchObject({ code: 1001 });
  });
});

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

async function until(holds: () => boolean, ms = 8000): Promise<void> {
  const deadline = Date.now() + ms;
  while (!holds()) {
    if (Date.now() > deadline) throw new Error(`Not so within ${ms} ms: ${holds.toString()}`);
    await sleep(15);
  }
}
