import { createLogger } from '@maillon/runtime';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { createApp } from './create-app.js';
import { createTestApi, listen, Member, TestApi } from './api.fixture.js';

/** Two processes on one database: what one of them changes, the other must know with its very next request. */
describe('an actor that another process remembers', () => {
  let api: TestApi;
  let second: NestFastifyApplication;
  let url: string;
  beforeAll(async () => {
    api = await createTestApi();
    second = await createApp({
      databaseUrl: api.database.url,
      databasePool: 4,
      publicUrl: 'http://localhost:8080',
      storageDir: api.storageDir,
      uploadLimit: 5_000_000,
      portalDir: api.storageDir,
      trustedProxies: 0,
      logger: createLogger('test', 'silent'),
    });
    url = `http://127.0.0.1:${await listen(second)}`;
  });
  afterAll(async () => {
    await second.close();
    await api.close();
  });

  async function ask(who: Member, query: string, filiere = 'bois') {
    const response = await fetch(`${url}/${filiere}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie: who.cookie },
      body: JSON.stringify({ query }),
    });
    const body = (await response.json()) as {
      data?: Record<string, unknown> | null;
      errors?: { extensions: { code: string } }[];
    };
    return { data: body.data, codes: body.errors?.map(({ extensions }) => extensions.code) };
  }

  const REGISTER = '{ items { edges { node { id } } } }';
  const ME = '{ me { role } }';
  const NOTHING = '{ __typename }';
  const DECLARE = `mutation { declareLot(input: { granularity: "LOT", name: "Planche", item: { reference: "R", lot: "L" }, madeAt: "2026-01-01T00:00:00Z" }) { __typename } }`;

  let firms = 0;
  /** A member whom the second process has served already, so that it remembers. */
  async function known(): Promise<Member> {
    const member = await api.member(4, `Firme ${++firms}`);
    for (let time = 0; time < 3; time++) {
      expect((await ask(member, REGISTER)).codes).toBeUndefined();
      expect((await ask(member, ME)).data).toEqual({ me: { role: 'owner' } });
    }
    return member;
  }

  const CHANGES: [string, string, string][] = [
    ['signed out', 'delete from person_session where person_id = $1', 'UNAUTHENTICATED'],
    [
      'whose session ran out',
      `update person_session set expires_at = now() - interval '1 second' where person_id = $1`,
      'UNAUTHENTICATED',
    ],
    ['whose role was taken', 'delete from role_assignment where person_id = $1', 'NOT_FOUND'],
    [
      'whose mandate ended',
      `update role_assignment set valid_until = now() - interval '1 second' where person_id = $1`,
      'NOT_FOUND',
    ],
    [
      'whose organisation was suspended',
      `update membership set status = 'suspended' where organisation_id = (select organisation_id from role_assignment where person_id = $1)`,
      'NOT_FOUND',
    ],
  ];

  it.each(CHANGES)(
    '%s is refused by the next request: read, list, nothing at all, write',
    async (_name, sql, code) => {
      for (const query of [REGISTER, ME, NOTHING, DECLARE]) {
        const member = await known();
        await api.database.superuser(sql, [member.personId]);
        const { data, codes } = await ask(member, query);
        if (query === NOTHING) expect(data).toEqual({ __typename: 'Query' });
        else
          expect({ data: Object.values(data ?? {}).filter(Boolean), codes }).toEqual({
            data: [],
            codes: [code],
          });
        const events = await api.database.superuser('select from trace_event where person_id = $1', [
          member.personId,
        ]);
        expect(events).toHaveLength(0);
      }
    },
  );

  it('acts at once in the role it was given since, be it a smaller or a larger one', async () => {
    const member = await known();
    const give = (role: string) =>
      api.database.superuser('update role_assignment set role = $2 where person_id = $1', [
        member.personId,
        role,
      ]);
    await give('reader');
    expect((await ask(member, DECLARE)).codes).toEqual(['FORBIDDEN']);
    expect((await ask(member, ME)).data).toEqual({ me: { role: 'reader' } });
    expect((await ask(member, REGISTER)).codes).toBeUndefined();
    await give('owner');
    expect((await ask(member, DECLARE)).codes).toBeUndefined();
  });

  it('is remembered for one filière, one session and one organisation alone', async () => {
    const [first, other] = [await known(), await known()];
    expect((await ask(first, ME, 'eau')).codes).toEqual(['NOT_FOUND']);
    await api.database.superuser('delete from person_session where person_id = $1', [first.personId]);
    expect((await ask(first, ME)).codes).toEqual(['UNAUTHENTICATED']);
    expect((await ask(other, ME)).data).toEqual({ me: { role: 'owner' } });
  });
});
