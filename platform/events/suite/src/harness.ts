import { randomUUID } from 'node:crypto';
import type { EventLog, LoggedEvent, NewEvent } from '@mesh/events';

/** A log under test: `log` and each `reopen()` are connections of their own to one and the same store. */
export interface OpenedLog {
  readonly log: EventLog;
  /** Another opening of the same store, as a second process would have it. */
  reopen(): Promise<EventLog>;
  /** How a child process opens the same store: a JavaScript expression that gives the log, imports included. */
  readonly opening: string;
  /** The shortest lease that the store grants. */
  readonly shortestLeaseMs: number;
  close(): Promise<void>;
}

/** How a spec of the suite gets at the log of its test. */
export type LogOfTest = () => OpenedLog;

let topicNumber = 0;

/** A topic of a test's own. */
export async function newTopic(
  log: EventLog,
  settings: { partitions?: number; retentionMs?: number } = {},
): Promise<string> {
  topicNumber += 1;
  const name = `suite.topic-${topicNumber}.happened.v1`;
  await log.declareTopic({ name, ...settings });
  return name;
}

/** A valid event, except for what is given. */
export function newEvent(given: Partial<NewEvent> = {}): NewEvent {
  return {
    id: randomUUID(),
    source: '/suite',
    type: 'suite.happened.v1',
    time: '2026-01-02T03:04:05Z',
    key: 'k',
    data: { n: 1 },
    ...given,
  };
}

/** Events with data 0 … count - 1, their keys taken in turn. */
export function numbered(count: number, keys: readonly string[] = ['k']): NewEvent[] {
  return Array.from({ length: count }, (_, n) => newEvent({ key: keys[n % keys.length] ?? 'k', data: n }));
}

/** All events of a topic, partition after partition. */
export async function readAll(log: EventLog, topic: string): Promise<LoggedEvent[]> {
  const all: LoggedEvent[] = [];
  for (const { partition, earliest, next } of await log.ranges(topic)) {
    if (next > earliest) all.push(...(await log.read(topic, partition, earliest, 10_000)));
  }
  return all;
}

/** The numbers that `numbered` put into events. */
export const numbersOf = (events: readonly LoggedEvent[]): number[] => events.map(({ data }) => data as number);

/** 0 … count - 1. */
export const upTo = (count: number): number[] => Array.from({ length: count }, (_, n) => n);

export const ascending = (a: number, b: number): number => a - b;
