/** The part of a database, or of a transaction in it, that outbox and inbox need. */
export interface EventStore {
  query<Row extends object>(text: string, values?: readonly unknown[]): Promise<readonly Row[]>;
}

/** A database that can do several things as one. */
export interface TransactionalStore<Transaction extends EventStore = EventStore> extends EventStore {
  /** Runs `work` in one transaction; whatever it throws rolls back. */
  transaction<Result>(work: (transaction: Transaction) => Promise<Result>): Promise<Result>;
}
