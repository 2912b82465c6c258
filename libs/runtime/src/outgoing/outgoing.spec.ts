import { RequestListener } from 'node:http';
import { Outgoing, OutgoingOptions, OutgoingRequest } from './outgoing.js';
import { isPublicAddress } from './public-address.js';
import { certificateFor, Receiver, receiver } from './receivers.fixture.js';

/** Stands for the public Internet in these tests; every other address of this machine stays private. */
const PUBLIC = '127.0.0.2';
const PRIVATE = '127.0.0.1';

describe('addresses', () => {
  it.each([
    ...[
      '0.0.0.0',
      '0.1.2.3',
      '10.0.0.1',
      '10.255.255.255',
      '100.64.0.1',
      '100.100.100.200',
      '127.0.0.1',
      '127.255.0.9',
    ],
    ...[
      '169.254.169.254',
      '172.16.0.1',
      '172.31.255.255',
      '192.0.0.192',
      '192.0.2.1',
      '192.168.1.1',
      '198.18.0.1',
    ],
    ...[
      '198.51.100.7',
      '203.0.113.9',
      '224.0.0.1',
      '239.255.255.255',
      '240.0.0.1',
      '255.255.255.255',
      '168.63.129.16',
    ],
    ...[
      '::',
      '::1',
      '::ffff:10.0.0.1',
      '::ffff:7f00:1',
      '::ffff:8.8.8.8',
      '::7f00:1',
      '64:ff9b::7f00:1',
      '64:ff9b::808:808',
    ],
    ...[
      '64:ff9b:1::1',
      '100::1',
      'fc00::1',
      'fd00:ec2::254',
      'fe80::1',
      'fe80::1%lo',
      'fec0::1',
      'ff02::1',
      '2001::1',
    ],
    ...[
      '2001:db8::1',
      '2002:7f00:1::',
      '3fff::1',
      '5f00::1',
      '',
      'localhost',
      '8.8.8',
      '2130706433',
      '127.0.0.1:80',
    ],
  ])('never calls %s', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });

  it.each([
    ...[
      '1.1.1.1',
      '8.8.8.8',
      '9.255.255.255',
      '11.0.0.0',
      '100.63.255.255',
      '100.128.0.0',
      '126.255.255.255',
      '128.0.0.0',
    ],
    ...[
      '172.15.255.255',
      '172.32.0.0',
      '192.167.255.255',
      '192.169.0.0',
      '223.255.255.255',
      '2606:4700::1111',
      '2a00:1450::1',
    ],
  ])('calls %s', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });
});

describe('the form of an address', () => {
  const outgoing = new Outgoing({ plainHosts: ['ERP.interne.example', 'essai.example:8080'] });

  it.each([
    'https://fdsea.example/crochet',
    'https://fcbarcelone.example',
    'https://fe80.example/x?y=1#z',
    'https://a.example:8443/',
    'https://8.8.8.8/',
    'https://[2606:4700::1111]/',
    'http://erp.interne.example/x',
    'http://essai.example:8080/',
    'https://élevage.example/',
  ])('takes %s', (url) => {
    expect(outgoing.faultOf(url)).toBeUndefined();
  });

  it.each([
    ['', 'not-a-url'],
    ['a.example/x', 'not-a-url'],
    ['http://a.example/', 'not-https'],
    ['http://essai.example/', 'not-https'],
    ['file:///etc/passwd', 'not-https'],
    ['gopher://a.example/', 'not-https'],
    ['https://user:pass@a.example/', 'credentials'],
    ['https://user@a.example/', 'credentials'],
    ['https://a.example:22/', 'port'],
    ['https://a.example:80/', 'port'],
    [`https://a.example/${'x'.repeat(2000)}`, 'too-long'],
    ['https://127.0.0.1/', 'not-public'],
    ['https://127.1/', 'not-public'],
    ['https://2130706433/', 'not-public'],
    ['https://0x7f000001/', 'not-public'],
    ['https://0177.0.0.1/', 'not-public'],
    ['https://0/', 'not-public'],
    ['https://169.254.169.254/latest/meta-data', 'not-public'],
    ['https://127.0.0.1./', 'not-public'],
    ['https://[::1]/', 'not-public'],
    ['https://[::]/', 'not-public'],
    ['https://[::ffff:127.0.0.1]/', 'not-public'],
    ['https://[::ffff:a9fe:a9fe]/', 'not-public'],
    ['https://[64:ff9b::7f00:1]/', 'not-public'],
    ['https://①②⑦.⓪.⓪.①/', 'not-public'],
  ])('refuses %s: %s', (url, fault) => {
    expect(outgoing.faultOf(url)).toBe(fault);
  });
});

