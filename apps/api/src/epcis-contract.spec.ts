import { TenantDb } from '@maillon/db';
import { readXmlDocument } from '@maillon/epcis';
import { readXml } from '@maillon/formats';
import { WebSocket } from 'ws';
import { createTestApi, Member, TestApi } from './api.fixture.js';
import { Contract, hasContract, Operation } from './epcis-contract.fixture.js';
import {
  CONTEXT,
  createEpcisCaller,
  EpcisAnswer,
  EpcisCall,
  EpcisCaller,
  epcisDocument,
  objectEvent,
} from './epcis-rest.fixture.js';

/** Values of the path parameters for which there is something, and others for which there is nothing, or that are none. */
const seeded = objectEvent({
  bizStep: 'receiving',
  disposition: 'in_progress',
  readPoint: { id: 'urn:epc:id:sgln:0012345.11111.400' },
  bizLocation: { id: 'urn:epc:id:sgln:0012345.11111.0' },
});
const KNOWN: Record<string, string> = {
  eventID: seeded.eventID,
  eventType: 'ObjectEvent',
  epc: 'urn:epc:id:sgtin:0614141.107346.2018',
  bizStep: 'urn:epcglobal:cbv:bizstep:receiving',
  bizLocation: 'urn:epc:id:sgln:0012345.11111.0',
  readPoint: 'https://id.gs1.org/414/0012345111112/254/400',
  disposition: 'in_progress',
  queryName: 'kept',
  token: 'WyJ4Il0',
};
const UNKNOWN: Record<string, string> = {
  captureID: 'id9261379075',
  eventID: 'urn:uuid:831c0292-4de1-430a-8255-2aca821abaab',
  eventType: 'https://example.com/types/Unheard',
  epc: 'urn:epc:id:sgtin:0614141.107346.9999',
  bizStep: 'urn:epcglobal:cbv:bizstep:destroying',
  bizLocation: 'urn:epc:id:sgln:0012345.11112.0',
  readPoint: 'urn:epc:id:sgln:0012345.11112.400',
  disposition: 'stolen',
  queryName: 'nobodysQuery',
  subscriptionID: 'df5a33e3-5aa3-4403-ae01-99b83234e27b',
};
const JSON_TYPE = { 'content-type': 'application/json' };
const post = (body: unknown, headers: Record<string, string> = JSON_TYPE): EpcisCall => ({
  method: 'POST',
  headers,
  body: typeof body === 'string' ? body : JSON.stringify(body),
});
const bareEvent = (more: object = {}) => ({ '@context': [CONTEXT], ...objectEvent(more) });
let names = 0;

const SUBSCRIPTION = {
  dest: 'https://client.example.com/queryCallback',
  signatureToken: '13df38d8275b13f05704629e5f1cf3d45d6132d5',
  schedule: { hour: '1', minute: '5' },
};

/** What each operation is to be sent so that it works. */
const BODIES: Record<string, () => unknown> = {
  '/capture': () => epcisDocument([objectEvent()]),
  '/events': () => bareEvent(),
  '/queries': () => ({ name: `query${++names}`, query: { eventType: ['ObjectEvent'] } }),
  '/queries/{queryName}/subscriptions': () => SUBSCRIPTION,
};
const TOO_LARGE: Record<string, () => unknown> = {
  '/capture': () => epcisDocument(Array.from({ length: 10_001 }, () => ({ type: 'ObjectEvent' }))),
  '/events': () => bareEvent({ 'ex:long': 'x'.repeat(5_000_000) }),
};

/** Documented, and yet never answered here: for each the reason. */
function outOfReach({ method, path }: Operation, status: number): string | undefined {
  if (path === '/nextPageToken/{token}' && status === 204) return 'tokens are kept nowhere: 501 instead';
  if (path === '/queries/{queryName}' && status === 413) return 'a definition was bounded when it was stored';
  const asksNothing =
    path === '/' ||
    path === '/eventTypes/{eventType}' ||
    (method === 'OPTIONS' && (!path.includes('{') || path.startsWith('/eventTypes')));
  return status === 500 && asksNothing ? 'it asks the database nothing that could fail' : undefined;
}

const contract = hasContract ? new Contract() : undefined;
const operations = contract?.operations ?? [];
const cases = operations.flatMap((operation) =>
  operation.statuses
    .filter((status) => !outOfReach(operation, status))
    .map((status) => ({ ...operation, status, name: `${operation.method} ${operation.path}` })),
);
if (!hasContract)
  process.stdout.write('The official OpenAPI is not beside this checkout: nothing to compare with.\n');

