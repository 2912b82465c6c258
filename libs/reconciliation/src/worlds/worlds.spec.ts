import { createHash } from 'node:crypto';
import { createTestDatabase, TestDatabase } from '@maillon/db/testing';
import { Actor } from '@maillon/kernel';
import { DISCREPANCY_KINDS } from '../kinds.js';
import { Reconcile } from '../run/reconcile.js';
import { loadFiliere, loadRecords } from './load.fixture.js';
import { Random } from './random.fixture.js';
import type { World, WorldRecord } from './records.fixture.js';
import { DAY, filiereRules } from './rules.fixture.js';
import { differences, Found, report, standing } from './verdicts.fixture.js';
import { generateWorld } from './world.fixture.js';

/** `--globals '{"WORLDS":50000,"SHUFFLES":500,"FIRST_WORLD":0,"FULL_ONE_IN":7}'` runs more of them. */
const globals = globalThis as {
  WORLDS?: number;
  SHUFFLES?: number;
  FIRST_WORLD?: number;
  FULL_ONE_IN?: number;
};
const WORLDS = globals.WORLDS ?? 1000;
const SHUFFLES = globals.SHUFFLES ?? 200;
const FIRST = globals.FIRST_WORLD ?? 0;
/** One world of so many is compared in full, which takes three times as long; the others by what was touched. Odd: honest ones, too. */
const FULL_ONE_IN = globals.FULL_ONE_IN ?? 3;
/** Worlds that share a filière, and the rules of its committee. */
const TOGETHER = 100;
/** Shuffles of one world, the first of which is in order and at once. */
const OF_ONE = 10;
const MINUTE = 60_000;
const SHOWN = 5;
/** One world of four is honest throughout. */
const isSpoilt = (seed: number): boolean => seed % 4 !== 0;

const actorOf = (filiereId: number, organisationId: string): Actor =>
  Object.freeze({ filiereId, organisationId, permissions: new Set<never>() });

/** Compares for every company of a world, each in its own name. */
async function reconcile(
  run: (actor: Actor) => Promise<unknown>,
  filiereId: number,
  { firms }: World,
): Promise<void> {
  for (const { id } of firms) await run(actorOf(filiereId, id));
}

/** Some at a time: one computes while another waits for the database. */
async function eachOf<T>(list: readonly T[], work: (one: T, index: number) => Promise<void>): Promise<void> {
  const rest = [...list.entries()];
  const worker = async () => {
    for (let next = rest.shift(); next; next = rest.shift()) await work(next[1], next[0]);
  };
  await Promise.all([worker(), worker(), worker()]);
}

const ownOf = ({ firms }: World, found: readonly Found[]): Found[] => {
  const ids = new Set(firms.map(({ id }) => id));
  return found.filter(({ declarant_id }) => ids.has(declarant_id));
};

let test: TestDatabase;
let engine: Reconcile;
beforeEach(async () => {
  test = await createTestDatabase();
  engine = new Reconcile(test.db);
});
afterEach(() => test.close());

/** Which discrepancies are not the same in two filières, for people. */
async function differenceOf(world: World, one: number, other: number, turn: number): Promise<string> {
  const [first, second] = [await standing(test, one), await standing(test, other)];
  const texts = new Set(first.map((found) => JSON.stringify(found)));
  const others = new Set(second.map((found) => JSON.stringify(found)));
  return report(world, [
    `shuffle ${turn}:`,
    ...[...texts].filter((text) => !others.has(text)).map((text) => `in order: ${text}`),
    ...[...others].filter((text) => !texts.has(text)).map((text) => `shuffled: ${text}`),
  ]);
}

interface Batch {
  readonly filiereId: number;
  readonly worlds: readonly World[];
}

