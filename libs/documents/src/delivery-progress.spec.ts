import { within } from '@maillon/kernel/testing';
import { deliveryProgress } from './delivery-progress.js';

const line = (lineNumber: number, quantity: number, values: Record<string, string | number> = {}) => ({
  lineNumber,
  values: { buyerItem: 'A', unit: 'KGM', quantity, ...values },
});
const sent = (quantity: number, more: object = {}) => ({
  kind: 'despatched' as const,
  unit: 'KGM',
  quantity,
  ...more,
});
const got = (quantity: number, more: object = {}) => ({ ...sent(quantity, more), kind: 'received' as const });

describe('deliveryProgress', () => {
  it('tells none, part, despatched and received apart', () => {
    const lines = [line(1, 10), line(2, 5)];
    expect(deliveryProgress(lines, []).progress).toBe('none');
    expect(deliveryProgress(lines, [sent(10, { lineNumber: 1 })]).progress).toBe('part');
    const all = [sent(10, { lineNumber: 1 }), sent(5, { lineNumber: 2 })];
    expect(deliveryProgress(lines, all).progress).toBe('despatched');
    expect(deliveryProgress(lines, [...all, got(10, { lineNumber: 1 })]).progress).toBe('despatched');
    expect(
      deliveryProgress(lines, [...all, got(10, { lineNumber: 1 }), got(5, { lineNumber: 2 })]).progress,
    ).toBe('received');
  });

  it('counts what arrived unannounced as despatched', () => {
    expect(deliveryProgress([line(1, 10)], [got(4, { lineNumber: 1 })]).progress).toBe('part');
  });

  it('converts units, and counts nothing of one that cannot be', () => {
    expect(
      deliveryProgress([line(1, 1.5)], [sent(1500, { unit: 'GRM', lineNumber: 1 })]).lines[0]!.despatched,
    ).toBe(1.5);
    expect(deliveryProgress([line(1, 1.5)], [sent(1500, { unit: 'LTR', lineNumber: 1 })]).progress).toBe(
      'none',
    );
  });

  it('adds decimals without leaving crumbs', () => {
    expect(
      deliveryProgress([line(1, 0.3)], [sent(0.1, { lineNumber: 1 }), sent(0.2, { lineNumber: 1 })]).progress,
    ).toBe('despatched');
  });

  it('gives what names no line to the open lines of the item, and what is over to the last', () => {
    const { lines } = deliveryProgress(
      [line(1, 10), line(2, 5), line(3, 7, { buyerItem: 'B' })],
      [sent(18, { buyerItem: 'A' })],
    );
    expect(lines.map(({ despatched }) => despatched)).toEqual([10, 8, 0]);
  });

  it('takes the confirmed quantity, and leaves out rejected lines', () => {
    const lines = [line(1, 10, { confirmedQuantity: 8 }), line(2, 5, { answer: 'rejected' })];
    expect(deliveryProgress(lines, [sent(8, { lineNumber: 1 })]).progress).toBe('despatched');
  });

  it('knows a package, a serial number or a lot before the item', () => {
    const lines = [
      line(1, 3, { lot: 'L1' }),
      line(2, 4, { lot: 'L2' }),
      line(3, 1, { sscc: '340123450000000000', buyerItem: 'B' }),
    ];
    const { lines: rows } = deliveryProgress(lines, [
      got(4, { lot: 'L2', buyerItem: 'A' }),
      got(1, { sscc: '340123450000000000' }),
    ]);
    expect(rows.map(({ received }) => received)).toEqual([0, 4, 1]);
  });

  it('is sure of six decimals beside millions', () => {
    const exact = 1_234_567.123454;
    expect(deliveryProgress([line(1, exact)], [got(exact, { lineNumber: 1 })]).progress).toBe('received');
    expect(deliveryProgress([line(1, exact)], [got(exact - 0.000001, { lineNumber: 1 })]).progress).toBe(
      'part',
    );
  });

  it('takes 20,000 lines and as many deliveries by item in a moment', () => {
    const lines = Array.from({ length: 20_000 }, (_one, index) =>
      line(index + 1, 2, { buyerItem: `A-${index % 3}` }),
    );
    const delivered = lines.map(({ values }) => sent(2, { buyerItem: values.buyerItem }));
    expect(within(1000, () => deliveryProgress(lines, delivered)).progress).toBe('despatched');
  });
});
