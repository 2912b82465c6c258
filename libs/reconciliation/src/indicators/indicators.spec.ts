import { Actor, newId, personActor } from '@maillon/kernel';
import { GTIN, reconciliationWorld, ReconciliationWorld } from '../reconciliation.fixture.js';
import { ComputeFigures } from './compute-figures.js';
import { filiereTotals, IndicatorSeries, ownIndicators } from './figures.queries.js';
import { INDICATORS } from './figures.js';
import { indicatorsCsv } from './indicators-csv.js';
import { lastMonths, monthsAsked } from './months.js';

const NOW = new Date('2026-03-20T12:00:00Z');
const MONTHS = lastMonths(NOW, 3);

let world: ReconciliationWorld;
let compute: ComputeFigures;
beforeAll(async () => {
  world = await reconciliationWorld();
  compute = new ComputeFigures(world.test.db);
});
afterAll(() => world.close());

const own = async (actor: Actor, now = NOW) => {
  await compute.run(actor, now);
  return (await world.test.db.transaction(actor, (tx) => ownIndicators(tx, MONTHS))).series;
};
/** `part/whole` of each of the three months, or a dash. */
const told = (series: readonly IndicatorSeries[], name: string) =>
  series
    .find(({ indicator }) => indicator.name === name)!
    .months.map(({ part, whole, note }) => (note ? '-' : `${part}/${whole}`));

describe('months', () => {
  it('are those of Paris, the current one last', () => {
    expect(lastMonths(new Date('2026-02-28T23:30:00Z'), 3)).toEqual([
      '2026-01-01',
      '2026-02-01',
      '2026-03-01',
    ]);
    expect(lastMonths(new Date('2026-01-15T12:00:00Z'), 2)).toEqual(['2025-12-01', '2026-01-01']);
    expect([undefined, null, 0, -3, 5.9, 99].map(monthsAsked)).toEqual([12, 12, 1, 1, 5, 36]);
  });
});

describe('delivery accuracy', () => {
  const line = (values: object) => ({ gtin: GTIN, unit: 'H87', quantity: 10, ...values });
  const receipt = (values: object) => ({ gtin: GTIN, unit: 'H87', quantity: 10, ...values });

  it('counts the lines due in the month, and of these the right quantity on the right day and no other', async () => {
    const [seller, buyer] = [await world.company(), await world.company()];
    const order = await world.save(
      buyer,
      'order',
      seller,
      { number: 'O1', issueDate: '2026-01-15', requestedDate: '2026-03-05' },
      [
        line({}),
        line({ buyerItem: 'ACIER', unit: 'KGM', quantity: 1000, requestedDate: '2026-03-06' }),
        line({ requestedDate: '2026-03-07' }),
        line({ requestedDate: '2026-03-08' }),
        line({ requestedDate: '2026-03-09' }),
        line({ requestedDate: '2026-03-25' }),
        line({ requestedDate: '2026-02-10' }),
      ],
    );
    expect(told(await own(seller), 'delivery_accuracy')).toEqual(['-', '-', '-']);
    await world.act(seller, order, 'accept');
    const arrive = (number: string, receiptDate: string, ...lines: object[]) =>
      world.save(
        buyer,
        'receipt_advice',
        seller,
        { number, receiptDate, orderNumber: 'O1' },
        lines.map(receipt),
      );
    await arrive('R1', '2026-03-05T08:00:00Z', { orderLine: 1, quantity: 8, rejectedQuantity: 2 });
    // half a percent, in another unit
    await arrive('R2', '2026-03-06T08:00:00Z', {
      orderLine: 2,
      buyerItem: 'ACIER',
      unit: 'TNE',
      quantity: 0.996,
    });
    // the right day in Paris, where it is past midnight; then a day late
    await arrive('R3', '2026-03-06T23:30:00Z', { orderLine: 3 });
    await arrive('R4', '2026-03-09T08:00:00Z', { orderLine: 4 });
    // in two parts on two days
    await arrive('R5', '2026-03-09T08:00:00Z', { orderLine: 5, quantity: 9 });
    await arrive('R6', '2026-03-10T08:00:00Z', { orderLine: 5, quantity: 1 });
    const [sold, bought] = [await own(seller), await own(buyer)];
    expect(told(sold, 'delivery_accuracy')).toEqual(['-', '0/1', '3/5']);
    expect(told(sold, 'unreceived_lines')).toEqual(['-', '1/1', '0/5']);
    expect(told(bought, 'delivery_accuracy_bought')).toEqual(['-', '0/1', '3/5']);
    expect(told(bought, 'delivery_accuracy')).toEqual(['-', '-', '-']);
  });

  it('finds the line by the despatch that a receipt answers, or by the article, and takes a call-off for its order', async () => {
    const [seller, buyer] = [await world.company(), await world.company()];
    const order = await world.save(
      buyer,
      'order',
      seller,
      { number: 'O2', issueDate: '2026-01-15', requestedDate: '2026-02-02' },
      [line({ quantity: 100 })],
    );
    await world.act(seller, order, 'accept');
    const callOff = await world.save(
      buyer,
      'call_off',
      seller,
      { number: 'C2', issueDate: '2026-02-15', orderNumber: 'O2' },
      [line({ requestedDate: '2026-03-02' }), line({ requestedDate: '2026-03-03' })],
    );
    await world.act(seller, callOff, 'confirm');
    await world.save(
      seller,
      'despatch_advice',
      buyer,
      { number: 'D2', despatchDate: '2026-03-01T08:00:00Z' },
      [line({ callOffNumber: 'C2', orderLine: 1 })],
    );
    await world.save(
      buyer,
      'receipt_advice',
      seller,
      { number: 'R7', receiptDate: '2026-03-02T08:00:00Z', despatchAdviceNumber: 'D2' },
      [receipt({ despatchLine: 1 })],
    );
    await world.save(buyer, 'receipt_advice', seller, { number: 'R8', receiptDate: '2026-03-03T08:00:00Z' }, [
      receipt({ callOffNumber: 'C2' }),
    ]);
    const sold = await own(seller);
    expect(told(sold, 'delivery_accuracy')).toEqual(['-', '-', '2/2']);
    const stranger = await world.company();
    expect(told(await own(stranger), 'delivery_accuracy')).toEqual(['-', '-', '-']);
  });
});

