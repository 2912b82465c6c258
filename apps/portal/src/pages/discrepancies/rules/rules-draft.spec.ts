import { draftOf, emptyLine, fieldsOf, problemsIn, type Rules, rulesOf, withoutBlanks } from './rules-draft';

const RULES: Rules = {
  tolerances: [
    { unit: 'H87', relative: 0, absolute: 0 },
    { family: 'VIS', relative: 0.005, absolute: 2 },
  ],
  lossFactors: [{ least: 0.03 }],
  factors: [{ item: 'CARTON-1', from: 'CT', to: 'H87', factor: 12 }],
  transitDays: 10,
  clockHours: 12,
  blocking: ['identity'],
};

describe('rules as they are typed', () => {
  it('come back as they were kept', () => {
    expect(rulesOf(draftOf(RULES))).toEqual(RULES);
    expect(rulesOf(draftOf(RULES, ','))).toEqual(RULES);
    expect(draftOf(RULES, ',').lists.tolerances[1]!['relative']).toBe('0,5');
    expect(rulesOf(draftOf({}))).toEqual({});
  });

  it('are read in percent, with a comma or a point', () => {
    const draft = draftOf({ tolerances: [{ relative: 0.07, absolute: 0 }] });
    expect(draft.lists.tolerances[0]!['relative']).toBe('7');
    const typed = { ...draft.lists.tolerances[0]!, relative: '0,5', absolute: '' };
    expect(rulesOf({ ...draft, lists: { ...draft.lists, tolerances: [typed] } }).tolerances).toEqual([
      { relative: 0.005, absolute: 0 },
    ]);
  });

  it('leave out lines in which nothing stands, and name the place of what is no number', () => {
    const draft = draftOf(RULES);
    const tolerances = [emptyLine('tolerances'), { ...emptyLine('tolerances'), relative: 'un peu' }];
    const cleaned = withoutBlanks({ ...draft, lists: { ...draft.lists, tolerances } });
    expect(problemsIn(cleaned, (text) => text)).toEqual([
      { field: 'tolerances.0.relative', message: 'un peu' },
    ]);
    expect(fieldsOf(cleaned)).toContain('tolerances.0.relative');
  });

  it('keep a conversion without a factor incomplete, so that the platform asks for it', () => {
    const draft = draftOf({});
    const factors = [{ ...emptyLine('factors'), item: 'A' }];
    expect(rulesOf({ ...draft, lists: { ...draft.lists, factors } }).factors).toEqual([{ item: 'A' }]);
  });
});
