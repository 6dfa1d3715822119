import type { LoggedEvent, NewEvent } from './event.js';

/** What a topic promises: how it is divided and how long it remembers. */
export interface TopicSettings {
  /** `<domain>.<product>.<event>.v<major>` */
  readonly name: string;
  /** Default 4. */
  readonly partitions?: number;
  /** Events older than this may be dropped. Default 7 days. */
  readonly retentionMs?: number;
}

/** Where an appended event stands; absent offsets never occur: an append that resolves is durable. */
export interface Position {
  readonly partition: number;
  readonly offset: number;
}

/** The first offset that may be read and the one the next event will get. */
export interface PartitionRange {
  readonly partition: number;
  readonly earliest: number;
  readonly next: number;
}

export interface ConsumeSettings {
  readonly topics: readonly string[];
  readonly group: string;
  /** Where a group without a committed offset begins. Default `earliest`. */
  readonly from?: 'earliest' | 'latest';
  /** At most this many events a call. Default 500. */
  readonly maxBatch?: number;
  /** A batch waits at most this long to fill once it has its first event. Default 0. */
  readonly lingerMs?: number;
  /** Attempts before an event goes to `<topic>.<group>.dlq`. Default 5. */
  readonly maxAttempts?: number;
  /** A member that has not renewed its lease for this long loses its partitions. Default 10 s. */
  readonly leaseMs?: number;
}

/**
 * Handles events of one partition, in order. Returning commits the batch; throwing makes the log retry it with back-off
 * and, after `maxAttempts`, single out the poisonous event and move it to the dead letters. `signal` aborts when the
 * lease is lost or the consumer closes: a handler that sees it aborted must not make its effect durable.
 */
export type BatchHandler = (events: readonly LoggedEvent[], signal: AbortSignal) => Promise<void>;

export interface Subscription {
  /** Resolves once the batch in hand is finished and its leases are given back. */
  close(): Promise<void>;
}

export interface DeadLetter {
  readonly event: LoggedEvent;
  /** Error code and class of the last failure, without payload. */
  readonly cause: string;
  readonly attempts: number;
  readonly deadAt: string;
}

/** Topics with partitions and offsets; ordered by key, at least once, durable when acknowledged. */
export interface EventLog {
  /** Creates the topic when it is missing; reports, never changes, a difference in partitions. */
  declareTopic(topic: TopicSettings): Promise<void>;
  /** Resolves when the events are durable, with the position of each (of the first writing, for a `once` repeat). */
  append(topic: string, events: readonly NewEvent[]): Promise<readonly Position[]>;
  subscribe(settings: ConsumeSettings, handle: BatchHandler): Promise<Subscription>;
  /** Up to `limit` (≤ 10,000) events of one partition from `offset` on. */
  read(topic: string, partition: number, offset: number, limit: number): Promise<readonly LoggedEvent[]>;
  /** The event of this id in a topic, looked for among those appended within `withinMs` (default 10 minutes) of `near`. */
  find(topic: string, id: string, near: Date, withinMs?: number): Promise<LoggedEvent | undefined>;
  ranges(topic: string): Promise<readonly PartitionRange[]>;
  /** The first offset of each partition whose event was appended at or after `time`. */
  offsetsAt(topic: string, time: Date): Promise<ReadonlyMap<number, number>>;
  /** The group's next offset for each partition it has committed. */
  committed(topic: string, group: string): Promise<ReadonlyMap<number, number>>;
  /** Moves a group without running members: replay from an offset or, with `offsetsAt`, from a time. */
  seek(topic: string, group: string, offsets: ReadonlyMap<number, number>): Promise<void>;
  /** How many events of the topic the group has not committed yet. */
  lag(topic: string, group: string): Promise<number>;
  deadLetters(topic: string, group: string, limit: number): Promise<readonly DeadLetter[]>;
  /** Drops what is past its retention; returns how many events went. */
  expire(now: Date): Promise<number>;
  close(): Promise<void>;
}

/** Injection token of the event log. */
export const EventLog = Symbol('EventLog');
