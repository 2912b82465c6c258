import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { guideHtml } from '../epcis/guide-html';
import { sectionOf } from './guide-section';

const GUIDE = join(import.meta.dirname, '../../../../../docs/guide/epcis-rest.md');

describe('the part of the guide on subscriptions', () => {
  const html = guideHtml(sectionOf(readFileSync(GUIDE, 'utf8'), "S'abonner"));

  it('begins with its heading, holds how to verify a signature, and ends before what is about something else', () => {
    expect(html).toMatch(/^<h2 id="sabonner">/);
    expect(html).toContain('id="vérifier-la-signature"');
    expect(html).toContain('isFromMaillon');
    expect(html.match(/<h2 /g)).toHaveLength(1);
  });

  it('holds no link to another file, which would lead nowhere here', () => {
    expect(html).not.toMatch(/href="(?!https:|#)/);
  });

  it('refuses a section that is not there, and reads the last one to its end', () => {
    expect(() => sectionOf('## a\nb', 'c')).toThrow('no section');
    expect(sectionOf('## a\nb\n## c\nd', 'c')).toBe('## c\nd');
    expect(sectionOf('## a\nb\n## c\nd', 'a')).toBe('## a\nb');
  });
});
