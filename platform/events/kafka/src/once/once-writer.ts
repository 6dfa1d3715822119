import type { Database } from '@mesh/database';
import { EventErrors, partitionOf, type NewEvent, type Position } from '@mesh/events';
import { HEADER } from '../message/header-names.js';
import { LATEST, offsetsOf, UNCOMMITTED } from '../read/offsets.js';
import type { RecordReader } from '../read/record-reader.js';
import type { Topic } from '../topics/topics.js';
import { OutputBatches } from '../transform/output-batches.js';
import { FencedError, TransactionalProducer } from '../transform/transactional-producer.js';
import { within } from '../wire/patiently.js';
import type { Wire } from '../wire/wire.js';
import { ANYWHERE, Ledger, type Entry } from './ledger.js';

export interface OnceParts {
  readonly wire: Wire;
  readonly records: RecordReader;
  readonly database: Database;
  readonly cluster: string;
  readonly withinMs: number;
}

/** Events to be written together, with their data as JSON text. */
export interface OnceEvents {
  readonly events: readonly NewEvent[];
  readonly texts: readonly string[];
}

const nameOf = ({ source, id }: { source: string; id: string }) => `${source}\n${id}`;

/**
 * Writes events of one topic once, whoever repeats them and wherever a process dies. Kafka has no unique index, so a
 * ledger in the database has one. It holds because of this order, under a lock that one writer at a time has:
 *
 * 1. The end of each partition is noted beside the events before they are sent. Events found with an offset were
 *    written; events found without one were noted by a writer that did not come to its end.
 * 2. For those, the transactional id of the topic is taken over: its former producer, which may be alive and have lost
 *    only its lock, can write nothing from then on, and what it had begun is undone or done. So what stands between the
 *    noted end and the end of the partition says for good whether they were written.
 * 3. What is new is written in one transaction; then the ledger is told the offsets.
 */
export class OnceWriter {
  private readonly producer: TransactionalProducer;
  private readonly ledger: Ledger;

  constructor(
    private readonly parts: OnceParts,
    private readonly topic: Topic,
  ) {
    this.producer = new TransactionalProducer(parts.wire, `once-${topic.name}`);
    this.ledger = new Ledger(parts.cluster, topic.name);
  }

  write(given: OnceEvents): Promise<readonly Position[]> {
    return this.parts.database.transaction(async (transaction) => {
      await this.ledger.lock(transaction);
      const asked = given.events.filter(({ once }) => once === true);
      const known = new Map((await this.ledger.known(transaction, asked)).map((entry) => [nameOf(entry), entry]));
      await this.decide(transaction, known);
      return this.append(transaction, given, known);
    });
  }

  /** Finds out what became of the events that are noted and not settled. */
  private async decide(transaction: Database, known: Map<string, Entry>): Promise<void> {
    const open = [...known.values()].filter(({ log_offset }) => log_offset === null);
    if (open.length === 0) return;
    await this.producer.begin(within(this.parts.withinMs));
    const ends = await offsetsOf(this.parts.wire, this.topic, LATEST, UNCOMMITTED);
    const found: Entry[] = [];
    for (const [partition, until] of ends) {
      const here = open.filter((entry) => entry.partition === partition || entry.partition === ANYWHERE);
      const wanted = new Map(here.map((entry) => [nameOf(entry), entry]));
      const from = Math.min(...here.map((entry) => (entry.partition === ANYWHERE ? 0 : entry.noted_end)));
      const stretch = { topic: this.topic.name, partition, from, until };
      for await (const { offset, headers } of this.parts.records.allRecords(stretch)) {
        const text = (name: string) => headers.find(([key]) => key === name)?.[1]?.toString() ?? '';
        const entry = wanted.get(nameOf({ source: text(HEADER.SOURCE), id: text(HEADER.ID) }));
        if (entry !== undefined && wanted.delete(nameOf(entry)))
          found.push({ ...entry, partition, log_offset: offset });
      }
    }
    if (found.length > 0) await this.ledger.settle(transaction, found);
    for (const entry of found) known.set(nameOf(entry), entry);
  }

  private async append(transaction: Database, { events, texts }: OnceEvents, known: ReadonlyMap<string, Entry>) {
    const batches = new OutputBatches();
    const placed = new Map<string, ReturnType<OutputBatches['add']>>();
    const places = events.map((event, nth) => {
      const name = nameOf(event);
      const written = event.once === true ? known.get(name) : undefined;
      if (written !== undefined && written.log_offset !== null)
        return { partition: written.partition, offset: written.log_offset };
      const before = event.once === true ? placed.get(name) : undefined;
      const place = before ?? batches.add(this.topic, event, texts[nth]);
      if (event.once === true) placed.set(name, place);
      return place;
    });
    const bases = await this.produced(
      transaction,
      batches,
      events.filter((event) => placed.has(nameOf(event))),
    );
    const baseOf = new Map(batches.all().map((batch, nth) => [batch, bases[nth] as number]));
    const positions = places.map((place) => {
      if (!(place instanceof Array)) return place;
      const [batch, rank] = place;
      return { partition: batch.partition, offset: (baseOf.get(batch) as number) + rank };
    });
    const settled = events.flatMap((event, nth) => {
      if (event.once !== true || !placed.has(nameOf(event))) return [];
      const { partition, offset } = positions[nth] as Position;
      return [{ ...event, partition, noted_end: offset, log_offset: offset }];
    });
    if (settled.length > 0) await this.ledger.settle(transaction, settled);
    return positions;
  }

  private async produced(transaction: Database, batches: OutputBatches, fresh: readonly NewEvent[]) {
    if (batches.all().length === 0) return [];
    const ends = await offsetsOf(this.parts.wire, this.topic, LATEST);
    const entries = new Map(
      fresh.map(({ source, id, key }) => {
        const partition = partitionOf(key, this.topic.partitions);
        return [nameOf({ source, id }), { source, id, partition, noted_end: ends.get(partition) ?? 0 }];
      }),
    );
    // Beside the transaction that holds the lock: what is noted must outlive it.
    if (entries.size > 0) await this.ledger.note(this.parts.database, [...entries.values()]);
    return this.run(transaction, batches);
  }

  private async run(transaction: Database, batches: OutputBatches): Promise<readonly number[]> {
    const patience = within(this.parts.withinMs);
    for (let attempt = 1; ; attempt += 1) {
      if (!this.producer.isReady) await this.producer.begin(patience);
      // Whoever has lost the lock must not have the id after its next owner: asked last, in the session of the lock.
      await transaction.query('SELECT 1');
      try {
        return await this.producer.run(batches.all(), undefined, patience);
      } catch (error) {
        if (!(error instanceof FencedError)) throw error;
        // Another process had the lock in between and took the id; nothing of this was written.
        if (error.isUndecided || attempt === 2) throw EventErrors.APPEND_TOO_SLOW({}, { cause: error });
      }
    }
  }
}
