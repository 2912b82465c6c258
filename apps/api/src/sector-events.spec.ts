import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createTestApi, Member, TestApi } from './api.fixture.js';

const FOLDER = fileURLToPath(new URL('../../../../shared/data/epcis/sector-events/', import.meta.url));

/** Which filière an example of a sector fits, by words in its name; food where none is named. */
const FITTING: readonly (readonly [RegExp, string, number])[] = [
  [/garment|weaving/, 'mode-luxe', 9],
  [/weee|disposal/, 'dechets', 16],
  [/carbon|durability|environmental|ownership/, 'nouveaux-systemes-energetiques', 15],
  [/processing|shipping/, 'bois', 4],
  [/./, 'alimentaire', 3],
];

const CAPTURE = `mutation ($document: JSON!) { captureEvents(document: $document) {
  __typename ... on Captured { accepted unchanged eventIds } ... on Refused { findings { code path value message { en } } } } }`;
const EVENT = '{ events(first: 500) { edges { node { id items { itemId role } } } } }';
const TRACE =
  'query ($item: ID!, $direction: TraceDirection!) { trace(item: $item, direction: $direction) { nodes { id } links { from to } tombstones { id } truncated } }';

const files = existsSync(FOLDER)
  ? readdirSync(FOLDER)
      .filter((name) => name.endsWith('.jsonld'))
      .sort()
  : [];

describe('documents of real sectors, through the public API', () => {
  let api: TestApi;
  const members = new Map<string, Member>();
  beforeAll(async () => {
    api = await createTestApi();
    for (const [, slug, id] of FITTING) members.set(slug, await api.member(id, `Membre ${slug}`));
  });
  afterAll(() => api.close());

  it('stand beside this checkout, or there is nothing to try', () => {
    expect(files.length > 0).toBe(existsSync(FOLDER));
  });

  it.each(files)('%s is captured whole, again without change, and its items can be traced', async (file) => {
    const [, slug] = FITTING.find(([words]) => words.test(file))!;
    const member = members.get(slug)!;
    const document: unknown = JSON.parse(readFileSync(join(FOLDER, file), 'utf8'));
    const first = await api.call<{ captureEvents: { accepted: number; eventIds: string[] } }>(
      member,
      slug,
      CAPTURE,
      { document },
    );
    expect(first).toMatchObject({ data: { captureEvents: { __typename: 'Captured' } } });
    const { accepted, eventIds } = first.data.captureEvents;
    expect(accepted).toBeGreaterThan(0);
    const again = await api.call(member, slug, CAPTURE, { document });
    expect(again.data).toMatchObject({ captureEvents: { accepted: 0, unchanged: eventIds.length } });

    const { data } = await api.call<{
      events: { edges: { node: { id: string; items: { itemId: string; role: string }[] } }[] };
    }>(member, slug, EVENT);
    const items = data.events.edges
      .filter(({ node }) => eventIds.includes(node.id))
      .flatMap(({ node }) => node.items);
    for (const { itemId, role } of items) {
      const direction = role === 'output' || role === 'parent' ? 'UPSTREAM' : 'DOWNSTREAM';
      const traced = await api.call<{ trace: { nodes: object[]; links: object[] } }>(member, slug, TRACE, {
        item: itemId,
        direction,
      });
      expect(traced.errors).toBeUndefined();
      expect(traced.data.trace.nodes.length).toBeGreaterThan(role === 'output' || role === 'input' ? 1 : 0);
    }
  });
});
