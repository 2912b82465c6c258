import { FILIERES } from '@maillon/filieres';
import { GS1_CONTEXT, GS1_PREFIXES, readEventQuery } from '@maillon/epcis';
import { Actor, newId, personActor } from '@maillon/kernel';
import { createTestDatabase, TestDatabase } from '@maillon/db/testing';
import { CaptureEvents } from '../capture/capture-events.js';
import { FindEvents } from './find-events.js';
import { SqlParameters } from './sql-parameters.js';
import { namedSources, streamsSql } from './streams.js';

const PREFIXES = { names: new Map([...GS1_PREFIXES.names, ['ex', 'https://ex.org/']]), open: false };
const STEPS = ['shipping', 'receiving', 'packing', 'inspecting', 'destroying'];
const EVENTS = 2400;

/** Whole numbers from 0 to below `most`, the same in every run. */
function seeded(seed: number) {
  let state = seed;
  return (most: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * most);
  };
}

interface Sample {
  readonly number: number;
  readonly byPartner: boolean;
  readonly shared: boolean;
  readonly time: number;
  readonly step: string;
  readonly place: number;
  readonly order: number;
  readonly lot: number;
  readonly score: number;
  readonly thing: number;
}

/** Searches that take several rounds, against a plain filter over the same events. */
describe('a search among many events', () => {
  let test: TestDatabase;
  let find: FindEvents;
  let me: Actor;
  let partner: Actor;
  const samples: Sample[] = [];
  const GLN = ['3760000000017', '3760000000024'] as const;

  beforeAll(async () => {
    test = await createTestDatabase();
    find = new FindEvents(test.db);
    await test.superuser(
      `insert into filiere (id, slug, name_fr, name_en, definition) values (1, 'bois', 'Bois', 'Wood', $1)`,
      [JSON.stringify(FILIERES[0])],
    );
    [me, partner] = [await newActor(GLN[0]), await newActor(GLN[1])];
    const draw = seeded(11);
    for (let number = 0; number < EVENTS; number++) {
      const byPartner = draw(2) === 0;
      samples.push({
        number,
        byPartner,
        shared: draw(3) === 0,
        // many at the same instant
        time: draw(300),
        step: STEPS[draw(100) < 2 ? 4 : draw(4)]!,
        place: draw(4) + (byPartner ? 2 : 0),
        order: draw(60),
        lot: draw(7),
        score: draw(50),
        thing: draw(900),
      });
    }
    const capture = new CaptureEvents(test.db);
    for (const actor of [me, partner]) {
      const own = samples.filter(({ byPartner }) => byPartner === (actor === partner));
      const answer = await capture.document(actor, documentOf(own), 'parties');
      if (!('eventIds' in answer)) throw new Error(JSON.stringify(answer.findings.slice(0, 3)));
    }
  });
  afterAll(() => test.close());

  async function newActor(gln: string): Promise<Actor> {
    // ends that share no bit of those by which terms say who sees them
    const [organisationId, personId] = [`018f0000-0000-7000-8000-${gln.slice(1)}`, newId()];
    await test.superuser(`insert into organisation (id, name) values ($1, 'Test')`, [organisationId]);
    await test.superuser(`insert into organisation_identifier values ('gln', $1, $2)`, [gln, organisationId]);
    await test.superuser('insert into membership (filiere_id, organisation_id) values (1, $1)', [
      organisationId,
    ]);
    return personActor({ filiereId: 1, personId, organisationId, role: 'owner' });
  }

  const timeOf = (minutes: number) => new Date(Date.UTC(2026, 0, 1) + minutes * 60_000).toISOString();
  const thingOf = (thing: number) => `urn:epc:id:sgtin:3760000.01234${thing % 3}.${thing}`;

  function documentOf(own: readonly Sample[]) {
    return {
      '@context': [GS1_CONTEXT, { ex: 'https://ex.org/' }],
      type: 'EPCISDocument',
      schemaVersion: '2.0',
      creationDate: '2026-03-03T08:00:00Z',
      epcisBody: {
        eventList: own.map((sample) => ({
          type: 'ObjectEvent',
          eventID: `urn:test:${sample.number}`,
          eventTime: timeOf(sample.time),
          eventTimeZoneOffset: '+01:00',
          action: 'ADD',
          bizStep: sample.step,
          epcList: [thingOf(sample.thing)],
          readPoint: { id: `urn:test:place:${sample.place}` },
          bizTransactionList: [{ type: 'po', bizTransaction: `urn:test:po:${sample.order}` }],
          ...(sample.shared && {
            destinationList: [
              {
                type: 'owning_party',
                destination: `https://id.gs1.org/417/${GLN[sample.byPartner ? 0 : 1]}`,
              },
            ],
          }),
          ilmd: { 'ex:lot': `L${sample.lot}` },
          ...(sample.score < 40 && { 'ex:score': sample.score }),
        })),
      },
    };
  }

  const isSeenBy = (actor: Actor) => (sample: Sample) =>
    sample.shared || sample.byPartner === (actor === partner);

  /** Parameters, and the same as a plain filter. */
  const CONDITIONS: readonly ((
    draw: (most: number) => number,
  ) => [Record<string, string>, (sample: Sample) => boolean])[] = [
    (draw) => {
      const step = STEPS[draw(5)]!;
      return [{ EQ_bizStep: step }, (sample) => sample.step === step];
    },
    (draw) => {
      const from = draw(300);
      return [{ GE_eventTime: timeOf(from) }, ({ time }) => time >= from];
    },
    (draw) => {
      const until = draw(300);
      return [{ LT_eventTime: timeOf(until) }, ({ time }) => time < until];
    },
    (draw) => {
      const [a, b] = [draw(6), draw(6)];
      return [
        { EQ_readPoint: `urn:test:place:${a}|urn:test:place:${b}` },
        ({ place }) => place === a || place === b,
      ];
    },
    (draw) => {
      const order = draw(60);
      return [{ EQ_bizTransaction_po: `urn:test:po:${order}` }, (sample) => sample.order === order];
    },
    (draw) => {
      const lot = draw(7);
      return [{ 'EQ_ILMD_ex:lot': `L${lot}` }, (sample) => sample.lot === lot];
    },
    (draw) => {
      const score = draw(50);
      return [{ 'GE_ex:score': String(score) }, (sample) => sample.score < 40 && sample.score >= score];
    },
    (draw) => {
      const [a, b] = [draw(900), draw(900)];
      return [{ MATCH_epc: `${thingOf(a)}|${thingOf(b)}` }, ({ thing }) => thing === a || thing === b];
    },
    (draw) => {
      const product = draw(3);
      return [
        { MATCH_anyEPC: `urn:epc:idpat:sgtin:3760000.01234${product}.*` },
        ({ thing }) => thing % 3 === product,
      ];
    },
    () => [{ GE_recordTime: '2020-01-01T00:00:00Z' }, () => true],
  ];

  it.each(Array.from({ length: 120 }, (_, seed) => seed))(
    'gives each event once, in order (seed %i)',
    async (seed) => {
      const draw = seeded(seed + 1);
      let parameters: Record<string, string> = {};
      const filters: ((sample: Sample) => boolean)[] = [];
      for (const condition of CONDITIONS) {
        if (draw(4) !== 0) continue;
        const [asked, filter] = condition(draw);
        parameters = { ...parameters, ...asked };
        filters.push(filter);
      }
      const orderBy = [undefined, 'eventTime', 'recordTime', 'ex:score'][draw(4)];
      if (orderBy) parameters['orderBy'] = orderBy;
      if (draw(2)) parameters['orderDirection'] = 'ASC';
      const read = readEventQuery(parameters, { prefixes: PREFIXES, from: 'url' });
      if ('problems' in read) throw new Error(JSON.stringify(read.problems));
      const actor = draw(2) ? me : partner;
      const limit = [7, 50, 400, 5000][draw(4)]!;

      const found: number[] = [];
      let after: string | undefined;
      do {
        const page = await find.page(actor, read.query, { limit, ...(after && { after }) });
        found.push(...page.events.map(({ eventId }) => Number(eventId!.slice('urn:test:'.length))));
        after = page.next;
      } while (after);

      const expected = samples.filter(
        (sample) => isSeenBy(actor)(sample) && filters.every((filter) => filter(sample)),
      );
      expect([...found].sort((a, b) => a - b)).toEqual(expected.map(({ number }) => number));
      const sign = parameters['orderDirection'] === 'ASC' ? 1 : -1;
      const byRecord = orderBy === 'recordTime' || (!orderBy && 'GE_recordTime' in parameters);
      const keys = found.map((number) => {
        const { time, score } = samples[number]!;
        if (orderBy === 'ex:score') return score < 40 ? score * sign : Infinity;
        return byRecord ? 0 : time * sign;
      });
      expect(keys).toEqual([...keys].sort((a, b) => (a === b ? 0 : a - b)));
    },
  );

  it('passes by what others alone may see before it reads an event', async () => {
    const read = readEventQuery({ 'EQ_ILMD_ex:lot': 'L3' }, { prefixes: PREFIXES, from: 'url' });
    if ('problems' in read) throw new Error(JSON.stringify(read.problems));
    const { query } = read;
    const [source] = namedSources(query);
    const viewpoint = { filiereId: 1, organisationId: me.organisationId! };
    const parameters = new SqlParameters();
    const sql = streamsSql({ viewpoint, query, source: source!, order: 'eventTime' }, parameters);
    const candidates = await test.db.transaction(me, (tx) => tx.query(sql, parameters.values));
    expect(candidates).toHaveLength(
      samples.filter((sample) => sample.lot === 3 && isSeenBy(me)(sample)).length,
    );
  });
});