describe('matched despatches', () => {
  it('are those that a comparison of everything leaves in order; before one, nothing is said', async () => {
    const [seller, buyer] = [await world.company(), await world.company()];
    const lot = (number: string) => ({ gtin: GTIN, lot: number, quantity: 10, unit: 'H87' });
    await world.save(
      seller,
      'despatch_advice',
      buyer,
      { number: 'D3', despatchDate: '2026-03-01T08:00:00Z' },
      [lot('M1'), lot('M2'), lot('M3')],
    );
    await world.save(
      seller,
      'despatch_advice',
      buyer,
      { number: 'D4', despatchDate: '2026-03-18T08:00:00Z' },
      [lot('M4')],
    );
    await world.save(
      buyer,
      'receipt_advice',
      seller,
      { number: 'R9', receiptDate: '2026-03-02T08:00:00Z', despatchAdviceNumber: 'D3' },
      [lot('M1'), { ...lot('M2'), quantity: 9 }],
    );
    await world.run(NOW, seller, buyer);
    expect(told(await own(seller), 'matched_flows')).toEqual(['-', '-', '-']);
    await world.test.superuser(
      `insert into reconciliation_run (filiere_id, id, organisation_id, state) values (1, $1, $2, 'done')`,
      [newId(), seller.organisationId],
    );
    expect(told(await own(seller), 'matched_flows')).toEqual(['-', '-', '1/4']);
  });
});

describe('figures of discrepancies', () => {
  const discrepancy = async (
    shipper: Actor,
    receiver: Actor | undefined,
    kind: string,
    acts: [string, string, Actor?][],
  ) => {
    const id = newId();
    const last = acts.at(-1)!;
    const isClosed = ['healed', 'accepted', 'waived'].includes(last[0]);
    await world.test.superuser(
      `insert into discrepancy (filiere_id, id, kind, declarant_id, partner_id, thing_id, label, state, must_act_id, is_blocking, source_ids,
         evidence, fingerprint, opened_at, changed_at, closed_at)
       values (1, $1, $2, $3, $4, $1, 'L', $5, $6, false, '{}', '{}', '', $7, $7, $8)`,
      [
        id,
        kind,
        shipper.organisationId,
        receiver?.organisationId ?? null,
        isClosed ? last[0] : 'open',
        isClosed ? null : shipper.organisationId,
        acts[0]![1],
        isClosed ? last[1] : null,
      ],
    );
    for (const [index, [act, at, by]] of acts.entries())
      await world.test.superuser(
        `insert into discrepancy_act (filiere_id, discrepancy_id, seq, declarant_id, partner_id, act, organisation_id, at)
         values (1, $1, $2, $3, $4, $5, $6, $7)`,
        [
          id,
          index + 1,
          shipper.organisationId,
          receiver?.organisationId ?? null,
          act,
          by?.organisationId ?? null,
          at,
        ],
      );
  };

  it('tell openings, closings, answers and ages by month, each side its own', async () => {
    const [shipper, receiver] = [await world.company(), await world.company()];
    await discrepancy(shipper, receiver, 'quantity', [
      ['opened', '2026-01-10T00:00:00Z'],
      ['commented', '2026-01-11T00:00:00Z', receiver],
      ['disputed', '2026-01-14T00:00:00Z', shipper],
      ['commented', '2026-01-30T00:00:00Z', shipper],
      ['healed', '2026-02-03T00:00:00Z'],
      ['reopened', '2026-03-10T12:00:00Z'],
      ['accepted', '2026-03-12T12:00:00Z', shipper],
    ]);
    await discrepancy(shipper, receiver, 'overdue', [
      ['opened', '2026-02-05T12:00:00Z'],
      ['healed', '2026-02-06T12:00:00Z'],
      ['reopened', '2026-03-18T12:00:00Z'],
      ['correction_asked', '2026-03-19T00:00:00Z', receiver],
    ]);
    await discrepancy(shipper, undefined, 'never_made', [['opened', '2026-02-18T12:00:00Z']]);
    const [ours, theirs] = [await own(shipper), await own(receiver)];
    expect(told(ours, 'opened')).toEqual(['1/1', '2/1', '2/1']);
    expect(told(ours, 'closed')).toEqual(['-', '2/1', '1/1']);
    expect(told(ours, 'response_days')).toEqual(['4/1', '-', '2/1']);
    expect(told(ours, 'partner_response_days')).toEqual(['-', '-', '0.5/1']);
    const [january, february, march] = told(ours, 'open_days');
    // to the end of January in Paris; the one alone to the end of February; both that are open, to this hour
    expect(Number(january!.split('/')[0])).toBeCloseTo(21 + 23 / 24, 5);
    expect(Number(february!.split('/')[0])).toBeCloseTo(10 + 11 / 24, 5);
    expect(march).toBe('32/2');
    expect(told(theirs, 'opened')).toEqual(['1/1', '1/1', '2/1']);
    expect(told(theirs, 'response_days')).toEqual(['-', '-', '0.5/1']);
    expect(told(theirs, 'open_days')[2]).toBe('2/1');

    // what no longer holds is emptied, and nothing is added twice
    await world.test.superuser(
      `delete from discrepancy_act where declarant_id = $1 and act in ('opened', 'commented') and at < '2026-02-01'`,
      [shipper.organisationId],
    );
    expect(told(await own(shipper), 'opened')).toEqual(['-', '2/1', '2/1']);
  });
});

