import { createTestApi, Member, TestApi } from './api.fixture.js';

const SAVE = `mutation ($partner: PartnerInput!, $input: OrderInput!, $send: Boolean!) {
  saveOrder(partner: $partner, input: $input, send: $send) {
    __typename
    ... on DocumentSaved { unchanged document { id number awaitsMe mySide revision state { name mustAct label { fr } } } }
    ... on Refused { findings { code path field message { fr en } remedy { fr } } }
  } }`;
const ACT = `mutation ($id: ID!, $act: String!, $reason: String, $changes: OrderChanges, $expectedRevision: Int) {
  actOnOrder(id: $id, act: $act, reason: $reason, changes: $changes, expectedRevision: $expectedRevision) {
    __typename ... on DocumentSaved { document { state { name } } } ... on Refused { findings { code path } } } }`;
const READ = `query ($id: ID!) { document(id: $id) {
  number awaitsMe mySide dueDate issuer { name } recipient { name } acts { name needsReason lineFields }
  content { __typename ... on Order { currency values lines(first: 2) { pageInfo { hasNextPage endCursor } edges { node { lineNumber quantity unit confirmedQuantity } } } } }
  history { seq act side reason label { fr } stateLabel { fr } organisation { name } changes { lineNumber field oldValue newValue label { fr } } }
  references { type number documentId } progress { lineNumber ordered despatched received } } }`;

interface Saved {
  saveOrder: { __typename: string; document: { id: string; revision: number }; findings: { code: string }[] };
}

