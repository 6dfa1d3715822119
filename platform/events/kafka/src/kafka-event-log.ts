import { migrate, type Database } from '@mesh/database';
import {
  EventErrors,
  type BatchHandler,
  type ConsumeSettings,
  type DeadLetter,
  type DeadLetterCount,
  type EventLog,
  type LoggedEvent,
  type NewEvent,
  type PartitionRange,
  type Position,
  type Step,
  type Subscription,
  type TopicDrift,
  type TopicSettings,
} from '@mesh/events';
import { Consumers } from './consume/consumers.js';
import { Cursors } from './consume/cursors.js';
import { Lags, type GroupLag } from './consume/lags.js';
import { DeadLetters } from './dead-letters/dead-letters.js';
import { KafkaErrors } from './kafka.errors.js';
import { LEDGER } from './once/ledger.js';
import { OnceAppends } from './once/once-appends.js';
import { Expiry } from './read/expiry.js';
import { Reader } from './read/reader.js';
import { RecordReader } from './read/record-reader.js';
import { rarely } from './rarely.js';
import { DEFAULT_LIMITS, type KafkaSettings } from './settings.js';
import { Topics } from './topics/topics.js';
import { Client } from './wire/client.js';
import { ofTheLog } from './wire/log-error.js';
import type { Wire } from './wire/wire.js';
import { Writer } from './write/writer.js';

/** The event log on Apache Kafka. The database, which remembers what is appended `once`, stays the caller's to close. */
export class KafkaEventLog implements EventLog {
  private readonly topics: Topics;
  private readonly reader: Reader;
  private readonly cursors: Cursors;
  private readonly letters: DeadLetters;
  private readonly groupLags: Lags;
  private readonly expiry: Expiry;
  private readonly writer: Writer;
  private readonly once: OnceAppends | undefined;
  private readonly consumers: Consumers;
  private closing: Promise<void> | undefined;

  private constructor(
    private readonly client: Client,
    private readonly wires: { readonly reading: Wire; readonly writing: Wire },
    private readonly parts: {
      readonly settings: KafkaSettings;
      readonly cluster: string;
      readonly database?: Database;
    },
  ) {
    const { settings, cluster, database } = parts;
    const { reading: wire, writing } = wires;
    const limits = { ...DEFAULT_LIMITS, ...settings };
    const records = new RecordReader(wire);
    this.topics = new Topics(wire, client.admin);
    this.reader = new Reader(wire, records);
    this.writer = new Writer(writing, limits);
    this.letters = new DeadLetters({ wire, topics: this.topics, records, writer: this.writer });
    this.cursors = new Cursors(wire, client.admin);
    this.groupLags = new Lags({ admin: client.admin, topics: this.topics, cursors: this.cursors, reader: this.reader });
    this.expiry = new Expiry({
      wire,
      topics: this.topics,
      admin: client.admin,
      cluster,
      ...(database && { database }),
    });
    this.once =
      database &&
      new OnceAppends({ wire: writing, records, database, cluster, withinMs: limits.appendTimeoutMs }, limits);
    const report = rarely(settings.report ?? (() => undefined));
    this.consumers = new Consumers({ client, topics: this.topics, records, wire, letters: this.letters, report });
  }

  /** Connects to the brokers. Throws EVENTS.LOG_UNREACHABLE and KAFKA.ACCESS_REFUSED. */
  static async open(settings: KafkaSettings, database?: Database): Promise<KafkaEventLog> {
    const client = new Client(settings);
    const wires = { reading: client.wire(), writing: client.wire() };
    try {
      if (database !== undefined) await migrate(database, 'events_kafka', LEDGER);
      const { clusterId } = await ofTheLog(async () => (await wires.reading.any()).metadata([]));
      const cluster = clusterId ?? 'kafka';
      return new KafkaEventLog(client, wires, { settings, cluster, ...(database && { database }) });
    } catch (error) {
      await Promise.all([client.close(), wires.reading.close(), wires.writing.close()]);
      throw error;
    }
  }

  async declareTopic(topic: TopicSettings): Promise<readonly TopicDrift[]> {
    const drift = await ofTheLog(() => this.topics.declare(topic));
    if (drift.length > 0) {
      const settings = drift.map(({ setting }) => setting);
      const { code } = KafkaErrors.TOPIC_DRIFT();
      this.parts.settings.logger?.warn({ code, topic: topic.name, settings }, 'a topic is not as it is declared');
    }
    return drift;
  }

