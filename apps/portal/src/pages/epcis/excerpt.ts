const BEFORE = 40;
const AFTER = 80;

export interface Excerpt {
  readonly before: string;
  readonly marked: string;
  readonly after: string;
}

/** What stands at a line and column (both from 1), cut to what fits beside it; the word there is marked, else the whole line. */
export function excerptOf(lines: readonly string[], line: number, column?: number): Excerpt | undefined {
  const text = lines[line - 1];
  if (text === undefined) return undefined;
  const start =
    column === undefined ? text.length - text.trimStart().length : Math.min(column - 1, text.length);
  const word =
    column === undefined
      ? text.slice(start)
      : (/^("(?:[^"\\]|\\.)*"|[^\s,<>{}[\]]+|.)/.exec(text.slice(start))?.[0] ?? '');
  const from = Math.max(0, start - BEFORE);
  const rest = text.slice(start + word.length);
  return {
    // the indentation says nothing, and takes half of a phone's width
    before: from > 0 ? `…${text.slice(from, start)}` : text.slice(0, start).trimStart(),
    marked: word.length > AFTER ? `${word.slice(0, AFTER)}…` : word,
    after: rest.length > AFTER ? `${rest.slice(0, AFTER)}…` : rest,
  };
}
