import { createTestApi, Member, TestApi } from './api.fixture.js';
import { createEpcisCaller, EpcisCaller, epcisDocument, objectEvent } from './epcis-rest.fixture.js';

describe('EPCIS 2.0 REST: capture', () => {
  let api: TestApi;
  let epcis: EpcisCaller;
  let member: Member;
  let other: Member;
  beforeAll(async () => {
    api = await createTestApi();
    epcis = await createEpcisCaller(api);
    member = await api.member(4, 'Scierie');
    other = await api.member(4, 'Menuiserie');
  });
  afterAll(async () => {
    await epcis.close();
    await api.close();
  });

  const eventsInAll = async () =>
    Number((await api.database.superuser<{ n: string }>('select count(*) as n from trace_event'))[0]!.n);

  it('takes a document, records it, and tells the job', async () => {
    const taken = await epcis.call(member, '/capture', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(epcisDocument([objectEvent(), objectEvent()])),
    });
    expect(taken.text).toBe('');
    expect(taken.status).toBe(202);
    const location = taken.headers.get('location')!;
    expect(location).toMatch(/^\/bois\/epcis\/capture\/[0-9a-f-]{36}$/);
    const before = (await epcis.call(member, location)).json;
    expect(before).toMatchObject({
      running: true,
      success: true,
      captureErrorBehaviour: 'rollback',
      errors: [],
    });
    await epcis.runJobs();
    const after = (await epcis.call(member, location)).json;
    expect(after).toMatchObject({ running: false, success: true, recorded: 2, unchanged: 0, errors: [] });
  });

  it('records all or nothing by default, and tells every fault with its place', async () => {
    const before = await eventsInAll();
    const job = await epcis.capture(
      member,
      epcisDocument([objectEvent(), objectEvent({ bizStep: 'inspectin' }), objectEvent({ action: 'SEE' })]),
    );
    expect(job).toMatchObject({ running: false, success: false, recorded: 0, errorCount: 2 });
    expect(job.errors).toMatchObject([
      {
        type: 'epcisException:ValidationException',
        status: 400,
        eventIndex: 1,
        nearest: 'inspecting',
        help: 'docs/guide/en/epcis-findings.md#word_unknown',
      },
      { type: 'epcisException:ValidationException', status: 400, eventIndex: 2 },
    ]);
    expect(job.errors[0]!['path']).toBe('$.epcisBody.eventList[1].bizStep');
    expect(await eventsInAll()).toBe(before);
  });

  it('records what is right when told to proceed', async () => {
    const before = await eventsInAll();
    const job = await epcis.capture(
      member,
      epcisDocument([objectEvent(), objectEvent({ bizStep: 'inspectin' }), objectEvent()]),
      { 'gs1-capture-error-behaviour': 'proceed' },
    );
    expect(job).toMatchObject({ success: false, recorded: 2, errorCount: 1 });
    expect(await eventsInAll()).toBe(before + 2);
  });

  it('shows another organisation neither job nor list', async () => {
    const job = await epcis.capture(member, epcisDocument([objectEvent()]));
    const answer = await epcis.call(other, `/capture/${job.captureID}`);
    expect(answer.json).toMatchObject({ type: 'epcisException:NoSuchNameException', status: 404 });
    expect((await epcis.call(other, '/capture')).json).toEqual([]);
    expect(await epcis.call(other, '/capture/x')).toMatchObject({ status: 404 });
  });

  const post = (
    body: string | Uint8Array,
    headers: Readonly<Record<string, string>> = {},
    path = '/capture',
  ) =>
    epcis.call(member, path, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json', ...headers },
    });
  const xml = { 'content-type': 'application/xml' };
  const bomb = `<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><a>&b;</a>`;
  const deepXml = `${'<a>'.repeat(500_000)}${'</a>'.repeat(500_000)}`;
  const deepJson = `{"type":"EPCISDocument","epcisBody":{"eventList":[{"a":${'['.repeat(500_000)}${']'.repeat(500_000)}}]}}`;

  it.each([
    ['nothing', '', {}],
    ['no JSON', 'lot;quantity\n1;2\n', {}],
    ['JSON cut off', '{"type":"EPCISDocument","epcisBody":{"eventList":[{"type":', {}],
    ['JSON without events', '{"hello":"world"}', {}],
    ['JSON nested without end', deepJson, {}],
    ['XML cut off', '<epcis:EPCISDocument xmlns:epcis="urn:epcglobal:epcis:xsd:2"><EPCISBody>', xml],
    ['XML with a DOCTYPE and entities', bomb, xml],
    ['XML nested without end', deepXml, xml],
  ])('refuses at once what cannot be read: %s', async (_name, body, headers) => {
    const began = performance.now();
    const answer = await post(body, headers);
    expect(performance.now() - began).toBeLessThan(2000);
    expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
    expect(answer.json).toMatchObject({ type: 'epcisException:ValidationException', status: 400 });
    expect((answer.json as { detail: string }).detail.length).toBeGreaterThan(30);
  });

  it('takes no compressed body, whatever it would grow to', async () => {
    const { gzipSync } = await import('node:zlib');
    const answer = await post(gzipSync(Buffer.alloc(20_000_000, ' ')), { 'content-encoding': 'gzip' });
    expect(answer.json).toMatchObject({ type: 'epcisException:UnsupportedMediaTypeException', status: 415 });
  });

  it.each(['text/csv', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'nonsense'])(
    'takes no body of type %s',
    async (type) => {
      for (const path of ['/capture', '/events', '/queries']) {
        const answer = await post('a=b', { 'content-type': type }, path);
        expect(answer.json).toMatchObject({
          type: 'epcisException:UnsupportedMediaTypeException',
          status: 415,
        });
      }
    },
  );

  it('refuses more events, or more bytes, than it announces, and keeps no file of them', async () => {
    const { readdirSync } = await import('node:fs');
    const { join } = await import('node:path');
    const files = () => readdirSync(join(api.storageDir, '4')).filter((name) => name.startsWith('capture-'));
    const before = files();
    const small = { type: 'ObjectEvent' };
    const many = await post(JSON.stringify(epcisDocument(Array.from({ length: 10_001 }, () => small))));
    expect(many.json).toMatchObject({ type: 'epcisException:CaptureLimitExceededException', status: 413 });
    expect(many.headers.get('gs1-epcis-capture-limit')).toBe('10000');
    const large = await post(Buffer.alloc(50 * 1024 * 1024 + 1, ' '));
    expect(large.json).toMatchObject({ type: 'epcisException:CaptureLimitExceededException', status: 413 });
    expect(large.headers.get('gs1-epcis-capture-file-size-limit')).toBe(String(50 * 1024 * 1024));
    expect(files()).toEqual(before);
    expect((await post(Buffer.alloc(5_000_000, ' '), {}, '/events')).status).toBe(413);
  });

  it('refuses a stream of unknown length past the limit', async () => {
    let sent = 0;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 1024 * 1024;
        if (sent > 60 * 1024 * 1024) controller.close();
        else controller.enqueue(new Uint8Array(1024 * 1024).fill(32));
      },
    });
    const response = await fetch(`${api.url}/bois/epcis/capture`, {
      method: 'POST',
      headers: { cookie: member.cookie, 'content-type': 'application/json' },
      body,
      duplex: 'half',
    } as RequestInit);
    expect(response.status).toBe(413);
  });

  it.each([
    [{ 'gs1-epcis-version': '1.2' }],
    [{ 'gs1-epcis-version': '3.0' }],
    [{ 'gs1-epcis-version': 'two' }],
    [{ 'gs1-epcis-min': '2.1' }],
    [{ 'gs1-epcis-max': '1.2' }],
    [{ 'gs1-epcis-min': '2.0.0', 'gs1-epcis-max': '1.2.0' }],
    [{ 'gs1-cbv-version': '1.2' }],
    [{ 'gs1-cbv-min': '3.0' }],
    [{ 'gs1-cbv-max': '1.0' }],
    [{ 'gs1-epc-format': 'Always_Whatever' }],
    [{ 'gs1-cbv-xml-format': 'urn' }],
    [{ 'gs1-extensions': 'no namespace' }],
    [{ accept: 'text/csv' }],
    [{ accept: 'application/json;q=0' }],
  ])('answers 406 to headers that cannot be met: %j', async (headers: Record<string, string>) => {
    const answer = await epcis.call(member, '/capture', { headers });
    expect(answer.json).toMatchObject({ type: 'epcisException:NotAcceptableException', status: 406 });
  });

  it.each([
    [{ 'gs1-epcis-version': '2.0' }],
    [{ 'gs1-epcis-version': '2.0.1' }],
    [{ 'gs1-epcis-min': '1.0', 'gs1-epcis-max': '2.0.0' }],
    [{ 'gs1-epcis-max': '3' }],
    [{ 'gs1-cbv-min': '1.2.0', 'gs1-cbv-max': '2.0.0' }],
    [{ accept: 'text/html, */*;q=0.1' }],
    [{ accept: 'application/ld+json' }],
  ])('meets the headers %j', async (headers: Record<string, string>) => {
    const answer = await epcis.call(member, '/capture', { headers });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('gs1-epcis-version')).toBe('2.0.0');
  });

  it('takes EPCIS 1.2 in XML by its version, and no JSON under it', async () => {
    const version = { 'gs1-epcis-version': '1.2', 'gs1-cbv-version': '1.2' };
    const event = `<ObjectEvent><eventTime>2026-03-01T10:00:00Z</eventTime><eventTimeZoneOffset>+01:00</eventTimeZoneOffset>
      <epcList><epc>urn:epc:id:sgtin:0614141.107346.2019</epc></epcList><action>OBSERVE</action></ObjectEvent>`;
    const document = `<epcis:EPCISDocument xmlns:epcis="urn:epcglobal:epcis:xsd:1" schemaVersion="1.2"
      creationDate="2026-03-01T10:00:00Z"><EPCISBody><EventList>${event}</EventList></EPCISBody></epcis:EPCISDocument>`;
    expect(await epcis.capture(member, document, version)).toMatchObject({ success: true, recorded: 1 });
    expect((await post('{}', version)).status).toBe(406);
  });

  it('tells problems in French, English, JSON or XML, as asked', async () => {
    const asked = (headers: Record<string, string>) => epcis.call(member, '/capture/x', { headers });
    expect((await asked({ 'accept-language': 'fr' })).json).toMatchObject({ title: 'Ressource introuvable' });
    expect((await asked({ 'accept-language': 'en-GB' })).json).toMatchObject({ title: 'Resource not found' });
    const told = await asked({ accept: 'application/xml' });
    expect(told.headers.get('content-type')).toBe('application/problem+xml; charset=utf-8');
    expect(told.text).toContain('<epcis:EPCISException xmlns:epcis="urn:epcglobal:epcis:xsd:2">');
    expect(told.text).toContain('<type>epcisException:NoSuchNameException</type>');
  });

  it('shows a job in XML', async () => {
    const job = await epcis.capture(member, epcisDocument([objectEvent({ bizStep: 'shiping' })]));
    const answer = await epcis.call(member, `/capture/${job.captureID}`, { headers: { accept: 'text/xml' } });
    expect(answer.headers.get('content-type')).toBe('text/xml; charset=utf-8');
    expect(answer.text).toContain(`captureID="${job.captureID}" running="false" success="false"`);
    expect(answer.text).toContain('<type>epcisException:ValidationException</type>');
  });

  it('opens to a key with the right scopes, and to no other', async () => {
    const input = { name: 'ERP', scopes: ['event:declare'], expiresAt: '2027-01-01T00:00:00Z' };
    const made = await api.call<{ createApiKey: { secret: string } }>(
      member,
      'bois',
      'mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { secret } }',
      { input },
    );
    const key = made.data.createApiKey.secret;
    expect((await epcis.call(undefined, '/capture', { key })).status).toBe(200);
    expect((await epcis.call(undefined, '/events', { key })).json).toMatchObject({
      type: 'epcisException:SecurityException',
      status: 403,
    });
    expect((await epcis.call(undefined, '/capture', { key: `${key}x` })).json).toMatchObject({
      type: 'epcisException:SecurityException',
      status: 401,
    });
    expect((await epcis.call(undefined, '/capture')).status).toBe(401);
  });
});
