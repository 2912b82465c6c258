import { Actor, newId, platformActor } from '@maillon/kernel';
import { TABLE_POLICIES } from '@maillon/db';
import { FeedWorld, HOST, Receiver } from '../feed.fixture.js';
import { urlFaults } from '../messages.js';
import { SecretBox } from './secret-box.js';
import { webhooksOf } from './webhook.queries.js';

const UUID = '00000000-0000-7000-8000-000000000000';

describe('webhooks of an organisation', () => {
  let world: FeedWorld;
  let one: Receiver;
  let [a, b]: Actor[] = [];
  beforeAll(async () => {
    world = await FeedWorld.create();
    one = await Receiver.start();
    [a, b] = world.actors;
  });
  afterEach(async () => {
    one.got.length = 0;
    await world.test.superuser('delete from webhook');
    await world.test.superuser('delete from audit_record; delete from change');
  });
  afterAll(async () => {
    await one.close();
    await world.close();
  });

  const topics = () => one.got.map(({ body }) => body.topic);
  const list = (actor: Actor) => world.db.transaction(actor, webhooksOf);

  it('shows the secret once: neither answers nor the database hold it afterwards', async () => {
    const { webhook, secret } = await world.webhook(a!, one.port);
    expect(secret).toMatch(/^whsec_[\w-]{43}$/);
    expect(webhook).toMatchObject({ name: 'ERP', state: 'active', topics: ['*'], failures: 0, waiting: 0 });
    await world.change(a!, newId(), ['order.sent'], [a!]);
    await world.settle();
    const answers = [webhook, await list(a!), await world.log(a!, webhook.id)];
    expect(JSON.stringify(answers)).not.toContain(secret.slice(6));
    const [row] = await world.test.superuser<{ kept: string; acts: string }>(
      `select (select string_agg(encode(secret, 'escape'), '') from webhook) as kept,
         (select string_agg(details::text, '') from audit_record) as acts`,
    );
    expect(row!.kept).not.toContain(secret.slice(6));
    expect(row!.acts).not.toContain(secret.slice(6));
    expect(row!.acts).toContain(HOST);
  });

  it('signs with the old secret too for a day after a rotation, and then with the new one alone', async () => {
    const { webhook } = await world.webhook(a!, one.port);
    const { secret } = await world.manage.rotateSecret(a!, webhook.id);
    expect(secret).toMatch(/^whsec_/);
    const marks = async () => {
      await world.change(a!, newId(), ['order.sent'], [a!]);
      await world.settle();
      return String(one.got.at(-1)!.headers['maillon-signature']).split(',').length - 1;
    };
    expect(await marks()).toBe(2);
    await world.test.superuser('update webhook set previous_until = now()');
    expect(await marks()).toBe(1);
  });

  it.each([
    [{ url: 'http://erp.example/x' }, 'input.url', urlFaults['not-https']],
    [{ url: 'https://10.0.0.1/x' }, 'input.url', urlFaults['not-public']],
    [{ url: 'https://a:b@erp.example/x' }, 'input.url', urlFaults.credentials],
    [{ url: 'erp.example' }, 'input.url', urlFaults['not-a-url']],
    [{ name: ' ' }, 'input.name', undefined],
    [{ name: 'x'.repeat(81) }, 'input.name', undefined],
    [{ topics: [] }, 'input.topics', undefined],
    [{ topics: ['Order'] }, 'input.topics', undefined],
  ])('refuses %j at its field', async (fault, path, text) => {
    const input = { name: 'ERP', url: 'https://erp.example/x', topics: ['*'], ...fault };
    const refusal = expect.objectContaining({ code: 'BAD_INPUT', path, ...(text && { text }) });
    await expect(world.manage.create(a!, input)).rejects.toEqual(refusal);
    const { webhook } = await world.webhook(a!, one.port);
    await expect(world.manage.update(a!, webhook.id, fault)).rejects.toEqual(refusal);
  });

  it('takes an address whose name only looks like a private one', async () => {
    const input = { name: 'FDSEA', url: 'https://fdsea.example/crochet', topics: ['lot.*'] };
    expect((await world.manage.create(a!, input)).webhook.url).toBe('https://fdsea.example/crochet');
  });

  it('stops at twenty, also when two are made at once', async () => {
    for (let n = 0; n < 19; n++) await world.webhook(a!, one.port);
    const both = await Promise.allSettled([world.webhook(a!, one.port), world.webhook(a!, one.port)]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(await list(a!)).toHaveLength(20);
    await world.webhook(b!, one.port);
  });

  it('keeps what changes while paused, and sends it when resumed, or leaves it out when told to', async () => {
    const { webhook } = await world.webhook(a!, one.port);
    await world.manage.pause(a!, webhook.id);
    await world.change(a!, newId(), ['order.one'], [a!]);
    await world.settle();
    expect(topics()).toEqual([]);
    await world.manage.resume(a!, webhook.id, false);
    await world.settle();
    expect(topics()).toEqual(['order.one']);
    await world.manage.pause(a!, webhook.id);
    await world.change(a!, newId(), ['order.two'], [a!]);
    await world.manage.resume(a!, webhook.id, true);
    await world.change(a!, newId(), ['order.three'], [a!]);
    await world.settle();
    expect(topics()).toEqual(['order.one', 'order.three']);
  });

  it('tells of what happens after it was made, and obeys new topics and a new address', async () => {
    await world.change(a!, newId(), ['order.before'], [a!]);
    const other = await Receiver.start();
    const { webhook } = await world.webhook(a!, one.port, { topics: ['order.*'] });
    await world.change(a!, newId(), ['order.sent', 'lot.made'], [a!]);
    await world.settle();
    await world.manage.update(a!, webhook.id, { topics: ['lot.*'], url: `http://${HOST}:${other.port}/` });
    await world.change(a!, newId(), ['order.sent', 'lot.made'], [a!]);
    await world.settle();
    expect(topics()).toEqual(['order.sent']);
    expect(other.got.map(({ body }) => body.topic)).toEqual(['lot.made']);
    await other.close();
  });

  it('sends again from a time, or from a cursor, in the order of the feed', async () => {
    const { webhook } = await world.webhook(a!, one.port, { topics: ['order.*'] });
    await world.change(a!, newId(), ['order.one', 'lot.made', 'order.two', 'order.three'], [a!]);
    await world.settle();
    expect(topics()).toHaveLength(3);
    await world.test.superuser(`update change set at = now() - interval '1 hour' where topic = 'order.one'`);
    const since = new Date(Date.now() - 600_000).toISOString();
    expect(await world.replay.changes(a!, webhook.id, { since })).toMatchObject({ changes: 2 });
    await world.settle();
    expect(topics().slice(3)).toEqual(['order.two', 'order.three']);
    const start = Buffer.from('["0","0"]').toString('base64url');
    expect(await world.replay.changes(a!, webhook.id, { after: start })).toMatchObject({ changes: 3 });
    await world.settle();
    expect(topics().slice(5)).toEqual(['order.one', 'order.two', 'order.three']);
    expect(one.got[0]!.body.id).toBe(one.got[5]!.body.id);
    const later = new Date(Date.now() + 60_000).toISOString();
    expect(await world.replay.changes(a!, webhook.id, { since: later })).toMatchObject({ changes: 0 });
    for (const from of [{}, { since, after: start }])
      await expect(world.replay.changes(a!, webhook.id, from)).rejects.toMatchObject({ code: 'BAD_INPUT' });
  });

  it('tries out once and at once, ten times a minute, and only what sends', async () => {
    const broken = await Receiver.start((_received, response) => void response.writeHead(500).end());
    const { webhook } = await world.webhook(a!, broken.port);
    await world.test.superuser(`update webhook set resume_at = now() + interval '1 hour', failures = 9`);
    await world.replay.test(a!, webhook.id);
    await world.settle();
    const [delivery] = await world.log(a!, webhook.id);
    expect(delivery).toMatchObject({
      cause: 'test',
      topic: 'webhook.test',
      state: 'failed',
      attempts: 1,
      status: 500,
    });
    expect(broken.got[0]!.body).toMatchObject({ subjectId: webhook.id, filiere: 'bois' });
    for (let n = 0; n < 9; n++) await world.replay.test(a!, webhook.id);
    await expect(world.replay.test(a!, webhook.id)).rejects.toMatchObject({ code: 'TOO_MANY_REQUESTS' });
    await world.manage.pause(a!, webhook.id);
    await expect(world.replay.test(a!, webhook.id)).rejects.toMatchObject({ code: 'CONFLICT' });
    await broken.close();
  });

  it('deletes a webhook with its log, and records every act', async () => {
    const { webhook } = await world.webhook(a!, one.port);
    await world.change(a!, newId(), ['order.sent'], [a!]);
    await world.settle();
    await world.manage.delete(a!, webhook.id);
    expect(await list(a!)).toEqual([]);
    expect(await world.test.superuser('select from webhook_delivery')).toEqual([]);
    const acts = await world.test.superuser<{ action: string }>(
      'select action from audit_record order by id',
    );
    expect(acts.map(({ action }) => action)).toEqual(['webhook.create', 'webhook.delete']);
  });

  it('answers another organisation as if nothing were there', async () => {
    const { webhook } = await world.webhook(a!, one.port);
    await world.change(a!, newId(), ['order.sent'], [a!]);
    await world.settle();
    const [delivery] = await world.log(a!, webhook.id);
    for (const actor of [b!, world.abroad]) {
      expect(await list(actor)).toEqual([]);
      expect(await world.log(actor, webhook.id)).toEqual([]);
      for (const act of [
        () => world.look(actor, webhook.id),
        () => world.manage.update(actor, webhook.id, { name: 'x' }),
        () => world.manage.rotateSecret(actor, webhook.id),
        () => world.manage.pause(actor, webhook.id),
        () => world.manage.resume(actor, webhook.id, false),
        () => world.manage.delete(actor, webhook.id),
        () => world.replay.test(actor, webhook.id),
        () => world.replay.changes(actor, webhook.id, { since: '2026-01-01T00:00:00Z' }),
        () => world.replay.delivery(actor, delivery!.id),
      ])
        await expect(act()).rejects.toMatchObject({ code: 'NOT_FOUND' });
    }
    for (const id of [UUID, 'x'])
      await expect(world.manage.delete(a!, id)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await list(a!)).toHaveLength(1);
  });

  it('stands behind the wall of the database, whatever a query forgets', async () => {
    const { webhook } = await world.webhook(a!, one.port);
    await world.change(a!, newId(), ['order.sent'], [a!]);
    await world.settle();
    const count = (actor: Actor, table: string) =>
      world.db.transaction(actor, async (tx) => (await tx.query(`select 1 from ${table}`)).length);
    for (const table of ['webhook', 'webhook_delivery']) {
      expect([table, await count(a!, table)]).toEqual([table, 1]);
      for (const actor of [b!, world.abroad, platformActor(1)])
        expect([table, await count(actor, table)]).toEqual([table, 0]);
      // and the wall is what keeps them apart: without it they would be there
      await world.test.superuser(`alter policy ${table}_select on ${table} using (true)`);
      expect(await count(b!, table)).toBe(1);
      await world.test.superuser(
        `alter policy ${table}_select on ${table} using (${TABLE_POLICIES[table]!.select})`,
      );
    }
    const tryAs = (sql: string, values: unknown[]) => world.db.transaction(b!, (tx) => tx.query(sql, values));
    expect(await tryAs(`update webhook set url = 'https://b.example' returning id`, [])).toEqual([]);
    expect(await tryAs('delete from webhook returning id', [])).toEqual([]);
    const insert = `insert into webhook_delivery (filiere_id, id, webhook_id, organisation_id, change_id, topic, subject_type, subject_id, changed_at)
      values (1, $1, $2, $3, $1, 'a.b', 'x', $1, now())`;
    await expect(tryAs(insert, [newId(), webhook.id, a!.organisationId])).rejects.toThrow(
      'row-level security',
    );
    await expect(tryAs(insert, [newId(), webhook.id, b!.organisationId])).rejects.toThrow('foreign key');
    await expect(tryAs(`update webhook set organisation_id = $1`, [b!.organisationId])).rejects.toThrow(
      'permission denied',
    );
  });
});

describe('the box of secrets', () => {
  const key = Buffer.alloc(32, 7).toString('base64');

  it('opens what it sealed, for the same row and with the same key alone', () => {
    const sealed = new SecretBox(key).seal('whsec_é', 'row');
    expect(sealed.toString('latin1')).not.toContain('whsec');
    expect(new SecretBox(key).open(sealed, 'row')).toBe('whsec_é');
    expect(() => new SecretBox(key).open(sealed, 'other')).toThrow();
    expect(() => new SecretBox(Buffer.alloc(32).toString('base64')).open(sealed, 'row')).toThrow();
    expect(() => new SecretBox().open(sealed, 'row')).toThrow('SECRETS_KEY');
    expect(() => new SecretBox('court')).toThrow('32 bytes');
  });

  it('still opens what was kept before a key was set', () => {
    expect(new SecretBox(key).open(new SecretBox().seal('whsec_x', 'row'), 'row')).toBe('whsec_x');
  });
});
