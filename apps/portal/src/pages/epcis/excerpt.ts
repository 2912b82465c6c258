const BEFORE = 40;
const AFTER = 80;

export interface Excerpt {
  readonly before: string;
  readonly marked: string;
  readonly after: string;
}

/** Pixels of what stands before the mark that stay in sight. */
const CONTEXT = 32;

/**
 * How far to scroll a line, in pixels, so that its mark is seen: not at all where it is, else no farther than its beginning.
 * `start` and `end` of the mark and `view` are measured from the left of the line, `kept` is what stays in sight there.
 */
export function scrollToMark(mark: {
  readonly start: number;
  readonly end: number;
  readonly view: number;
  readonly kept: number;
}): number {
  const { start, end, view, kept } = mark;
  return Math.max(0, Math.min(end - view, start - kept - CONTEXT));
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
