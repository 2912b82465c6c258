import { newId } from '@maillon/kernel';
import { recordChange } from '@maillon/feed';
import { TenantDb } from '@maillon/db';
import { actorOf, createTestApi, Member, TestApi } from './api.fixture.js';

describe('changes and webhooks through the API', () => {
  let api: TestApi;
  let owner: Member;
  let other: Member;
  beforeAll(async () => {
    api = await createTestApi();
    owner = await api.member(4, 'Scierie des Vosges');
    other = await api.member(4, 'Menuiserie Klein');
  });
  afterAll(() => api.close());

  const CREATE =
    'mutation ($input: CreateWebhookInput!) { createWebhook(input: $input) { secret webhook { id } } }';
  const input = { name: 'ERP', url: 'https://fdsea.example/crochet', topics: ['order.*'] };
  const create = async () => {
    const { data } = await api.call<{ createWebhook: { secret: string; webhook: { id: string } } }>(
      owner,
      'bois',
      CREATE,
      { input },
    );
    return { secret: data.createWebhook.secret, id: data.createWebhook.webhook.id };
  };

  it('reads the feed by cursor, each organisation its own', async () => {
    const subject = newId();
    const change = {
      topic: 'order.sent',
      type: 'document',
      id: subject,
      organisationIds: [owner.organisationId],
    };
    await api.app
      .get(TenantDb, { strict: false })
      .transaction(actorOf(4, other), (tx) => recordChange(tx, change));
    const query = `query ($after: String) { changes(after: $after, topics: ["order.*"]) {
      edges { node { topic type subjectId } } pageInfo { endCursor hasNextPage } } }`;
    interface Page {
      changes: { edges: { node: object }[]; pageInfo: { endCursor: string; hasNextPage: boolean } };
    }
    const { data } = await api.call<Page>(owner, 'bois', query);
    expect(data.changes.edges).toEqual([
      { node: { topic: 'order.sent', type: 'document', subjectId: subject } },
    ]);
    const { endCursor: after } = data.changes.pageInfo;
    expect((await api.call<Page>(owner, 'bois', query, { after })).data.changes.edges).toEqual([]);
    expect((await api.call<Page>(other, 'bois', query)).data.changes.edges).toEqual([]);
    const { errors } = await api.call(owner, 'bois', query, { after: 'x' });
    expect(errors).toMatchObject([{ extensions: { code: 'BAD_INPUT', path: 'after' } }]);
  });

  it('shows the secret when it is made and in no other answer', async () => {
    const { id, secret } = await create();
    expect(secret).toMatch(/^whsec_/);
    const { data, errors } = await api.call(
      owner,
      'bois',
      `query ($id: ID!) { webhook(id: $id) { name url topics state failures waiting stateSince createdAt
         disabledReason { fr } deliveries { edges { node { id state } } pageInfo { hasNextPage } } } webhooks { id } }`,
      { id },
    );
    expect(errors).toBeUndefined();
    expect(data).toMatchObject({
      webhook: { ...input, state: 'ACTIVE', waiting: 0, deliveries: { edges: [] } },
      webhooks: [{ id }],
    });
    const { errors: asked } = await api.call(
      owner,
      'bois',
      'query ($id: ID!) { webhook(id: $id) { secret } }',
      { id },
    );
    expect(asked![0]!.message).toContain('Cannot query field');
  });

  it('says what is wrong with an address, where, and in both languages', async () => {
    const bad = { input: { ...input, url: 'https://169.254.169.254/latest' } };
    const { errors } = await api.call(owner, 'bois', CREATE, bad);
    expect(errors).toMatchObject([
      {
        extensions: {
          code: 'BAD_INPUT',
          path: 'input.url',
          message: { fr: expect.stringContaining('Internet') },
        },
      },
    ]);
  });

  it('tries out, replays and deletes; another organisation finds nothing', async () => {
    const { id } = await create();
    const act = (who: Member, mutation: string) => api.call<object>(who, 'bois', `mutation { ${mutation} }`);
    const test = `sendTestWebhook(id: "${id}") { state cause }`;
    expect((await act(owner, test)).data).toEqual({ sendTestWebhook: { state: 'WAITING', cause: 'TEST' } });
    const replay = `replayWebhookChanges(id: "${id}", since: "2026-01-01T00:00:00Z") { changes }`;
    expect((await act(owner, replay)).errors).toBeUndefined();
    const remove = `deleteWebhook(id: "${id}")`;
    for (const mutation of [test, replay, remove])
      expect((await act(other, mutation)).errors).toMatchObject([{ extensions: { code: 'NOT_FOUND' } }]);
    expect((await act(owner, remove)).data).toEqual({ deleteWebhook: id });
  });
});
