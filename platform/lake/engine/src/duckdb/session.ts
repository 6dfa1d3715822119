import type { DuckDBConnection, DuckDBValue } from '@duckdb/node-api';
import { MeshError } from '@mesh/product';
import { LakeErrors } from '@mesh/lake';

export type SqlValues = Record<string, DuckDBValue>;

/** One connection with a deadline for all that it runs. */
export class Session {
  private expired = false;
  private timer: NodeJS.Timeout;

  constructor(
    private readonly connection: DuckDBConnection,
    private readonly timeoutMs: number,
  ) {
    this.timer = setTimeout(() => this.expire(), timeoutMs);
    this.timer.unref();
  }

  /** Runs a statement; resolves with the rows as arrays of DuckDB's JavaScript values. */
  async run(sql: string, values: SqlValues = {}): Promise<unknown[][]> {
    if (this.expired) throw this.timeout();
    try {
      const reader = await this.connection.runAndReadAll(sql, values);
      return reader.getRowsJS() as unknown[][];
    } catch (error) {
      throw this.expired ? this.timeout() : engineFailure(error);
    }
  }

  end(): void {
    clearTimeout(this.timer);
    this.connection.closeSync();
  }

  /** Interrupts again and again: the first one may fall between two statements. */
  private expire(): void {
    this.expired = true;
    this.connection.interrupt();
    this.timer = setTimeout(() => this.expire(), 100);
    this.timer.unref();
  }

  private timeout(): MeshError {
    return LakeErrors.TIMEOUT({ timeoutMs: this.timeoutMs });
  }
}

/** The class of DuckDB's error without its text, which may quote cells of a patient. */
function engineFailure(error: unknown): MeshError {
  const text = String((error as { readonly message?: unknown } | undefined)?.message);
  const lockedBy = /Conflicting lock is held in .*\(PID (\d+)\)/.exec(text)?.[1];
  return LakeErrors.ENGINE_FAILED({
    class: /^[A-Z][A-Za-z ]{2,40} Error/.exec(text)?.[0] ?? 'Unknown Error',
    ...(text.includes('Could not set lock on file') ? { lockedBy: Number(lockedBy ?? 0) } : {}),
  });
}

/** Says whether the engine failed because of what stands in a row, not because of itself or the disk. */
export function isAboutRows(error: unknown): boolean {
  if (!(error instanceof MeshError) || error.code !== LakeErrors.ENGINE_FAILED.code) return false;
  return error.meta['class'] === 'Invalid Input Error' || error.meta['class'] === 'Conversion Error';
}
