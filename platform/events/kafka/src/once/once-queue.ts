import type { NewEvent, Position } from '@mesh/events';
import type { Topic } from '../topics/topics.js';
import { OnceWriter, type OnceParts } from './once-writer.js';

interface Waiting {
  readonly events: readonly NewEvent[];
  readonly texts: readonly string[];
  readonly resolve: (positions: readonly Position[]) => void;
  readonly reject: (error: unknown) => void;
}

const MOST_EVENTS = 5_000;

/** Group commit for events that are written once: what comes while a transaction runs goes with the next one. */
export class OnceQueue {
  private readonly waiting: Waiting[] = [];
  private writing: Promise<void> | undefined;
  private readonly writer: OnceWriter;

  constructor(parts: OnceParts, topic: Topic) {
    this.writer = new OnceWriter(parts, topic);
  }

  append(events: readonly NewEvent[], texts: readonly string[]): Promise<readonly Position[]> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ events, texts, resolve, reject });
      this.writing ??= this.drain();
    });
  }

  get waitingEvents(): number {
    return this.waiting.reduce((sum, { events }) => sum + events.length, 0);
  }

  async close(): Promise<void> {
    await this.writing;
  }

  private async drain(): Promise<void> {
    while (this.waiting.length > 0) {
      const together = this.taken();
      try {
        const positions = await this.writer.write({
          events: together.flatMap(({ events }) => events),
          texts: together.flatMap(({ texts }) => texts),
        });
        let from = 0;
        for (const { events, resolve } of together) resolve(positions.slice(from, (from += events.length)));
      } catch (error) {
        for (const { reject } of together) reject(error);
      }
    }
    this.writing = undefined;
  }

  private taken(): readonly Waiting[] {
    const together: Waiting[] = [];
    for (let count = 0; this.waiting[0] !== undefined;) {
      count += this.waiting[0].events.length;
      if (count > MOST_EVENTS && together.length > 0) break;
      together.push(this.waiting.shift()!);
    }
    return together;
  }
}
