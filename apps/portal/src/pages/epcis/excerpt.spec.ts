import { excerptOf } from './excerpt';

describe('the place of a finding in its text', () => {
  const lines = ['{', '  "bizStep": "shiping",', '  <action>ADD</action>', `"${'x'.repeat(300)}"`];

  it('marks the word that stands there', () => {
    expect(excerptOf(lines, 2, 14)).toEqual({ before: '"bizStep": ', marked: '"shiping"', after: ',' });
    expect(excerptOf(lines, 3, 11)).toEqual({ before: '<action>', marked: 'ADD', after: '</action>' });
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
