import { FILIERES } from '@maillon/filieres';
import { Actor, newId, personActor } from '@maillon/kernel';
import { createTestDatabase, TestDatabase } from '@maillon/db/testing';
import { itemId, readEvent } from '@maillon/epcis';
import { CaptureEvents } from '../capture/capture-events.js';
import { trace } from './trace.queries.js';
import { TraceDirection } from './trace.types.js';

/** Items are named by one letter or word; times are hours of one day. */
const uri = (name: string) => `urn:example:item:${name}`;
const at = (hour: number) => `2026-03-01T${String(hour).padStart(2, '0')}:00:00.000Z`;
const common = (hour: number) => ({ eventTime: at(hour), eventTimeZoneOffset: '+01:00' });
const transform = (hour: number, inputs: string[], outputs: string[], more = {}) => ({
  type: 'TransformationEvent',
  ...common(hour),
  ...(inputs.length && { inputEPCList: inputs.map(uri) }),
  ...(outputs.length && { outputEPCList: outputs.map(uri) }),
  ...more,
});
const pack = (
  hour: number,
  parent: string,
  children: string[],
  action = 'ADD',
  type = 'AggregationEvent',
) => ({
  type,
  ...common(hour),
  action,
  parentID: uri(parent),
  ...(children.length && { childEPCs: children.map(uri) }),
});

