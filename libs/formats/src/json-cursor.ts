import { isAscii } from 'node:buffer';

/** A place in a text: both 1-based, the column in characters. */
export interface TextPlace {
  readonly line: number;
  readonly column: number;
}

/** One value of the text: its bytes as written, unless it is longer than asked. Only good until the next is read. */
export interface JsonSlice extends TextPlace {
  readonly bytes: Buffer | undefined;
  /** Where it became too deep, if it did. */
  readonly tooDeepAt: TextPlace | undefined;
  /** Names of members in it, however deep. */
  readonly names: number;
}

/** The text breaks off, breaks a line within a text in quotation marks, or is too long: nothing after this can be told apart. */
export class JsonStop extends Error {
  constructor(
    readonly reason: 'CUT_OFF' | 'LINE_BREAK_IN_STRING' | 'TOO_LARGE',
    readonly place: TextPlace,
  ) {
    super(reason);
  }
}

const [LF, QUOTE, COLON, BACKSLASH] = [10, 34, 58, 92];

/** Walks a JSON text that comes in chunks, value by value, holding no more than one of them; knows line and column. */
export class JsonCursor {
  private readonly source: AsyncIterator<Uint8Array>;
  private bytes: Buffer = Buffer.alloc(0);
  private at = 0;
  private final = false;
  private total = 0;
  /** The place of bytes[counted]. */
  private counted = 0;
  private line = 1;
  private column = 1;

  constructor(
    chunks: AsyncIterable<Uint8Array>,
    private readonly maxDepth: number,
    private readonly maxBytes = Infinity,
  ) {
    this.source = chunks[Symbol.asyncIterator]();
  }

  /** Where the cursor stands. */
  get place(): TextPlace {
    return this.placeAt(this.at);
  }

  /** The character at the cursor; undefined at the end. */
  get character(): string | undefined {
    const point = this.bytes.toString('utf8', this.at, this.at + 4).codePointAt(0);
    return point === undefined ? undefined : String.fromCodePoint(point);
  }

  /** The next byte that is not white space, not taken; -1 at the end. Throws JsonStop. */
  async peek(): Promise<number> {
    for (;;) {
      const next = this.peekNow();
      if (next !== undefined) return next;
      if (this.final) return -1;
      await this.fill();
    }
  }

  /** As peek, among what is held: undefined where more must be read to know. Spares a wait where every value costs one. */
  peekNow(): number | undefined {
    const { bytes } = this;
    let { at } = this;
    while (at < bytes.length && isSpace(bytes[at]!)) at++;
    this.at = at;
    return bytes[at];
  }

  /** Takes the byte that peek gave. */
  skip(): void {
    this.at++;
  }

  /** Takes one value that stands at that depth, or what stands in its place; its bytes where it is at most `keep` long. Throws JsonStop. */
  async value(keep: number, depth: number): Promise<JsonSlice> {
    if (this.peekNow() === undefined) await this.peek();
    const from = this.place;
    const scan = new ValueScan(depth, this.maxDepth);
    let tooDeepAt: TextPlace | undefined;
    let dropped = false;
    for (let at = this.at; ; at = this.at + scan.kept) {
      const end = scan.run(this.bytes, at);
      if (scan.deepAt >= 0) tooDeepAt ??= this.placeAt(scan.deepAt);
      scan.deepAt = -1;
      if (scan.state === 'broken') throw new JsonStop('LINE_BREAK_IN_STRING', this.placeAt(end));
      dropped ||= end - this.at > keep;
      if (scan.state === 'done' || (this.final && scan.state === 'scalar')) {
        const bytes = dropped ? undefined : this.bytes.subarray(this.at, end);
        this.at = end;
        return { ...from, bytes, tooDeepAt, names: scan.names };
      }
      if (this.final) throw new JsonStop('CUT_OFF', this.placeAt(end));
      if (dropped) this.at = end;
      scan.kept = end - this.at;
      await this.fill();
    }
  }

  /** As value, among what is held: undefined where more must be read, or where something is to be told of it, and nothing is taken. */
  valueNow(keep: number, depth: number): JsonSlice | undefined {
    if (this.peekNow() === undefined) return undefined;
    const scan = new ValueScan(depth, this.maxDepth);
    const end = scan.run(this.bytes, this.at);
    if (scan.state !== 'done' || scan.deepAt >= 0 || end - this.at > keep) return undefined;
    const { line, column } = this.place;
    const bytes = this.bytes.subarray(this.at, end);
    this.at = end;
    return { line, column, bytes, tooDeepAt: undefined, names: scan.names };
  }

  /** Lets go of the source. */
  async close(): Promise<void> {
    await this.source.return?.();
  }

