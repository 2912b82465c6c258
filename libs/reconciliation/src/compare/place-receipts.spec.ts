import { ssccUri } from '@maillon/epcis';
import { Actor } from '@maillon/kernel';
import {
  GTIN,
  lot,
  organisationOnly,
  reconciliationWorld,
  ReconciliationWorld,
} from '../reconciliation.fixture.js';
import { DAY_MS } from './durations.js';

const SHIPPED = '2026-03-01T08:00:00Z';
const PACKAGE = ssccUri('395212340000000014');
const after = (days: number) => new Date(Date.parse(SHIPPED) + days * DAY_MS).toISOString();
const line = (number: string, quantity: number, more: object = {}) => ({
  ...{ gtin: GTIN, lot: number, quantity, unit: 'H87' },
  ...more,
});

describe('a receipt that says it otherwise than the despatch', () => {
  let world: ReconciliationWorld;
  let [seller, buyer]: [Actor, Actor] = [] as never;
  beforeAll(async () => {
    world = await reconciliationWorld();
  });
  beforeEach(async () => {
    [seller, buyer] = [await world.company(), await world.company()];
  });
  afterAll(() => world.close());

  const ship = (...lines: object[]) =>
    world.save(seller, 'despatch_advice', buyer, { number: 'D1', despatchDate: SHIPPED }, lines);
  const receive = (number: string, ...lines: object[]) =>
    world.save(
      buyer,
      'receipt_advice',
      seller,
      { number, receiptDate: after(1), despatchAdviceNumber: 'D1' },
      lines,
    );
  const party = (actor: Actor) => `urn:maillon:party:${actor.organisationId}`;
  const move = (bizStep: 'shipping' | 'receiving', days: number, what: object, to = buyer) => ({
    ...{ type: 'ObjectEvent', action: 'OBSERVE', bizStep },
    ...{ eventTime: after(days), eventTimeZoneOffset: '+01:00' },
    ...what,
    sourceList: [{ type: 'owning_party', source: party(seller) }],
    destinationList: [{ type: 'owning_party', destination: party(to) }],
  });
  const packing = (numbers: readonly string[]) => ({
    ...{ type: 'AggregationEvent', action: 'ADD', bizStep: 'packing', parentID: PACKAGE },
    ...{ eventTime: after(-1), eventTimeZoneOffset: '+01:00' },
    childQuantityList: numbers.map((number) => ({ epcClass: lot(number), quantity: 5, uom: 'H87' })),
    destinationList: [{ type: 'owning_party', destination: party(buyer) }],
  });
  const lots = (...numbers: string[]) => ({
    quantityList: numbers.map((number) => ({ epcClass: lot(number), quantity: 5, uom: 'H87' })),
  });

  /** What stands after what was touched, and after everything anew from nothing: the same. */
  async function found() {
    const now = new Date(after(40));
    const shown = async () =>
      (await world.found(seller)).map(({ kind, label, difference }) => [kind, label, difference]);
    await world.run(now, seller, buyer);
    const touched = await shown();
    await world.test.superuser(
      'delete from discrepancy_act; delete from discrepancy_source; delete from discrepancy; delete from reconciliation_pending',
    );
    for (const actor of [seller, buyer]) await world.reconcile.full(organisationOnly(actor), now);
    expect(await shown()).toEqual(touched);
    return touched;
  }

  it('spreads a product over its lots in order, and gives what is missing to the last', async () => {
    await ship(line('L1', 100), line('L2', 50), line('L3', 30));
    await receive('R1', line('L2', 50), { gtin: GTIN, quantity: 110, unit: 'H87' });
    expect(await found()).toEqual([['quantity', 'L3', -20]]);
  });

  it('knows whose part is said to be short', async () => {
    await ship(line('L1', 100), line('L2', 50));
    await receive('R1', { gtin: GTIN, quantity: 100, shortQuantity: 50, unit: 'H87' });
    expect(await found()).toEqual([['quantity', 'L2', -50]]);
  });

  it('gives what is too much to the last', async () => {
    await ship(line('L1', 100), line('L2', 50));
    await receive('R1', { gtin: GTIN, quantity: 90, unit: 'H87' });
    await receive('R2', { gtin: GTIN, quantity: 90, unit: 'H87' });
    expect(await found()).toEqual([['quantity', 'L2', 30]]);
  });

  it('knows a package, shipped by event, by what it held', async () => {
    await world.capture(seller, [
      packing(['P1', 'P2']),
      move('shipping', 0, { epcList: [PACKAGE] }),
      move('shipping', 0, lots('P3')),
    ]);
    await world.capture(buyer, [move('receiving', 1, lots('P1', 'P2'))]);
    expect(await found()).toEqual([['overdue', 'P3', -5]]);
  });

  it('knows lots, shipped by event, by the package that holds them', async () => {
    await world.capture(seller, [packing(['P4', 'P5']), move('shipping', 0, lots('P4', 'P5', 'P6'))]);
    await world.capture(buyer, [move('receiving', 1, { epcList: [PACKAGE] })]);
    expect(await found()).toEqual([['overdue', 'P6', -5]]);
  });

  it('takes who has the goods delivered elsewhere for no receiver', async () => {
    const owner = await world.company();
    const shipping = move('shipping', 0, lots('P7'), owner);
    const destinationList = [
      ...shipping.destinationList,
      { type: 'possessing_party', destination: party(buyer) },
    ];
    await world.capture(seller, [{ ...shipping, destinationList }]);
    await world.capture(buyer, [move('receiving', 1, lots('P7'))]);
    expect(await found()).toEqual([]);
  });

  it('sees more leave than came although document and event both tell of it', async () => {
    const gone = { type: 'ObjectEvent', action: 'DELETE', bizStep: 'destroying', eventTime: after(3) };
    await ship(line('P8', 5));
    await receive('R1', line('P8', 5));
    await world.capture(seller, [move('shipping', 0, lots('P8'))]);
    await world.capture(buyer, [
      move('receiving', 1, lots('P8')),
      {
        ...gone,
        eventTimeZoneOffset: '+01:00',
        quantityList: [{ epcClass: lot('P8'), quantity: 8, uom: 'H87' }],
      },
    ]);
    expect((await found()).length).toBe(0);
    expect(await world.found(buyer)).toMatchObject([{ kind: 'consumed_more_than_made', difference: 3 }]);
  });
});