describe('documents through the API', () => {
  let api: TestApi;
  let buyer: Member;
  let seller: Member;
  let stranger: Member;
  let reader: Member;
  beforeAll(async () => {
    api = await createTestApi();
    [buyer, seller, stranger] = [
      await api.member(4, 'Scierie'),
      await api.member(4, 'Forêt'),
      await api.member(4, 'Tiers'),
    ];
    reader = await api.member(4, 'Lecteur', 'reader');
  });
  afterAll(() => api.close());

  const lines = [1, 2, 3].map((lineNumber) => ({
    lineNumber,
    buyerItem: `A-${lineNumber}`,
    quantity: 10 * lineNumber,
    unit: 'kg',
  }));
  const save = (number: string, more: object = {}, send = true, who = buyer) =>
    api.call<Saved>(who, 'bois', SAVE, {
      partner: { id: seller.organisationId },
      input: { number, issueDate: '2026-03-25', currency: 'EUR', lines, ...more },
      send,
    });

  it('go from one company to the other, typed, with their history', async () => {
    const { data } = await save('PO-1', { requestedDate: '2026-05-01' });
    expect(data.saveOrder).toMatchObject({
      __typename: 'DocumentSaved',
      document: {
        number: 'PO-1',
        awaitsMe: false,
        mySide: 'ISSUER',
        state: { name: 'sent', mustAct: 'RECIPIENT' },
      },
    });
    const { id, revision } = data.saveOrder.document;
    const changes = { lines: [{ lineNumber: 2, confirmedQuantity: 15, answer: 'changed' }] };
    const answered = await api.call(seller, 'bois', ACT, {
      id,
      act: 'modify',
      reason: 'stock',
      changes,
      expectedRevision: revision,
    });
    expect(answered.data).toEqual({
      actOnOrder: { __typename: 'DocumentSaved', document: { state: { name: 'modified' } } },
    });

    const read = await api.call<{ document: object }>(buyer, 'bois', READ, { id });
    expect(read.errors).toBeUndefined();
    expect(read.data.document).toMatchObject({
      number: 'PO-1',
      awaitsMe: true,
      dueDate: '2026-05-01',
      issuer: { name: 'Scierie' },
      recipient: { name: 'Forêt' },
      acts: [{ name: 'approve' }, { name: 'refuse_change', needsReason: true }, { name: 'cancel' }],
      content: {
        __typename: 'Order',
        currency: 'EUR',
        values: { number: 'PO-1' },
        lines: {
          pageInfo: { hasNextPage: true },
          edges: [
            { node: { lineNumber: 1, quantity: 10, unit: 'KGM', confirmedQuantity: null } },
            { node: { lineNumber: 2, quantity: 20, unit: 'KGM', confirmedQuantity: 15 } },
          ],
        },
      },
      history: [
        {
          seq: 1,
          act: 'send',
          side: 'issuer',
          label: { fr: 'Envoyer' },
          organisation: { name: 'Scierie' },
          changes: [],
        },
        {
          seq: 2,
          act: 'modify',
          reason: 'stock',
          stateLabel: { fr: 'Modification proposée' },
          organisation: { name: 'Forêt' },
          changes: [
            { lineNumber: 2, field: 'answer', oldValue: null, newValue: 'changed' },
            {
              lineNumber: 2,
              field: 'confirmedQuantity',
              oldValue: null,
              newValue: 15,
              label: { fr: 'Quantité confirmée' },
            },
          ],
        },
      ],
      progress: [
        { lineNumber: 1, ordered: 10 },
        { lineNumber: 2, ordered: 15 },
        { lineNumber: 3, ordered: 30 },
      ],
    });
  });

  it('are refused at the field, in both languages', async () => {
    const { data } = await save('PO-2', {
      requestedDate: '31/02/2026',
      lines: [{ ...lines[0], quantity: -1, unit: 'brouette' }],
    });
    expect(data.saveOrder.findings).toMatchObject([
      {
        code: 'FIELD_NOT_A_DATE',
        path: 'requestedDate',
        message: { fr: '« Livraison souhaitée » n’est pas une date qui existe.' },
      },
      { code: 'FIELD_NEGATIVE', path: 'lines[0].quantity' },
      { code: 'FIELD_UNKNOWN_UNIT', path: 'lines[0].unit', message: { en: '“Unit” is not a known unit.' } },
    ]);
  });

  it('exist for nobody else, and give a reader no hand', async () => {
    const { data } = await save('PO-3');
    const { id } = data.saveOrder.document;
    expect((await api.call(stranger, 'bois', READ, { id })).data).toEqual({ document: null });
    const acted = await api.call(stranger, 'bois', ACT, { id, act: 'accept' });
    expect(acted.errors?.[0]?.extensions).toMatchObject({ code: 'NOT_FOUND' });
    const refused = await save('PO-4', {}, true, reader);
    expect(refused.errors?.[0]?.extensions).toMatchObject({ code: 'FORBIDDEN' });
  });

  it('stand in the inbox of whoever must act, the most urgent first, and in the lists of both', async () => {
    const inbox = `query ($after: String) { inbox(first: 2, after: $after) { pageInfo { hasNextPage endCursor } edges { node { number dueDate } } } }`;
    const other = await api.member(4, 'Autre vendeur');
    const to = (number: string, requestedDate?: string) =>
      api.call(buyer, 'bois', SAVE, {
        partner: { id: other.organisationId },
        input: { number, issueDate: '2026-03-25', lines, ...(requestedDate && { requestedDate }) },
        send: true,
      });
    for (const [number, date] of [['I-1'], ['I-2', '2026-06-01'], ['I-3', '2026-05-01']] as const)
      await to(number, date);
    type Inbox = {
      inbox: { pageInfo: { endCursor: string; hasNextPage: boolean }; edges: { node: { number: string } }[] };
    };
    const first = await api.call<Inbox>(other, 'bois', inbox);
    expect(first.data.inbox.edges.map(({ node }) => node.number)).toEqual(['I-3', 'I-2']);
    const second = await api.call<Inbox>(other, 'bois', inbox, {
      after: first.data.inbox.pageInfo.endCursor,
    });
    expect(second.data.inbox).toMatchObject({
      pageInfo: { hasNextPage: false },
      edges: [{ node: { number: 'I-1', dueDate: null } }],
    });
    expect((await api.call<Inbox>(stranger, 'bois', inbox)).data.inbox.edges).toEqual([]);

    const list = `query ($filter: DocumentFilter) { documents(filter: $filter, first: 2) { pageInfo { hasNextPage } edges { node { number } } } }`;
    type List = { documents: { pageInfo: object; edges: { node: { number: string } }[] } };
    const listed = async (who: Member, filter: object) =>
      (await api.call<List>(who, 'bois', list, { filter })).data.documents.edges.map(
        ({ node }) => node.number,
      );
    expect(await listed(other, { mySide: 'RECIPIENT' })).toEqual(['I-3', 'I-2']);
    expect(await listed(other, { mySide: 'ISSUER' })).toEqual([]);
    expect(await listed(buyer, { partner: other.organisationId, number: 'i-1' })).toEqual(['I-1']);
    expect(await listed(buyer, { type: 'FORECAST' })).toEqual([]);
    expect(await listed(stranger, {})).toEqual([]);
  });
});