  /** Adds at least as much as is held, so that a long value costs no more than its length; drops what was taken. */
  private async fill(): Promise<void> {
    this.placeAt(this.at);
    const isFirst = this.total === 0;
    const kept = this.bytes.subarray(this.at);
    const parts: Uint8Array[] = kept.length > 0 ? [kept] : [];
    // a byte order mark is never cut
    const wanted = Math.max(kept.length, 4);
    for (let read = 0; read < wanted && !this.final;) {
      const { value, done } = await this.source.next();
      this.final = done === true;
      if (done || !(value instanceof Uint8Array)) continue;
      this.total += value.length;
      if (this.total > this.maxBytes) throw new JsonStop('TOO_LARGE', this.place);
      parts.push(value);
      read += value.length;
    }
    this.counted -= this.at;
    this.at = 0;
    this.bytes = parts.length === 1 ? asBuffer(parts[0]!) : Buffer.concat(parts);
    if (isFirst && this.bytes.indexOf('\uFEFF') === 0) this.at = this.counted = 3;
  }

  /** The place of an index not before one asked earlier. */
  private placeAt(index: number): TextPlace {
    const { bytes } = this;
    for (
      let end = bytes.indexOf(LF, this.counted);
      end >= 0 && end < index;
      end = bytes.indexOf(LF, this.counted)
    ) {
      this.line++;
      this.column = 1;
      this.counted = end + 1;
    }
    if (index > this.counted) {
      this.column += charactersIn(bytes.subarray(this.counted, index));
      this.counted = index;
    }
    return { line: this.line, column: this.column };
  }
}

const asBuffer = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);

function charactersIn(bytes: Buffer): number {
  if (isAscii(bytes)) return bytes.length;
  let count = 0;
  for (const byte of bytes) if ((byte & 0xc0) !== 0x80) count++;
  return count;
}

const isSpace = (byte: number): boolean => byte === 32 || byte === LF || byte === 13 || byte === 9;
const isOpening = (byte: number): boolean => byte === 123 || byte === 91;
const isClosing = (byte: number): boolean => byte === 125 || byte === 93;

/** Finds where a value ends, chunk by chunk: brackets and quotation marks only, no grammar. */
class ValueScan {
  state: 'start' | 'nested' | 'string' | 'escape' | 'scalar' | 'done' | 'broken' = 'start';
  /** First bracket beyond the greatest depth in the last run, or -1. */
  deepAt = -1;
  /** Bytes of the value that are held when the next run begins. */
  kept = 0;
  /** Colons outside quotation marks. */
  names = 0;
  private readonly outer: number;

  constructor(
    private depth: number,
    private readonly maxDepth: number,
  ) {
    this.outer = depth;
  }

  /** Goes on from an index; gives where the value ends, or where the bytes do. */
  run(bytes: Buffer, from: number): number {
    let at = from;
    if (this.state === 'start' && at < bytes.length)
      this.state = isOpening(bytes[at]!) || bytes[at] === QUOTE ? 'nested' : 'scalar';
    while (at < bytes.length && this.state !== 'done') {
      if (this.state === 'string' || this.state === 'escape') at = this.inString(bytes, at);
      else if (this.state === 'scalar') at = this.inScalar(bytes, at);
      else at = this.inNested(bytes, at);
      if (this.state === 'broken') return at;
    }
    return at;
  }

  private inString(bytes: Buffer, from: number): number {
    let at = from;
    if (this.state === 'escape') {
      this.state = 'string';
      return at + 1;
    }
    for (; at < bytes.length; at++) {
      const byte = bytes[at]!;
      if (byte === QUOTE) {
        this.state = this.depth === this.outer ? 'done' : 'nested';
        return at + 1;
      }
      if (byte === BACKSLASH || byte === LF) {
        this.state = byte === LF ? 'broken' : 'escape';
        return byte === LF ? at : at + 1;
      }
    }
    return at;
  }

  private inScalar(bytes: Buffer, from: number): number {
    let at = from;
    for (; at < bytes.length; at++) {
      const byte = bytes[at]!;
      if (byte !== 44 && !isClosing(byte) && !isSpace(byte)) continue;
      this.state = 'done';
      break;
    }
    return at;
  }

  private inNested(bytes: Buffer, from: number): number {
    let at = from;
    for (; at < bytes.length; at++) {
      const byte = bytes[at]!;
      if (byte === QUOTE) {
        this.state = 'string';
        return at + 1;
      }
      if (isOpening(byte)) {
        if (++this.depth > this.maxDepth && this.deepAt < 0) this.deepAt = at;
      } else if (byte === COLON) this.names++;
      else if (isClosing(byte) && --this.depth <= this.outer) {
        this.state = 'done';
        return at + 1;
      }
    }
    return at;
  }
}
