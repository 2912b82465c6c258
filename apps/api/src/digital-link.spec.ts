import { get } from 'node:http';
import { itemId } from '@maillon/epcis';
import { createTestApi, Member, TestApi } from './api.fixture.js';
import { createEpcisCaller, EpcisCaller, epcisDocument, objectEvent } from './epcis-rest.fixture.js';

const LOT = '01/09521234000013/10/LIEN-7';
const URI = `https://id.gs1.org/${LOT}`;

describe('a GS1 Digital Link of the platform', () => {
  let api: TestApi;
  let epcis: EpcisCaller;
  let maker: Member;
  let stranger: Member;
  beforeAll(async () => {
    api = await createTestApi();
    epcis = await createEpcisCaller(api);
    maker = await api.member(4, 'Scierie');
    stranger = await api.member(4, 'Menuiserie');
    const quantityList = [{ epcClass: URI, quantity: 3, uom: 'KGM' }];
    await epcis.capture(maker, epcisDocument([objectEvent({ epcList: undefined, quantityList })]));
  });
  afterAll(async () => {
    await epcis.close();
    await api.close();
  });

  const ask = async (who: Member | undefined, path: string, accept: string, method = 'GET', more = {}) => {
    const cookie = who && { cookie: who.cookie };
    const answer = await fetch(`${api.url}/bois/id/${path}`, {
      redirect: 'manual',
      method,
      headers: { accept, ...cookie, ...more },
    });
    return { status: answer.status, headers: answer.headers, text: await answer.text() };
  };

  it('leads a browser to the page of the item, whoever holds it and however the number is written', async () => {
    for (const path of [LOT, '01/9521234000013/10/LIEN-7', `${LOT}?17=301231`]) {
      const { status, headers } = await ask(undefined, path, 'text/html');
      expect([status, headers.get('location')]).toEqual([307, `/bois/lots/${itemId(URI)}`]);
    }
  });

  it('tells a machine where all that it may see of it stands', async () => {
    const { status, headers, text } = await ask(maker, LOT, 'application/linkset+json');
    expect([status, headers.get('content-type')]).toEqual([200, 'application/linkset+json; charset=utf-8']);
    const [links] = (JSON.parse(text) as { linkset: Record<string, { href: string }[]>[] }).linkset;
    expect(links!['anchor']).toMatch(new RegExp(`/bois/id/${LOT}$`));
    const { pathname, search } = new URL(links!['https://gs1.org/voc/epcis']![0]!.href);
    const events = await epcis.call(maker, `${pathname}${search}`);
    expect(events.status).toBe(200);
    expect(events.text).toContain('LIEN-7');
  });

  it('says the same of what one may not see and of what there is not', async () => {
    const hidden = await ask(stranger, LOT, 'application/json');
    const unknown = await ask(stranger, '01/09521234000013/10/RIEN', 'application/json');
    expect([hidden.status, hidden.text]).toEqual([404, unknown.text]);
    expect((await ask(undefined, LOT, 'application/json')).status).toBe(401);
  });

  it('knows no address that is none of a GS1 key, and leads nowhere else', async () => {
    const excluding = [`${LOT}/10/B`, `${LOT}/235/B`];
    for (const path of ['zz/1', '01/123', ...excluding, '01/constructor/x/y', '%E0%A4%A'])
      expect({ path, status: (await ask(maker, path, 'text/html')).status }).toEqual({
        path,
        status: path.startsWith('%') ? 400 : 404,
      });
    for (const filiere of ['%5Cevil.example', '\\evil.example']) {
      const address = `${api.url}/${filiere}/id/${LOT}`;
      const { headers } = await fetch(address, { redirect: 'manual', headers: { accept: 'text/html' } });
      expect(headers.get('location')).toBeNull();
    }
  });

  it('answers in what is asked for most, and says so where that is nothing it has', async () => {
    const page = `/bois/lots/${itemId(URI)}`;
    const told: Readonly<Record<string, string>> = {
      'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8': page,
      'text/html, application/json;q=0.1': page,
      'application/json;q=0, text/html': page,
      '*/*': page,
      'application/json, text/html;q=0.5': 'application/json; charset=utf-8',
      'application/linkset+json': 'application/linkset+json; charset=utf-8',
      'application/linkset+json;q=0': '406',
      'application/linkset': '406',
      'image/png': '406',
    };
    for (const [accept, expected] of Object.entries(told)) {
      const { status, headers } = await ask(maker, LOT, accept);
      const type = status === 200 ? headers.get('content-type') : String(status);
      expect([accept, headers.get('location') ?? type]).toEqual([accept, expected]);
    }
    const { headers, text } = await ask(maker, LOT, 'application/linkset');
    expect(headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(text).toContain('application/linkset+json, application/json');
  });

  it('leads to the type of link that is asked for, and to the default link where there is none', async () => {
    const [page, events] = [`/bois/lots/${itemId(URI)}`, '/bois/epcis/events?MATCH_anyEPCClass='];
    const led: Readonly<Record<string, string>> = {
      'gs1:pip': page,
      'gs1:defaultLink': page,
      'gs1:traceability': `${events}${encodeURIComponent(URI)}`,
      'https%3A%2F%2Fgs1.org%2Fvoc%2Fepcis': `${events}${encodeURIComponent(URI)}`,
      'gs1:instructions': page,
      foo: page,
      'gs1:constructor': page,
    };
    for (const [linkType, location] of Object.entries(led)) {
      const { status, headers } = await ask(undefined, `${LOT}?linkType=${linkType}`, '*/*');
      expect([linkType, status, headers.get('location')]).toEqual([linkType, 307, location]);
    }
    for (const linkType of ['all', 'linkset']) {
      const { headers } = await ask(maker, `${LOT}?linkType=${linkType}`, '*/*');
      expect(headers.get('content-type')).toBe('application/linkset+json; charset=utf-8');
    }
  });

  it('knows the item behind a label that is written a little differently', async () => {
    const serial = 'https://id.gs1.org/01/09521234000013/21/SER1';
    const unit = 'https://id.gs1.org/00/095212340000000010';
    const paths: readonly (readonly [string, string])[] = [
      [`${LOT}/`, URI],
      ['01/09521234000013/21/SER1/10/LIEN-7', serial],
      ['gtin/09521234000013/ser/SER1/lot/LIEN-7/cpv/A', serial],
      ['00/095212340000000010', unit],
      ['01/09521234000014/10/LIEN-7', URI.replace('13/', '14/')],
    ];
    for (const [path, uri] of paths) {
      const { status, headers } = await ask(undefined, path, 'text/html');
      expect([path, status, headers.get('location')]).toEqual([path, 307, `/bois/lots/${itemId(uri)}`]);
    }
    const event = objectEvent({ epcList: [unit], quantityList: undefined });
    await epcis.capture(maker, epcisDocument([event]));
    const { status, text } = await ask(maker, unit.slice('https://id.gs1.org/'.length), 'application/json');
    expect([status, text.includes('MATCH_anyEPC=')]).toEqual([200, true]);
  });

  it('shows people a page where the number cannot be read, and machines a problem', async () => {
    const page = await ask(undefined, '00/123', 'text/html', 'GET', { 'accept-language': 'en' });
    expect([page.status, page.headers.get('content-type')]).toEqual([404, 'text/html; charset=utf-8']);
    expect(page.text).toContain('<html lang="en">');
    expect(page.text).toContain('/bois/lots');
    expect((await ask(undefined, '00/123', 'text/html')).text).toContain('<html lang="fr">');
    const problem = await ask(maker, '00/123', 'application/json');
    expect([problem.status, problem.headers.get('content-type')]).toEqual([
      404,
      'application/problem+json; charset=utf-8',
    ]);
  });

  it('says which methods it has', async () => {
    const { status, headers } = await ask(undefined, LOT, '*/*', 'OPTIONS');
    expect([status, headers.get('allow')]).toEqual([204, 'GET, HEAD, OPTIONS']);
    expect((await ask(undefined, LOT, 'text/html', 'HEAD')).status).toBe(307);
  });

  it('writes addresses of the platform, whatever the Host header says', async () => {
    const asked = new URL(`${api.url}/bois/id/${LOT}`);
    const headers = { host: 'evil.example', cookie: maker.cookie, accept: 'application/json' };
    const text = await new Promise<string>((resolve, reject) => {
      get(asked, { headers }, (answer) => {
        answer.setEncoding('utf8').on('error', reject);
        void answer.toArray().then((parts) => resolve(parts.join('')), reject);
      }).on('error', reject);
    });
    expect(text).toContain('"anchor":"http://localhost:8080/bois/id/');
    expect(text).not.toContain('evil.example');
  });
});
