/**
 * Values by key in two generations: the younger fills to half the bound, then becomes the elder and what was not asked
 * for since is dropped. Bounded like an LRU list, but a hit in the younger generation is a single look-up.
 */
export class Remembered<Value> {
  private young = new Map<string, Value>();
  private old = new Map<string, Value>();

  constructor(private readonly bound: number) {}

  get(key: string): Value | undefined {
    const value = this.young.get(key);
    if (value !== undefined) return value;
    const elder = this.old.get(key);
    if (elder !== undefined) this.set(key, elder);
    return elder;
  }

  set(key: string, value: Value): void {
    if (this.young.size * 2 >= this.bound && !this.young.has(key)) {
      this.old = this.young;
      this.young = new Map();
    }
    this.young.set(key, value);
  }

  delete(key: string): void {
    this.young.delete(key);
    this.old.delete(key);
  }

  clear(): void {
    this.young.clear();
    this.old.clear();
  }

  get size(): number {
    return this.young.size + this.old.size;
  }
}
