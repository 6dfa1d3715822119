/** What the adapters of the platform ask of PostgreSQL: parameterised text in, rows out. */
export interface Database {
  query<Row extends object = Record<string, unknown>>(
    text: string,
    values?: readonly unknown[],
  ): Promise<readonly Row[]>;
  /** Runs `work` in one transaction; whatever it throws rolls back. */
  transaction<Result>(work: (transaction: Database) => Promise<Result>): Promise<Result>;
  /** Calls `heard` for each NOTIFY on `channel`, over a connection that comes back by itself; resolves to the way to stop. */
  listen(channel: string, heard: (payload: string) => void): Promise<() => Promise<void>>;
  close(): Promise<void>;
}

/** Injection token of the database. */
export const Database = Symbol('Database');