describe('the official OpenAPI of EPCIS 2.0', () => {
  let api: TestApi;
  let epcis: EpcisCaller;
  let member: Member;
  let keyWithoutScope: string;

  beforeAll(async () => {
    api = await createTestApi();
    epcis = await createEpcisCaller(api);
    member = await api.member(4, 'Scierie');
    const job = await epcis.capture(member, epcisDocument([seeded, objectEvent()]));
    expect(job).toMatchObject({ success: true });
    KNOWN['captureID'] = job.captureID;
    const made = await api.call<{ createApiKey: { secret: string } }>(
      member,
      'bois',
      'mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { secret } }',
      { input: { name: 'k', scopes: ['directory:read'], expiresAt: '2027-01-01T00:00:00Z' } },
    );
    keyWithoutScope = made.data.createApiKey.secret;
  });
  afterAll(async () => {
    await epcis?.close();
    await api?.close();
  });
  beforeEach(async () => {
    const query = { eventType: ['ObjectEvent'], EQ_bizStep: ['receiving', 'inspecting'] };
    await epcis.call(member, '/queries', post({ name: 'kept', query }));
    await epcis.call(member, '/queries', post({ name: 'tooWide', query: { maxEventCount: 1 } }));
    await api.database.superuser('delete from epcis_subscription');
    const made = await epcis.call(member, '/queries/kept/subscriptions', post(SUBSCRIPTION));
    KNOWN['subscriptionID'] = (made.json as { subscriptionID: string }).subscriptionID;
  });

  const addressOf = (path: string, values: Record<string, string> = {}) =>
    path
      .replace(/^\/$/, '')
      .replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(values[name] ?? KNOWN[name]!));
  const usual = ({ method, path }: Operation): EpcisCall =>
    method === 'POST' ? post(BODIES[path]!()) : { method };

  /** Brings about one documented status of an operation. */
  async function reach(operation: Operation, status: number): Promise<EpcisAnswer> {
    const { method, path } = operation;
    const address = addressOf(path);
    const call = usual(operation);
    const withHeaders = (headers: Record<string, string>): EpcisCall => ({
      ...call,
      headers: { ...call.headers, ...headers },
    });
    switch (status) {
      case 101:
        return handshake(`${address}?stream=true`);
      case 400:
        if (path.endsWith('/subscriptions')) return epcis.call(member, `${address}?perPage=few`);
        if (method === 'POST') return epcis.call(member, address, post('{'));
        if (path === '/queries/{queryName}/events') return epcis.call(member, `${address}?stream=true`);
        return epcis.call(member, `${address}?EQ_nothing=1`);
      case 401:
        return epcis.call(undefined, address, call);
      case 403:
        return epcis.call(undefined, address, { ...call, key: keyWithoutScope });
      case 404:
        return epcis.call(member, addressOf(path, UNKNOWN), call);
      case 406:
        return epcis.call(member, address, withHeaders({ 'gs1-epcis-version': '9.9' }));
      case 409:
        await epcis.call(member, address, call);
        return epcis.call(member, address, call);
      case 413:
        if (method === 'GET') return epcis.call(member, addressOf(path, { queryName: 'tooWide' }));
        return epcis.call(member, address, post(TOO_LARGE[path]!()));
      case 414:
        return epcis.call(member, `${address}?MATCH_epc=${'x'.repeat(9000)}`, call);
      case 415:
        return epcis.call(member, address, withHeaders({ 'content-type': 'text/csv' }));
      case 500:
        return withoutDatabase(() => epcis.call(member, address, call));
      default:
        return epcis.call(member, address, call);
    }
  }

  /** Opens a WebSocket, and answers its handshake. */
  function handshake(address: string): Promise<EpcisAnswer> {
    const url = `${api.url.replace('http', 'ws')}/bois/epcis${address}`;
    const socket = new WebSocket(url, { headers: { cookie: member.cookie } });
    return new Promise((resolve, reject) => {
      socket.on('error', reject);
      socket.on('upgrade', ({ statusCode, headers }) => {
        const told = Object.entries(headers).map(([name, value]): [string, string] => [name, String(value)]);
        socket.on('open', () => socket.terminate());
        resolve({ status: statusCode!, headers: new Headers(told), text: '', json: undefined });
      });
    });
  }

  async function withoutDatabase<T>(work: () => Promise<T>): Promise<T> {
    const db = api.app.get(TenantDb);
    const { transaction } = db;
    db.transaction = () => Promise.reject(new Error('no database'));
    try {
      return await work();
    } finally {
      db.transaction = transaction;
    }
  }

  it('stands beside this checkout, or there is nothing to compare with', () => {
    expect(operations.length > 0).toBe(hasContract);
    if (hasContract) expect(operations).toHaveLength(63);
  });

  if (hasContract)
    it.each(cases)('$name answers $status as documented', async (operation) => {
      const answer = await reach(operation, operation.status);
      expect({ status: answer.status, text: answer.text.slice(0, 300) }).toMatchObject({
        status: operation.status,
      });
      expect(contract!.faultsOf(operation, answer)).toEqual([]);
    });

  const inXml = operations.filter((operation) => contract!.hasXml(operation));
  if (hasContract)
    it.each(inXml.map((operation) => ({ ...operation, name: `${operation.method} ${operation.path}` })))(
      '$name answers in XML too',
      async (operation) => {
        const headers = { accept: 'application/xml' };
        const answer = await epcis.call(member, addressOf(operation.path), { headers });
        expect(answer.status).toBe(200);
        expect(answer.headers.get('content-type')).toBe('application/xml; charset=utf-8');
        const { root, findings } = readXml(Buffer.from(answer.text));
        expect(findings).toEqual([]);
        expect(['EPCISQueryDocument', 'EPCISCaptureJob', 'Collection']).toContain(root!.name);
        if (root!.name !== 'EPCISQueryDocument') return;
        const { events, findings: faults } = readXmlDocument(Buffer.from(answer.text));
        expect(faults).toEqual([]);
        expect(events.length).toBeGreaterThan(0);
      },
    );
});
