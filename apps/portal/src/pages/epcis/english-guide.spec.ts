import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { englishGuide } from './english-guide';
import { guideHtml } from './guide-html';

const GUIDE = join(import.meta.dirname, '../../../../../docs/guide');
const french = readFileSync(join(GUIDE, 'epcis-constats.md'), 'utf8');
const translation = readFileSync(join(GUIDE, 'en/epcis-findings.md'), 'utf8');
const headings = (markdown: string) => markdown.match(/^### .+$/gm);

describe('the findings in English', () => {
  it('has a section for each code, in the order of the French page', () => {
    expect(headings(translation)).toEqual(headings(french));
  });

  it('shows two examples for each code, its own or those of the French page', () => {
    const guide = englishGuide(translation, french);
    const [, ...sections] = guide.split(/^### /m);
    const without = sections.filter((section) => (section.match(/^```/gm) ?? []).length !== 4);
    expect(without.map((section) => section.split('\n', 1)[0])).toEqual([]);
    expect(guide).toContain('{ "bizStep": "shiping" }');
  });

  it('says nothing in French but what stands between quotation marks of an example', () => {
    const html = guideHtml(englishGuide(translation, french)).replaceAll(/```[\s\S]*?```/g, '');
    expect(html).not.toMatch(/À corriger|Juste|« /);
    expect(html).toContain('id="word_unknown"');
  });

  it('holds no link to another file, which would lead nowhere here', () => {
    expect(guideHtml(englishGuide(translation, french))).not.toMatch(/href="(?!https:|#)/);
  });
});
