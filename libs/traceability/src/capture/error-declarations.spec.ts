import { guideAnchor } from '@maillon/epcis';
import { FILIERES } from '@maillon/filieres';
import { Actor, newId, personActor } from '@maillon/kernel';
import { createTestDatabase, TestDatabase } from '@maillon/db/testing';
import { correctionsOf } from '../events/event.queries.js';
import { CaptureEvents } from './capture-events.js';
import { declarationDiffers, eventIdTaken } from './messages.js';

type Members = Record<string, unknown>;

let serial = 0;
/** A transformation of things of its own, without an id. */
function transformation(more: Members = {}): Members {
  const lot = `L${++serial}`;
  return {
    type: 'TransformationEvent',
    eventTime: '2026-03-02T08:33:00.000Z',
    eventTimeZoneOffset: '+00:00',
    inputQuantityList: [
      { epcClass: `https://id.gs1.org/01/09521234000013/10/IN${lot}`, quantity: 5, uom: 'KGM' },
    ],
    outputQuantityList: [
      { epcClass: `https://id.gs1.org/01/09521234000013/10/OUT${lot}`, quantity: 5, uom: 'KGM' },
    ],
    ...more,
  };
}
const documentOf = (...eventList: readonly Members[]): Members => ({
  '@context': [
    'https://ref.gs1.org/standards/epcis/epcis-context.jsonld',
    { ex: 'https://example.com/', same: 'https://example.com/' },
  ],
  type: 'EPCISDocument',
  schemaVersion: '2.0',
  creationDate: '2026-01-01T00:00:00Z',
  epcisBody: { eventList },
});
const declaring = (event: Members, more: Members = {}): Members => ({
  ...event,
  errorDeclaration: { declarationTime: '2026-05-01T00:00:00Z', reason: 'did_not_occur', ...more },
});

