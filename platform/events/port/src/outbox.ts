import type { EventLog } from './event-log.js';
import type { NewEvent } from './event.js';

/** The part of a database, or of a transaction in it, that an outbox needs. */
export interface OutboxStore {
  query<Row extends object>(text: string, values?: readonly unknown[]): Promise<readonly Row[]>;
}

interface PendingEvent {
  readonly sequence: string;
  readonly topic: string;
  readonly event: NewEvent;
}

const BATCH = 100;

/** The table of an outbox; `table` is an identifier of the program, never of a caller. */
export function outboxMigration(table: string): { readonly name: string; readonly sql: string } {
  return {
    name: 'outbox',
    sql: `CREATE TABLE ${table} (sequence bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, topic text NOT NULL, event jsonb NOT NULL)`,
  };
}

/**
 * Transactional outbox: an event is put in the same transaction as the fact it tells, and appended afterwards, in order
 * and `once`, so that a crash between the two loses nothing and a repeat writes nothing.
 */
export class Outbox {
  private running: Promise<void> = Promise.resolve();
  private retry: NodeJS.Timeout | undefined;
  private closed = false;

  constructor(
    private readonly store: OutboxStore,
    private readonly log: EventLog,
    private readonly table: string,
    private readonly retryMs = 1_000,
  ) {}

  /** Remembers the event within the transaction that makes it true. */
  async put(transaction: OutboxStore, topic: string, event: NewEvent): Promise<void> {
    await transaction.query(`INSERT INTO ${this.table} (topic, event) VALUES ($1, $2)`, [topic, JSON.stringify(event)]);
  }

  /** Appends what is pending; never fails, but tries again until it has succeeded. Call after the commit, and at start. */
  deliver(): Promise<void> {
    this.running = this.running.then(() => this.drain()).catch(() => this.later());
    return this.running;
  }

  /** Resolves when the delivery in hand is over; what is left is delivered at the next start. */
  async close(): Promise<void> {
    this.closed = true;
    clearTimeout(this.retry);
    await this.running;
  }

  private async drain(): Promise<void> {
    while (!this.closed) {
      const pending = await this.store.query<PendingEvent>(
        `SELECT sequence, topic, event FROM ${this.table} ORDER BY sequence LIMIT ${BATCH}`,
      );
      for (const { sequence, topic, event } of pending) {
        await this.log.append(topic, [{ ...event, once: true }]);
        await this.store.query(`DELETE FROM ${this.table} WHERE sequence = $1`, [sequence]);
      }
      if (pending.length < BATCH) return;
    }
  }

  private later(): void {
    if (this.closed) return;
    clearTimeout(this.retry);
    this.retry = setTimeout(() => void this.deliver(), this.retryMs).unref();
  }
}
