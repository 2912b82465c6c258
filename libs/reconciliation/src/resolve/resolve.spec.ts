import { Actor, personActor } from '@maillon/kernel';
import { CaptureEvents } from '@maillon/traceability';
import { DAY_MS } from '../compare/durations.js';
import { discrepanciesById } from '../discrepancies/discrepancy.queries.js';
import { explain } from '../discrepancies/explain.js';
import { threadsOf } from '../discrepancies/thread.queries.js';
import { Found, GTIN, lot, reconciliationWorld, ReconciliationWorld } from '../reconciliation.fixture.js';
import { remind } from '../run/remind.js';
import { ActOnDiscrepancy, DiscrepancyAct } from './act-on-discrepancy.js';
import { actsFor } from './acts-for.js';
import { CorrectDiscrepancy } from './correct-discrepancy.js';

const SHIPPED = '2026-03-01T08:00:00Z';
const after = (days: number) => new Date(Date.parse(SHIPPED) + days * DAY_MS);

describe('what companies do about a discrepancy', () => {
  let world: ReconciliationWorld;
  let acts: ActOnDiscrepancy;
  let corrections: CorrectDiscrepancy;
  let [seller, buyer]: [Actor, Actor] = [] as never;
  beforeAll(async () => {
    world = await reconciliationWorld();
    acts = new ActOnDiscrepancy(world.test.db);
    const capture = new CaptureEvents(world.test.db);
    corrections = new CorrectDiscrepancy(world.test.db, world.request, capture, acts);
  });
  afterAll(() => world.close());

  /** 500 shipped, 480 received, nothing more to come. */
  beforeEach(async () => {
    [seller, buyer] = [await world.company(), await world.company()];
    const line = { gtin: GTIN, lot: 'L1', unit: 'H87' };
    await world.save(seller, 'despatch_advice', buyer, { number: 'D1', despatchDate: SHIPPED }, [
      { ...line, quantity: 500 },
    ]);
    const receipt = { number: 'R1', receiptDate: after(1).toISOString(), despatchAdviceNumber: 'D1' };
    await world.save(buyer, 'receipt_advice', seller, receipt, [{ ...line, quantity: 480 }]);
    await world.run(after(9), seller, buyer);
  });

  const only = async (actor: Actor): Promise<Found> => (await world.found(actor))[0]!;
  const act = async (actor: Actor, name: DiscrepancyAct, more: object = {}) =>
    acts.run(actor, [(await only(actor)).id], { act: name, reason: 'Compté deux fois', ...more });
  const codes = ({ refused }: Awaited<ReturnType<typeof act>>) =>
    refused.flatMap(({ findings }) => findings.map(({ code }) => code));
  const record = async (actor: Actor) => {
    const { id } = await only(actor);
    return (await world.test.db.transaction(actor, (tx) => discrepanciesById(tx, [id]))).get(id)!;
  };

  it('accepts a difference, which stays accepted until the records change', async () => {
    expect((await act(buyer, 'accepted')).changed).toHaveLength(1);
    expect(await only(seller)).toMatchObject({ state: 'accepted', must_act_id: null });
    await world.reconcile.full({ ...seller, permissions: new Set() }, after(20));
    expect(await only(seller)).toMatchObject({ state: 'accepted' });
    expect(codes(await act(seller, 'disputed'))).toEqual(['DISCREPANCY_CLOSED']);
    const more = { number: 'R2', receiptDate: after(2).toISOString(), despatchAdviceNumber: 'D1' };
    await world.save(buyer, 'receipt_advice', seller, more, [
      { gtin: GTIN, lot: 'L1', unit: 'H87', quantity: 5 },
    ]);
    await world.run(after(20), seller, buyer);
    expect(await only(seller)).toMatchObject({ state: 'open', difference: -15 });
  });

  it('hands the turn to and fro, and lets only the one who has the claim drop it', async () => {
    expect(codes(await act(seller, 'disputed', { reason: ' ' }))).toEqual(['REASON_MISSING']);
    expect(codes(await act(seller, 'disputed', { dueDate: '2020-01-01' }))).toEqual(['DUE_DATE_INVALID']);
    await act(seller, 'disputed', { dueDate: '2099-01-01' });
    expect(await only(buyer)).toMatchObject({ state: 'disputed', must_act_id: buyer.organisationId });
    await act(buyer, 'commented');
    expect(await only(buyer)).toMatchObject({ state: 'disputed', must_act_id: seller.organisationId });
    expect(codes(await act(seller, 'waived'))).toEqual(['NOT_YOURS_TO_WAIVE']);
    await act(buyer, 'waived');
    expect(await only(seller)).toMatchObject({ state: 'waived' });
    const { id } = await only(seller);
    const thread = (await world.test.db.transaction(buyer, (tx) => threadsOf(tx, [id]))).get(id)!;
    expect(thread.map((entry) => entry.act)).toEqual(['opened', 'disputed', 'commented', 'waived']);
    // a name stays within its own company
    expect(thread.map((entry) => entry.person)).toEqual([undefined, undefined, 'Ada Test', 'Ada Test']);
  });

  it('keeps to oneself whom one puts to work, and refuses who is a stranger', async () => {
    expect(codes(await act(seller, 'reassigned', { personId: buyer.personId }))).toEqual(['PERSON_NOT_HERE']);
    await world.test.superuser(
      `insert into role_assignment (filiere_id, id, person_id, organisation_id, role) values (1, gen_random_uuid(), $1, $2, 'owner')`,
      [seller.personId, seller.organisationId],
    );
    await act(seller, 'reassigned', { personId: seller.personId });
    expect((await record(seller)).assigneeId).toBe(seller.personId);
    expect((await record(buyer)).assigneeId).toBeUndefined();
    const { id } = await only(buyer);
    const thread = await world.test.db.transaction(buyer, (tx) => threadsOf(tx, [id]));
    expect(thread.get(id)!.map((entry) => entry.act)).toEqual(['opened']);
  });

  it('offers each reader what it may do, and no more', async () => {
    expect(actsFor(await record(buyer), buyer)).toEqual([
      'correct',
      'accept',
      'dispute',
      'waive',
      'comment',
      'reassign',
    ]);
    expect(actsFor(await record(seller), seller)).not.toContain('waive');
    const reader = personActor({ ...buyer, personId: buyer.personId!, role: 'reader' });
    expect(actsFor(await record(buyer), reader)).toEqual([]);
    expect(
      codes(await acts.run(await world.company(), [(await only(buyer)).id], { act: 'accepted' })),
    ).toEqual(['DISCREPANCY_UNKNOWN']);
  });

  it('corrects a document by a revision, and closes by itself once the other side has agreed', async () => {
    const { id } = await only(seller);
    const before = await record(seller);
    const despatch = before.evidence.statements.find(({ says }) => says === 'shipped')!;
    const correction = { documentId: despatch.documentId!, lineNumber: 1, quantity: 480 };
    expect(await corrections.run(seller, id, { ...correction, quantity: 500 }, 'Rien')).toMatchObject({
      findings: [{ code: 'REVISION_CHANGES_NOTHING' }],
    });
    expect(await corrections.run(seller, id, correction, 'Vingt pièces restées à quai')).toEqual({ id });
    expect(await only(buyer)).toMatchObject({ state: 'open', must_act_id: buyer.organisationId });
    const [revision] = await world.test.superuser<{ id: string }>(
      `select id from exchange_revision where document_id = $1`,
      [despatch.documentId],
    );
    await world.answer.accept(buyer, revision!.id);
    await world.run(after(10), seller, buyer);
    expect(await only(buyer)).toMatchObject({ state: 'healed', must_act_id: null });
  });

  it('corrects an own event by declaring it anew', async () => {
    const event = (quantity: number) => ({
      type: 'TransformationEvent',
      eventTime: '2026-02-10T08:00:00Z',
      eventTimeZoneOffset: '+01:00',
      inputQuantityList: [{ epcClass: lot('M1'), quantity: 100, uom: 'KGM' }],
      outputQuantityList: [{ epcClass: lot('P1'), quantity, uom: 'KGM' }],
    });
    const maker = await world.company();
    await world.capture(maker, [event(990)]);
    await world.run(after(0), maker);
    const found = (await world.found(maker)).find(({ kind }) => kind === 'mass_balance')!;
    const { evidence } = (
      await world.test.db.transaction(maker, (tx) => discrepanciesById(tx, [found.id]))
    ).get(found.id)!;
    const made = evidence.statements.find(({ says }) => says === 'made')!;
    const correction = { eventId: made.eventId!, quantity: 99, thingId: made.thingId };
    expect(
      await corrections.run(maker, found.id, { ...correction, lot: 'X' }, 'Faute de frappe'),
    ).toMatchObject({
      findings: [{ code: 'EVENT_TAKES_QUANTITY_ONLY' }],
    });
    await corrections.run(maker, found.id, { ...correction, quantity: 99 }, 'Faute de frappe');
    await world.run(after(1), maker);
    expect((await world.found(maker)).filter(({ kind }) => kind === 'mass_balance')).toMatchObject([
      { state: 'healed' },
    ]);
  });

  it('explains itself to both in plain words, with the sums', async () => {
    const told = await world.test.db.transaction(buyer, async (tx) =>
      explain(tx, [...(await discrepanciesById(tx, [(await only(buyer)).id])).values()]),
    );
    const [{ sentence, rule, advice, arithmetic, statements }] = [...told.values()] as [never] as [
      typeof told extends Map<string, infer One> ? One : never,
    ];
    for (const text of [sentence, rule, advice])
      expect(`${text.fr}${text.en}`).not.toMatch(/undefined|NaN|\{/);
    expect(sentence.fr).toContain('480');
    expect(arithmetic.map(({ value }) => value.en)).toEqual([
      '500\u00a0pieces',
      '480\u00a0pieces',
      '\u221220\u00a0pieces',
      '0\u00a0pieces',
    ]);
    expect(statements).toMatchObject([
      { says: 'shipped', quantity: 500, documentNumber: 'D1', lineNumber: 1, isCorrectable: true },
      { says: 'received', quantity: 480, documentNumber: 'R1', lineNumber: 1, isCorrectable: true },
    ]);
  });

  it('reminds once a week who has not answered in time', async () => {
    const late = new Date(after(9).getTime() + 6 * DAY_MS);
    const reminded = (actor: Actor, now: Date) => world.test.db.transaction(actor, (tx) => remind(tx, now));
    expect(await reminded(seller, after(10))).toBe(0);
    expect(await reminded(buyer, late)).toBe(0);
    expect(await reminded(seller, late)).toBe(1);
    expect(await reminded(seller, new Date(late.getTime() + DAY_MS))).toBe(0);
    expect(await reminded(seller, new Date(late.getTime() + 8 * DAY_MS))).toBe(1);
  });
});
