import type { OpenDiscrepancy, Statement } from './discrepancy-read';
import { gapOf } from './gap';
import { likelyAct } from './likely-act';
import { suggestedCorrection } from './suggested-correction';

const said = (more: Partial<Statement>) =>
  ({
    verb: { fr: 'expédié', en: 'shipped' },
    at: '2026-03-02T08:00:00Z',
    label: 'L1',
    quantity: 200,
    unit: 'KGM',
    revisions: 0,
    isCorrectable: true,
    ...more,
  }) as Statement;

const facts = (more: Partial<OpenDiscrepancy>) =>
  ({
    kind: 'QUANTITY',
    state: 'OPEN',
    mySide: 'SHIPPER',
    label: 'L1',
    acts: ['correct', 'accept', 'dispute'],
    expected: 200,
    found: 190,
    difference: -10,
    unit: 'KGM',
    statements: [said({})],
    ...more,
  }) as OpenDiscrepancy;

describe('what a correction begins with', () => {
  const shipped = said({});
  const received = said({ quantity: 190 });

  it('is what the other side says, from either side', () => {
    const asked = { isOurs: true, others: [received], siblings: 1 };
    expect(suggestedCorrection(facts({}), shipped, asked)).toEqual({ quantity: 190 });
    expect(suggestedCorrection(facts({ mySide: 'RECEIVER' }), received, asked)).toEqual({ quantity: 200 });
    expect(suggestedCorrection(facts({ mySide: 'RECEIVER' }), shipped, { ...asked, isOurs: false })).toEqual({
      quantity: 190,
    });
  });

  it('spreads over one of several lines, without the dust of binary fractions', () => {
    const suggested = suggestedCorrection(facts({ difference: -0.3 }), said({ quantity: 0.4 }), {
      isOurs: true,
      others: [received],
      siblings: 3,
    });
    expect(suggested).toEqual({ quantity: 0.1 });
  });

  it('takes the common unit where one line was written in another, and nothing where there are several', () => {
    const inTonnes = said({ quantity: 0.19, unit: 'TNE' });
    const mine = facts({ mySide: 'RECEIVER' });
    expect(suggestedCorrection(mine, inTonnes, { isOurs: true, others: [shipped], siblings: 1 })).toEqual({
      quantity: 200,
      unit: 'KGM',
    });
    expect(suggestedCorrection(mine, inTonnes, { isOurs: true, others: [shipped], siblings: 2 })).toEqual({});
  });

  it('leaves what was rejected where it is written: apart', () => {
    const mine = facts({ mySide: 'RECEIVER', found: 195, difference: -5 });
    const kept = said({ quantity: 195, rejected: 15 });
    expect(suggestedCorrection(mine, kept, { isOurs: true, others: [shipped], siblings: 1 })).toEqual({
      quantity: 185,
    });
  });

  it('takes over the unit or the name where those differ', () => {
    const others = [said({ unit: 'H87', label: 'L2', quantity: 12 })];
    const asked = { isOurs: true, others, siblings: 1 };
    expect(suggestedCorrection(facts({ kind: 'UNIT' }), shipped, asked)).toEqual({
      quantity: 12,
      unit: 'H87',
    });
    expect(suggestedCorrection(facts({ kind: 'IDENTITY' }), shipped, asked)).toEqual({ label: 'L2' });
    expect(suggestedCorrection(facts({ kind: 'MASS_BALANCE' }), shipped, asked)).toEqual({});
  });
});

describe('the act offered first', () => {
  const advice = said({ documentId: 'd1' });

  it('is a receipt out of the despatch advice when it is the receiver who has not answered', () => {
    const overdue = facts({ kind: 'OVERDUE', mySide: 'RECEIVER' });
    expect(likelyAct(overdue, [advice])).toEqual({ is: 'receive', documentId: 'd1' });
    expect(likelyAct({ ...overdue, itemId: 'i1' }, [said({ eventId: 'e1' })])).toEqual({
      is: 'receiveItem',
      itemId: 'i1',
    });
    expect(likelyAct({ ...overdue, mySide: 'SHIPPER' }, [])).toEqual({ is: 'correct' });
  });

  it('is to announce what was received, or to declare an origin', () => {
    const unannounced = facts({ kind: 'RECEIVED_NOT_SHIPPED', itemId: 'i1' });
    expect(likelyAct(unannounced, [advice])).toEqual({ is: 'despatch' });
    expect(likelyAct(unannounced, [said({})])).toEqual({ is: 'shipItem', itemId: 'i1' });
    expect(likelyAct(facts({ kind: 'NEVER_MADE', mySide: 'OWNER' }), [])).toEqual({ is: 'declareItem' });
  });

  it('is to correct otherwise, and nothing where nothing may be done', () => {
    expect(likelyAct(facts({}), [advice])).toEqual({ is: 'correct' });
    expect(likelyAct(facts({ statements: [said({ isCorrectable: false })] }), [advice])).toBeUndefined();
    expect(likelyAct(facts({ acts: ['comment'] }), [advice])).toBeUndefined();
    expect(
      likelyAct(facts({ kind: 'OVERDUE', mySide: 'RECEIVER', state: 'HEALED' }), [advice]),
    ).toBeUndefined();
  });
});

describe('what stands between the two sides', () => {
  it('is a quantity, two units, two names or a time', () => {
    expect(gapOf(facts({}), [said({})], [said({})])).toEqual({
      is: 'quantity',
      difference: -10,
      unit: 'KGM',
    });
    expect(gapOf(facts({ kind: 'UNIT' }), [said({})], [said({ unit: 'H87' })])).toEqual({
      is: 'words',
      first: 'KGM',
      second: 'H87',
      areUnits: true,
    });
    expect(
      gapOf(facts({ kind: 'IDENTITY', otherLabel: 'L2' }), [said({ label: 'L1' })], [said({ label: 'L2' })]),
    ).toEqual({ is: 'words', first: 'L1', second: 'L2', areUnits: false });
    const later = said({ at: '2026-03-04T08:00:00+02:00' });
    expect(gapOf(facts({ kind: 'DATE_ORDER' }), [said({})], [later, later])).toEqual({
      is: 'hours',
      hours: 46,
    });
  });

  it('is left open where one side is silent and there is no figure', () => {
    const silent = facts({ kind: 'DATE_ORDER', difference: undefined });
    expect(gapOf(silent, [said({})], [])).toEqual({ is: 'unknown' });
  });
});
