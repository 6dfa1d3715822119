import type { Database, Migration } from '@mesh/database';

/** What is remembered of an event that is to be written once; without an offset it is not known whether it was. */
export interface Entry {
  readonly source: string;
  readonly id: string;
  readonly partition: number;
  /** The partition ended here before the event was written, if it was. */
  readonly noted_end: number;
  readonly log_offset: number | null;
}

export const LEDGER: readonly Migration[] = [
  {
    name: '001-once',
    sql: `
CREATE TABLE once (
  cluster text NOT NULL,
  topic text NOT NULL,
  source text NOT NULL,
  id text NOT NULL,
  partition int NOT NULL,
  noted_end bigint NOT NULL,
  log_offset bigint,
  PRIMARY KEY (cluster, topic, source, id)
);
CREATE INDEX once_by_place ON once (cluster, topic, partition, noted_end);`,
  },
];

/** In place of a partition: the event was tried with several keys. */
export const ANYWHERE = -1;

const NAMED = `l.cluster = $1 AND l.topic = $2`;

/** The events of one topic that were written once, or noted to be. */
export class Ledger {
  constructor(
    private readonly cluster: string,
    private readonly topic: string,
  ) {}

  /** One writer at a time, over all processes, until the transaction ends or its connection does. */
  async lock(transaction: Database): Promise<void> {
    await transaction.query(`SELECT pg_advisory_xact_lock(hashtextextended('events once ' || $1 || ' ' || $2, 0))`, [
      this.cluster,
      this.topic,
    ]);
  }

  known(database: Database, events: readonly { source: string; id: string }[]): Promise<readonly Entry[]> {
    return database.query<Entry>(
      `SELECT l.source, l.id, l.partition, l.noted_end, l.log_offset
       FROM events_kafka.once l JOIN unnest($3::text[], $4::text[]) AS asked(source, id) USING (source, id) WHERE ${NAMED}`,
      [this.cluster, this.topic, events.map(({ source }) => source), events.map(({ id }) => id)],
    );
  }

  /**
   * Before the events are written: from here on whoever finds them asks the topic. What was noted before is only
   * widened, since a writer that has lost its lock unawares may note late.
   */
  async note(database: Database, entries: readonly Omit<Entry, 'log_offset'>[]): Promise<void> {
    await database.query(
      `INSERT INTO events_kafka.once AS l (cluster, topic, source, id, partition, noted_end)
       SELECT $1, $2, * FROM unnest($3::text[], $4::text[], $5::int[], $6::bigint[])
       ON CONFLICT (cluster, topic, source, id) DO UPDATE SET
         noted_end = CASE WHEN l.partition = excluded.partition THEN least(l.noted_end, excluded.noted_end) ELSE 0 END,
         partition = CASE WHEN l.partition = excluded.partition THEN l.partition ELSE ${ANYWHERE} END
       WHERE l.log_offset IS NULL`,
      [this.cluster, this.topic, ...columns(entries, ({ noted_end }) => noted_end)],
    );
  }

  /** After they were written. */
  async settle(database: Database, entries: readonly Entry[]): Promise<void> {
    await database.query(
      `UPDATE events_kafka.once l SET log_offset = written.log_offset, partition = written.partition
       FROM unnest($3::text[], $4::text[], $5::int[], $6::bigint[]) AS written(source, id, partition, log_offset)
       WHERE ${NAMED} AND l.source = written.source AND l.id = written.id`,
      [this.cluster, this.topic, ...columns(entries, ({ log_offset }) => log_offset)],
    );
  }

  /** Forgets what stood before the first offset that is left of a partition. */
  async forget(database: Database, partition: number, earliest: number): Promise<void> {
    await database.query(
      `DELETE FROM events_kafka.once l WHERE ${NAMED} AND l.partition = $3 AND coalesce(l.log_offset, l.noted_end) < $4`,
      [this.cluster, this.topic, partition, earliest],
    );
  }
}

const columns = <Row extends { source: string; id: string; partition: number }>(
  rows: readonly Row[],
  last: (row: Row) => number | null,
): unknown[] => [
  rows.map(({ source }) => source),
  rows.map(({ id }) => id),
  rows.map(({ partition }) => partition),
  rows.map(last),
];
