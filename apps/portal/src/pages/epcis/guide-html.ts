import { Marked } from 'marked';

/** A heading's place in its page, as code hosts name it too: `WORD_UNKNOWN` is `#word_unknown`. */
export const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}_ -]/gu, '')
    .trim()
    .replaceAll(' ', '-');

const reader = new Marked({
  renderer: {
    heading({ tokens, depth, text }) {
      return `<h${depth} id="${anchorOf(text)}">${this.parser.parseInline(tokens)}</h${depth}>\n`;
    },
    // only headings and words: what would need the keyboard to be scrolled can be reached by it
    code({ text }) {
      const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
      return `<pre tabindex="0"><code>${escaped}</code></pre>\n`;
    },
  },
});

/** A page of the guide as HTML, each heading with an address. */
export const guideHtml = (markdown: string): string => reader.parse(markdown, { async: false });
