import { createTestApi, Member, TestApi } from './api.fixture.js';

const DECLARE_LOT = `mutation ($input: DeclareLotInput!) { declareLot(input: $input) {
  __typename ... on Declared { unchanged item { id label name keyData } event { id stepLabel { fr } } } ... on Refused { findings { code path message { fr } remedy { fr } } } } }`;
const SHIP = `mutation ($input: DeclareShipmentInput!) { declareShipment(input: $input) { __typename ... on Declared { event { id parties { organisation { name } } items { label quantity } transactions { type label } } } ... on Refused { findings { code path } } } }`;
const TRANSFORM = `mutation ($input: DeclareTransformationInput!) { declareTransformation(input: $input) { __typename ... on Declared { item { id } } ... on Refused { findings { code path message { en } } } } }`;
const TRACE = `query ($item: ID!, $direction: TraceDirection!) { trace(item: $item, direction: $direction) { nodes { id label name depth declarant { name } } links { from to kind } tombstones { id node rule reason { fr } askOrganisation { name } } truncated } }`;
const ITEM = `query ($id: ID!) { item(id: $id) { id label name keyData declarant { name } events { edges { node { stepLabel { fr } } } } } }`;

interface Declared {
  __typename: string;
  unchanged: boolean;
  item: { id: string };
  event: { id: string };
  findings: { code: string }[];
}