  async append(name: string, events: readonly NewEvent[]): Promise<readonly Position[]> {
    if (this.closing !== undefined) throw EventErrors.LOG_CLOSED();
    const topic = this.topics.remembered(name) ?? (await ofTheLog(() => this.topics.named(name)));
    if (!events.some(({ once }) => once === true)) return this.writer.append(topic, events);
    if (this.once === undefined) throw KafkaErrors.NO_LEDGER();
    const { once } = this;
    return ofTheLog(() => once.append(topic, events));
  }

  async subscribe(settings: ConsumeSettings, handle: BatchHandler): Promise<Subscription> {
    if (this.closing !== undefined) throw EventErrors.LOG_CLOSED();
    return ofTheLog(() => this.consumers.subscribe(settings, handle));
  }

  async transform(settings: ConsumeSettings, step: Step): Promise<Subscription> {
    if (this.closing !== undefined) throw EventErrors.LOG_CLOSED();
    return ofTheLog(() => this.consumers.transform(settings, step));
  }

  async read(topic: string, partition: number, offset: number, limit: number): Promise<readonly LoggedEvent[]> {
    return ofTheLog(async () => this.reader.read(await this.topics.named(topic), partition, { offset, limit }));
  }

  async find(topic: string, id: string, near: Date, withinMs?: number): Promise<LoggedEvent | undefined> {
    return ofTheLog(async () => this.reader.find(await this.topics.named(topic), id, near, withinMs));
  }

  async ranges(topic: string): Promise<readonly PartitionRange[]> {
    return ofTheLog(async () => this.reader.ranges(await this.topics.named(topic)));
  }

  async offsetsAt(topic: string, time: Date): Promise<ReadonlyMap<number, number>> {
    return ofTheLog(async () => this.reader.offsetsAt(await this.topics.named(topic), time));
  }

  async committed(topic: string, group: string): Promise<ReadonlyMap<number, number>> {
    return ofTheLog(async () => this.cursors.committed(await this.topics.named(topic), group));
  }

  async seek(topic: string, group: string, offsets: ReadonlyMap<number, number>): Promise<void> {
    return ofTheLog(async () => this.cursors.seek(await this.topics.named(topic), group, offsets));
  }

  async lag(topic: string, group: string): Promise<number> {
    return ofTheLog(async () => {
      const known = await this.topics.named(topic);
      return this.cursors.lag(known, group, await this.reader.ranges(known));
    });
  }

  async deadLetters(topic: string, group: string, limit: number): Promise<readonly DeadLetter[]> {
    return ofTheLog(async () => this.letters.list(await this.topics.named(topic), group, limit));
  }

  async deadLetterCounts(): Promise<readonly DeadLetterCount[]> {
    return ofTheLog(() => this.letters.counts());
  }

  async redeliver(topic: string, group: string, ids: readonly string[]): Promise<number> {
    return ofTheLog(async () => this.letters.redeliver(await this.topics.named(topic), group, ids));
  }

  async dropDeadLetters(topic: string, group: string, ids: readonly string[]): Promise<number> {
    return ofTheLog(async () => this.letters.drop(await this.topics.named(topic), group, ids));
  }

  expire(now: Date): Promise<number> {
    return ofTheLog(() => this.expiry.run(now));
  }

  /** How far each group of these brokers is behind in each topic that it reads; a view of the last seconds. */
  lags(): Promise<readonly GroupLag[]> {
    return ofTheLog(() => this.groupLags.all());
  }

  /** Resolves when a broker answers. Throws EVENTS.LOG_UNREACHABLE. */
  async ping(): Promise<void> {
    await ofTheLog(async () => (await this.wires.reading.any()).metadata(['__consumer_offsets']).catch(unlessAnswered));
  }

  close(): Promise<void> {
    return (this.closing ??= this.finish());
  }

  private async finish(): Promise<void> {
    await this.consumers.close();
    await Promise.all([this.writer.close(), this.once?.close()]);
    await Promise.all([this.wires.reading.close(), this.wires.writing.close(), this.client.close()]);
  }
}

/** A broker that has nothing to say about a topic has answered. */
function unlessAnswered(error: unknown): void {
  if (!/TOPIC/.test((error as { type?: string }).type ?? '')) throw error;
}
