import { Finding } from '@maillon/kernel';
import { pathOf } from './event-check.js';
import { problem } from './messages.js';

type Steps = readonly (string | number)[];

/** A name that stands several times in one object of a JSON text. */
interface NameTwice {
  /** Names and indices that lead to it from the outermost value. */
  readonly steps: Steps;
  /** The value that is read, as written. */
  readonly value: string;
}

/** Told of one text; more would only repeat them. */
const MOST = 100;
/** Noted of one text, before those inside values that are not read fall away. */
const MOST_NOTED = 10_000;

/** Members in a parsed value, however deep. A text with more names than that gives some of them several times. */
export function membersIn(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  let count = 0;
  if (Array.isArray(value)) {
    for (const entry of value as unknown[]) if (typeof entry === 'object') count += membersIn(entry);
    return count;
  }
  const members = value as Readonly<Record<string, unknown>>;
  for (const name in members) {
    const member = members[name];
    count++;
    if (typeof member === 'object') count += membersIn(member);
  }
  return count;
}

/**
 * The findings on names that stand several times in one object: JSON.parse keeps the last and says nothing (RFC 8259 section 4
 * leaves open what that means; published examples do it). `root` is the path of the outermost value. At most 100. Expects a
 * text that JSON.parse takes, of bounded depth.
 */
export const namesTwice = (text: string, root: string, eventIndex?: number): Finding[] =>
  new NameWalk(text)
    .found()
    .map(({ steps, value }) =>
      problem('FIELD_TWICE', { path: pathOf(root, steps), eventIndex, field: String(steps.at(-1)), value }),
    );

/** What was noted of a member and inside it: a range of the list. */
interface Noted {
  readonly start: number;
  readonly end: number;
}

/** Goes through the whole text, in which a name is known to repeat. */
class NameWalk {
  private readonly twice: (NameTwice | undefined)[] = [];

  constructor(private readonly text: string) {}

  found(): readonly NameTwice[] {
    this.value(this.blanks(0), []);
    return this.twice.filter((told) => told !== undefined).slice(0, MOST);
  }

  /** Goes through the value that stands at an index; gives where it ends. */
  private value(at: number, steps: Steps): number {
    const first = this.text[at];
    if (first === '{') return this.members(at, steps);
    if (first === '[') return this.entries(at, steps);
    if (first === '"') return this.closing(at) + 1;
    let end = at;
    while (end < this.text.length && !/[\s,\]}]/.test(this.text[end]!)) end++;
    return end;
  }

  private members(open: number, steps: Steps): number {
    const seen = new Map<string, Noted>();
    let at = this.blanks(open + 1);
    while (this.text[at] === '"') {
      const close = this.closing(at);
      const name = JSON.parse(this.text.slice(at, close + 1)) as string;
      const from = this.blanks(this.blanks(close + 1) + 1);
      const earlier = seen.get(name);
      // of a value that is not read nothing is told
      if (earlier) this.twice.fill(undefined, earlier.start, earlier.end);
      const start = this.twice.length;
      const end = this.value(from, [...steps, name]);
      if (earlier) this.note({ steps: [...steps, name], value: this.text.slice(from, end) });
      seen.set(name, { start, end: this.twice.length });
      at = this.blanks(end);
      if (this.text[at] === ',') at = this.blanks(at + 1);
    }
    return at + 1;
  }

  private note(told: NameTwice): void {
    if (this.twice.length < MOST_NOTED) this.twice.push(told);
  }

  private entries(open: number, steps: Steps): number {
    let at = this.blanks(open + 1);
    for (let index = 0; this.text[at] !== ']'; index++) {
      at = this.blanks(this.value(at, [...steps, index]));
      if (this.text[at] === ',') at = this.blanks(at + 1);
    }
    return at + 1;
  }

  /** Where the text that opens at `open` is closed. */
  private closing(open: number): number {
    for (let end = this.text.indexOf('"', open + 1); ; end = this.text.indexOf('"', end + 1)) {
      let backslashes = 0;
      while (this.text.charCodeAt(end - 1 - backslashes) === 0x5c) backslashes++;
      if (backslashes % 2 === 0) return end;
    }
  }

  private blanks(from: number): number {
    let at = from;
    while (/[ \t\r\n]/.test(this.text.charAt(at))) at++;
    return at;
  }
}
