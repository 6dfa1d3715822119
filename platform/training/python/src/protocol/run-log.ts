const FIRST_BYTES = 131_072;
const LAST_BYTES = 65_536;
const TOLD_EVERY_MS = 500;
const LINES_AT_ONCE = 200;

/**
 * What a recipe says, passed on in batches: the first 128 kB as they come, the last 64 kB when it ends, and between them
 * how much was left out, however much that is.
 */
export class RunLog {
  private waiting: string[] = [];
  private told = 0;
  private bytes = 0;
  private last: string[] = [];
  /** Place in `last` before which all is left out. */
  private kept = 0;
  private lastBytes = 0;
  private leftOut = { lines: 0, bytes: 0 };
  private timer: NodeJS.Timeout | undefined;

  /** `tell` is called with the place of the first of these lines, from 0; it must not throw. */
  constructor(private readonly tell: (from: number, lines: readonly string[]) => void) {}

  add(line: string): void {
    const size = Buffer.byteLength(line) + 1;
    if (this.bytes + size <= FIRST_BYTES && this.last.length === 0) {
      this.bytes += size;
      this.waiting.push(line);
      if (this.waiting.length >= LINES_AT_ONCE) this.pass();
      else this.timer ??= setTimeout(() => this.pass(), TOLD_EVERY_MS).unref();
      return;
    }
    this.last.push(line);
    this.lastBytes += size;
    while (this.lastBytes > LAST_BYTES) {
      const gone = Buffer.byteLength(this.last[this.kept++] as string) + 1;
      this.lastBytes -= gone;
      this.leftOut = { lines: this.leftOut.lines + 1, bytes: this.leftOut.bytes + gone };
    }
    // In one go: taking the first of many away moves all others.
    if (this.kept > this.last.length / 2) {
      this.last = this.last.slice(this.kept);
      this.kept = 0;
    }
  }

  /** Passes on what is still held. */
  close(): void {
    const { lines, bytes } = this.leftOut;
    if (lines > 0) this.waiting.push(`… ${lines} lines (${bytes} bytes) left out …`);
    this.waiting.push(...this.last.slice(this.kept));
    this.last = [];
    this.pass();
  }

  private pass(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    while (this.waiting.length > 0) {
      const lines = this.waiting.splice(0, LINES_AT_ONCE);
      this.tell(this.told, lines);
      this.told += lines.length;
    }
  }
}
