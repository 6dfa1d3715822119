import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import type { EventLog, LoggedEvent } from '@mesh/events';
import { positionText, type StreamPosition } from './stream-position.js';
import type { TailListener, TopicTail } from './topic-tail.js';

/** Why a stream ended, as its last event says. */
export type StreamEnd = 'token-expired' | 'grant-ended' | 'longest-time' | 'shutdown' | 'log-unavailable';

/** What one listener's stream is made of. */
export interface EventStreamParts {
  readonly log: EventLog;
  readonly topic: string;
  readonly tail: TopicTail;
  readonly response: ServerResponse;
  /** The `data:` lines of an event, as this listener may see it. */
  readonly frame: (event: LoggedEvent) => string;
  /** A listener that takes nothing for so long is let go. Default 10 s. */
  readonly stalledMs?: number;
}

const EVENTS_A_READ = 200;
/** What may wait in the socket before the listener is fed at its own pace. */
const MAX_WAITING_BYTES = 262_144;
const STALLED_MS = 10_000;
const HEARTBEAT_MS = 15_000;
const RETRY_MS = 3_000;

/**
 * The events of a topic to one listener, as server-sent events. Behind the tail it reads from the log at the pace at which
 * the listener takes them; beside the tail it passes on what the tail hears, until the listener falls behind.
 */
export class EventStream implements TailListener {
  private readonly position: Map<number, number>;
  private isLive = false;
  private isOver = false;

  constructor(
    private readonly parts: EventStreamParts,
    start: StreamPosition,
  ) {
    this.position = new Map(start);
  }

  /** Resolves once the stream is over, whoever ended it. */
  async run(): Promise<void> {
    const { response, tail } = this.parts;
    const closed = new Promise<void>((resolve) => {
      const over = (): void => {
        this.isOver = true;
        resolve();
      };
      // Who left while the beginning was looked up has closed it already, and a closed response says so no more.
      if (response.closed) over();
      else response.once('close', over);
    });
    const heartbeat = setInterval(() => this.write(': still here\n\n'), HEARTBEAT_MS).unref();
    try {
      // An id without data: whoever is cut off before the first event comes back to this place.
      this.write(`retry: ${RETRY_MS}\nid: ${positionText(this.position)}\n\n`);
      await tail.join(this);
      await this.catchUp();
    } catch {
      this.end('log-unavailable');
    } finally {
      await closed;
      clearInterval(heartbeat);
      tail.leave(this);
    }
  }

  hear(partition: number, events: readonly LoggedEvent[]): void {
    if (!this.isLive || this.isOver) return;
    const from = this.position.get(partition) ?? 0;
    for (const event of events) if (event.offset >= from) this.pass(event);
    if (this.parts.response.writableLength <= MAX_WAITING_BYTES) return;
    this.isLive = false;
    this.catchUp().catch(() => this.end('log-unavailable'));
  }

  /** Says why and ends; what the listener does not take any more is dropped. */
  end(reason: StreamEnd): void {
    if (this.isOver) return;
    const { response } = this.parts;
    response.end(`event: end\ndata: ${JSON.stringify({ reason })}\n\n`);
    this.isOver = true;
    setTimeout(() => response.destroy(), 1_000).unref();
  }

  private async catchUp(): Promise<void> {
    const { log, topic, tail } = this.parts;
    for (;;) {
      await this.taken();
      if (this.isOver) return;
      const behind = [...this.position].find(([partition, next]) => next < tail.at(partition));
      if (behind === undefined) {
        this.isLive = true;
        return;
      }
      const [partition, next] = behind;
      const events = await log.read(topic, partition, next, EVENTS_A_READ);
      if (events.length === 0) this.position.set(partition, tail.at(partition));
      for (const event of events) this.pass(event);
    }
  }

  /** Waits until the listener has taken what was written; one who takes nothing is cut off. */
  private async taken(): Promise<void> {
    const { response } = this.parts;
    if (!response.writableNeedDrain || this.isOver) return;
    const stalled = setTimeout(() => response.destroy(), this.parts.stalledMs ?? STALLED_MS);
    const waiting = new AbortController();
    try {
      const { signal } = waiting;
      await Promise.race([once(response, 'drain', { signal }), once(response, 'close', { signal })]);
    } finally {
      clearTimeout(stalled);
      waiting.abort();
    }
  }

  private pass(event: LoggedEvent): void {
    this.position.set(event.partition, event.offset + 1);
    this.write(`id: ${positionText(this.position)}\n${this.parts.frame(event)}`);
  }

  private write(text: string): void {
    if (!this.isOver && !this.parts.response.destroyed) this.parts.response.write(text);
  }
}
