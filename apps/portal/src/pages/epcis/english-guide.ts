/** The parts of a page between two headings, each with its heading at the head. */
const sectionsOf = (markdown: string): string[] => markdown.split(/^(?=#{2,3} )/m);

const FENCE = /^```[^\n]*\n[\s\S]*?^```$/gm;
const headingOf = (section: string): string => section.split('\n', 1)[0]!;

/**
 * The guide's page on findings in English: the translation, with the wrong and the right example of the French page wherever it
 * has none of its own, as most are the same in both languages.
 */
export function englishGuide(translation: string, french: string): string {
  const examples = new Map(
    sectionsOf(french).map((section) => [headingOf(section), section.match(FENCE) ?? []] as const),
  );
  const told = sectionsOf(translation).map((section) => {
    if (!section.startsWith('### ')) return section;
    const own = section.match(FENCE) ?? [];
    const [wrong, right] = own.length ? own : (examples.get(headingOf(section)) ?? []);
    const prose = section.replace(FENCE, '').trim();
    return wrong && right ? `${prose}\n\nTo correct:\n\n${wrong}\n\nRight:\n\n${right}\n\n` : `${prose}\n\n`;
  });
  return told.join('');
}
