import { canRecord, summaryOf } from './summary';

const read = (eventCount: number, rightCount: number, masterDataCount = 0, ...severities: string[]) => ({
  ...{ eventCount, rightCount, masterDataCount },
  findings: severities.map((severity) => ({ severity })),
});

describe('what stands above a document that was read', () => {
  it('counts the right events among all', () => {
    expect(summaryOf(read(2, 2))).toEqual({
      tone: 'success',
      message: 'epcis.allRight',
      values: { count: 2 },
    });
    expect(summaryOf(read(2, 1))).toEqual({
      tone: 'warning',
      message: 'epcis.someRight',
      values: { count: 2, right: 1 },
    });
    expect(summaryOf(read(2, 0)).tone).toBe('danger');
  });

  it('says what a document of master data alone describes', () => {
    expect(summaryOf(read(0, 0, 3, 'warning'))).toEqual({
      tone: 'success',
      message: 'epcis.masterDataOnly',
      values: { count: 3 },
    });
  });

  it('never counts the right events among none', () => {
    for (const nothing of [read(0, 0), read(0, 0, 0, 'error'), read(0, 0, 3, 'error')])
      expect(summaryOf(nothing)).toEqual({
        tone: 'danger',
        message: 'epcis.nothingRead',
        values: { findings: nothing.findings.length },
      });
  });

  it('offers to record what is right, events or not, of a document without fault', () => {
    expect(canRecord(read(2, 1))).toBe(true);
    expect(canRecord(read(0, 0, 3, 'warning'))).toBe(true);
    expect(canRecord(read(2, 0, 1))).toBe(true);
    for (const nothing of [read(0, 0), read(2, 0), read(0, 0, 3, 'error')])
      expect(canRecord(nothing)).toBe(false);
  });
});