describe('a chain of three firms', () => {
  let api: TestApi;
  let mill: Member;
  let forge: Member;
  let prime: Member;
  let stranger: Member;
  let heat: string;
  let part: string;

  beforeAll(async () => {
    api = await createTestApi();
    mill = await api.member(4, 'Aciérie');
    forge = await api.member(4, 'Forge');
    prime = await api.member(4, 'Avionneur');
    stranger = await api.member(4, 'Tiers');
  });
  afterAll(() => api.close());

  const lot = (numbers: object) => ({
    item: numbers,
    granularity: 'LOT',
    name: 'Billette',
    quantity: { value: 120, unit: 'KGM' },
    madeAt: '2026-03-01T08:00:00+01:00',
    keyData: { species: 'Douglas' },
  });

  it('lets a supplier declare a lot by its own numbers, and the same again changes nothing', async () => {
    const input = lot({ reference: 'REF-1', lot: 'H-77' });
    const first = await api.call<{ declareLot: Declared }>(mill, 'bois', DECLARE_LOT, { input });
    expect(first).toMatchObject({
      data: {
        declareLot: { __typename: 'Declared', unchanged: false, item: { label: 'H-77', name: 'Billette' } },
      },
    });
    heat = first.data.declareLot.item.id;
    const again = await api.call<{ declareLot: Declared }>(mill, 'bois', DECLARE_LOT, { input });
    expect(again.data.declareLot).toMatchObject({ unchanged: true, item: { id: heat } });
  });

  it('refuses a lot without numbers, and says what to give', async () => {
    const { data } = await api.call<{ declareLot: Declared }>(mill, 'bois', DECLARE_LOT, { input: lot({}) });
    expect(data.declareLot).toMatchObject({
      __typename: 'Refused',
      findings: [{ code: 'ITEM_NUMBERS_MISSING', path: 'input.item' }],
    });
  });

  it('shows the shipment to its receiver, with the description of the lot', async () => {
    const input = {
      to: forge.organisationId,
      items: [{ item: { id: heat }, quantity: 100, unit: 'KGM' }],
      at: '2026-03-02T08:00:00+01:00',
      despatchAdvice: 'BL-1',
    };
    const { data } = await api.call<{ declareShipment: Declared }>(mill, 'bois', SHIP, { input });
    expect(data.declareShipment).toMatchObject({
      event: { items: [{ label: 'H-77', quantity: 100 }], transactions: [{ type: 'desadv', label: 'BL-1' }] },
    });
    const seen = await api.call<{ item: object }>(forge, 'bois', ITEM, { id: heat });
    expect(seen.data.item).toMatchObject({
      label: 'H-77',
      name: 'Billette',
      declarant: { name: 'Aciérie' },
      events: { edges: [{ node: { stepLabel: { fr: 'Expédition' } } }] },
    });
  });

  it('hides the lot from everybody else, exactly as if it did not exist', async () => {
    const hidden = await api.call(stranger, 'bois', ITEM, { id: heat });
    const absent = await api.call(stranger, 'bois', ITEM, { id: '00000000-0000-8000-8000-000000000000' });
    expect(hidden).toEqual(absent);
    expect(hidden).toEqual({ data: { item: null } });
  });

  it('follows the chain over a transformation, and marks what its author does not share', async () => {
    const output = {
      item: { reference: 'P-9', serial: 'S-1' },
      granularity: 'LOT',
      name: 'Ferrure',
      keyData: { species: 'Douglas' },
    };
    const input = {
      inputs: [{ item: { id: heat }, quantity: 10, unit: 'KGM' }],
      outputs: [output],
      at: '2026-03-03T08:00:00+01:00',
    };
    const made = await api.call<{ declareTransformation: Declared }>(forge, 'bois', TRANSFORM, { input });
    expect(made.data.declareTransformation).toMatchObject({ __typename: 'Declared' });
    part = made.data.declareTransformation.item.id;
    await api.call(forge, 'bois', SHIP, {
      input: { to: prime.organisationId, items: [{ item: { id: part } }], at: '2026-03-04T08:00:00+01:00' },
    });

    const own = await api.call(forge, 'bois', TRACE, { item: part, direction: 'UPSTREAM' });
    expect(own.data).toMatchObject({
      trace: {
        nodes: [
          { label: 'S-1', depth: 0 },
          { label: 'H-77', depth: 1, declarant: { name: 'Aciérie' } },
        ],
        links: [{ from: heat, to: part, kind: 'transformed' }],
        tombstones: [],
      },
    });
    const seen = await api.call(prime, 'bois', TRACE, { item: part, direction: 'UPSTREAM' });
    expect(seen.data).toMatchObject({
      trace: {
        nodes: [{ label: 'S-1' }],
        links: [],
        tombstones: [{ node: part, rule: 'PARTIES_ONLY', askOrganisation: { name: 'Forge' } }],
      },
    });
    expect(JSON.stringify(seen)).not.toContain(heat);
    const down = await api.call(mill, 'bois', TRACE, { item: heat, direction: 'DOWNSTREAM' });
    expect(down.data).toMatchObject({
      trace: { nodes: [{ id: heat }], tombstones: [{ node: heat, askOrganisation: { name: 'Forge' } }] },
    });
    expect(JSON.stringify(down)).not.toContain(part);
  });

  it('answers alike for an unknown filière, one without membership, and a foreign record', async () => {
    const query = 'query ($item: ID!) { trace(item: $item, direction: UPSTREAM) { root } }';
    const answers = await Promise.all([
      api.call(mill, 'inconnue', query, { item: heat }),
      api.call(mill, 'eau', query, { item: heat }),
      api.call(stranger, 'bois', query, { item: heat }),
    ]);
    const bare = answers.map(({ data, errors }) => ({
      data,
      code: errors?.[0]?.extensions.code,
      message: errors?.[0]?.message,
    }));
    expect(new Set(bare.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect(bare[0]).toMatchObject({ code: 'NOT_FOUND' });
  });

  it('asks an anonymous caller to sign in', async () => {
    const { errors } = await api.call(undefined, 'bois', '{ me { role } }');
    expect(errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }]);
  });

  it('keeps a private lot to its declarer, even after it was shipped', async () => {
    const input = { ...lot({ reference: 'REF-1', lot: 'SECRET' }), audience: 'PRIVATE' };
    const { data } = await api.call<{ declareLot: Declared }>(mill, 'bois', DECLARE_LOT, { input });
    const id = data.declareLot.item.id;
    await api.call(mill, 'bois', SHIP, {
      input: { to: forge.organisationId, items: [{ item: { id } }], at: '2026-03-05T08:00:00+01:00' },
    });
    const seen = await api.call<{ item: { name: string | null } }>(forge, 'bois', ITEM, { id });
    expect(seen.data.item).toMatchObject({ label: 'SECRET', name: null, keyData: {} });
  });
});
