import { isUtf8 } from 'node:buffer';
import { JsonCursor, JsonSlice, JsonStop } from '@maillon/formats';
import { Finding } from '@maillon/kernel';
import { TextPlace } from '../json-places.js';
import { findSyntaxError } from '../json-syntax.js';
import { beforeBadUtf8, JsonPiece } from '../parse-json.js';
import { problem } from '../messages.js';

const [OPEN_OBJECT, CLOSE_OBJECT, OPEN_LIST, CLOSE_LIST, QUOTE, COLON, COMMA] = [
  123, 125, 91, 93, 34, 58, 44,
];
const LONGEST_NAME = 64 * 1024;

/** Why reading cannot go on, or why one event cannot be read. */
export class JsonRefusal extends Error {
  constructor(readonly finding: Finding) {
    super(finding.code);
  }
}

/** Reads the members of objects and the entries of lists one by one. What is no JSON stops it: JsonRefusal, JsonStop. */
export class JsonFrame {
  constructor(
    readonly bytes: JsonCursor,
    private readonly maxDepth: number,
  ) {}

  isObject = async (): Promise<boolean> => (await this.bytes.peek()) === OPEN_OBJECT;
  isList = async (): Promise<boolean> => (await this.bytes.peek()) === OPEN_LIST;
  isEnd = async (): Promise<boolean> => (await this.bytes.peek()) < 0;

  /** The names of the object that opens here, and where they stand: whoever asks takes the value before the next. */
  async *members(path: string, depth: number): AsyncGenerator<{ name: string; place: TextPlace }> {
    const { bytes } = this;
    bytes.skip();
    if ((await bytes.peek()) === CLOSE_OBJECT) return bytes.skip();
    for (;;) {
      if ((await bytes.peek()) !== QUOTE) this.refuse(path);
      const { place } = bytes;
      const { value } = this.parse(await bytes.value(LONGEST_NAME, depth), path);
      if ((await bytes.peek()) !== COLON) this.refuse(path);
      bytes.skip();
      yield { name: String(value), place };
      const after = await bytes.peek();
      if (after === CLOSE_OBJECT) return bytes.skip();
      if (after !== COMMA) this.refuse(path);
      bytes.skip();
    }
  }

  /** Goes into the list that opens here: true where an entry stands there. */
  async enterList(): Promise<boolean> {
    const { bytes } = this;
    bytes.skip();
    if ((await bytes.peek()) !== CLOSE_LIST) return true;
    bytes.skip();
    return false;
  }

  /**
   * Goes on behind an entry of a list: true where another stands there, false behind the end of the list. Nothing is to be waited for
   * unless more must be read to know.
   */
  nextEntry(path: string): boolean | Promise<boolean> {
    const after = this.bytes.peekNow();
    if (after !== undefined) return this.behindEntry(after, path);
    return this.bytes.peek().then((byte) => this.behindEntry(byte, path));
  }

  private behindEntry(after: number, path: string): boolean | Promise<boolean> {
    const { bytes } = this;
    if (after !== COMMA && after !== CLOSE_LIST) this.refuse(path);
    bytes.skip();
    if (after === CLOSE_LIST) return false;
    const next = bytes.peekNow();
    if (next !== undefined) return this.isEntry(next, path);
    return bytes.peek().then((byte) => this.isEntry(byte, path));
  }

  private isEntry(byte: number, path: string): boolean {
    if (byte === CLOSE_LIST) this.refuse(path);
    return true;
  }

  /** The value of a piece, and its text. Throws JsonRefusal with the place in it where it is none. */
  parse(piece: JsonSlice, path: string): JsonPiece {
    const { bytes, tooDeepAt, names } = piece;
    if (tooDeepAt)
      throw new JsonRefusal(problem('JSON_TOO_DEEP', { path, ...tooDeepAt, allowed: String(this.maxDepth) }));
    if (!bytes)
      throw new JsonRefusal(problem('HEADER_TOO_LARGE', { path, line: piece.line, column: piece.column }));
    if (!isUtf8(bytes)) {
      const before = beforeBadUtf8(bytes);
      throw new JsonRefusal(problem('JSON_NOT_UTF8', { path, ...placeIn(before, before.length, piece) }));
    }
    const text = bytes.toString('utf8');
    try {
      return { value: JSON.parse(text) as unknown, text, names };
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      const position = findSyntaxError(text);
      const place = placeIn(text, position, piece);
      throw new JsonRefusal(problem('JSON_SYNTAX', { path, ...place, value: characterAt(text, position) }));
    }
  }

  /** What stands here is not what the grammar wants. */
  refuse(path: string): never {
    const { place } = this.bytes;
    throw new JsonRefusal(problem('JSON_SYNTAX', { path, ...place, value: this.bytes.character }));
  }
}

/** What a stop of the reading says. */
export function findingOf(stop: JsonStop | JsonRefusal, maxBytes: number): Finding {
  if (stop instanceof JsonRefusal) return stop.finding;
  if (stop.reason === 'TOO_LARGE')
    return problem('JSON_TOO_LARGE', {
      path: '$',
      ...stop.place,
      value: `> ${maxBytes}`,
      allowed: String(maxBytes),
    });
  return problem('JSON_SYNTAX', {
    path: '$',
    ...stop.place,
    value: stop.reason === 'LINE_BREAK_IN_STRING' ? '↵' : undefined,
  });
}

const characterAt = (text: string, position: number): string | undefined => {
  const point = text.codePointAt(position);
  return point === undefined ? undefined : String.fromCodePoint(point);
};

function placeIn(text: string, position: number, start: TextPlace): TextPlace {
  const lines = text.slice(0, position).split('\n');
  const column = [...lines.at(-1)!].length + 1;
  return lines.length === 1
    ? { line: start.line, column: start.column + column - 1 }
    : { line: start.line + lines.length - 1, column };
}
