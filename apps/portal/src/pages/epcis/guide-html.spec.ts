import { anchorOf, guideHtml } from './guide-html';

describe('a page of the guide', () => {
  it('gives each heading the address that findings link to', () => {
    expect(guideHtml('### WORD_UNKNOWN\n\ntext')).toContain('<h3 id="word_unknown">WORD_UNKNOWN</h3>');
    expect(anchorOf('Le document : « tout »')).toBe('le-document---tout');
  });

  it('shows examples as they are written', () => {
    expect(guideHtml('```xml\n<a b="c">&amp;</a>\n```')).toContain('&lt;a b="c">&amp;amp;&lt;/a>');
  });
});
