import { Actor, newId, organisationActor, platformActor } from '@maillon/kernel';
import { createTestDatabase, TestDatabase } from '@maillon/db/testing';
import { planNight } from '@maillon/jobs';
import { arrivalsNight } from './arrival-jobs.js';
import { ArrivalNights, NIGHT_HOUR_UTC } from './arrival-nights.js';
import { pruneArrivals } from './prune-arrivals.js';
import { arrivalsFrom, ArrivalStart, readArrivals } from './read-arrivals.js';

const DAY = 86_400_000;
const daysAgo = (days: number) => new Date(Date.now() - days * DAY).toISOString();

describe('old arrivals', () => {
  let test: TestDatabase;

  beforeAll(async () => {
    test = await createTestDatabase();
    await test.superuser(
      `insert into filiere (id, slug, name_fr, name_en, definition) values (1, 'bois', 'Bois', 'Wood', '{}')`,
    );
  });
  afterAll(() => test.close());

  async function newMember(): Promise<Actor> {
    const id = newId();
    await test.superuser(`insert into organisation (id, name) values ($1, 'Test')`, [id]);
    await test.superuser('insert into membership (filiere_id, organisation_id) values (1, $1)', [id]);
    return organisationActor(1, id);
  }

  /** Events recorded so many days ago, each in a transaction of its own, and their arrivals; answers their ids. */
  async function recorded(actor: Actor, days: readonly number[], party?: Actor): Promise<string[]> {
    const ids: string[] = [];
    for (const ago of days) {
      const id = newId();
      const at = daysAgo(ago);
      await test.superuser(
        `insert into trace_event (filiere_id, id, declarant_id, party_ids, audience, type, event_time, event_time_zone_offset, record_time, fingerprint, document)
         values (1, $1, $2, $4, 'parties', 'ObjectEvent', $3, '+00:00', $3, '\\x00', '{}')`,
        [id, actor.organisationId, at, party ? [party.organisationId] : null],
      );
      if (party)
        await test.superuser(
          `insert into trace_event_party (filiere_id, organisation_id, event_time, event_id, declarant_id, relation, record_time)
           values (1, $1, $3, $2, $4, 'shared', $3)`,
          [party.organisationId, id, at, actor.organisationId],
        );
      for (const who of [actor, ...(party ? [party] : [])])
        await test.superuser(
          `insert into event_arrival (filiere_id, organisation_id, event_ids, size, recorded_by, at) values (1, $1, array[$2::uuid], 1, $3, $4)`,
          [who.organisationId, id, actor.organisationId, at],
        );
      ids.push(id);
    }
    return ids;
  }

  /** A subscription that stands before the arrival of an event; suspended, as far as it matters. */
  async function subscribedAt(actor: Actor, eventId: string): Promise<ArrivalStart> {
    const [row] = await test.superuser<{ xid: string; seq: string }>(
      'select xid, seq from event_arrival where organisation_id = $1 and $2 = any (event_ids)',
      [actor.organisationId, eventId],
    );
    await test.superuser(
      `insert into named_query (filiere_id, organisation_id, name, query) values (1, $1, 'q', '{}') on conflict do nothing`,
      [actor.organisationId],
    );
    await test.superuser(
      `insert into epcis_subscription (filiere_id, organisation_id, id, query_name, dest, epc_format, language, initial_record_time, position_xid, position_seq, position_place, min_record_time, batch_size, state)
       values (1, $1, $2, 'q', 'https://a.example', 'Always_EPC_URN', 'fr', now(), $3, $4, 0, now(), 100, 'suspended')`,
      [actor.organisationId, newId(), row!.xid, row!.seq],
    );
    return { position: { xid: row!.xid, seq: row!.seq, place: 0 }, snapshot: null, since: daysAgo(9999) };
  }

  const prune = async (actor: Actor) => {
    let gone = 0;
    for (let more = 1; more; gone += more) more = await test.db.transaction(actor, pruneArrivals);
    return gone;
  };
  const begin = (actor: Actor, initial: string) =>
    test.db.transaction(actor, (tx) => arrivalsFrom(tx, initial));
  const readFrom = async (actor: Actor, { position, snapshot, since }: ArrivalStart) => {
    const wanted = { after: position, snapshot, since, limit: 1000 };
    const { arrivals } = await test.db.transaction(actor, (tx) => readArrivals(tx, wanted));
    return arrivals.map(({ id }) => id);
  };

  it('go where nobody stands before them, and no others', async () => {
    const [actor, other] = [await newMember(), await newMember()];
    await recorded(actor, [200, 100, 91]);
    const young = await recorded(actor, [89, 1]);
    const others = await recorded(other, [200]);
    expect(await prune(actor)).toBe(3);
    expect(await prune(actor)).toBe(0);
    expect(await readFrom(actor, await subscribedAt(actor, young[0]!))).toEqual(young);
    expect(await readFrom(other, await subscribedAt(other, others[0]!))).toEqual(others);
  });

  it('stay for a subscription that lags, were it suspended for years, and for it alone', async () => {
    const actor = await newMember();
    const ids = await recorded(actor, [2000, 1500, 1000, 500, 1]);
    const lagging = await subscribedAt(actor, ids[2]!);
    await subscribedAt(actor, ids[4]!);
    expect(await prune(actor)).toBe(2);
    expect(await readFrom(actor, lagging)).toEqual(ids.slice(2));
  });

  it('stay where one older by record time lies behind the position: nothing from the oldest on goes', async () => {
    const actor = await newMember();
    const ids = await recorded(actor, [300, 200, 250, 1]);
    const lagging = await subscribedAt(actor, ids[1]!);
    expect(await prune(actor)).toBe(1);
    expect(await readFrom(actor, lagging)).toEqual(expect.arrayContaining(ids.slice(1)));
  });

  it('are written anew for whoever asks for an older record time, once, and reach nobody else', async () => {
    const [actor, party] = [await newMember(), await newMember()];
    const own = await recorded(party, [250]);
    const hidden = await recorded(actor, [260]);
    const ids = await recorded(actor, [400, 300, 200, 1], party);
    const current = await subscribedAt(party, ids[3]!);
    for (const who of [actor, party]) await prune(who);
    const late = await begin(party, daysAgo(350));
    const all = [ids[1]!, own[0]!, ids[2]!, ids[3]!];
    expect(await readFrom(party, late)).toEqual(all);
    expect(await readFrom(party, await begin(party, daysAgo(350)))).toEqual(all);
    expect(await readFrom(party, await begin(party, daysAgo(999)))).toEqual(
      expect.arrayContaining([ids[0], ...all]),
    );
    // whoever began before what is older was brought back, does not get it
    expect(await readFrom(party, late)).toEqual(all);
    expect(await readFrom(party, current)).toEqual([ids[3]]);
    expect(await readFrom(actor, await begin(actor, daysAgo(999)))).toEqual([
      ids[0],
      ids[1],
      hidden[0],
      ids[2],
      ids[3],
    ]);
    expect(await prune(party)).toBeGreaterThan(0);
    expect(await readFrom(party, await begin(party, daysAgo(350)))).toEqual(all);
  });

  it('are brought back once for two that ask at once', async () => {
    const actor = await newMember();
    const ids = await recorded(actor, [300, 200, 1]);
    await prune(actor);
    const starts = await Promise.all([1, 2, 3].map(() => begin(actor, daysAgo(999))));
    for (const start of starts) expect(await readFrom(actor, start)).toEqual(ids);
  });

  it('that were brought back stay while a socket listens, and so do a week more', async () => {
    const actor = await newMember();
    const ids = await recorded(actor, [300, 200, 95, 1]);
    const listen = (seconds: number) =>
      test.superuser(
        `insert into arrival_listener (filiere_id, organisation_id, sockets_until) values (1, $1, now() + make_interval(secs => $2))
         on conflict (filiere_id, organisation_id) do update set sockets_until = excluded.sockets_until`,
        [actor.organisationId, seconds],
      );
    await listen(60);
    expect(await prune(actor)).toBe(2);
    const start = await begin(actor, daysAgo(999));
    expect(await prune(actor)).toBe(0);
    expect(await readFrom(actor, start)).toEqual(ids);
    await listen(-60);
    expect(await prune(actor)).toBe(3);
  });

  it('cannot be taken out sooner, or by another', async () => {
    const [actor, other] = [await newMember(), await newMember()];
    await recorded(actor, [89]);
    await recorded(other, [200]);
    const gone = await test.db.transaction(actor, (tx) =>
      tx.query('delete from event_arrival where filiere_id = 1 returning size'),
    );
    expect(gone).toEqual([]);
  });

  it('go by night, in every organisation, and each night is asked for once', async () => {
    const [actor, other] = [await newMember(), await newMember()];
    for (const who of [actor, other]) await recorded(who, [200, 1]);
    const signal = new AbortController().signal;
    await new ArrivalNights(test.db).night({}, { filiereId: 1, outboxId: newId(), attempt: 1, signal });
    const left = await test.superuser('select from event_arrival where organisation_id = any ($1) ', [
      [actor.organisationId, other.organisationId],
    ]);
    expect(left).toHaveLength(2);
    const platform = platformActor(1);
    const now = new Date('2026-03-01T02:00:00Z');
    for (let times = 0; times < 2; times++)
      await test.db.transaction(platform, (tx) => planNight(tx, arrivalsNight, NIGHT_HOUR_UTC, now));
    const asked = await test.superuser<{ run_after: Date }>(
      `select run_after from outbox where job = 'arrivals-night'`,
    );
    expect(asked).toEqual([{ run_after: new Date('2026-03-02T02:00:00Z') }]);
  });
});
