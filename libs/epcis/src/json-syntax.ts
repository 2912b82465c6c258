const SPACE = /[ \t\n\r]*/y;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const TEXT_PART = /(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9A-Fa-f]{4}))*/y;

/** The position where a text stops being JSON (RFC 8259); its length when it merely ends too soon, or is correct. */
export function findSyntaxError(text: string): number {
  const scanner = new Scanner(text);
  if (!scanner.value()) return scanner.at;
  scanner.skip(SPACE);
  return scanner.at;
}

/** Only run on texts already refused, and no deeper than parseJson allows. */
class Scanner {
  at = 0;
  constructor(private readonly text: string) {}

  skip(pattern: RegExp): number {
    pattern.lastIndex = this.at;
    const length = pattern.exec(this.text)?.[0].length ?? 0;
    this.at += length;
    return length;
  }

  value(): boolean {
    this.skip(SPACE);
    const first = this.text[this.at];
    if (first === '{') return this.members('}', () => this.member());
    if (first === '[') return this.members(']', () => this.value());
    if (first === '"') return this.quoted();
    for (const word of ['true', 'false', 'null']) {
      if (first === word[0]) return this.word(word);
    }
    return this.skip(NUMBER) > 0;
  }

  private members(close: string, one: () => boolean): boolean {
    this.at++;
    this.skip(SPACE);
    if (this.take(close)) return true;
    for (;;) {
      if (!one()) return false;
      this.skip(SPACE);
      if (this.take(close)) return true;
      if (!this.take(',')) return false;
    }
  }

  private member(): boolean {
    this.skip(SPACE);
    if (!this.quoted()) return false;
    this.skip(SPACE);
    return this.take(':') && this.value();
  }

  private quoted(): boolean {
    if (!this.take('"')) return false;
    this.skip(TEXT_PART);
    return this.take('"');
  }

  private word(word: string): boolean {
    for (const letter of word) {
      if (!this.take(letter)) return false;
    }
    return true;
  }

  private take(character: string): boolean {
    if (this.text[this.at] !== character) return false;
    this.at++;
    return true;
  }
}
