export interface XmlPlace {
  readonly line: number;
  readonly column: number;
}

/** Longest beginning of a tag whose start is still found. */
const KEPT = 4096;

/** Lines and columns (in characters, from 1) of places in a text that comes in chunks; places are asked in order. */
export class PlaceCounter {
  private text = '';
  private base = 0;
  private at = 0;
  private line = 1;
  private column = 1;

  /** Takes the next chunk; some of what came before it is kept, for what starts there. */
  push(chunk: string): void {
    const drop = this.text.length - KEPT;
    if (drop > chunk.length) {
      this.placeOf(this.base + drop);
      this.text = this.text.slice(drop);
      this.base += drop;
    }
    this.text += chunk;
  }

  /** Index of the last `sign` before an index of the whole text. */
  lastBefore(sign: string, index: number): number {
    const found = this.text.lastIndexOf(sign, index - 1 - this.base);
    return found < 0 ? this.at : this.base + found;
  }

  /** Index of the first character from an index of the whole text on that is no blank. */
  textFrom(index: number): number {
    const found = this.text.slice(Math.max(index - this.base, 0)).search(/\S/);
    return found < 0 ? index : Math.max(index, this.base) + found;
  }

  /** The place of an index of the whole text, not before one that was asked earlier. */
  placeOf(index: number): XmlPlace {
    const end = Math.min(index, this.base + this.text.length);
    for (; this.at < end; this.at++) {
      const code = this.text.charCodeAt(this.at - this.base);
      if (code === 10 || (code === 13 && this.text.charCodeAt(this.at + 1 - this.base) !== 10)) {
        this.line++;
        this.column = 1;
      } else if (code < 0xdc00 || code > 0xdfff) this.column++;
    }
    return { line: this.line, column: this.column };
  }
}
