import { newId } from '@maillon/kernel';
import { Passwords } from '@maillon/membership';
import { createTestApi, Member, TestApi } from './api.fixture.js';

const PASSWORD = 'une phrase facile à retenir';

describe('signing in and out', () => {
  let api: TestApi;
  let steward: Member;
  let owner: Member;

  beforeAll(async () => {
    api = await createTestApi();
    steward = await api.committee(4);
    owner = await api.member(4, 'Scierie');
    await api.database.superuser('update person set email = $2, password_hash = $3 where id = $1', [
      owner.personId,
      'scierie@test.example',
      await new Passwords().hash(PASSWORD),
    ]);
  });
  afterAll(() => api.close());

  const send = (method: string, path: string, body?: object, cookie?: string) =>
    fetch(`${api.url}${path}`, {
      method,
      headers: { ...(body && { 'content-type': 'application/json' }), ...(cookie && { cookie }) },
      ...(body && { body: JSON.stringify(body) }),
    });
  const cookieOf = (response: Response) => response.headers.get('set-cookie')!.split(';')[0]!;
  const audit = () =>
    api.database.superuser<{ action: string; person_id: string; ip_address: string }>(
      'select action, person_id, ip_address from audit_record order by id',
    );

  it('opens a session whose token is in a strict cookie, and nowhere in the database', async () => {
    const response = await send('POST', '/api/session', {
      email: ' Scierie@test.example ',
      password: PASSWORD,
    });
    expect(response.status).toBe(200);
    expect(await response.json()).toMatchObject({
      person: { email: 'scierie@test.example' },
      places: [{ filiere: { slug: 'bois' }, role: 'owner' }],
    });
    const header = response.headers.get('set-cookie')!;
    expect(header).toMatch(/HttpOnly/);
    expect(header).toMatch(/SameSite=Lax/);
    const token = cookieOf(response).split('=')[1]!;
    const stored = await api.database.superuser<{ all: string }>(
      `select string_agg(s::text, ' ') as all from person_session s`,
    );
    expect(stored[0]!.all).not.toContain(token);
  });

  it('answers the same for an unknown address and a wrong password', async () => {
    const [unknown, wrong] = await Promise.all([
      send('POST', '/api/session', { email: 'nobody@test.example', password: PASSWORD }),
      send('POST', '/api/session', { email: 'scierie@test.example', password: 'autre chose que cela' }),
    ]);
    expect([unknown.status, wrong.status]).toEqual([401, 401]);
    expect(await unknown.text()).toBe(await wrong.text());
  });

  it('stops guessing after ten failures, and says when to try again', async () => {
    const guess = () =>
      send('POST', '/api/session', { email: 'cible@test.example', password: 'pas le bon mot' });
    for (let tries = 0; tries < 10; tries++) expect((await guess()).status).toBe(401);
    const refused = await guess();
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  it('ends one session, or all of them, at the next request', async () => {
    const open = async () =>
      cookieOf(await send('POST', '/api/session', { email: 'scierie@test.example', password: PASSWORD }));
    const [one, two, three] = [await open(), await open(), await open()];
    await send('DELETE', '/api/session', undefined, one);
    expect((await send('GET', '/api/session', undefined, one)).status).toBe(401);
    expect((await send('GET', '/api/session', undefined, two)).status).toBe(200);
    await send('DELETE', '/api/sessions', undefined, two);
    expect((await send('GET', '/api/session', undefined, three)).status).toBe(401);
    const { errors } = await api.call({ cookie: three }, 'bois', '{ me { role } }');
    expect(errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
  });

  it('brings a firm in: admitted, its first person invited by a link that works once, everything on record', async () => {
    const admit =
      'mutation ($input: AdmitOrganisationInput!) { admitOrganisation(input: $input) { ... on Organisation { id name } ... on Refused { findings { code message { fr } } } } }';
    const wrong = await api.call<{ admitOrganisation: object }>(steward, 'bois', admit, {
      input: { name: 'Nouvelle', scheme: 'siren', value: '552 100 555' },
    });
    expect(wrong.data.admitOrganisation).toMatchObject({ findings: [{ code: 'IDENTIFIER_CHECK_FAILED' }] });
    const admitted = await api.call<{ admitOrganisation: { id: string } }>(steward, 'bois', admit, {
      input: { name: 'Nouvelle', scheme: 'siret', value: '552 100 554 00013' },
    });
    const organisation = admitted.data.admitOrganisation.id;
    const invite = 'mutation ($input: InvitePersonInput!) { invitePerson(input: $input) { link } }';
    const invited = await api.call<{ invitePerson: { link: string } }>(steward, 'bois', invite, {
      input: { email: 'neuf@test.example', role: 'owner', organisation },
    });
    const path = invited.data.invitePerson.link.replace('/invitation/', '/invitations/');

    expect(await (await send('GET', path)).json()).toMatchObject({
      email: 'neuf@test.example',
      organisation: 'Nouvelle',
    });
    const short = await send('POST', path, { firstName: 'Ana', lastName: 'Neuf', password: 'court' });
    expect(short.status).toBe(400);
    const joined = await send('POST', path, { firstName: 'Ana', lastName: 'Neuf', password: PASSWORD });
    expect(joined.status).toBe(204);
    const me = await api.call<{ me: object }>(
      { cookie: cookieOf(joined) },
      'bois',
      '{ me { role organisation { name identifiers { scheme value } } } }',
    );
    expect(me.data.me).toEqual({
      role: 'owner',
      organisation: { name: 'Nouvelle', identifiers: [{ scheme: 'siren', value: '552100554' }] },
    });
    expect((await send('POST', path, { firstName: 'Eve', lastName: 'Vol', password: PASSWORD })).status).toBe(
      410,
    );
    expect((await send('GET', path)).status).toBe(410);
    expect((await audit()).map(({ action }) => action)).toEqual([
      'organisation.admit',
      'person.invite',
      'invitation.accept',
    ]);
    expect((await audit())[0]).toMatchObject({ person_id: steward.personId, ip_address: '127.0.0.1' });
  });

  it('closes the filière to a suspended firm at once, its people and its keys alike', async () => {
    const firm = await api.member(4, 'Suspendue');
    const create =
      'mutation ($input: CreateApiKeyInput!) { createApiKey(input: $input) { secret apiKey { id } } }';
    const input = {
      name: 'ERP',
      scopes: ['item:read'],
      expiresAt: new Date(Date.now() + 86_400_000).toISOString(),
    };
    const { data } = await api.call<{ createApiKey: { secret: string; apiKey: { id: string } } }>(
      firm,
      'bois',
      create,
      { input },
    );
    const { secret, apiKey } = data.createApiKey;
    const byKey = () =>
      api.call(
        undefined,
        'bois',
        '{ items { edges { cursor } } }',
        {},
        { authorization: `Bearer ${secret}` },
      );
    expect((await byKey()).errors).toBeUndefined();
    expect(
      (
        await api.call(
          undefined,
          'eau',
          '{ items { edges { cursor } } }',
          {},
          { authorization: `Bearer ${secret}` },
        )
      ).errors,
    ).toMatchObject([{ extensions: { code: 'NOT_FOUND' } }]);
    expect(JSON.stringify(await api.database.superuser('select * from api_key'))).not.toContain(
      secret.split('_')[2],
    );

    await api.call(steward, 'bois', 'mutation ($id: ID!) { suspendOrganisation(id: $id) { status } }', {
      id: firm.organisationId,
    });
    expect((await byKey()).errors).toMatchObject([{ extensions: { code: 'NOT_FOUND' } }]);
    expect((await api.call(firm, 'bois', '{ me { role } }')).errors).toMatchObject([
      { extensions: { code: 'NOT_FOUND' } },
    ]);
    await api.call(steward, 'bois', 'mutation ($id: ID!) { reinstateOrganisation(id: $id) { status } }', {
      id: firm.organisationId,
    });
    expect((await byKey()).errors).toBeUndefined();
    await api.call(firm, 'bois', 'mutation ($id: ID!) { revokeApiKey(id: $id) { revokedAt } }', {
      id: apiKey.id,
    });
    expect((await byKey()).errors).toMatchObject([{ extensions: { code: 'NOT_FOUND' } }]);
  });

  it('ends a mandate on its day', async () => {
    const firm = await api.member(4, 'Mandante');
    const accountant = await api.member(11, 'Cabinet');
    await api.database.superuser(
      `insert into role_assignment (filiere_id, id, person_id, organisation_id, role, mandate, valid_until) values (4, $1, $2, $3, 'contributor', true, now() + interval '1 hour')`,
      [newId(), accountant.personId, firm.organisationId],
    );
    expect((await api.call(accountant, 'bois', '{ me { role } }')).data).toEqual({
      me: { role: 'contributor' },
    });
    await api.database.superuser(
      `update role_assignment set valid_until = now() - interval '1 second' where mandate`,
    );
    expect((await api.call(accountant, 'bois', '{ me { role } }')).errors).toMatchObject([
      { extensions: { code: 'NOT_FOUND' } },
    ]);
  });

  it('keeps the last person in charge', async () => {
    const firm = await api.member(4, 'Seule');
    const { data } = await api.call<{ people: { id: string }[] }>(firm, 'bois', '{ people { id role } }');
    const { errors } = await api.call(firm, 'bois', 'mutation ($id: ID!) { removeRole(assignment: $id) }', {
      id: data.people[0]!.id,
    });
    expect(errors).toMatchObject([{ extensions: { code: 'CONFLICT' } }]);
  });

  it('gives no way in as a demo person where there is no demo', async () => {
    expect((await send('POST', '/api/session/demo', { filiere: 'bois', as: 'supplier' })).status).toBe(404);
    const filieres = (await (await send('GET', '/api/filieres')).json()) as { demo: unknown }[];
    expect(filieres).toHaveLength(16);
    expect(filieres.every(({ demo }) => demo === null)).toBe(true);
  });
});
