/** Numbers that look random and are the same each time for the same seed (xorshift32). */
export class Random {
  private state: number;

  constructor(seed: number) {
    // neighbouring seeds must not give neighbouring worlds
    this.state = Math.imul(seed ^ 0x9e3779b9, 0x85ebca6b) >>> 0 || 1;
    for (let turn = 0; turn < 8; turn++) this.next();
  }

  /** From 0 up to 1, which it never reaches. */
  next(): number {
    let x = this.state;
    x ^= x << 13;
    x >>>= 0;
    x ^= x >>> 17;
    x ^= x << 5;
    this.state = x >>> 0;
    return this.state / 2 ** 32;
  }

  /** A whole number, both ends included. */
  int(least: number, most: number): number {
    return least + Math.floor(this.next() * (most - least + 1));
  }

  chance(share: number): boolean {
    return this.next() < share;
  }

  pick<T>(list: readonly T[]): T {
    if (!list.length) throw new Error('Nothing to pick from.');
    return list[Math.floor(this.next() * list.length)]!;
  }

  shuffled<T>(list: readonly T[]): T[] {
    const copy = [...list];
    for (let i = copy.length - 1; i > 0; i--) {
      const j = this.int(0, i);
      [copy[i], copy[j]] = [copy[j]!, copy[i]!];
    }
    return copy;
  }

  /** The list cut into so many parts, in its order; parts may be empty. */
  cut<T>(list: readonly T[], parts: number): T[][] {
    const cuts = Array.from({ length: parts - 1 }, () => this.int(0, list.length)).sort((a, b) => a - b);
    return [0, ...cuts].map((start, index) => list.slice(start, cuts[index] ?? list.length));
  }
}
