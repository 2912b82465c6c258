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

  const ask = async (who: Member | undefined, path: string, accept: string) => {
    const cookie = who && { cookie: who.cookie };
    const answer = await fetch(`${api.url}/bois/id/${path}`, {
      redirect: 'manual',
      headers: { accept, ...cookie },
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
    const wrongDigit = '01/09521234000014/10/LIEN-7';
    for (const path of ['zz/1', '01/123', wrongDigit, '%E0%A4%A'])
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
});
