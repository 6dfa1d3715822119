import { migrate } from '@mesh/database';
import { Outbox, type EventLog, type LoggedEvent, type NewEvent } from '@mesh/events';
import { namesOf, type DataProduct, type EventPort } from '@mesh/product';
import { OUTBOX_TABLE, planProcessing, STREAMS_MIGRATIONS, StreamProcessor, type StreamParts } from '@mesh/streams';
import { startTestDatabase, type TestDatabase } from '@mesh/testing';
import { openLog } from './open-log.js';

/** A log, a state and the topics of a product; closes what was started on it. */
export class Stage {
  readonly outbox: Outbox;
  private readonly running: StreamProcessor[] = [];

  private constructor(
    readonly product: DataProduct,
    readonly db: TestDatabase,
    readonly log: EventLog,
  ) {
    this.outbox = new Outbox(db.database, log, OUTBOX_TABLE);
  }

  /** An empty one: on PostgreSQL, or with its log on these brokers; with the state as it is, or as it was. */
  static async set(
    product: DataProduct,
    brokers?: readonly string[],
    partitions = 3,
    migrations = STREAMS_MIGRATIONS,
  ): Promise<Stage> {
    const db = await startTestDatabase();
    await migrate(db.database, 'streams', migrations);
    const stage = new Stage(product, db, await openLog(db.database, brokers));
    const { log } = stage;
    for (const port of Object.values(product.ports)) {
      if (port.kind === 'event') await log.declareTopic({ name: stage.topic(port.name), partitions });
    }
    return stage;
  }

  topic(event: string): string {
    return namesOf(this.product).topic(event);
  }

  /** Starts one processing as a member of its group. */
  async start(name: string, parts: Partial<StreamParts> = {}): Promise<StreamProcessor> {
    const { log, outbox } = this;
    const { database } = this.db;
    const processor = new StreamProcessor(planProcessing(this.product, name), { log, database, outbox, ...parts });
    await processor.start();
    this.running.push(processor);
    return processor;
  }

  /** Appends messages of a port as its publisher would. */
  async tell(event: string, messages: readonly object[]): Promise<void> {
    const topic = this.topic(event);
    const { id, key, at } = this.product.ports[event] as EventPort;
    const events = messages.map((message): NewEvent => {
      const fields = message as Readonly<Record<string, unknown>>;
      const envelope = { id: String(fields[id]), source: `/test/${event}`, type: topic, key: String(fields[key]) };
      // What stands in the message may be wrong; the envelope is checked by the log.
      const time = Number.isNaN(Date.parse(String(fields[at]))) ? '2026-03-01T00:00:00Z' : String(fields[at]);
      return { ...envelope, time, data: message };
    });
    for (let from = 0; from < events.length; from += 5_000)
      await this.log.append(topic, events.slice(from, from + 5_000));
  }

  /** Everything in the topic of a port, partition by partition. */
  async heard<Message>(event: string): Promise<readonly Message[]> {
    return (await this.events(event)).map(({ data }) => data as Message);
  }

  async events(event: string): Promise<readonly LoggedEvent[]> {
    const topic = this.topic(event);
    const all: LoggedEvent[] = [];
    for (const { partition, earliest, next } of await this.log.ranges(topic)) {
      for (let from = earliest; from < next; from += 5_000)
        all.push(...(await this.log.read(topic, partition, from, 5_000)));
    }
    return all;
  }

  async close(): Promise<void> {
    for (const processor of this.running) await processor.close();
    await this.outbox.close();
    await this.log.close();
    await this.db.close();
  }
}

/** The last revision of each window, by its key and its start. */
export function lastOf<Result extends { revision: number; windowStart: string }>(
  results: readonly Result[],
  key: keyof Result,
): ReadonlyMap<string, Result> {
  const last = new Map<string, Result>();
  for (const result of results) {
    const name = `${String(result[key])} ${result.windowStart}`;
    if ((last.get(name)?.revision ?? 0) < result.revision) last.set(name, result);
  }
  return last;
}
