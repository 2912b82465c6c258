import { Finding } from '@maillon/kernel';

/** A place in a text: both 1-based, the column in characters. */
export interface TextPlace {
  readonly line: number;
  readonly column: number;
}

/** Findings that speak of the name of a member, not of its value. */
const OF_NAMES = new Set(['FIELD_UNKNOWN', 'FIELD_NOT_ALLOWED', 'FIELD_TWICE', 'PREFIX_UNDECLARED']);
export const isOfName = (code: string): boolean => OF_NAMES.has(code);
/** Paths hold no more of a name (see pathOf). */
export const LONGEST_NAME = 120;

interface Wanted {
  readonly members: Map<string, Wanted>;
  nameAt?: number;
  valueAt?: number;
}

/**
 * The findings with line and column of what their JSON path names in a JSON text; of what surrounds it, where it is missing
 * there. `root` is the path of the text's outermost value, `start` where it stands. Expects a text that JSON.parse takes, of
 * bounded depth. Reads the text once, whatever the number of findings; those placed already stay as they are.
 */
export function placeFindings(
  findings: readonly Finding[],
  text: string,
  root = '$',
  start: TextPlace = { line: 1, column: 1 },
): Finding[] {
  const tree: Wanted = { members: new Map() };
  const trails = findings.map((finding) => (finding.line === undefined ? trailOf(finding, root, tree) : []));
  if (trails.every((trail) => trail.length === 0)) return [...findings];
  new Walker(text).walk(0, tree);
  const offsets = findings.map(({ code }, index) => offsetOf(trails[index]!, isOfName(code)));
  const places = placesOf(text, offsets, start);
  return findings.map((finding, index) => {
    const place = places.get(offsets[index]);
    return place ? { ...finding, ...place } : finding;
  });
}

const STEP = /\.([A-Za-z_]\w*)|\[(\d+)\]|\['((?:[^'\\]|\\.)*)'\]/y;

const ESCAPED = /\\(?:u([0-9a-f]{4})|(.))/g;
const unescaped = (_: string, code: string | undefined, sign: string): string =>
  code === undefined ? sign : String.fromCharCode(parseInt(code, 16));

/** The names and indices that a JSON path goes through behind `root`, names cut as paths cut them. */
export function stepsOf(path: string, root: string): string[] {
  const steps: string[] = [];
  STEP.lastIndex = root.length;
  for (let step = STEP.exec(path); step; step = STEP.exec(path))
    steps.push(step[1] ?? step[2] ?? step[3]!.replace(ESCAPED, unescaped));
  return steps;
}

/** What the path goes through, from the root on; nothing for a path that does not begin there. */
function trailOf({ path = '' }: Finding, root: string, tree: Wanted): Wanted[] {
  if (!path.startsWith(root)) return [];
  const trail = [tree];
  for (const name of stepsOf(path, root)) {
    const { members } = trail.at(-1)!;
    let next = members.get(name);
    if (!next) members.set(name, (next = { members: new Map() }));
    trail.push(next);
  }
  return trail;
}

function offsetOf(trail: readonly Wanted[], isOfName: boolean): number | undefined {
  const last = trail.at(-1);
  if (isOfName && last?.nameAt !== undefined) return last.nameAt;
  return trail.findLast(({ valueAt }) => valueAt !== undefined)?.valueAt;
}

function placesOf(
  text: string,
  offsets: readonly (number | undefined)[],
  start: TextPlace,
): Map<number | undefined, TextPlace> {
  const places = new Map<number | undefined, TextPlace>();
  const sorted = [...new Set(offsets)].filter((offset) => offset !== undefined).sort((a, b) => a - b);
  let { line, column } = start;
  let from = 0;
  for (const offset of sorted) {
    for (let end = text.indexOf('\n', from); end >= 0 && end < offset; end = text.indexOf('\n', from)) {
      line++;
      column = 1;
      from = end + 1;
    }
    column += charactersIn(text.slice(from, offset));
    from = offset;
    places.set(offset, { line, column });
  }
  return places;
}

const charactersIn = (text: string): number =>
  text.length - (text.match(/[\ud800-\udbff][\udc00-\udfff]/g)?.length ?? 0);

/** Goes through a JSON text and notes where the wanted members stand. */
class Walker {
  constructor(private readonly text: string) {}

  /** Notes what is wanted of the value that stands behind `from`; gives where the value ends. */
  walk(from: number, wanted: Wanted | undefined): number {
    const at = this.blanks(from);
    if (wanted) wanted.valueAt = at;
    const first = this.text[at];
    if (!wanted || wanted.members.size === 0) return this.skip(at);
    if (first === '{') return this.members(at + 1, wanted.members);
    return first === '[' ? this.entries(at + 1, wanted.members) : this.skip(at);
  }

  private members(from: number, wanted: Map<string, Wanted>): number {
    let at = this.blanks(from);
    while (this.text[at] === '"') {
      const close = this.closing(at);
      const name = this.nameOf(at, close);
      const member = wanted.get(name);
      if (member) member.nameAt = at;
      at = this.blanks(this.walk(this.blanks(close + 1) + 1, member));
      if (this.text[at] === ',') at = this.blanks(at + 1);
    }
    return at + 1;
  }

  private entries(from: number, wanted: Map<string, Wanted>): number {
    let at = this.blanks(from);
    for (let index = 0; at < this.text.length && this.text[at] !== ']'; index++) {
      at = this.blanks(this.walk(at, wanted.get(String(index))));
      if (this.text[at] === ',') at = this.blanks(at + 1);
    }
    return at + 1;
  }

  private nameOf(open: number, close: number): string {
    const written = this.text.slice(open + 1, close);
    const name = written.includes('\\') ? (JSON.parse(`"${written}"`) as string) : written;
    return name.slice(0, LONGEST_NAME);
  }

  /** The end of a value that nothing is wanted of. */
  private skip(from: number): number {
    const { text } = this;
    let depth = 0;
    for (let at = from; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === 0x22) {
        at = this.closing(at);
        if (depth === 0) return at + 1;
      } else if (code === 0x7b || code === 0x5b) depth++;
      else if (code === 0x7d || code === 0x5d) {
        if (depth === 0) return at;
        if (--depth === 0) return at + 1;
      } else if (code === 0x2c && depth === 0) return at;
    }
    return text.length;
  }

  /** Where the text that opens at `open` is closed. */
  private closing(open: number): number {
    for (let end = this.text.indexOf('"', open + 1); end >= 0; end = this.text.indexOf('"', end + 1)) {
      let backslashes = 0;
      while (this.text.charCodeAt(end - 1 - backslashes) === 0x5c) backslashes++;
      if (backslashes % 2 === 0) return end;
    }
    return this.text.length;
  }

  private blanks(from: number): number {
    let at = from;
    for (let code = this.text.charCodeAt(at); code === 32 || (code > 8 && code < 14);)
      code = this.text.charCodeAt(++at);
    return at;
  }
}
