import { createConnection } from 'node:net';
import { createTestApi, Member, TestApi } from './api.fixture.js';

const DECLARE_LOT = `mutation ($input: DeclareLotInput!) { declareLot(input: $input) {
  __typename ... on Declared { item { label name } } ... on Refused { findings { code path field value message { fr en } } } } }`;

describe('texts and addresses that nobody can keep or read', () => {
  let api: TestApi;
  let member: Member;
  beforeAll(async () => {
    api = await createTestApi();
    member = await api.member(4, 'Scierie');
  });
  afterAll(() => api.close());

  const lot = (more: object) => ({
    item: { reference: 'PLANCHE', lot: 'L-1' },
    granularity: 'LOT',
    name: 'Planche',
    madeAt: '2026-03-02T06:00:00+01:00',
    keyData: { species: 'Douglas' },
    ...more,
  });
  const declare = (input: object) =>
    api.call<{ declareLot: { findings: unknown[] } }>(member, 'bois', DECLARE_LOT, { input });

  it.each([
    ['a null character in a name', { name: 'Planche\0' }, 'input.name', 'name', 'Planche␀'],
    ['half a character in a name', { name: '\ud83d' }, 'input.name', 'name', '\ufffd'],
    ['key data', { keyData: { species: 'Dou\0glas' } }, 'input.keyData.species', 'species', 'Dou␀glas'],
    [
      'nested key data',
      { keyData: { species: 'x', more: [{ a: '\udc00' }] } },
      'input.keyData.more[0].a',
      'a',
      '\ufffd',
    ],
    ['a name of key data', { keyData: { 'a\0': 1 } }, 'input.keyData.a␀', 'a␀', 'a␀'],
    [
      'a certificate',
      { certificates: [{ type: 'fsc', number: 'C\0' }] },
      'input.certificates[0].number',
      'number',
      'C␀',
    ],
  ])('is a finding on its field: %s', async (_, more, path, field, value) => {
    const answer = await declare(lot(more));
    expect(answer.errors).toBeUndefined();
    const { findings } = answer.data.declareLot;
    expect(findings).toContainEqual(expect.objectContaining({ code: 'TEXT_NOT_KEPT', path, field, value }));
  });

  it.each([
    [{ item: { reference: 'PLANCHE', lot: 'L\0' } }],
    [{ item: { reference: 'P\ud800', lot: 'L' } }],
    [{ item: { uri: 'urn:x:\0' } }],
    [{ place: 'urn:x:\0' }],
    [{ quantity: { value: 1, unit: 'K\0' } }],
  ])('is never an error of ours: %j', async (more) => {
    const { errors, data } = await declare(lot(more));
    expect(errors).toBeUndefined();
    expect(data.declareLot).toHaveProperty('__typename');
  });

  /** As it is written: `fetch` would mend the address. */
  const ask = (path: string, headers = '') =>
    new Promise<string>((resolve, reject) => {
      const { port, hostname } = new URL(api.url);
      const socket = createConnection(Number(port), hostname);
      let answer = '';
      socket.setEncoding('utf8').on('data', (part: string) => (answer += part));
      socket.on('end', () => resolve(answer)).on('error', reject);
      socket.write(`GET ${path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n${headers}\r\n`);
    });

  it.each(['/bois/epcis/%zz', '/bois/epcis/events/%', '/bois/epcis/epcs/%e2%82/events?a=b'])(
    'answers %s with a problem, in the form and language of its reader',
    async (path) => {
      const french = await ask(path);
      expect(french).toMatch(/^HTTP\/1\.1 400 /);
      expect(french).toMatch(/content-type: application\/problem\+json/i);
      expect(french).toMatch(/GS1-EPCIS-Version: 2\.0/i);
      expect(french).toMatch(/x-content-type-options: nosniff/i);
      expect(french).toContain('"type":"epcisException:ValidationException"');
      expect(french).toContain('Cette demande ne peut pas être lue');
      const english = await ask(path, 'accept: application/xml\r\naccept-language: en\r\n');
      expect(english).toMatch(/content-type: application\/problem\+xml/i);
      expect(english).toContain('This request cannot be read');
    },
  );

  it('answers an address that is too long to be read with its own problem', async () => {
    const answer = await ask(`/bois/epcis/capture/${'x'.repeat(500)}`);
    expect(answer).toMatch(/^HTTP\/1\.1 4(?:14|01) /);
    expect(answer).toMatch(/epcisException:(?:URITooLong|Security)Exception/);
  });

  it.each(['/bois/%zz', '/%', '/bois/imports/%/refusals.csv', '/bois/epcisx/%zz'])(
    'answers %s in both languages, outside EPCIS',
    async (path) => {
      const answer = await ask(path);
      expect(answer).toMatch(/^HTTP\/1\.1 400 /);
      expect(answer).toContain('"code":"BAD_INPUT"');
      expect(answer).toMatch(/"fr":"Cette demande ne peut pas être lue.*"en":"This request cannot be read/);
      expect(answer).not.toMatch(/FST_|zz'/);
    },
  );
});
