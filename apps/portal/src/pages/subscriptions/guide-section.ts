/** A section of a page of the guide: its heading of the second level and all below, up to the next such heading. */
export function sectionOf(markdown: string, heading: string): string {
  const start = markdown.indexOf(`## ${heading}\n`);
  if (start < 0) throw new Error(`The guide has no section "${heading}".`);
  const end = markdown.indexOf('\n## ', start);
  return markdown.slice(start, end < 0 ? undefined : end);
}
