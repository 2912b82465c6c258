import { Actor } from '@maillon/kernel';
import { DAY_MS } from '../compare/durations.js';
import { DEFAULT_RULES } from '../rules/rules.js';
import { CountPreview } from './count-preview.js';
import { GTIN, lot, reconciliationWorld, ReconciliationWorld } from '../reconciliation.fixture.js';

const SHIPPED = '2026-03-01T08:00:00Z';
const after = (days: number) => new Date(Date.parse(SHIPPED) + days * DAY_MS);
const line = (number: string, quantity: number, unit = 'H87', more: object = {}) => ({
  gtin: GTIN,
  lot: number,
  quantity,
  unit,
  ...more,
});

describe('what a shipper says against what its receiver says', () => {
  let world: ReconciliationWorld;
  let [seller, buyer]: [Actor, Actor] = [] as never;
  beforeAll(async () => {
    world = await reconciliationWorld();
  });
  beforeEach(async () => {
    [seller, buyer] = [await world.company(), await world.company()];
  });
  afterAll(() => world.close());

  const ship = (number: string, ...lines: object[]) =>
    world.save(seller, 'despatch_advice', buyer, { number, despatchDate: SHIPPED }, lines);
  const receive = (number: string, despatchAdviceNumber: string, days: number, ...lines: object[]) =>
    world.save(
      buyer,
      'receipt_advice',
      seller,
      { number, receiptDate: after(days).toISOString(), despatchAdviceNumber },
      lines,
    );

  it('finds nothing where both say the same, in whatever units', async () => {
    await ship('D1', line('L1', 1.5, 'TNE'), { buyerItem: 'A', quantity: 10, unit: 'H87' });
    await receive('R1', 'D1', 1, line('L1', 1000, 'KGM'), {
      despatchLine: 2,
      buyerItem: 'A',
      quantity: 10,
      unit: 'H87',
    });
    await receive('R2', 'D1', 2, line('L1', 500_000, 'GRM'));
    await world.run(after(30), seller, buyer);
    expect(await world.found(seller)).toEqual([]);
  });

  it('opens a short delivery for both, keeps it up, closes it by itself, and opens it again', async () => {
    await ship('D1', line('L1', 500));
    await receive('R1', 'D1', 1, line('L1', 480));
    await world.run(after(2), seller, buyer);
    expect(await world.found(buyer)).toEqual([]);
    await world.reconcile.due({ ...seller, permissions: new Set() }, after(5));
    const [open] = await world.found(buyer);
    expect(open).toMatchObject({
      kind: 'quantity',
      state: 'open',
      label: 'L1',
      expected: 500,
      found: 480,
      difference: -20,
      unit: 'H87',
      partner_id: buyer.organisationId,
      must_act_id: seller.organisationId,
    });
    expect(await world.found(seller)).toEqual([open]);
    expect(await world.found(await world.company())).toEqual([]);

    await receive('R2', 'D1', 6, line('L1', 20));
    await world.run(after(7), seller, buyer);
    expect(await world.found(seller)).toMatchObject([{ id: open!.id, state: 'healed', must_act_id: null }]);

    await ship('D2', line('L1', 30));
    await world.run(after(60), seller, buyer);
    expect(await world.found(seller)).toMatchObject([{ id: open!.id, state: 'open', difference: -30 }]);
    const acts = await world.test.superuser<{ act: string }>(
      'select act from discrepancy_act where discrepancy_id = $1 order by seq',
      [open!.id],
    );
    expect(acts.map(({ act }) => act)).toEqual(['opened', 'healed', 'reopened']);
  });

  it('tells what is late from what was answered without it', async () => {
    await ship('D1', line('L1', 5), line('L2', 5));
    await ship('D2', line('L3', 5));
    await receive('R1', 'D1', 1, line('L1', 5));
    await world.run(after(30), seller, buyer);
    expect((await world.found(seller)).map(({ kind, label }) => [kind, label])).toEqual([
      ['overdue', 'L3'],
      ['shipped_not_received', 'L2'],
    ]);
  });

  it('makes one of a lot that left and another that arrived in its place', async () => {
    await ship('D1', line('L1', 5), line('L2', 7));
    await receive('R1', 'D1', 1, line('L9', 5, 'H87', { despatchLine: 1 }), line('L2', 7));
    await world.run(after(1), seller, buyer);
    expect(await world.found(seller)).toMatchObject([{ kind: 'identity', label: 'L1' }]);
  });

  it('sees a wrong unit, dates out of order, and what was never announced', async () => {
    await ship('D1', line('L1', 480, 'KGM'), line('L2', 100, 'KGM'), line('L3', 3, 'TNE'));
    await receive('R1', 'D1', -2, line('L1', 480, 'H87'));
    await receive('R2', 'D1', 1, line('L2', 100, 'KGM'), line('L3', 3, 'KGM'), line('L4', 1));
    await world.run(after(9), seller, buyer);
    expect((await world.found(seller)).map(({ kind, label }) => [kind, label])).toEqual([
      ['date_order', 'L1'],
      ['received_not_shipped', 'L4'],
      ['unit', 'L1'],
      ['unit', 'L3'],
    ]);
  });

  it('follows a revision that both approved, also of a line without a lot', async () => {
    const despatch = await ship('D1', line('L1', 5), { buyerItem: 'A', quantity: 3, unit: 'H87' });
    await receive('R1', 'D1', 1, line('L7', 5), {
      despatchLine: 2,
      buyerItem: 'B',
      quantity: 4,
      unit: 'H87',
    });
    await world.run(after(9), seller, buyer);
    expect((await world.found(seller)).map(({ kind }) => kind)).toEqual(['identity', 'quantity']);
    await world.request.run(seller, despatch, 'Mauvais lot', [
      { lineNumber: 1, field: 'lot', value: 'L7' },
      { lineNumber: 2, field: 'quantity', value: '4' },
    ]);
    const [revision] = await world.test.superuser<{ id: string }>(
      `select id from exchange_revision where document_id = $1`,
      [despatch],
    );
    await world.answer.accept(buyer, revision!.id);
    await world.run(after(10), seller, buyer);
    expect((await world.found(seller)).map(({ state }) => state)).toEqual(['healed', 'healed']);
  });

  it('gives the same from everything anew as from what was touched', async () => {
    await ship('D1', line('L1', 500), line('L2', 3));
    await receive('R1', 'D1', 1, line('L1', 480), line('L5', 3));
    await world.run(after(20), seller, buyer);
    const before = await world.found(seller);
    expect(before.length).toBe(2);
    await world.reconcile.full({ ...seller, permissions: new Set() }, after(20));
    expect(await world.found(seller)).toEqual(before);
    await world.test.superuser(
      'delete from discrepancy_act; delete from discrepancy_source; delete from discrepancy; delete from reconciliation_pending',
    );
    await world.reconcile.full({ ...seller, permissions: new Set() }, after(20));
    expect(await world.found(seller)).toEqual(before);
  });

  it('says what other rules would open or close, and writes nothing', async () => {
    await ship('D1', line('L1', 1000, 'KGM'), line('L2', 1000, 'KGM'));
    await receive('R1', 'D1', 1, line('L1', 980, 'KGM'), line('L2', 997, 'KGM'));
    await world.run(after(20), seller, buyer);
    const before = await world.found(seller);
    expect(before).toMatchObject([{ kind: 'quantity', label: 'L1' }]);
    const preview = new CountPreview(world.test.db);
    const rules = (relative: number) => ({ ...DEFAULT_RULES, tolerances: [{ relative, absolute: 0 }] });
    expect(await preview.count(buyer, seller.organisationId, rules(0))).toEqual({
      wouldOpen: 1,
      wouldClose: 0,
    });
    expect(await preview.count(seller, buyer.organisationId, rules(0))).toEqual({
      wouldOpen: 1,
      wouldClose: 0,
    });
    const stranger = await world.company();
    expect(await preview.count(stranger, buyer.organisationId, rules(0))).toEqual({
      wouldOpen: 0,
      wouldClose: 0,
    });
    expect(await world.found(seller)).toEqual(before);
    // the committee is told sums, and nothing of one or two companies alone
    expect((await preview.countAll(seller, DEFAULT_RULES)).wouldClose).toBe(0);
    expect((await preview.countAll(seller, rules(0.05))).wouldClose).toBeNull();
  });

  it('takes a return for a return, on either side', async () => {
    await ship('D1', line('L1', 100));
    await receive('R1', 'D1', 1, line('L1', 80, 'H87', { rejectedQuantity: 20 }));
    const back = { number: 'B1', despatchDate: after(2).toISOString() };
    await world.save(buyer, 'despatch_advice', seller, back, [line('L1', 20)]);
    const again = { number: 'BR1', receiptDate: after(3).toISOString(), despatchAdviceNumber: 'B1' };
    await world.save(seller, 'receipt_advice', buyer, again, [line('L1', 20)]);
    const customer = await world.company();
    await world.save(
      buyer,
      'despatch_advice',
      customer,
      { number: 'D9', despatchDate: after(4).toISOString() },
      [line('L1', 80)],
    );
    await world.run(after(5), seller, buyer);
    expect(await world.found(seller)).toEqual([]);
    expect(await world.found(buyer)).toEqual([]);
  });

  it('takes the same units of one package for the same, and less detail for less detail', async () => {
    const sscc = '106141412345678908';
    await ship(
      'D1',
      { sscc, buyerItem: 'A', quantity: 10, unit: 'H87' },
      { sscc, buyerItem: 'B', quantity: 5, unit: 'KGM' },
    );
    await receive(
      'R1',
      'D1',
      1,
      { sscc, buyerItem: 'A', quantity: 10, unit: 'H87' },
      { sscc, buyerItem: 'B', quantity: 5, unit: 'KGM' },
    );
    await ship(
      'D2',
      { gtin: GTIN, buyerItem: 'C', quantity: 3, unit: 'H87' },
      { gtin: GTIN, buyerItem: 'D', lot: 'L5', quantity: 3, unit: 'H87' },
    );
    await receive(
      'R2',
      'D2',
      1,
      { buyerItem: 'C', lot: 'L4', quantity: 3, unit: 'H87', despatchLine: 1 },
      { buyerItem: 'D', lot: 'L5', quantity: 3, unit: 'H87', despatchLine: 2 },
    );
    await world.run(after(30), seller, buyer);
    expect(await world.found(seller)).toEqual([]);
  });

  it('counts once what a document and an event both tell', async () => {
    await ship('D1', line('L1', 7));
    const party = (actor: Actor) => `urn:maillon:party:${actor.organisationId}`;
    await world.capture(seller, [
      {
        type: 'ObjectEvent',
        action: 'OBSERVE',
        bizStep: 'shipping',
        eventTime: after(0.1).toISOString(),
        eventTimeZoneOffset: '+01:00',
        quantityList: [{ epcClass: lot('L1'), quantity: 7, uom: 'EA' }],
        sourceList: [{ type: 'owning_party', source: party(seller) }],
        destinationList: [{ type: 'owning_party', destination: party(buyer) }],
      },
    ]);
    await receive('R1', 'D1', 1, line('L1', 7));
    await world.run(after(30), seller, buyer);
    expect(await world.found(seller)).toEqual([]);
  });

  it('looks at nothing again for what was merely seen, and at all of it for what was shipped', async () => {
    const seen = {
      type: 'ObjectEvent',
      action: 'OBSERVE',
      eventTime: SHIPPED,
      eventTimeZoneOffset: '+01:00',
      quantityList: [{ epcClass: lot('L1'), quantity: 7, uom: 'KGM' }],
    };
    const looked = async () =>
      (await world.reconcile.touched({ ...seller, permissions: new Set() }, after(9))).lookedAt;
    await world.capture(seller, [{ ...seen, bizStep: 'inspecting' }]);
    expect(await looked()).toBe(0);
    await world.capture(seller, [{ ...seen, bizStep: 'shipping' }]);
    expect(await looked()).toBe(1);
    await world.capture(seller, [{ ...seen, action: 'DELETE', bizStep: 'destroying' }]);
    expect(await looked()).toBe(1);
  });

  it('keeps an identity open whatever else is delivered to others', async () => {
    await ship('D1', line('L1', 5));
    await receive('R1', 'D1', 1, line('L9', 5, 'H87', { despatchLine: 1 }));
    await world.run(after(1), seller, buyer);
    const other = await world.company();
    await world.save(seller, 'despatch_advice', other, { number: 'D2', despatchDate: SHIPPED }, [
      line('L1', 2),
    ]);
    const receipt = { number: 'R2', receiptDate: after(1).toISOString(), despatchAdviceNumber: 'D2' };
    await world.save(other, 'receipt_advice', seller, receipt, [line('L1', 2)]);
    await world.run(after(2), seller, buyer, other);
    expect(await world.found(buyer)).toMatchObject([{ kind: 'identity', state: 'open' }]);
  });

  it('waits for the rest of what nobody has spoken of yet, and takes a day for a day', async () => {
    await ship('D1', line('L1', 100));
    await receive('R1', 'D1', 1, line('L1', 95, 'H87', { shortQuantity: 5 }));
    await world.save(
      seller,
      'despatch_advice',
      buyer,
      { number: 'D2', despatchDate: after(1).toISOString() },
      [line('L1', 100)],
    );
    await world.save(
      seller,
      'despatch_advice',
      buyer,
      { number: 'D3', despatchDate: '2026-03-02T16:00:00+01:00' },
      [line('L2', 1)],
    );
    await world.save(
      buyer,
      'receipt_advice',
      seller,
      { number: 'R3', receiptDate: '2026-03-02T00:00:00+01:00', despatchAdviceNumber: 'D3' },
      [line('L2', 1)],
    );
    await world.run(after(1.5), seller, buyer);
    expect((await world.found(seller)).map(({ kind, difference }) => [kind, difference])).toEqual([
      ['quantity', -5],
    ]);
  });

  it('sets a company against itself', async () => {
    const made = (number: string, quantity: number) => ({
      type: 'ObjectEvent',
      action: 'ADD',
      bizStep: 'commissioning',
      eventTime: '2026-02-01T08:00:00Z',
      eventTimeZoneOffset: '+01:00',
      quantityList: [{ epcClass: lot(number), quantity, uom: 'KGM' }],
    });
    const turned = (inputs: [string, number][], outputs: [string, number][]) => ({
      type: 'TransformationEvent',
      eventTime: '2026-02-10T08:00:00Z',
      eventTimeZoneOffset: '+01:00',
      inputQuantityList: inputs.map(([number, quantity]) => ({
        epcClass: lot(number),
        quantity,
        uom: 'KGM',
      })),
      outputQuantityList: outputs.map(([number, quantity]) => ({
        epcClass: lot(number),
        quantity,
        uom: 'KGM',
      })),
    });
    await world.capture(seller, [made('M1', 100), made('M2', 100)]);
    await world.capture(seller, [
      turned([['M1', 150]], [['P1', 90]]),
      turned([['M9', 10]], [['P2', 9]]),
      turned([['M2', 50]], [['P3', 60]]),
    ]);
    await ship('D1', line('X1', 10, 'KGM'), line('P3', 55, 'KGM'));
    await receive('R1', 'D1', 1, line('X1', 10, 'KGM'), line('P3', 55, 'KGM'));
    await world.run(after(9), seller, buyer);
    const found = await world.found(seller);
    expect(found.map(({ kind, label }) => [kind, label])).toEqual([
      ['chain_gap', 'X1'],
      ['consumed_more_than_made', 'M1'],
      ['mass_balance', 'P3'],
      ['never_made', 'M9'],
    ]);
    expect(await world.found(buyer)).toEqual([]);
  });
});
