import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';

const LINES_A_WRITE = 1_000;

/** Writes ids to a file, a line each, many in one write: what the generator spends is taken from the server beside it. */
export class IdsFile {
  private readonly file;
  private lines: string[] = [];

  constructor(path: string) {
    this.file = createWriteStream(path, { flags: 'a' });
  }

  add(id: string): void {
    this.lines.push(id);
    if (this.lines.length >= LINES_A_WRITE) this.write();
  }

  /** Resolves when all are in the file. */
  async close(): Promise<void> {
    if (this.lines.length > 0) this.write();
    await finished(this.file.end());
  }

  private write(): void {
    this.file.write(`${this.lines.join('\n')}\n`);
    this.lines = [];
  }
}