describe('error declarations', () => {
  let test: TestDatabase;
  let [actor, other]: Actor[] = [];
  const capture = (...events: readonly Members[]) => captureAs(actor!, ...events);
  const captureAs = (who: Actor, ...events: readonly Members[]) =>
    new CaptureEvents(test.db).document(who, documentOf(...events), 'parties');
  const linksOf = async (id: string) =>
    (
      await test.superuser<{ is_void: boolean }>(
        `select valid_to = '-infinity' as is_void from trace_link where event_id = $1`,
        [id],
      )
    ).map(({ is_void }) => is_void);
  const rowsAbout = (id: string) =>
    test.superuser<{ id: string; event_id: string | null; corrects_id: string | null; document: Members }>(
      'select id, event_id, corrects_id, document from trace_event where id = $1 or corrects_id = $1 order by record_time, corrects_id nulls first',
      [id],
    );
  /** Records it and answers our id of it. */
  async function recorded(event: Members): Promise<string> {
    const answer = await capture(event);
    expect(answer).toMatchObject({ accepted: 1 });
    return 'eventIds' in answer ? answer.eventIds[0]! : '';
  }

  beforeAll(async () => {
    test = await createTestDatabase();
    const bois = FILIERES.find(({ slug }) => slug === 'bois')!;
    await test.superuser(
      `insert into filiere (id, slug, name_fr, name_en, definition) values ($1, 'bois', 'Bois', 'Wood', $2)`,
      [bois.id, JSON.stringify(bois)],
    );
    const members: Actor[] = [];
    for (const name of ['Scierie', 'Menuiserie']) {
      const organisationId = newId();
      await test.superuser(`insert into organisation (id, name) values ($1, $2)`, [organisationId, name]);
      await test.superuser('insert into membership (filiere_id, organisation_id) values ($1, $2)', [
        bois.id,
        organisationId,
      ]);
      members.push(personActor({ filiereId: bois.id, personId: newId(), organisationId, role: 'owner' }));
    }
    [actor, other] = members;
  });
  afterAll(() => test.close());

  describe('of an event without an id of its own', () => {
    it('knows the event again by the id that it was given', async () => {
      const event = transformation();
      const id = await recorded(event);
      for (const eventID of [`urn:uuid:${id}`, `urn:uuid:${id.toUpperCase()}`])
        expect(await capture({ ...event, eventID })).toMatchObject({
          accepted: 0,
          unchanged: 1,
          eventIds: [id],
        });
      expect(
        await capture({ ...event, eventID: `urn:uuid:${id}`, recordTime: '2026-03-02T08:34:00Z' }),
      ).toMatchObject({ unchanged: 1 });
      expect(await rowsAbout(id)).toMatchObject([{ id, event_id: null }]);
    });

    it('takes another company’s id as a name like any other', async () => {
      const event = transformation();
      const id = await recorded(event);
      const twin = await captureAs(other!, event);
      const theirs = 'eventIds' in twin ? twin.eventIds[0]! : '';
      expect(theirs).not.toBe(id);
      const named = await capture({ ...event, eventID: `urn:uuid:${theirs}` });
      expect(named).toMatchObject({ accepted: 1 });
      const [row] = await rowsAbout('eventIds' in named ? named.eventIds[0]! : '');
      expect(row).toMatchObject({ event_id: `urn:uuid:${theirs}` });
    });

    it('corrects it, whether the declaration names it by that id or not at all', async () => {
      for (const isNamed of [true, false]) {
        const event = transformation();
        const id = await recorded(event);
        expect(await linksOf(id)).toEqual([false]);
        const named = isNamed ? { ...event, eventID: `urn:uuid:${id}` } : event;
        expect(await capture(declaring(named))).toMatchObject({ accepted: 1 });
        expect(await linksOf(id)).toEqual([true]);
        const [, declaration] = await rowsAbout(id);
        expect(declaration).toMatchObject({ corrects_id: id, event_id: `urn:uuid:${id}` });
        expect(declaration!.document).toMatchObject({ eventID: `urn:uuid:${id}` });
        expect(await capture(declaring({ ...event, eventID: `urn:uuid:${id}` }))).toMatchObject({
          unchanged: 1,
        });
      }
    });

    it('lets no other event have the id that it was given', async () => {
      const event = transformation();
      const id = await recorded(event);
      const changed = { ...event, bizStep: 'commissioning', eventID: `urn:uuid:${id}` };
      expect(await capture(changed)).toMatchObject({ findings: [{ code: 'EVENT_ID_TAKEN' }] });
      expect(await capture(declaring(changed))).toMatchObject({
        findings: [{ code: 'DECLARATION_DIFFERS' }],
      });
      expect(await rowsAbout(id)).toHaveLength(1);
    });
  });

  describe('several of one event', () => {
    const declarations = async (id: string) =>
      (await rowsAbout(id)).filter(({ corrects_id }) => corrects_id).length;

    it('keeps each that says something else, and none twice', async () => {
      const event = transformation({ eventID: 'urn:x:several' });
      const id = await recorded(event);
      const said: Members[] = [
        {},
        { reason: 'incorrect_data' },
        { reason: undefined },
        { correctiveEventIDs: ['urn:x:a', 'urn:x:b'] },
        { correctiveEventIDs: ['urn:x:a'] },
        { 'ex:why': 'rain' },
        { 'ex:why': 'snow' },
        { 'ex:why': { 'ex:what': ['rain', 'snow'] } },
      ];
      for (const more of said) expect(await capture(declaring(event, more))).toMatchObject({ accepted: 1 });
      expect(await declarations(id)).toBe(said.length);
      const again: Members[] = [
        ...said,
        { declarationTime: '2026-05-01T02:00:00+02:00' },
        { reason: 'https://ref.gs1.org/cbv/ER-did_not_occur' },
        { correctiveEventIDs: ['urn:x:b', 'urn:x:a'] },
        { 'same:why': 'rain' },
        { 'ex:why': { 'same:what': ['rain', 'snow'] } },
      ];
      for (const more of again) expect(await capture(declaring(event, more))).toMatchObject({ unchanged: 1 });
      expect(await declarations(id)).toBe(said.length);
    });

    it('shows the one declared last, in whatever order they came', async () => {
      const event = transformation({ eventID: 'urn:x:last' });
      const id = await recorded(event);
      for (const declarationTime of [
        '2026-05-02T00:00:00Z',
        '2026-05-03T01:00:00+02:00',
        '2026-05-03T00:00:00+02:00',
      ])
        expect(await capture(declaring(event, { declarationTime }))).toMatchObject({ accepted: 1 });
      const shown = await test.db.transaction(actor!, (tx) => correctionsOf(tx, [id]));
      expect(shown.get(id)!.document).toMatchObject({
        errorDeclaration: { declarationTime: '2026-05-03T01:00:00+02:00' },
      });
    });
  });

  describe('that differ from their event', () => {
    const differs = (events: Members) => ({ ...events, bizStep: 'commissioning' });

    it.each([
      ['with an id', { eventID: 'urn:x:differs' }],
      ['without one', {}],
    ])('are refused, and change nothing: an event %s', async (_, name) => {
      const event = transformation(name);
      const id = await recorded(event);
      const named = 'eventID' in name ? event : { ...event, eventID: `urn:uuid:${id}` };
      expect(await capture(declaring(differs(named)))).toMatchObject({
        findings: [{ code: 'DECLARATION_DIFFERS', field: 'errorDeclaration', eventIndex: 0 }],
      });
      expect(await rowsAbout(id)).toHaveLength(1);
      expect(await linksOf(id)).toEqual([false]);
      expect(await capture(declaring(named))).toMatchObject({ accepted: 1 });
      expect(await capture(declaring(differs(named), { reason: 'incorrect_data' }))).toMatchObject({
        findings: [{ code: 'DECLARATION_DIFFERS' }],
      });
    });

    it('are explained in the guide', () => {
      for (const finding of [declarationDiffers('urn:x:1'), eventIdTaken('urn:x:1')])
        expect(guideAnchor(finding.code)).toBe(`epcis-constats.md#${finding.code.toLowerCase()}`);
    });

    it('leave no room for another event where they came first', async () => {
      const event = transformation({ eventID: 'urn:x:first' });
      await capture(declaring(event));
      expect(await capture(transformation(), differs(event))).toMatchObject({
        findings: [{ code: 'EVENT_ID_TAKEN', eventIndex: 1 }],
      });
      expect(await capture(declaring(differs(event)))).toMatchObject({
        findings: [{ code: 'DECLARATION_DIFFERS' }],
      });
      const id = await recorded(event);
      expect(await linksOf(id)).toEqual([true]);
      expect(await capture(event)).toMatchObject({ unchanged: 1 });
    });

    it('are refused where both stand in one document, in either order', async () => {
      const event = transformation({ eventID: 'urn:x:both' });
      expect(await capture(event, declaring(differs(event)))).toMatchObject({
        findings: [{ code: 'DECLARATION_DIFFERS', eventIndex: 1 }],
      });
      expect(await capture(declaring(event), differs(event))).toMatchObject({
        findings: [{ code: 'EVENT_ID_TAKEN', eventIndex: 1 }],
      });
      expect(await capture(declaring(event), event)).toMatchObject({ accepted: 2 });
    });

    it('are compared with the event as it is read today', async () => {
      const event = transformation({ eventID: 'urn:x:older-rules' });
      const id = await recorded(event);
      await test.superuser(`update trace_event set fingerprint = '\\x00' where id = $1`, [id]);
      expect(await capture(declaring(event))).toMatchObject({ accepted: 1 });
      expect(await capture(declaring(differs(event), { reason: undefined }))).toMatchObject({
        findings: [{ code: 'DECLARATION_DIFFERS' }],
      });
    });

    it('are another company’s own affair', async () => {
      const event = transformation({ eventID: 'urn:x:theirs' });
      await recorded(event);
      expect(await captureAs(other!, declaring(differs(event)))).toMatchObject({ accepted: 1 });
      expect(await capture(event)).toMatchObject({ unchanged: 1 });
    });
  });
});
