/** A quoted cell may hold line breaks, but not more lines or bytes than this: beyond, its quote was never closed. */
export const MAX_QUOTED_LINES = 100;
export const MAX_QUOTED_BYTES = 64 * 1024;

export type ScanState = 'record' | 'more' | 'fault';
export type RecordFault = 'UNCLOSED_QUOTE' | 'TEXT_AFTER_QUOTE' | 'LINE_TOO_LONG';

const QUOTE = 34;
const LF = 10;
const CR = 13;
const SPACE = 32;

/**
 * Finds where one CSV record ends (RFC 4180, with LF, CR or CRLF line ends), on bytes of any ASCII-compatible encoding.
 * The answer is left in the fields, so that a file of millions of records allocates nothing here, and it does not
 * depend on how the file was cut into chunks. A quote opens a quoted cell only where the cell starts.
 * After a fault, `next` is the start of the line after the one at fault, or -1: no line end comes before `end`.
 */
export class RecordScanner {
  /** End of the record's text, line end excluded. */
  end = 0;
  /** First byte of the next record. */
  next = 0;
  /** Physical lines that lie between `start` and `next`. */
  lines = 0;
  quoted = false;
  hasNul = false;
  fault: RecordFault = 'UNCLOSED_QUOTE';
  /** Byte where the fault is. */
  faultAt = 0;

  private bytes: Uint8Array = new Uint8Array(0);
  /** Nothing at or after `stop` is looked at; `final` says that the file ends there. */
  private stop = 0;
  private final = false;
  private firstLineEnd = -1;
  private textAfterQuoteAt = -1;

  constructor(
    private readonly delimiter: number,
    private readonly maxBytes: number,
  ) {}

  /** Looks at bytes[start..limit); `final` says that the file ends at `limit`. */
  scan(bytes: Uint8Array, start: number, limit: number, final: boolean): ScanState {
    this.bytes = bytes;
    this.stop = Math.min(limit, start + this.maxBytes + 2);
    // a window that is full is judged the same whether or not the file goes on
    this.final = final && limit < start + this.maxBytes + 2;
    this.lines = 0;
    this.quoted = this.hasNul = false;
    this.firstLineEnd = this.textAfterQuoteAt = -1;
    let at = start;
    while (at < this.stop) {
      const byte = bytes[at]!;
      if (byte > QUOTE) at++;
      else if (byte === LF || byte === CR) return this.endAt(start, at);
      else if (byte === QUOTE && (at === start || bytes[at - 1] === this.delimiter)) {
        at = this.quotedCell(at);
        if (at === FAULT) return 'fault';
        if (at === MORE) return this.unfinished(start);
      } else {
        if (byte === 0) this.hasNul = true;
        at++;
      }
    }
    return this.final ? this.endAt(start, this.stop) : this.unfinished(start);
  }

  private endAt(start: number, at: number): ScanState {
    if (at - start > this.maxBytes) return this.tooLong(start);
    const next = this.afterLineEnd(at);
    if (next === MORE) return this.unfinished(start);
    this.end = at;
    this.next = next;
    this.lines++;
    if (this.textAfterQuoteAt < 0) return 'record';
    this.fault = 'TEXT_AFTER_QUOTE';
    this.faultAt = this.textAfterQuoteAt;
    return 'fault';
  }

  /** Reads the cell whose opening quote is at `open`; the position after it, or FAULT or MORE. */
  private quotedCell(open: number): number {
    const { bytes, stop } = this;
    const openLine = this.lines;
    const byteStop = Math.min(stop, open + MAX_QUOTED_BYTES);
    let lineEnd = -1;
    let at = open + 1;
    this.quoted = true;
    for (; at < byteStop; at++) {
      const byte = bytes[at]!;
      if (byte > QUOTE) continue;
      if (byte === QUOTE) {
        if (at + 1 >= stop && !this.final) return MORE;
        if (at + 1 >= stop || bytes[at + 1] !== QUOTE)
          return this.afterQuote(open, at + 1, openLine, lineEnd);
        at++;
      } else if (byte === LF || byte === CR) {
        const next = this.afterLineEnd(at);
        if (next === MORE) return MORE;
        if (this.firstLineEnd < 0) this.firstLineEnd = next;
        if (lineEnd < 0) lineEnd = next;
        if (++this.lines - openLine >= MAX_QUOTED_LINES) return this.unclosed(open, openLine, lineEnd, at);
        at = next - 1;
      } else if (byte === 0) this.hasNul = true;
    }
    if (byteStop < stop || this.final) return this.unclosed(open, openLine, lineEnd, byteStop);
    return MORE;
  }

  /** After a closing quote only spaces may stand before the delimiter or the line end. */
  private afterQuote(open: number, after: number, openLine: number, lineEnd: number): number {
    const { bytes, stop } = this;
    let at = after;
    while (at < stop && bytes[at] === SPACE) at++;
    if (at >= stop) return this.final ? at : MORE;
    const byte = bytes[at]!;
    if (byte === this.delimiter || byte === LF || byte === CR) return at;
    // the "closing" quote opens the next quoted cell: the first one was never closed
    if (lineEnd >= 0) return this.unclosed(open, openLine, lineEnd, at);
    if (this.textAfterQuoteAt < 0) this.textAfterQuoteAt = at;
    return at;
  }

  private unclosed(open: number, openLine: number, lineEnd: number, seen: number): number {
    this.fault = 'UNCLOSED_QUOTE';
    this.faultAt = open;
    this.lines = openLine + 1;
    this.next = lineEnd;
    this.end = lineEnd < 0 ? seen : lineEnd;
    return FAULT;
  }

  /** Longer than the longest record allowed, or only longer than what is there yet. */
  private unfinished(start: number): ScanState {
    return this.stop - start >= this.maxBytes + 2 ? this.tooLong(start) : 'more';
  }

  private tooLong(start: number): ScanState {
    this.fault = 'LINE_TOO_LONG';
    this.faultAt = start;
    this.lines = 1;
    this.next = this.firstLineEnd;
    this.end = this.next < 0 ? start + this.maxBytes + 1 : this.next;
    return 'fault';
  }

  private afterLineEnd(at: number): number {
    if (at >= this.stop) return at;
    if (this.bytes[at] === LF) return at + 1;
    if (at + 1 >= this.stop) return this.final ? at + 1 : MORE;
    return this.bytes[at + 1] === LF ? at + 2 : at + 1;
  }
}

const FAULT = -2;
const MORE = -3;
