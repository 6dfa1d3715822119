import { jsonOfChecked } from './check-event.js';
import type { EventLog } from './event-log.js';
import type { NewEvent } from './event.js';
import type { EventStore, TransactionalStore } from './store.js';

interface PendingEvent {
  readonly sequence: string;
  readonly topic: string;
  readonly event: NewEvent;
}

const MOST_EVENTS = 500;
const MOST_CHARACTERS = 8 * 1_048_576;

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
    private readonly store: TransactionalStore,
    private readonly log: EventLog,
    private readonly table: string,
    private readonly retryMs = 1_000,
  ) {}

  /** Remembers events within the transaction that makes them true; one that the log would refuse is refused here. */
  async put(transaction: EventStore, topic: string, events: NewEvent | readonly NewEvent[]): Promise<void> {
    const given = Array.isArray(events) ? (events as readonly NewEvent[]) : [events as NewEvent];
    // No person waits here in the clear who does not stand in the log in the clear.
    const texts = ((await this.log.sealed?.(topic, given)) ?? given).map((event) => {
      jsonOfChecked(event);
      return JSON.stringify(event);
    });
    await transaction.query(
      `INSERT INTO ${this.table} (topic, event) SELECT $1, event FROM unnest($2::jsonb[]) WITH ORDINALITY AS given(event, nth) ORDER BY nth`,
      [topic, texts],
    );
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
    while (!this.closed && (await this.deliverSome()) > 0);
  }

  /** One process at a time, so that the order of the facts is that of their events. */
  private deliverSome(): Promise<number> {
    return this.store.transaction(async (transaction) => {
      await transaction.query(`SELECT pg_advisory_xact_lock(hashtextextended('outbox ' || $1, 0))`, [this.table]);
      const pending = await transaction.query<PendingEvent>(
        `SELECT sequence, topic, event FROM (
           SELECT *, sum(length(event::text)) OVER (ORDER BY sequence) - length(event::text) AS before
           FROM (SELECT * FROM ${this.table} ORDER BY sequence LIMIT ${MOST_EVENTS}) AS oldest
         ) AS measured WHERE before < ${MOST_CHARACTERS} ORDER BY sequence`,
      );
      const log = this.log.underneath ?? this.log;
      for (const [topic, events] of byTopic(pending)) await log.append(topic, events);
      const sequences = pending.map(({ sequence }) => sequence);
      if (pending.length > 0)
        await transaction.query(`DELETE FROM ${this.table} WHERE sequence = ANY ($1::bigint[])`, [sequences]);
      return pending.length;
    });
  }

  private later(): void {
    if (this.closed) return;
    clearTimeout(this.retry);
    this.retry = setTimeout(() => void this.deliver(), this.retryMs).unref();
  }
}

function byTopic(pending: readonly PendingEvent[]): ReadonlyMap<string, readonly NewEvent[]> {
  const topics = new Map<string, NewEvent[]>();
  for (const { topic, event } of pending) {
    const events = topics.get(topic) ?? [];
    topics.set(topic, events);
    events.push({ ...event, once: true });
  }
  return topics;
}
