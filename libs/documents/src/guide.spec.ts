import { readFileSync } from 'node:fs';
import { DEFINITIONS } from './definitions.js';
import { documentGuide } from './guide.js';

const PAGE = new URL('../../../docs/guide/documents.md', import.meta.url);
/** Tables are aligned when the page is written: widths do not count. */
const plain = (text: string) => text.replace(/ +/g, ' ').replace(/-{3,}/g, '---').trim();

describe('the guide page of documents', () => {
  it('says what the definitions say (npm run guide writes it)', () => {
    expect(plain(readFileSync(PAGE, 'utf8'))).toBe(plain(documentGuide()));
  });

  it('has every type, state and field', () => {
    const page = documentGuide();
    for (const { label, states, header, lines } of DEFINITIONS)
      for (const words of [
        label.fr,
        ...states.map((state) => state.label.fr),
        ...[...header, ...lines].map(({ name }) => `\`${name}\``),
      ])
        expect(page).toContain(words);
  });
});
