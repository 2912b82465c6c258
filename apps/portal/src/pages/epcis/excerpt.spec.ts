import { excerptOf, scrollToMark } from './excerpt';

describe('the place of a finding in its text', () => {
  const lines = ['{', '  "bizStep": "shiping",', '  <action>ADD</action>', `"${'x'.repeat(300)}"`];

  it('marks the word that stands there', () => {
    expect(excerptOf(lines, 2, 14)).toEqual({ before: '"bizStep": ', marked: '"shiping"', after: ',' });
    expect(excerptOf(lines, 3, 11)).toEqual({ before: '<action>', marked: 'ADD', after: '</action>' });
  });

  it('is scrolled to where a phone does not show it, its beginning first', () => {
    expect(scrollToMark({ start: 100, end: 200, view: 250, kept: 40 })).toBe(0);
    expect(scrollToMark({ start: 350, end: 420, view: 250, kept: 40 })).toBe(170);
    expect(scrollToMark({ start: 350, end: 900, view: 250, kept: 40 })).toBe(278);
    expect(scrollToMark({ start: 41, end: 900, view: 250, kept: 40 })).toBe(0);
  });

  it('marks the whole line where no column is known', () => {
    expect(excerptOf(lines, 1)).toEqual({ before: '', marked: '{', after: '' });
  });

  it('cuts what does not fit, and knows where there is nothing', () => {
    expect(excerptOf(lines, 4, 1)?.marked.length).toBe(81);
    expect(excerptOf(lines, 9, 1)).toBeUndefined();
    expect(excerptOf(lines, 1, 50)).toEqual({ before: '{', marked: '', after: '' });
  });
});
