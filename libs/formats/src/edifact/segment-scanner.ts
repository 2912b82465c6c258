import { SegmentExtent, SegmentSource } from './edifact-segment.js';

/** A segment as the scanner saw it; the byte offsets are those of the first thing of their kind, or undefined. */
export interface ScannedSegment extends SegmentExtent {
  readonly closed: boolean;
  readonly tooLong: boolean;
  readonly elements: number;
  /** Most components that one element has. */
  readonly components: number;
  readonly controlAt?: number;
  /** A release character before a sign that means nothing. */
  readonly needlessReleaseAt?: number;
  readonly lineBreakAt?: number;
}

/** Character codes of the signs of an interchange, -1 for one that is not used. */
interface Signs {
  readonly source: SegmentSource;
  readonly elementSign: number;
  readonly componentSign: number;
  readonly terminatorSign: number;
  readonly releaseSign: number;
  readonly repetitionSign: number;
}

const [LF, CR, TAB] = [10, 13, 9];
/** Between segments: blanks, line breaks, and what transfer programs pad files with. */
const isPadding = (code: number): boolean =>
  code === 32 || code === LF || code === CR || code === TAB || code === 0 || code === 26;

/** Cuts a file into segments, byte by byte, once; counts lines and columns (in characters) on its way. */
export class SegmentScanner {
  private line = 1;
  private column = 1;
  private signs?: Signs;

  constructor(
    private readonly text: string,
    private utf8: boolean,
    public at = 0,
  ) {}

  /** Passes over blanks and line breaks. */
  skipPadding(): void {
    while (this.at < this.text.length && isPadding(this.text.charCodeAt(this.at))) this.step();
  }

  skip(bytes: number): void {
    for (const end = Math.min(this.text.length, this.at + bytes); this.at < end;) this.step();
  }

  startsWith(tag: string): boolean {
    return this.text.startsWith(tag, this.at);
  }

  get place(): { line: number; column: number } {
    return { line: this.line, column: this.column };
  }

  /** The next segment, or undefined at the end of the file. Stops after `maxBytes`. */
  next(source: SegmentSource, maxBytes: number): ScannedSegment | undefined {
    this.utf8 = source.utf8;
    this.skipPadding();
    if (this.at >= this.text.length) return undefined;
    const { text } = this;
    const { elementSign, componentSign, terminatorSign, releaseSign, repetitionSign } = this.signsOf(source);
    const start = this.at;
    const limit = Math.min(text.length, start + maxBytes);
    const { line, column } = this;
    let [elements, components, inElement] = [0, 1, 1];
    let controlAt: number | undefined;
    let needlessReleaseAt: number | undefined;
    let lineBreakAt: number | undefined;
    for (; this.at < limit; this.step()) {
      const code = text.charCodeAt(this.at);
      if (code === terminatorSign) break;
      if (code === releaseSign) {
        if (this.at + 1 >= limit) continue;
        this.step();
        const next = text.charCodeAt(this.at);
        const needed =
          next === elementSign ||
          next === componentSign ||
          next === terminatorSign ||
          next === releaseSign ||
          next === repetitionSign;
        if (!needed) needlessReleaseAt ??= this.at - 1;
      } else if (code === elementSign) {
        elements++;
        inElement = 1;
      } else if (code === componentSign) {
        if (++inElement > components) components = inElement;
      } else if (code === LF || code === CR) lineBreakAt ??= this.at;
      else if ((code < 32 && code !== TAB) || code === 127) controlAt ??= this.at;
    }
    const end = this.at;
    const closed = end < limit;
    if (closed) this.step();
    const tooLong = !closed && limit < text.length;
    const counts = { elements, components };
    return {
      start,
      end,
      line,
      column,
      closed,
      tooLong,
      ...counts,
      controlAt,
      needlessReleaseAt,
      lineBreakAt,
    };
  }

  private signsOf(source: SegmentSource): Signs {
    if (this.signs?.source === source) return this.signs;
    const { element, component, release, repetition, terminator } = source.characters;
    this.signs = {
      source,
      elementSign: codeOf(element),
      componentSign: codeOf(component),
      terminatorSign: codeOf(terminator),
      releaseSign: codeOf(release),
      repetitionSign: codeOf(repetition),
    };
    return this.signs;
  }

  private step(): void {
    const code = this.text.charCodeAt(this.at++);
    if (code === LF || (code === CR && this.text.charCodeAt(this.at) !== LF)) {
      this.line++;
      this.column = 1;
    } else if (!this.utf8 || (code & 0xc0) !== 0x80) this.column++;
  }
}

/** An unused sign is equal to none. */
const codeOf = (sign: string): number => (sign === '' ? -1 : sign.charCodeAt(0));