describe('a request to another machine', () => {
  const open: Receiver[] = [];
  afterEach(async () => {
    await Promise.all(open.splice(0).map((one) => one.close()));
  });
  const started = async (...args: Parameters<typeof receiver>): Promise<Receiver> => {
    const one = await receiver(...args);
    open.push(one);
    return one;
  };
  const ok: RequestListener = (_request, response) => response.end('ok');

  /** Speaks http to `receiver.example` at the port, which leads where `resolve` says. */
  const clientOf = (port: number, resolve: OutgoingOptions['resolve'], more: OutgoingOptions = {}) => {
    const plainHosts = [`receiver.example:${port}`];
    const outgoing = new Outgoing({ plainHosts, privateNetworks: [`${PUBLIC}/32`], resolve, ...more });
    const send = (request: Partial<OutgoingRequest> = {}) =>
      outgoing.send({ url: `http://receiver.example:${port}/x`, method: 'POST', body: '{}', ...request });
    return { outgoing, send };
  };
  const toPublic = async () => [PUBLIC];

  it('answers what the other machine says, with the name in Host', async () => {
    const one = await started(PUBLIC, (request, response) => {
      response.writeHead(418, { 'x-a': 'b' });
      request.pipe(response);
    });
    const answer = await clientOf(one.port, toPublic).send({ body: 'é' });
    expect(answer).toMatchObject({ status: 418, isCut: false });
    expect(answer.body.toString()).toBe('é');
    expect(answer.headers['x-a']).toBe('b');
    expect(one.seen.hosts).toEqual([`receiver.example:${one.port}`]);
  });

  it('never calls a name that leads to a private address, be it one of several', async () => {
    const inside = await started(PRIVATE, ok);
    for (const addresses of [[PRIVATE], [PUBLIC, PRIVATE], ['::1'], [`::ffff:${PRIVATE}`], ['0.0.0.0'], []]) {
      const { send } = clientOf(inside.port, async () => addresses);
      await expect(send()).rejects.toMatchObject({ failure: 'not-public' });
    }
    expect(inside.seen.connections).toBe(0);
  });

  it('connects to the address it checked, though the name leads elsewhere a moment later, and checks again each time', async () => {
    const outside = await started(PUBLIC, ok);
    const inside = await started(PRIVATE, ok, { port: outside.port });
    let asked = 0;
    const { send } = clientOf(outside.port, async () => (asked++ % 2 ? [PRIVATE] : [PUBLIC]));
    expect((await send()).status).toBe(200);
    expect(asked).toBe(1);
    await expect(send()).rejects.toMatchObject({ failure: 'not-public' });
    expect((await send()).status).toBe(200);
    expect([outside.seen.connections, inside.seen.connections, asked]).toEqual([2, 0, 3]);
  });

  it('hands a redirect back and does not follow it', async () => {
    const inside = await started(PRIVATE, ok);
    const one = await started(PUBLIC, (_request, response) => {
      response.writeHead(302, { location: `http://${PRIVATE}:${inside.port}/` }).end();
    });
    const answer = await clientOf(one.port, toPublic).send();
    expect([answer.status, inside.seen.connections]).toEqual([302, 0]);
  });

  const drip: RequestListener = (_request, response) => {
    response.writeHead(200);
    const timer = setInterval(() => response.write('.'), 20);
    response.on('close', () => clearInterval(timer));
  };
  it.each([
    ['does not answer', () => undefined],
    ['answers drop by drop', drip],
  ] as [string, RequestListener][])(
    'gives up after its time when the other machine %s',
    async (_what, answer) => {
      const one = await started(PUBLIC, answer);
      const began = Date.now();
      await expect(clientOf(one.port, toPublic).send({ timeoutMs: 200 })).rejects.toMatchObject({
        failure: 'timeout',
      });
      expect(Date.now() - began).toBeLessThan(1500);
    },
  );

  it('gives up after its time when the name servers do not answer', async () => {
    const { send } = clientOf(12_345, () => new Promise(() => undefined));
    await expect(send({ timeoutMs: 100 })).rejects.toMatchObject({ failure: 'timeout' });
  });

  it('reads no more of an answer than it was told', async () => {
    const one = await started(PUBLIC, (_request, response) => response.end(Buffer.alloc(5_000_000, 'x')));
    const answer = await clientOf(one.port, toPublic).send({ maxBytes: 1000 });
    expect([answer.body.length, answer.isCut]).toEqual([1000, true]);
  });

  it('tells nobody listening, and being called back, from a time-out', async () => {
    const one = await started(PUBLIC, () => undefined);
    const stop = new AbortController();
    const waiting = clientOf(one.port, toPublic).send({ signal: stop.signal });
    setTimeout(() => stop.abort(), 50);
    await expect(waiting).rejects.toMatchObject({ failure: 'aborted' });
    await one.close();
    await expect(clientOf(one.port, toPublic).send()).rejects.toMatchObject({ failure: 'connection' });
    await expect(clientOf(one.port, toPublic).send({ url: 'http://x.example/' })).rejects.toMatchObject({
      failure: 'url-refused',
    });
  });

  it('speaks TLS to the name, and to no other', async () => {
    const certificate = certificateFor('receiver.example');
    const one = await started(PUBLIC, ok, { certificate });
    const trusted = new Outgoing({
      privateNetworks: [`${PUBLIC}/32`],
      resolve: toPublic,
      certificateAuthorities: [certificate.certificate],
    });
    const send = (outgoing: Outgoing, host: string) =>
      outgoing.send({ url: `https://${host}:${one.port}/`, method: 'POST', body: '' });
    expect((await send(trusted, 'receiver.example')).status).toBe(200);
    expect(one.seen.hosts).toEqual([`receiver.example:${one.port}`]);
    expect(one.seen.names).toEqual(['receiver.example']);
    await expect(send(trusted, 'other.example')).rejects.toMatchObject({ failure: 'tls' });
    const wary = new Outgoing({ privateNetworks: [`${PUBLIC}/32`], resolve: toPublic });
    await expect(send(wary, 'receiver.example')).rejects.toMatchObject({ failure: 'tls' });
  });
});
