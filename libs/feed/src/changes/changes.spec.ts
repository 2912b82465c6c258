import { Actor, newId, platformActor } from '@maillon/kernel';
import { Client } from 'pg';
import { FeedWorld } from '../feed.fixture.js';
import { Change, recordChange, recordChanges } from '../index.js';
import { changePage } from './change.queries.js';

describe('the change feed', () => {
  let world: FeedWorld;
  let [a, b, c]: Actor[] = [];
  beforeAll(async () => {
    world = await FeedWorld.create();
    [a, b, c] = world.actors;
  });
  beforeEach(() => world.test.superuser('delete from change'));
  afterAll(() => world.close());

  const changeOf = (topic: string, seenBy: readonly Actor[], id = newId()): Change => ({
    topic,
    type: 'document',
    id,
    organisationIds: seenBy.map((actor) => actor.organisationId!),
  });
  const record = (actor: Actor, ...changes: Change[]) =>
    world.db.transaction(actor, (tx) => recordChanges(tx, changes));
  const read = (actor: Actor, input: Parameters<typeof changePage>[1] = {}) =>
    world.db.transaction(actor, (tx) => changePage(tx, input));
  const topicsOf = async (...input: Parameters<typeof read>) =>
    (await read(...input)).edges.map(({ node }) => node.topic);

  it('shows each organisation what it may see, once, in order, and nobody else anything', async () => {
    const id = newId();
    await record(a!, changeOf('order.sent', [a!, b!, b!], id), changeOf('order.noted', [a!]));
    await record(b!, changeOf('order.accepted', [a!, b!]));
    const page = await read(b!);
    expect(page.edges.map(({ node }) => node)).toEqual([
      {
        id: expect.any(String),
        topic: 'order.sent',
        type: 'document',
        subjectId: id,
        at: expect.any(String),
      },
      expect.objectContaining({ topic: 'order.accepted' }),
    ]);
    expect(await topicsOf(a!)).toEqual(['order.sent', 'order.noted', 'order.accepted']);
    expect(await topicsOf(c!)).toEqual([]);
    expect(await topicsOf(world.abroad)).toEqual([]);
    const ids = (
      await world.test.superuser<{ n: number }>('select count(distinct id)::int as n from change')
    )[0];
    expect(ids).toEqual({ n: 3 });
  });

  it('never misses what commits late: two transactions, the first to begin is the last to commit', async () => {
    const late = new Client({ connectionString: world.test.url });
    await late.connect();
    await late.query(
      `begin; set local app.filiere_id = '1'; set local app.organisation_id = '${a!.organisationId}'`,
    );
    const insert = `insert into change (filiere_id, organisation_id, id, topic, subject_type, subject_id, recorded_by)
      values (1, $1, $2, 'order.late', 'document', $2, $1)`;
    await late.query(insert, [a!.organisationId, newId()]);

    await record(a!, changeOf('order.early', [a!]));
    const first = await read(a!);
    // the early one is committed, yet a reader who took it now could never be shown the late one behind it
    expect(first.edges).toEqual([]);
    await late.query('commit');
    await late.end();
    const second = await read(a!, { after: first.pageInfo.endCursor });
    expect(second.edges.map(({ node }) => node.topic)).toEqual(['order.late', 'order.early']);
    expect((await read(a!, { after: second.pageInfo.endCursor })).edges).toEqual([]);
  });

  it('reads everything once through pages while eight writers write', async () => {
    let writing = true;
    const writers = Promise.all(
      Array.from({ length: 8 }, async (_, writer) => {
        for (let n = 0; n < 40; n++) {
          await world.db.transaction(a!, async (tx) => {
            await recordChange(tx, changeOf(`load.w${writer}-n${n}`, [a!]));
            await tx.query('select pg_sleep($1)', [Math.random() * 0.01]);
          });
        }
      }),
    ).finally(() => (writing = false));
    const seen: string[] = [];
    let after: string | undefined;
    for (let isLast = false; !isLast;) {
      isLast = !writing;
      let page = await read(a!, { after, first: 7 });
      for (;;) {
        seen.push(...page.edges.map(({ node }) => node.topic));
        after = page.pageInfo.endCursor;
        if (!page.pageInfo.hasNextPage) break;
        page = await read(a!, { after, first: 7 });
      }
    }
    await writers;
    expect(seen).toHaveLength(320);
    expect(new Set(seen).size).toBe(320);
  });

  it('picks topics, and from a time on', async () => {
    await record(
      a!,
      changeOf('order.sent', [a!]),
      changeOf('order-line.sent', [a!]),
      changeOf('lot.made', [a!]),
    );
    await world.test.superuser(`update change set at = now() - interval '1 hour' where topic = 'order.sent'`);
    expect(await topicsOf(a!, { topics: ['order.*'] })).toEqual(['order.sent']);
    expect(await topicsOf(a!, { topics: ['lot.made', 'order.*'] })).toEqual(['order.sent', 'lot.made']);
    expect(await topicsOf(a!, { topics: ['*'] })).toHaveLength(3);
    const since = new Date(Date.now() - 60_000).toISOString();
    expect(await topicsOf(a!, { since })).toEqual(['order-line.sent', 'lot.made']);
  });

  it.each([
    { topics: [] },
    { topics: ['order'] },
    { topics: ['Order.sent'] },
    { topics: ['%'] },
    { topics: ['order.*.x'] },
    { after: 'x' },
    { after: Buffer.from('["1","x"]').toString('base64url') },
    { after: Buffer.from('["1"]').toString('base64url') },
    { first: 0 },
    { first: 501 },
  ])('refuses %j', async (input) => {
    await expect(read(a!, input)).rejects.toMatchObject({ code: 'BAD_INPUT' });
  });

  it('says so when a cursor is from before a restored database, instead of showing nothing for ever', async () => {
    const after = Buffer.from('["900000000000000","1"]').toString('base64url');
    await expect(read(a!, { after })).rejects.toMatchObject({ code: 'GONE', path: 'after' });
  });

  it('tells nothing when the transaction rolls back, and tells no organisation outside the filière', async () => {
    const undone = world.db.transaction(a!, async (tx) => {
      await recordChange(tx, changeOf('order.sent', [a!]));
      throw new Error('undo');
    });
    await expect(undone).rejects.toThrow('undo');
    const stranger = newId();
    await record(a!, { ...changeOf('order.kept', [a!]), organisationIds: [stranger, a!.organisationId!] });
    expect(await topicsOf(a!)).toEqual(['order.kept']);
    expect(await world.test.superuser('select from change where organisation_id = $1', [stranger])).toEqual(
      [],
    );
  });

  it.each([
    { topic: 'order' },
    { topic: 'Order.sent' },
    { topic: `order.${'x'.repeat(80)}` },
    { type: '' },
    { id: 'x' },
    { organisationIds: ['x'] },
  ])('holds the caller to the form: %j', async (fault) => {
    await expect(record(a!, { ...changeOf('order.sent', [a!]), ...fault })).rejects.toThrow(
      /change of|topic is/,
    );
  });

  it('lets an organisation record under its own name alone, and read its own feed alone', async () => {
    await record(a!, changeOf('order.sent', [a!, b!]));
    await record(platformActor(1), changeOf('order.overdue', [b!]));
    const rows = (actor: Actor) =>
      world.db.transaction(actor, (tx) =>
        tx.query<{ organisation_id: string }>('select organisation_id from change'),
      );
    expect(await rows(b!)).toEqual([
      { organisation_id: b!.organisationId },
      { organisation_id: b!.organisationId },
    ]);
    expect(await rows(c!)).toEqual([]);
    expect(await rows(platformActor(1))).toEqual([]);
    const forge = world.db.transaction(c!, (tx) =>
      tx.query(
        `insert into change (filiere_id, organisation_id, id, topic, subject_type, subject_id, recorded_by)
         values (1, $1, $2, 'order.sent', 'document', $2, $3)`,
        [b!.organisationId, newId(), a!.organisationId],
      ),
    );
    await expect(forge).rejects.toThrow('row-level security');
  });

  it('reads a page far into a long feed by its key', async () => {
    await world.test.superuser(
      `insert into change (filiere_id, organisation_id, xid, id, topic, subject_type, subject_id)
       select 1, $1, '3', gen_random_uuid(), 'order.sent', 'document', gen_random_uuid() from generate_series(1, 200000) n`,
      [a!.organisationId],
    );
    await world.test.superuser('analyze change');
    const [middle] = await world.test.superuser<{ seq: string }>(
      'select (min(seq) + 150000)::text as seq from change',
    );
    const after = Buffer.from(JSON.stringify(['3', middle!.seq])).toString('base64url');
    await read(a!, { after });
    const began = performance.now();
    for (let n = 0; n < 20; n++) expect((await read(a!, { after })).edges).toHaveLength(50);
    expect((performance.now() - began) / 20).toBeLessThan(20);
  });
});