describe('trace', () => {
  let test: TestDatabase;
  let actor: Actor;
  let other: Actor;

  beforeAll(async () => {
    test = await createTestDatabase();
    await test.superuser(
      `insert into filiere (id, slug, name_fr, name_en, definition) values (1, 'bois', 'Bois', 'Wood', $1)`,
      [JSON.stringify(FILIERES[0])],
    );
  });
  afterAll(() => test.close());
  beforeEach(async () => {
    [actor, other] = await Promise.all([newActor(), newActor()]);
  });

  async function newActor(): Promise<Actor> {
    const [organisationId, personId] = [newId(), newId()];
    await test.superuser(`insert into organisation (id, name) values ($1, $2)`, [
      organisationId,
      organisationId,
    ]);
    await test.superuser('insert into membership (filiere_id, organisation_id) values (1, $1)', [
      organisationId,
    ]);
    return personActor({ filiereId: 1, personId, organisationId, role: 'owner' });
  }

  async function capture(who: Actor, events: object[], sharedWith: Actor[] = []) {
    const records = events.map((original) => {
      const { event, findings } = readEvent(original);
      if (!event) throw new Error(JSON.stringify(findings));
      return { event, sharedWith: sharedWith.map(({ organisationId }) => organisationId!) };
    });
    const answer = await new CaptureEvents(test.db).records(who, records, 'parties');
    if ('findings' in answer) throw new Error(JSON.stringify(answer.findings));
    return answer;
  }

  const look = (item: string, direction: TraceDirection, who = actor, more = {}) =>
    test.db.transaction(who, (tx) =>
      trace(tx, { item: itemId(uri(item)), direction, maxDepth: 20, maxNodes: 1000, ...more }),
    );
  const labels = async (item: string, direction: TraceDirection, who = actor) =>
    (await look(item, direction, who)).nodes.map(({ label }) => label.split(':').at(-1)).sort();

  /** Names of this test's own, so that no test sees another's items through the derived ids. */
  const named = (names: string) => {
    const mark = newId().slice(-6);
    return names.split(' ').map((name) => `${name}-${mark}`);
  };

  it('follows transformations both ways', async () => {
    const [a, b, c, d] = named('a b c d') as [string, string, string, string];
    await capture(actor, [transform(8, [a, b], [c]), transform(9, [c], [d])]);
    expect(await labels(d, 'UPSTREAM')).toEqual([a, b, c, d].sort());
    expect(await labels(a, 'DOWNSTREAM')).toEqual([a, c, d].sort());
  });

  it('leaves out what went into a tank after its content was drawn', async () => {
    const [early, tank, bottle, late] = named('early tank bottle late') as [string, string, string, string];
    await capture(actor, [
      transform(8, [early], [tank]),
      transform(9, [tank], [bottle]),
      transform(10, [late], [tank]),
    ]);
    expect(await labels(bottle, 'UPSTREAM')).toEqual([bottle, early, tank].sort());
    expect(await labels(late, 'DOWNSTREAM')).toEqual([late, tank].sort());
  });

  it('counts an aggregation from its ADD to its DELETE', async () => {
    const [box, x, y, pallet, truck] = named('box x y pallet truck') as [
      string,
      string,
      string,
      string,
      string,
    ];
    await capture(actor, [
      pack(8, box, [x, y]),
      pack(9, box, [x], 'DELETE'),
      pack(10, pallet, [box]),
      pack(11, truck, [pallet]),
    ]);
    expect(await labels(truck, 'UPSTREAM')).toEqual([box, pallet, truck, y].sort());
    expect(await labels(x, 'DOWNSTREAM')).toEqual([box, x].sort());
    expect(await labels(y, 'DOWNSTREAM')).toEqual([box, pallet, truck, y].sort());
  });

  it('gives the same chain whatever the order in which events arrive', async () => {
    const [box, x, pallet] = named('box x pallet') as [string, string, string];
    const events = [pack(8, box, [x]), pack(9, box, [], 'DELETE'), pack(10, pallet, [box])];
    for (const event of [...events].reverse()) await capture(actor, [event]);
    expect(await labels(pallet, 'UPSTREAM')).toEqual([box, pallet].sort());
  });

  it('opens again what a corrected unpacking had closed, whichever came first', async () => {
    const [box, x, pallet] = named('box x pallet') as [string, string, string];
    const eventID = `urn:uuid:${newId()}`;
    const unpacked = { ...pack(9, box, [x], 'DELETE'), eventID };
    const undone = { ...unpacked, errorDeclaration: { declarationTime: at(12), reason: 'did_not_occur' } };
    await capture(actor, [undone]);
    await capture(actor, [pack(8, box, [x]), unpacked, pack(10, pallet, [box])]);
    expect(await labels(pallet, 'UPSTREAM')).toEqual([box, pallet, x].sort());
  });

  it('drops the links of an event that its declarer corrects', async () => {
    const [a, b] = named('a b') as [string, string];
    const made = { ...transform(8, [a], [b]), eventID: `urn:uuid:${newId()}` };
    await capture(actor, [made]);
    expect(await labels(b, 'UPSTREAM')).toEqual([a, b].sort());
    await capture(actor, [
      { ...made, errorDeclaration: { declarationTime: at(9), reason: 'incorrect_data' } },
    ]);
    expect(await labels(b, 'UPSTREAM')).toEqual([b]);
  });

  it('ends on cycles and folds diamonds', async () => {
    const [a, b, c, d] = named('a b c d') as [string, string, string, string];
    await capture(actor, [transform(8, [a], [b, c]), transform(8, [b, c], [d]), transform(8, [d], [a])]);
    const { nodes, links } = await look(d, 'UPSTREAM');
    expect(nodes).toHaveLength(4);
    expect(links).toHaveLength(5);
    const seconds = await timed(() => look(d, 'UPSTREAM', actor, { maxDepth: 50 }));
    expect(seconds).toBeLessThan(2);
  });

  it('lets many inputs and outputs meet in one node instead of pair by pair', async () => {
    const many = (prefix: string) => Array.from({ length: 60 }, (_, index) => named(`${prefix}${index}`)[0]!);
    const [inputs, outputs] = [many('in'), many('out')];
    await capture(actor, [transform(8, inputs, outputs)]);
    const [{ count }] = (await test.superuser<{ count: number }>(
      'select count(*)::int from trace_link where declarant_id = $1',
      [actor.organisationId],
    )) as [{ count: number }];
    expect(count).toBe(120);
    expect((await look(outputs[0]!, 'UPSTREAM')).nodes).toHaveLength(62);
  });

  it('joins the sides of a transformation declared in two events', async () => {
    const [a, b] = named('a b') as [string, string];
    const transformationID = `urn:uuid:${newId()}`;
    await capture(actor, [
      transform(9, [], [b], { transformationID }),
      transform(8, [a], [], { transformationID }),
    ]);
    expect((await look(b, 'UPSTREAM')).nodes.map(({ level }) => level).sort()).toEqual([
      'other',
      'other',
      'transformation',
    ]);
  });

  it('tells when it left something out', async () => {
    const [a, b, c] = named('a b c') as [string, string, string];
    await capture(actor, [transform(8, [a], [b]), transform(9, [b], [c])]);
    expect(await look(c, 'UPSTREAM', actor, { maxDepth: 1 })).toMatchObject({
      truncated: true,
      depthReached: 1,
    });
    expect(await look(c, 'UPSTREAM', actor, { maxNodes: 2 })).toMatchObject({
      truncated: true,
      nodes: [{ depth: 0 }, { depth: 1 }],
    });
    expect(await look(c, 'UPSTREAM')).toMatchObject({ truncated: false });
  });

  it('stops at what another firm does not share, and shows what it does', async () => {
    const [a, b, c] = named('a b c') as [string, string, string];
    await capture(other, [transform(8, [a], [b])]);
    await capture(actor, [transform(9, [b], [c])]);
    expect(await look(c, 'UPSTREAM')).toMatchObject({
      nodes: [{ depth: 0 }, { depth: 1 }],
      tombstones: [{ node: itemId(uri(b)), rule: 'PARTIES_ONLY' }],
    });
    const [d, e] = named('d e') as [string, string];
    await capture(other, [transform(8, [d], [b])], [actor]);
    await capture(other, [transform(7, [e], [d])], [actor]);
    expect(await labels(c, 'UPSTREAM')).toEqual([b, c, d, e].sort());
  });

  it('does not let a stranger open somebody else’s box', async () => {
    const [box, x, pallet] = named('box x pallet') as [string, string, string];
    await capture(actor, [pack(8, box, [x]), pack(10, pallet, [box])]);
    await capture(other, [pack(9, box, [x], 'DELETE')]);
    expect(await labels(pallet, 'UPSTREAM')).toEqual([box, pallet, x].sort());
    const [box2, y] = named('box2 y') as [string, string];
    await capture(actor, [pack(8, box2, [y]), pack(10, pallet, [box2])], [other]);
    await capture(other, [pack(9, box2, [y], 'DELETE')]);
    expect(await labels(pallet, 'UPSTREAM')).toEqual([box, box2, pallet, x].sort());
  });

  it('finds nothing for an item that the actor may not see', async () => {
    const [a, b] = named('a b') as [string, string];
    await capture(other, [transform(8, [a], [b])]);
    await expect(look(b, 'UPSTREAM')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}
