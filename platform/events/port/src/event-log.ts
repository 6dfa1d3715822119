import type { LoggedEvent, NewEvent } from './event.js';

/** What a topic promises: how it is divided and how long it remembers. */
export interface TopicSettings {
  /** `<domain>.<product>.<event>.v<major>` */
  readonly name: string;
  /** Default 4. */
  readonly partitions?: number;
  /** Events older than this may be dropped. Default 7 days. */
  readonly retentionMs?: number;
  /** Keeps the last event of each key without end, instead of all for a time. Default false. */
  readonly compacted?: boolean;
  /** Copies of each partition, where the log has brokers of its own. Default: one a broker, at most 3. */
  readonly replicas?: number;
  /** Fields of the data with personal texts: a log that seals keeps tokens in their place, others take no notice. Default none. */
  readonly personal?: readonly string[];
}

/** A setting of a topic that is not as declared: it is told, and left to those who run the log. */
export interface TopicDrift {
  readonly topic: string;
  readonly setting: 'partitions' | 'retentionMs' | 'compacted' | 'replicas';
  readonly declared: number | boolean;
  readonly actual: number | boolean;
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
  /**
   * What the handler needs in order. With `key`, a log may go on with the other keys while an event waits for its next
   * attempt, so that a later offset may be handled before an earlier one. Default `partition`.
   */
  readonly order?: 'partition' | 'key';
}

/**
 * Handles events of one partition, in order. Returning commits the batch; throwing makes the log retry it with back-off
 * and, after `maxAttempts`, single out the poisonous event and move it to the dead letters. `signal` aborts when the
 * lease is lost or the consumer closes: a handler that sees it aborted must not make its effect durable.
 */
export type BatchHandler = (events: readonly LoggedEvent[], signal: AbortSignal) => Promise<void>;

/** Events of one topic that a step has made. */
export interface StepOutput {
  readonly topic: string;
  readonly events: readonly NewEvent[];
}

/** Names an event of the batch that can never be handled: with the batch's outputs it goes to the dead letters, at once. */
export type Bury = (event: LoggedEvent, error: unknown) => void;

/**
 * Turns a batch of one partition into events. As a `BatchHandler` it may be called again with the same batch. One bad
 * event need not hold up its neighbours: the step buries it and goes on.
 */
export type Step = (events: readonly LoggedEvent[], signal: AbortSignal, bury: Bury) => Promise<readonly StepOutput[]>;

export interface Subscription {
  /** Resolves once the batch in hand is finished and its leases are given back. */
  close(): Promise<void>;
}

/** How many dead letters a group has in a topic. */
export interface DeadLetterCount {
  readonly topic: string;
  readonly group: string;
  readonly count: number;
}

export interface DeadLetter {
  readonly event: LoggedEvent;
  /** Code and class of the last failure and, for a bad document, the places and rules (`causeOf`), without payload. */
  readonly cause: string;
  readonly attempts: number;
  readonly deadAt: string;
}

/** Topics with partitions and offsets; ordered by key, at least once, durable when acknowledged. */
export interface EventLog {
  /** Creates the topic when it is missing; where it is there, tells what is not as declared, and changes nothing. */
  declareTopic(topic: TopicSettings): Promise<readonly TopicDrift[]>;
  /** Resolves when the events are durable, with the position of each (of the first writing, for a `once` repeat). */
  append(topic: string, events: readonly NewEvent[]): Promise<readonly Position[]>;
  subscribe(settings: ConsumeSettings, handle: BatchHandler): Promise<Subscription>;
  /**
   * Consumes as `subscribe` does, and appends what the step returns in one transaction with the group's offsets: readers
   * see the outputs of a batch once or, when it is retried, not yet. Retries and dead letters are those of `subscribe`.
   */
  transform(settings: ConsumeSettings, step: Step): Promise<Subscription>;
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
  /** How many events of the topic the group has not committed yet, counted by offsets: gaps between them count as well. */
  lag(topic: string, group: string): Promise<number>;
  deadLetters(topic: string, group: string, limit: number): Promise<readonly DeadLetter[]>;
  /** All groups that have dead letters, at most 1,000. */
  deadLetterCounts(): Promise<readonly DeadLetterCount[]>;
  /** Gives dead events of these ids back to the group alone, to be handled anew; returns how many. */
  redeliver(topic: string, group: string, ids: readonly string[]): Promise<number>;
  /** Forgets dead events of these ids; returns how many. */
  dropDeadLetters(topic: string, group: string, ids: readonly string[]): Promise<number>;
  /** Drops what is past its retention; returns how many places of events went. */
  expire(now: Date): Promise<number>;
  /**
   * The log with tokens in the place of persons, where this one seals them: for what is kept beside the log and needs no
   * person, such as the state of a stream. What is read there is written there.
   */
  readonly underneath?: EventLog;
  /** Whether an event that was read tells of somebody who was forgotten: a token stands where they stood. */
  isForgotten?(event: LoggedEvent): boolean;
  /** The events as they are to stand underneath, for what keeps them until then. */
  sealed?(topic: string, events: readonly NewEvent[]): Promise<readonly NewEvent[]>;
  close(): Promise<void>;
}

/** Injection token of the event log. */
export const EventLog = Symbol('EventLog');
