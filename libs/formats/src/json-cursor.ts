import { ByteWindow } from './byte-window.js';
import { OpenBytes } from './csv-types.js';

/** A place in a text: both 1-based, the column in characters. */
export interface TextPlace {
  readonly line: number;
  readonly column: number;
}

export interface JsonSlice extends TextPlace {
  /** The value as written; undefined where it is longer than asked. Only good until the cursor moves on. */
  readonly bytes: Buffer | undefined;
  /** Where the document became too deep, if it did. */
  readonly tooDeepAt: TextPlace | undefined;
}

/** The document breaks off or a string is not closed: nothing after this can be told apart. */
export class JsonStop extends Error {
  constructor(
    readonly reason: 'CUT_OFF' | 'LINE_BREAK_IN_STRING',
    readonly place: TextPlace,
  ) {
    super(reason);
  }
}

const LF = 10;
const QUOTE = 34;
const BACKSLASH = 92;

/** Walks a JSON file value by value without holding more than one of them, and knows line and column of where it is. */
export class JsonCursor implements TextPlace {
  line = 1;
  column = 1;
  private readonly window: ByteWindow;
  private started = false;

  constructor(
    open: OpenBytes,
    private readonly maxDepth: number,
    readBytes?: number,
  ) {
    this.window = new ByteWindow(open, 0, readBytes);
  }

  get place(): TextPlace {
    return { line: this.line, column: this.column };
  }

  close(): Promise<void> {
    return this.window.close();
  }

  /** The next byte that is not white space, not taken; -1 at the end of the file. */
  async peek(): Promise<number> {
    const { window } = this;
    if (!this.started) await this.skipMark();
    for (;;) {
      const { bytes } = window;
      let at = window.at;
      while (at < bytes.length && isSpace(bytes[at]!)) at++;
      this.moveTo(at);
      if (at < bytes.length) return bytes[at]!;
      if (window.final) return -1;
      await window.fill();
    }
  }

  /** Takes the byte that peek gave. */
  skip(): void {
    this.moveTo(this.window.at + 1);
  }

  /**
   * Takes one value (or what stands in its place, up to the next delimiter): its bytes where it is at most `keep` long.
   * `depth` is the depth at which it stands. Throws JsonStop.
   */
  async value(keep: number, depth: number): Promise<JsonSlice> {
    await this.peek();
    const { window } = this;
    const from = this.place;
    const scan: ValueScan = { depth, state: 'start', deepAt: -1 };
    let tooDeepAt: TextPlace | undefined;
    let dropped = false;
    for (let at = window.at; ;) {
      const end = scanValue(scan, window.bytes, at, this.maxDepth);
      if (scan.deepAt >= 0) tooDeepAt ??= this.placeAt(scan.deepAt);
      scan.deepAt = -1;
      if (scan.state === 'broken') throw new JsonStop('LINE_BREAK_IN_STRING', this.placeAt(end));
      const stop = scan.state === 'done' ? end : window.bytes.length;
      dropped ||= stop - window.at > keep;
      if (scan.state === 'done' || (window.final && scan.state === 'scalar')) {
        const bytes = dropped ? undefined : window.bytes.subarray(window.at, stop);
        this.moveTo(stop);
        return { ...from, bytes, tooDeepAt };
      }
      if (window.final) throw new JsonStop('CUT_OFF', this.placeAt(stop));
      if (dropped) this.moveTo(stop);
      at = stop - window.at;
      await window.fill();
    }
  }

  private async skipMark(): Promise<void> {
    this.started = true;
    await this.window.fill();
    if (this.window.bytes.indexOf('\uFEFF') === 0) this.window.at = 3;
  }

  private placeAt(at: number): TextPlace {
    return placeIn(this.window.bytes, this.window.at, at, this);
  }

  private moveTo(at: number): void {
    const { bytes, at: from } = this.window;
    let { line, column } = this;
    for (let place = from; place < at; place++) {
      const byte = bytes[place]!;
      if (byte === LF) {
        line++;
        column = 1;
      } else if ((byte & 0xc0) !== 0x80) column++;
    }
    this.line = line;
    this.column = column;
    this.window.at = at;
  }
}

/** The place of bytes[at], knowing that bytes[from] is at `start`. */
export function placeIn(bytes: Uint8Array, from: number, at: number, start: TextPlace): TextPlace {
  let { line, column } = start;
  for (let place = from; place < at; place++) {
    if (bytes[place] === LF) {
      line++;
      column = 1;
    } else if ((bytes[place]! & 0xc0) !== 0x80) column++;
  }
  return { line, column };
}

interface ValueScan {
  depth: number;
  state: 'start' | 'nested' | 'string' | 'escape' | 'scalar' | 'done' | 'broken';
  /** First bracket beyond the greatest depth in this stretch of bytes, or -1. */
  deepAt: number;
  outer?: number;
}

const isSpace = (byte: number): boolean => byte === 32 || byte === LF || byte === 13 || byte === 9;
const isOpening = (byte: number): boolean => byte === 123 || byte === 91;
const isClosing = (byte: number): boolean => byte === 125 || byte === 93;

/** Goes on from `at` until the value ends (its end is given) or the bytes do. Brackets and strings only: no grammar. */
function scanValue(scan: ValueScan, bytes: Buffer, from: number, maxDepth: number): number {
  let at = from;
  if (scan.state === 'start' && at < bytes.length) {
    scan.outer = scan.depth;
    scan.state = isOpening(bytes[at]!) || bytes[at] === QUOTE ? 'nested' : 'scalar';
  }
  for (; at < bytes.length; at++) {
    const byte = bytes[at]!;
    if (scan.state === 'string') {
      while (at < bytes.length && bytes[at] !== QUOTE && bytes[at] !== BACKSLASH && bytes[at] !== LF) at++;
      if (at >= bytes.length) return at;
      if (bytes[at] === LF) scan.state = 'broken';
      else scan.state = bytes[at] === QUOTE ? 'nested' : 'escape';
      if (scan.state === 'broken') return at;
      if (scan.state === 'escape' || scan.depth !== scan.outer) continue;
    } else if (scan.state === 'escape') {
      scan.state = 'string';
      continue;
    } else if (scan.state === 'scalar') {
      if (byte !== 44 && !isClosing(byte) && !isSpace(byte)) continue;
      scan.state = 'done';
      return at;
    } else if (byte === QUOTE) {
      scan.state = 'string';
      continue;
    } else if (isOpening(byte)) {
      if (++scan.depth > maxDepth && scan.deepAt < 0) scan.deepAt = at;
      continue;
    } else if (!isClosing(byte) || --scan.depth !== scan.outer) continue;
    scan.state = 'done';
    return at + 1;
  }
  return at;
}
