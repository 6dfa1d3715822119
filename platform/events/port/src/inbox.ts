import { EventErrors } from './errors.js';
import type { LoggedEvent } from './event.js';
import type { EventStore, TransactionalStore } from './store.js';

/** How long an inbox remembers what had its effect. */
export interface InboxMemory {
  /** Events of a partition whose ids are kept: far more than are ever in flight. Default 100,000. */
  readonly events?: number;
  /** Ids older than this are forgotten: the log has dropped their events. Default 7 days, the retention of a topic. */
  readonly ms?: number;
}

interface Place {
  readonly term: number;
  readonly known_from: number;
}

const DEFAULT_EVENTS = 100_000;
const DEFAULT_MS = 7 * 24 * 3_600_000;

/** The tables of an inbox; `table` is an identifier of the program, never of a caller. */
export function inboxMigration(table: string): { readonly name: string; readonly sql: string } {
  return {
    name: 'inbox',
    sql: `
CREATE TABLE ${table} (
  group_name text NOT NULL,
  source text NOT NULL,
  id text NOT NULL,
  topic text NOT NULL,
  partition int NOT NULL,
  log_offset bigint NOT NULL,
  handled_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (group_name, source, id)
);
CREATE INDEX ON ${table} (group_name, topic, partition, log_offset);
CREATE TABLE ${table}_places (
  group_name text NOT NULL,
  topic text NOT NULL,
  partition int NOT NULL,
  term bigint NOT NULL DEFAULT 1,
  next_offset bigint NOT NULL DEFAULT 0,
  known_from bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (group_name, topic, partition)
);`,
  };
}

/**
 * Transactional inbox: the effect of events, the memory of their (source, id) and the offset they stand at are one
 * transaction. An event that comes again, from wherever, has no second effect; who was followed by another owner of the
 * partition is refused. Give one to each consumer and call `handle` from its batch handler.
 */
export class Inbox<Transaction extends EventStore = EventStore> {
  /** In which term a partition was taken over, by the signal that lasts as long as the consumer's right to it. */
  private readonly terms = new WeakMap<AbortSignal, Map<string, number>>();
  /** Where memory was last pruned. */
  private readonly prunedAt = new Map<string, number>();
  private readonly keptEvents: number;
  private readonly keptMs: number;

  constructor(
    private readonly database: TransactionalStore<Transaction>,
    private readonly table: string,
    private readonly group: string,
    { events = DEFAULT_EVENTS, ms = DEFAULT_MS }: InboxMemory = {},
  ) {
    this.keptEvents = events;
    this.keptMs = ms;
  }

  /**
   * Runs the effect of a batch of one partition on those of its events that had none yet, in their order. Throws
   * EVENTS.SUPERSEDED where another has taken the partition over since, EVENTS.INBOX_FORGOT for an event older than the
   * memory, and what the effect throws; then nothing has changed. `signal` is the batch handler's; without it nobody is
   * refused, and an effect still happens once.
   */
  async handle(
    events: readonly LoggedEvent[],
    effect: (transaction: Transaction, fresh: readonly LoggedEvent[]) => Promise<void>,
    signal?: AbortSignal,
  ): Promise<void> {
    await this.inPlace(events, signal, async (transaction, { known_from }) => {
      if (events.some(({ offset }) => offset < known_from))
        throw EventErrors.INBOX_FORGOT({ topic: (events[0] as LoggedEvent).topic });
      const fresh = await this.remember(transaction, events);
      if (fresh.length > 0) await effect(transaction, fresh);
      await this.advance(transaction, events);
      await this.pruneInTime(transaction, events);
    });
  }

  /**
   * As `handle`, for an effect that knows by keys of its own which events it had: it is given all of a batch, and no id
   * is kept a second time.
   */
  async handleKeyed(
    events: readonly LoggedEvent[],
    effect: (transaction: Transaction) => Promise<void>,
    signal?: AbortSignal,
  ): Promise<void> {
    await this.inPlace(events, signal, async (transaction) => {
      await effect(transaction);
      await this.advance(transaction, events);
    });
  }

  private async inPlace(
    events: readonly LoggedEvent[],
    signal: AbortSignal | undefined,
    work: (transaction: Transaction, place: Place) => Promise<void>,
  ): Promise<void> {
    const [first] = events;
    if (first === undefined) return;
    const name = `${first.topic}/${first.partition}`;
    const terms = signal === undefined ? new Map<string, number>() : this.termsOf(signal);
    const term = await this.database.transaction(async (transaction) => {
      const place = await this.enter(transaction, first, terms.get(name));
      await work(transaction, place);
      signal?.throwIfAborted();
      return place.term;
    });
    terms.set(name, term);
  }

