import { EventErrors, type NewEvent, type Position } from '@mesh/events';
import type { WriterLimits } from '../settings.js';
import type { Topic } from '../topics/topics.js';
import { refuseLarger, textsOf } from '../write/writer.js';
import { OnceQueue } from './once-queue.js';
import type { OnceParts } from './once-writer.js';

/** Appends with events that are to be written once, a queue for each topic. */
export class OnceAppends {
  private readonly queues = new Map<string, OnceQueue>();

  constructor(
    private readonly parts: OnceParts,
    private readonly limits: WriterLimits,
  ) {}

  append(topic: Topic, events: readonly NewEvent[]): Promise<readonly Position[]> {
    const texts = textsOf(events);
    refuseLarger(texts, topic);
    let queue = this.queues.get(topic.name);
    if (queue === undefined) this.queues.set(topic.name, (queue = new OnceQueue(this.parts, topic)));
    const waiting = queue.waitingEvents;
    if (waiting > 0 && waiting + events.length > this.limits.maxWaitingEvents) throw EventErrors.LOG_FULL();
    return this.inTime(queue.append(events, texts));
  }

  async close(): Promise<void> {
    await Promise.all([...this.queues.values()].map((queue) => queue.close()));
  }

  private async inTime(written: Promise<readonly Position[]>): Promise<readonly Position[]> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(EventErrors.APPEND_TOO_SLOW()), this.limits.appendTimeoutMs);
    });
    return Promise.race([written, late]).finally(() => clearTimeout(timer));
  }
}