describe('totals of the filière', () => {
  const steward = personActor({ filiereId: 1, personId: newId(), role: 'steward' });
  const totals = (actor: Actor, month: string) =>
    world.test.db.transaction(actor, (tx) => filiereTotals(tx, [month]));
  const put = (actor: Actor, figure: string, part: number, whole: number) =>
    world.test.superuser(
      `insert into reconciliation_figure (filiere_id, organisation_id, month, figure, part, whole) values (1, $1, '2025-07-01', $2, $3, $4)`,
      [actor.organisationId, figure, part, whole],
    );

  it('add up three companies or more, and tell nothing of fewer', async () => {
    const companies = [await world.company(), await world.company(), await world.company()];
    await put(companies[0]!, 'delivery_accuracy', 8, 10);
    await put(companies[1]!, 'delivery_accuracy', 1, 10);
    await put(companies[2]!, 'delivery_accuracy', 0, 0);
    await put(companies[0]!, 'partner_response_days', 3, 1);
    const few = await totals(steward, '2025-07-01');
    expect(few.find(({ indicator }) => indicator.name === 'delivery_accuracy')!.months).toEqual([
      { month: '2025-07', note: expect.objectContaining({ en: expect.stringContaining('fewer than 3') }) },
    ]);
    await world.test.superuser(
      `update reconciliation_figure set part = 9, whole = 20 where organisation_id = $1`,
      [companies[2]!.organisationId],
    );
    const enough = await totals(steward, '2025-07-01');
    expect(enough.find(({ indicator }) => indicator.name === 'delivery_accuracy')!.months).toEqual([
      { month: '2025-07', value: 0.45, part: 18, whole: 40, companies: 3 },
    ]);
    expect(enough.map(({ indicator }) => indicator.name)).not.toContain('partner_response_days');
    // the committee sees no row; a company learns nothing of the others; another filière has none
    expect(
      await world.test.db.transaction(steward, (tx) =>
        tx.query('select from reconciliation_figure where filiere_id = 1'),
      ),
    ).toEqual([]);
    for (const actor of [companies[0]!, { ...steward, filiereId: 2 }])
      expect((await totals(actor, '2025-07-01')).every(({ months }) => months[0]!.value === undefined)).toBe(
        true,
      );

    const csv = [...indicatorsCsv(enough, 'fr')];
    expect(csv[0]).toMatch(/^\uFEFFIndicateur;Mois;Valeur;/);
    expect(csv[1]).toMatch(/^Livraisons conformes;2025-07;45;%;18;40;3;;/);
    expect(csv).toHaveLength(1 + enough.length);
  });

  it('have words for all they hold', () => {
    for (const { label, definition, own: names } of INDICATORS) {
      for (const words of [label.fr, label.en, definition.fr, definition.en]) expect(words).not.toBe('');
      expect(names.length).toBeGreaterThan(0);
    }
  });
});
