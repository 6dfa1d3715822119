import { csvFile, type RowSink } from './csv-sink.js';
import type { RowError } from './feature-row.js';

/** Collects what is wrong with rows: counted always, written to the file once there is something to write. */
export class Rejects {
  private pending: RowError[] = [];
  private sink: RowSink | undefined;

  /** Without a path the errors go to `tell`, a line each. */
  constructor(
    private readonly path: string | undefined,
    private readonly tell: (line: string) => void,
  ) {}

  /** Rows rejected; a row with several errors counts once. */
  rows = 0;
  private lastLine = -1;

  readonly add = (error: RowError): void => {
    if (error.line !== this.lastLine) this.rows += 1;
    this.lastLine = error.line;
    if (this.path === undefined) this.tell(`line ${error.line}: ${error.field}: ${error.rule}`);
    else this.pending.push(error);
  };

  /** Writes what has come since the last time; called between batches, so that memory stays bounded. */
  async flush(): Promise<void> {
    if (this.path === undefined || this.pending.length === 0) return;
    const errors = this.pending;
    this.pending = [];
    if (this.sink === undefined) {
      this.sink = csvFile(this.path);
      await this.sink.write([['line', 'field', 'rule']]);
    }
    await this.sink.write(errors.map(({ line, field, rule }) => [line, field, rule]));
  }

  async close(): Promise<void> {
    await this.flush();
    await this.sink?.close();
  }
}
