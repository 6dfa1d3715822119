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
import { Cursors } from './consume/cursors.js';
import {
  deadLetterCounts,
  deadLetters,
  dropDeadLetters,
  expireDeadLetters,
  redeliver,
} from './consume/dead-letters.js';
import { GroupMember } from './consume/group-member.js';
import { stepping } from './consume/stepping.js';
import { handing, type Work } from './consume/work.js';
import { ofTheLog } from './log-error.js';
import { lags, type GroupLag } from './read/lags.js';
import { Reader } from './read/reader.js';
import { RecentReads } from './read/recent-reads.js';
import { expire } from './read/retention.js';
import { MIGRATIONS } from './schema/index.js';
import { Schemas } from './schemas.js';
import { Topics } from './topics.js';
import { Wakes } from './wakes.js';
import { Writer, type WriterLimits } from './write/writer.js';

export interface PostgresEventLogSettings extends Partial<WriterLimits> {
  /** Told what consumers met in the background, such as a database that is away; they go on by themselves. */
  readonly report?: (error: unknown) => void;
}

/** The event log in the schema `events` of a PostgreSQL database. The database stays the caller's to close. */
export class PostgresEventLog implements EventLog {
  private readonly topics: Topics;
  private readonly schemas: Schemas;
  private readonly reader: Reader;
  private readonly recent: RecentReads;
  private readonly cursors: Cursors;
  private readonly wakes: Wakes;
  private readonly writer: Writer;
  private readonly members = new Set<Subscription>();
  private closing: Promise<void> | undefined;

  private constructor(
    private readonly database: Database,
    private readonly settings: PostgresEventLogSettings,
  ) {
    this.topics = new Topics(database);
    this.schemas = new Schemas(database);
    this.reader = new Reader(database, this.schemas);
    this.recent = new RecentReads(this.reader);
    this.cursors = new Cursors(database);
    this.wakes = new Wakes(database);
    const {
      maxWaitingEvents = 50_000,
      maxWaitingBytes = 64 * 1_048_576,
      appendTimeoutMs = 10_000,
      gatherMs = 0,
    } = settings;
    const limits = { maxWaitingEvents, maxWaitingBytes, appendTimeoutMs, gatherMs };
    this.writer = new Writer(database, this.schemas, limits, (places) => this.wakes.appended(places));
  }

  static async open(database: Database, settings: PostgresEventLogSettings = {}): Promise<PostgresEventLog> {
    await migrate(database, 'events', MIGRATIONS);
    return new PostgresEventLog(database, settings);
  }

  declareTopic(topic: TopicSettings): Promise<readonly TopicDrift[]> {
    return this.topics.declare(topic);
  }

  async append(topic: string, events: readonly NewEvent[]): Promise<readonly Position[]> {
    if (this.closing !== undefined) throw EventErrors.LOG_CLOSED();
    return this.writer.append(
      this.topics.remembered(topic) ?? (await ofTheLog(() => this.topics.named(topic))),
      events,
    );
  }

  subscribe(settings: ConsumeSettings, handle: BatchHandler): Promise<Subscription> {
    return this.join(settings, handing(this.database, handle));
  }

  transform(settings: ConsumeSettings, step: Step): Promise<Subscription> {
    const { database, topics, schemas, wakes } = this;
    const written = (places: readonly string[]) => wakes.appended(places);
    return this.join(settings, stepping({ database, topics, schemas, written }, step));
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
    return this.cursors.committed(await this.topics.named(topic), group);
  }

  async seek(topic: string, group: string, offsets: ReadonlyMap<number, number>): Promise<void> {
    return this.cursors.seek(await this.topics.named(topic), group, offsets);
  }

  async lag(topic: string, group: string): Promise<number> {
    return this.cursors.lag(await this.topics.named(topic), group);
  }

  /** The lag of every group, for those who watch over the log; at most 1,000. */
  lags(): Promise<readonly GroupLag[]> {
    return ofTheLog(() => lags(this.database));
  }

  async deadLetters(topic: string, group: string, limit: number): Promise<readonly DeadLetter[]> {
    return deadLetters(this.database, this.schemas, await this.topics.named(topic), { group, limit });
  }

  deadLetterCounts(): Promise<readonly DeadLetterCount[]> {
    return ofTheLog(() => deadLetterCounts(this.database));
  }

  async redeliver(topic: string, group: string, ids: readonly string[]): Promise<number> {
    return ofTheLog(async () => redeliver(this.database, await this.topics.named(topic), { group, ids }));
  }

  async dropDeadLetters(topic: string, group: string, ids: readonly string[]): Promise<number> {
    return ofTheLog(async () => dropDeadLetters(this.database, await this.topics.named(topic), { group, ids }));
  }

  async expire(now: Date): Promise<number> {
    await expireDeadLetters(this.database, now);
    return expire(this.database, now);
  }

  close(): Promise<void> {
    return (this.closing ??= this.finish());
  }

  private async join(settings: ConsumeSettings, work: Work): Promise<Subscription> {
    if (this.closing !== undefined) throw EventErrors.LOG_CLOSED();
    const topics = await Promise.all(settings.topics.map((name) => this.topics.named(name)));
    const defaults = { from: 'earliest', maxBatch: 500, lingerMs: 0, maxAttempts: 5, leaseMs: 10_000 } as const;
    const { database, recent: reader, schemas, wakes } = this;
    const report = this.settings.report ?? (() => undefined);
    const member = await new GroupMember({
      ...defaults,
      ...settings,
      topics,
      database,
      reader,
      schemas,
      wakes,
      work,
      report,
    }).start();
    this.members.add(member);
    return { close: () => member.close().finally(() => this.members.delete(member)) };
  }

  private async finish(): Promise<void> {
    await Promise.all([...this.members].map((member) => member.close()));
    await this.writer.close();
    await this.wakes.close();
  }
}
