import { randomBytes } from 'node:crypto';
import { FILIERES } from '@maillon/filieres';
import { Actor, newId, organisationOf, personActor } from '@maillon/kernel';
import { createTestDatabase, TestDatabase } from '@maillon/db/testing';
import { Audience } from '@maillon/sharing';
import { CaptureEvents } from '../capture/capture-events.js';
import { FindEvents } from './find-events.js';
import type { ListedResource } from './resource-values.js';

const LISTED = ['eventTypes', 'bizSteps', 'dispositions', 'readPoints', 'bizLocations'] as const;

describe('the values that stand in events', () => {
  let test: TestDatabase;
  let find: FindEvents;
  let capture: CaptureEvents;
  let [declarer, party, stranger]: Actor[] = [];

  beforeAll(async () => {
    test = await createTestDatabase();
    [find, capture] = [new FindEvents(test.db), new CaptureEvents(test.db)];
    await test.superuser(
      `insert into filiere (id, slug, name_fr, name_en, definition) values (1, 'bois', 'Bois', 'Wood', $1)`,
      [JSON.stringify(FILIERES[0])],
    );
  });
  beforeEach(async () => {
    [declarer, party, stranger] = [await newActor(), await newActor(), await newActor()];
  });
  afterAll(() => test.close());

  async function newActor(): Promise<Actor> {
    const [organisationId, personId] = [newId(), newId()];
    await test.superuser(`insert into organisation (id, name) values ($1, 'Test')`, [organisationId]);
    await test.superuser('insert into membership (filiere_id, organisation_id) values (1, $1)', [
      organisationId,
    ]);
    return personActor({ filiereId: 1, personId, organisationId, role: 'owner' });
  }

  let serial = 0;
  /** An event about something of its own; for `to`, where it is given. */
  const eventOf = (members: object, to?: Actor) => ({
    type: 'ObjectEvent',
    eventTime: '2026-03-01T08:00:00+01:00',
    eventTimeZoneOffset: '+01:00',
    action: 'OBSERVE',
    epcList: [`urn:test:thing:${(serial += 1)}`],
    ...(to && {
      destinationList: [{ type: 'owning_party', destination: `urn:maillon:party:${organisationOf(to)}` }],
    }),
    ...members,
  });
  const declare = async (who: Actor, events: readonly object[], audience: Audience = 'parties') =>
    capture.document(
      who,
      {
        '@context': ['https://ref.gs1.org/standards/epcis/epcis-context.jsonld'],
        type: 'EPCISDocument',
        schemaVersion: '2.0',
        creationDate: '2026-03-03T08:00:00Z',
        epcisBody: { eventList: events },
      },
      audience,
    );
  const recorded = async (who: Actor, events: readonly object[], audience?: Audience) =>
    expect(await declare(who, events, audience)).toMatchObject({ accepted: events.length });
  const values = async (who: Actor, resource: ListedResource, limit = 1000) =>
    (await find.values(who, resource, { limit })).values;
  const rowsOf = (who: Actor) =>
    test.superuser('select resource, value from resource_value where organisation_id = $1', [
      organisationOf(who),
    ]);
  const place = (name: string) => ({ id: `urn:test:place:${name}` });

  it('are listed to who declared them and to whom the event names, and to nobody else', async () => {
    const [of, named, other] = [declarer!, party!, stranger!];
    const members = {
      bizStep: 'shipping',
      disposition: 'in_transit',
      readPoint: place('dock'),
      bizLocation: place('shed'),
    };
    await recorded(of, [
      eventOf(members, named),
      eventOf({
        bizStep: 'packing',
        disposition: 'active',
        readPoint: place('hall'),
        bizLocation: place('b'),
      }),
    ]);
    await recorded(
      of,
      [eventOf({ bizStep: 'destroying', disposition: 'destroyed', readPoint: place('pit') }, named)],
      'private',
    );
    expect(await values(of, 'bizSteps')).toEqual(['destroying', 'packing', 'shipping']);
    expect(await values(of, 'dispositions')).toEqual(['active', 'destroyed', 'in_transit']);
    expect(await values(of, 'readPoints')).toEqual(['dock', 'hall', 'pit'].map((name) => place(name).id));
    expect(await values(named, 'eventTypes')).toEqual(['ObjectEvent']);
    expect(await values(named, 'bizSteps')).toEqual(['shipping']);
    expect(await values(named, 'dispositions')).toEqual(['in_transit']);
    expect(await values(named, 'readPoints')).toEqual([place('dock').id]);
    expect(await values(named, 'bizLocations')).toEqual([place('shed').id]);
    for (const resource of LISTED) expect(await values(other, resource)).toEqual([]);
  });

  it('come to a party with the first event that names it, though its declarer said them before', async () => {
    await recorded(declarer!, [eventOf({ bizStep: 'shipping' })]);
    expect(await values(party!, 'bizSteps')).toEqual([]);
    await recorded(declarer!, [eventOf({ bizStep: 'shipping' }, party)]);
    expect(await values(party!, 'bizSteps')).toEqual(['shipping']);
  });

  it('are kept once for each company that declared them, and listed once', async () => {
    const [one, two, named] = [declarer!, stranger!, party!];
    for (const who of [one, two])
      for (let times = 0; times < 3; times++)
        await recorded(who, [
          eventOf({ bizStep: 'shipping' }, named),
          eventOf({ bizStep: 'packing' }, named),
        ]);
    expect(await values(named, 'bizSteps')).toEqual(['packing', 'shipping']);
    expect(await rowsOf(named)).toHaveLength(2 * 3);
    expect(await rowsOf(one)).toHaveLength(3);
  });

  it('are not there once their transaction is undone', async () => {
    const first = { eventID: `urn:test:event:${newId()}` };
    await recorded(declarer!, [eventOf({ ...first, bizStep: 'packing' })]);
    const before = await rowsOf(declarer!);
    const answer = await declare(declarer!, [
      eventOf({ bizStep: 'shipping', readPoint: place('dock') }, party),
      eventOf({ ...first, bizStep: 'inspecting' }),
    ]);
    expect(answer).toHaveProperty('findings');
    expect(await rowsOf(declarer!)).toEqual(before);
    expect(await rowsOf(party!)).toEqual([]);
  });

  it('go page by page in an order that stays, the long ones too', async () => {
    // longer than an index holds
    const longest = randomBytes(4000).toString('hex');
    const long = (end: string) => ({ id: `urn:test:place:0${longest}${end}` });
    const places = [...'zyxwvutsr'].map(place).concat(long('1'), long('2'));
    await recorded(
      declarer!,
      places.map((readPoint) => eventOf({ readPoint })),
    );
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const page = await find.values(declarer!, 'readPoints', { limit: 2, ...(after && { after }) });
      expect(page.values.length).toBeLessThanOrEqual(2);
      seen.push(...page.values);
      after = page.next;
    } while (after);
    expect(seen.slice(2)).toEqual([...'rstuvwxyz'].map((name) => place(name).id));
    expect(seen.slice(0, 2).sort()).toEqual([long('1').id, long('2').id]);
    expect(await values(declarer!, 'readPoints')).toEqual(seen);
  });

  it('hold up no other transaction that meets the same for the first time', async () => {
    const [opened, end] = [gate(), gate()];
    const held = test.db.transaction(declarer!, async (tx) => {
      await tx.query(
        `insert into resource_value (filiere_id, organisation_id, resource, value, declarant_id, event_id)
         values (1, $1, 'bizSteps', 'shipping', $1, $2)`,
        [organisationOf(declarer!), newId()],
      );
      opened.open();
      await end.passed;
    });
    await opened.passed;
    await recorded(declarer!, [eventOf({ bizStep: 'shipping' }, party)]);
    expect(await values(party!, 'bizSteps')).toEqual(['shipping']);
    end.open();
    await held;
    expect(await values(declarer!, 'bizSteps')).toEqual(['shipping']);
  });

  it('can be put before nobody that no event names, in nobody else’s name, and are read by those alone', async () => {
    const [me, other] = [organisationOf(declarer!), organisationOf(stranger!)];
    const plant = (who: Actor, organisationId: string, declarantId: string, namedAt: string | null) =>
      test.db.transaction(who, (tx) =>
        tx.query(
          `insert into resource_value (filiere_id, organisation_id, resource, value, declarant_id, event_id, named_at)
           values (1, $1, 'bizSteps', 'shipping', $2, $3, $4)`,
          [organisationId, declarantId, newId(), namedAt],
        ),
      );
    await expect(plant(declarer!, other, me, '2026-03-01T07:00:00Z')).rejects.toThrow('foreign key');
    await expect(plant(declarer!, other, me, null)).rejects.toThrow('check constraint');
    await expect(plant(declarer!, other, other, null)).rejects.toThrow('row-level security');
    await recorded(declarer!, [eventOf({ bizStep: 'shipping' }, party)]);
    const seenBy = (who: Actor) =>
      test.db.transaction(who, (tx) => tx.query('select from resource_value where filiere_id = 1', []));
    expect(await seenBy(stranger!)).toEqual([]);
    expect(await seenBy(party!)).toHaveLength(2);
    expect(await seenBy(declarer!)).toHaveLength(4);
  });

  describe('things', () => {
    const walk = async (who: Actor) => {
      const seen: string[] = [];
      let after: string | undefined;
      do {
        const page = await find.values(who, 'epcs', { limit: 7, ...(after && { after }) });
        seen.push(...page.values);
        after = page.next;
      } while (after);
      return seen;
    };
    const thing = (name: string) => `urn:test:thing:${name}:${serial}`;

    it('are listed once, in the same order to one who sees few events and to one who sees many', async () => {
      const [own, shared, hidden] = ['own', 'shared', 'hidden'].map((name) =>
        [...'abcde'].map((x) => thing(name + x)),
      );
      await recorded(declarer!, [
        eventOf({ epcList: own }),
        eventOf({ epcList: own!.slice(2) }),
        eventOf({ epcList: hidden }, stranger),
      ]);
      await recorded(stranger!, [
        eventOf({ epcList: shared }, declarer),
        eventOf({ epcList: [...own!.slice(0, 2), ...hidden!] }),
        eventOf({ epcList: [...shared!.slice(3), thing('other')] }),
      ]);
      // so many pairs that they meet in a hub, which is no thing
      const inputs = Array.from({ length: 201 }, (_, index) => thing(`input${index}`));
      await recorded(party!, [
        {
          ...{
            type: 'TransformationEvent',
            eventTime: '2026-03-01T08:00:00Z',
            eventTimeZoneOffset: '+00:00',
          },
          ...{ inputEPCList: inputs, outputEPCList: [own![1], thing('output')] },
        },
      ]);
      const few = await walk(declarer!);
      expect([...few].sort()).toEqual([...own!, ...shared!, ...hidden!].sort());
      expect((await walk(party!)).sort()).toEqual([...inputs, own![1]!, thing('output')].sort());
      await test.superuser(
        `insert into trace_event (filiere_id, id, declarant_id, audience, type, event_time, event_time_zone_offset, fingerprint, document)
         select 1, gen_random_uuid(), o, 'parties', 'ObjectEvent', now(), '+00:00', '\\x00', '{}'
         from unnest($1::uuid[]) o, generate_series(1, 5001)`,
        [[organisationOf(declarer!), organisationOf(party!)]],
      );
      expect(await walk(declarer!)).toEqual(few);
      expect((await walk(party!)).sort()).toEqual([...inputs, own![1]!, thing('output')].sort());
      // more than a page of them close together, as for one that sees many things
      await test.superuser(
        `insert into item (filiere_id, id, declarant_id, is_private, uri, level, label)
         select 1, ('80000000-0000-8000-8000-0000000000' || n)::uuid, $1, false, 'urn:test:close:' || n, 'serial', 'L' from generate_series(10, 40) n`,
        [organisationOf(declarer!)],
      );
      const all = await walk(declarer!);
      expect(all.filter((uri) => !few.includes(uri))).toEqual(
        Array.from({ length: 31 }, (_, index) => `urn:test:close:${index + 10}`),
      );
      expect(all).toHaveLength(few.length + 31);
    });
  });
});

function gate(): { passed: Promise<void>; open: () => void } {
  let open = (): void => undefined;
  const passed = new Promise<void>((resolve) => (open = resolve));
  return { passed, open };
}