describe('what is found in worlds of which all is known', () => {
  /** Worlds that share a filière, written into the database; undefined where there are no more. */
  async function written(number: number, total: number): Promise<Batch | undefined> {
    const start = number * TOGETHER;
    if (start >= total) return undefined;
    const rules = filiereRules(FIRST + start);
    const seeds = Array.from({ length: Math.min(TOGETHER, total - start) }, (_, i) => FIRST + start + i);
    const worlds = seeds.map((seed) => generateWorld(seed, rules, isSpoilt(seed)));
    const filiereId = 1 + number;
    await loadFiliere(test, filiereId, rules, worlds);
    const records = worlds.flatMap((world) => world.records);
    await loadRecords(test, filiereId, records);
    // as the database's own upkeep does: without figures on its tables it reads them whole
    await test.superuser('analyze');
    return { filiereId, worlds };
  }

  /** What is found differs from what is expected in these worlds: a report of each. */
  async function differing({ filiereId, worlds }: Batch): Promise<string[]> {
    await eachOf(worlds, (world) =>
      reconcile(
        (actor) => engine[world.seed % FULL_ONE_IN ? 'touched' : 'full'](actor, world.now),
        filiereId,
        world,
      ),
    );
    const found = await standing(test, filiereId);
    return worlds.flatMap((world) => {
      const problems = differences(world, ownOf(world, found));
      return problems.length ? [report(world, problems)] : [];
    });
  }

  it(
    `is all that is wrong and nothing else, in ${WORLDS} worlds`,
    async () => {
      const counted = new Map<string, number>();
      const wrong: string[] = [];
      let batch = await written(0, WORLDS);
      for (let number = 1; batch; number++) {
        for (const { kind } of batch.worlds.flatMap(({ expected }) => expected))
          counted.set(kind, (counted.get(kind) ?? 0) + 1);
        // the next are written while these are compared
        const [reports, next] = await Promise.all([differing(batch), written(number, WORLDS)]);
        wrong.push(...reports);
        batch = next;
      }
      if (wrong.length)
        throw new Error(`${wrong.length} of ${WORLDS} worlds differ:\n${wrong.slice(0, SHOWN).join('\n')}`);
      // a kind that nobody spoilt would have been proven by nothing
      const rare = DISCREPANCY_KINDS.filter((kind) => (counted.get(kind) ?? 0) < WORLDS / 100);
      expect(rare).toEqual([]);
    },
    WORLDS * 600 + MINUTE,
  );

  it('is a difference where one expected thing is left out, invented, or has another figure', async () => {
    const batch = (await written(0, 20))!;
    expect(await differing(batch)).toEqual([]);
    const world = batch.worlds.find(({ expected }) => expected.some(({ difference }) => difference))!;
    const own = ownOf(world, await standing(test, batch.filiereId));
    const { expected } = world;
    expect(differences({ ...world, expected: expected.slice(1) }, own)).toEqual([
      expect.stringMatching(/^too much: /),
    ]);
    expect(differences(world, own.slice(1))).toEqual([expect.stringMatching(/^missed: /)]);
    const figures = expected.map((one) =>
      one.difference === undefined ? one : { ...one, difference: -one.difference },
    );
    const turned = expected.filter(({ difference }) => difference !== undefined).length;
    expect(differences({ ...world, expected: figures }, own)).toHaveLength(turned);
    expect(differences({ ...world, expected: [] }, own)).toHaveLength(own.length);
  });
});

describe('the order of arrival', () => {
  /** Records in any order, only that a revision of a document comes after what it revises. */
  function shuffled(random: Random, records: readonly WorldRecord[]): WorldRecord[] {
    const mixed = random.shuffled(records);
    const versions = new Map<string, WorldRecord[]>();
    for (const record of records)
      if (record.kind === 'document') versions.set(record.id, [...(versions.get(record.id) ?? []), record]);
    return mixed.map((record) => (record.kind === 'document' ? versions.get(record.id)!.shift()! : record));
  }

  const digestOf = async (filiereId: number): Promise<string> =>
    createHash('sha256')
      .update(JSON.stringify(await standing(test, filiereId)))
      .digest('hex');

  /** The world arrives in one of the ways in which a world can; answers the digest of what stands in the end. */
  async function arrived(world: World, filiereId: number, random: Random, isFirst: boolean): Promise<string> {
    await loadFiliere(test, filiereId, filiereRules(world.seed), [world]);
    const records = isFirst ? world.records : shuffled(random, world.records);
    const batches = random.cut(records, isFirst ? 1 : random.pick([1, 2, 3, 5]));
    // some were looked at before their time: what was awaited then is due now
    const early = !isFirst && random.chance(0.3) ? random.int(1, 40) * DAY : 0;
    for (const [index, batch] of batches.entries()) {
      await loadRecords(test, filiereId, batch);
      const isLast = index === batches.length - 1;
      const way = isFirst ? 'touched' : random.pick(['touched', 'touched', 'full'] as const);
      // now and then nobody looks before more has come
      if (!isLast && random.chance(0.3)) continue;
      const now = new Date(world.now.getTime() - early);
      await reconcile((actor) => engine[way](actor, now), filiereId, world);
    }
    if (early) await reconcile((actor) => engine.due(actor, world.now), filiereId, world);
    return digestOf(filiereId);
  }

  it(
    `changes nothing, nor do batches, nor comparing all or what was touched, in ${SHUFFLES} shuffles`,
    async () => {
      const worlds = Array.from({ length: Math.ceil(SHUFFLES / OF_ONE) }, (_, index) => {
        const seed = 1_000_000 + FIRST + index;
        return generateWorld(seed, filiereRules(seed), true);
      });
      const wrong: string[] = [];
      let shuffles = 0;
      await eachOf(worlds, async (world, index) => {
        let first = '';
        for (let turn = 0; turn < OF_ONE && index * OF_ONE + turn < SHUFFLES; turn++) {
          const filiereId = 1 + index * OF_ONE + turn;
          const random = new Random(world.seed * 31 + turn);
          const digest = await arrived(world, filiereId, random, turn === 0);
          if (turn === 0) {
            first = digest;
            const problems = differences(world, await standing(test, filiereId));
            if (problems.length) wrong.push(report(world, problems));
          }
          if (digest !== first) wrong.push(await differenceOf(world, filiereId - turn, filiereId, turn));
          shuffles++;
        }
      });
      if (wrong.length)
        throw new Error(
          `${wrong.length} of ${shuffles} shuffles differ:\n${wrong.slice(0, SHOWN).join('\n')}`,
        );
      expect(shuffles).toBe(SHUFFLES);
    },
    SHUFFLES * 1500 + MINUTE,
  );
});
