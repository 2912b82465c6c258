/** A map that holds so many entries at most: what was used least recently goes first. */
export class LeastRecent<Value> {
  private readonly entries = new Map<string, Value>();

  constructor(private readonly atMost: number) {}

  get(key: string): Value | undefined {
    const value = this.entries.get(key);
    if (value !== undefined) this.set(key, value);
    return value;
  }

  set(key: string, value: Value): void {
    this.entries.delete(key);
    this.entries.set(key, value);
    if (this.entries.size > this.atMost) this.entries.delete(this.entries.keys().next().value!);
  }
}
