import { Redelivered } from '../message/redelivered.js';
import type { RecordReader } from '../read/record-reader.js';
import type { Topics } from '../topics/topics.js';
import type { Wire } from '../wire/wire.js';
import { LetterIndex } from './letter-index.js';
import { letterKey } from './letter-record.js';
import { letterTopicName } from './letter-topic.js';

export interface ReturningSettings {
  readonly wire: Wire;
  readonly topics: Topics;
  readonly records: RecordReader;
  readonly group: string;
  readonly names: readonly string[];
  /** Takes a letter that was open at a time, of `performance.now()`; asked again and again while it is. */
  readonly offer: (event: Redelivered, openAtMs: number) => void;
  readonly report: (error: unknown) => void;
}

const LOOK_EVERY_MS = 1_500;

/** Watches the dead letters of a group for those that are given back to it. */
export class ReturningLetters {
  private readonly indexes = new Map<string, LetterIndex>();
  private readonly returning = new Map<string, Redelivered>();
  private timer: NodeJS.Timeout | undefined;
  private looking: Promise<void> = Promise.resolve();
  private isClosed = false;

  constructor(private readonly settings: ReturningSettings) {
    this.later(0);
  }

  async close(): Promise<void> {
    this.isClosed = true;
    clearTimeout(this.timer);
    await this.looking;
  }

  private later(ms: number): void {
    this.timer = setTimeout(() => {
      this.looking = this.look()
        .catch((error: unknown) => this.isClosed || this.settings.report(error))
        .then(() => {
          if (!this.isClosed) this.later(LOOK_EVERY_MS);
        });
    }, ms).unref();
  }

  private async look(): Promise<void> {
    const openAtMs = performance.now();
    for (const topic of this.settings.names) await this.lookAt(topic);
    for (const event of this.returning.values()) if (!event.isTaken) this.settings.offer(event, openAtMs);
  }

  private async lookAt(topic: string): Promise<void> {
    const { wire, topics, records, group } = this.settings;
    const name = letterTopicName(topic, group);
    let index = this.indexes.get(topic);
    if (index === undefined) {
      if (topics.remembered(name) === undefined && !(await topics.recentNames()).has(name)) return;
      this.indexes.set(topic, (index = new LetterIndex(wire, records, name)));
    }
    await index.refresh(({ event, state, attempts }) => {
      const key = `${topic}/${letterKey(event)}`;
      if (state === 'redeliver') this.returning.set(key, new Redelivered(event, attempts));
      else this.returning.delete(key);
    });
    for (const [key, event] of this.returning)
      if (event.topic === topic && !index.isOpen(letterKey(event))) this.returning.delete(key);
  }
}