  private termsOf(right: AbortSignal): Map<string, number> {
    const terms = this.terms.get(right) ?? new Map<string, number>();
    this.terms.set(right, terms);
    return terms;
  }

  /** Locks the partition's row until the end of the transaction; who comes without a term begins the next one. */
  private async enter(
    transaction: Transaction,
    { topic, partition }: LoggedEvent,
    held: number | undefined,
  ): Promise<Place> {
    const [place] = await transaction.query<Place>(
      `INSERT INTO ${this.table}_places AS p (group_name, topic, partition) VALUES ($1, $2, $3)
       ON CONFLICT (group_name, topic, partition) DO UPDATE SET term = p.term + $4::int
       RETURNING term, known_from`,
      [this.group, topic, partition, held === undefined ? 1 : 0],
    );
    const { term, known_from } = place as Place;
    if (held !== undefined && Number(term) !== held) throw EventErrors.SUPERSEDED({ topic, partition });
    return { term: Number(term), known_from: Number(known_from) };
  }

  /** Writes the ids down; those that were there already had their effect. */
  private async remember(transaction: Transaction, events: readonly LoggedEvent[]): Promise<readonly LoggedEvent[]> {
    const [{ topic, partition }] = events as readonly [LoggedEvent];
    // Sorted, so that two partitions that share ids wait for each other in one order.
    const written = await transaction.query<{ nth: number }>(
      `WITH given AS (
         SELECT DISTINCT ON (source, id) * FROM unnest($4::text[], $5::text[], $6::bigint[])
           WITH ORDINALITY AS g(source, id, log_offset, nth) ORDER BY source, id, nth
       ), written AS (
         INSERT INTO ${this.table} (group_name, source, id, topic, partition, log_offset)
         SELECT $1, source, id, $2, $3::int, log_offset FROM given ORDER BY source, id
         ON CONFLICT DO NOTHING RETURNING source, id
       )
       SELECT g.nth::int AS nth FROM given g JOIN written USING (source, id) ORDER BY g.nth`,
      [
        ...[this.group, topic, partition],
        ...[events.map(({ source }) => source), events.map(({ id }) => id), events.map(({ offset }) => offset)],
      ],
    );
    return written.map(({ nth }) => events[nth - 1] as LoggedEvent);
  }

  private async advance(transaction: Transaction, events: readonly LoggedEvent[]): Promise<void> {
    const last = events.at(-1) as LoggedEvent;
    await transaction.query(
      `UPDATE ${this.table}_places SET next_offset = greatest(next_offset, $4::bigint)
       WHERE group_name = $1 AND topic = $2 AND partition = $3`,
      [this.group, last.topic, last.partition, last.offset + 1],
    );
  }

  private async pruneInTime(transaction: Transaction, events: readonly LoggedEvent[]): Promise<void> {
    const last = events.at(-1) as LoggedEvent;
    const next = last.offset + 1;
    const name = `${last.topic}/${last.partition}`;
    // Not at each batch: a delete costs as much as it frees.
    if (next - (this.prunedAt.get(name) ?? 0) < this.keptEvents / 10) return;
    this.prunedAt.set(name, next);
    await this.prune(transaction, [this.group, last.topic, last.partition]);
  }

  /** Forgets the ids beyond the memory, and from where on nothing is forgotten. */
  private async prune(transaction: Transaction, place: readonly unknown[]): Promise<void> {
    await transaction.query(
      `WITH due AS (
         SELECT greatest(known_from, next_offset - $4::bigint, coalesce((
           SELECT max(m.log_offset) + 1 FROM ${this.table} m
           WHERE m.group_name = $1 AND m.topic = $2 AND m.partition = $3
             AND m.handled_at < now() - make_interval(secs => $5::float8 / 1000)), 0)) AS until
         FROM ${this.table}_places WHERE group_name = $1 AND topic = $2 AND partition = $3
       ), forgotten AS (
         DELETE FROM ${this.table} m USING due
         WHERE m.group_name = $1 AND m.topic = $2 AND m.partition = $3 AND m.log_offset < due.until
       )
       UPDATE ${this.table}_places p SET known_from = due.until FROM due
       WHERE p.group_name = $1 AND p.topic = $2 AND p.partition = $3`,
      [...place, this.keptEvents, this.keptMs],
    );
  }
}
