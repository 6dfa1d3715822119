import { feedRows, type FedRows, type Feed } from '@mesh/lake';
import type { Courtesy, EventLog } from '@mesh/events';
import type { TopicFeedSettings } from '@mesh/runtime';
import { errorOf, type ThreadFailure } from './thread-failure.js';

/** A portion by its number, with what became of it where it lands. */
export interface TakenPortion {
  readonly taken: number;
  /** Says that it did not land; the log then brings it again. */
  readonly failed?: { readonly failure: ThreadFailure; readonly text: string };
}

interface Waiting {
  readonly resolve: () => void;
  readonly reject: (error: Error) => void;
}

/** Reads rows here that land in another thread: each portion is handed over, and waits for what became of it. */
export class Feeding {
  private readonly waiting = new Map<number, Waiting>();
  private portions = 0;

  /** `open` gives the log with persons in it: rows name whom they are about. */
  constructor(
    private readonly open: () => Promise<EventLog>,
    private readonly courtesy: Courtesy,
  ) {}

  async feed(settings: TopicFeedSettings, handOver: (nth: number, rows: FedRows) => void): Promise<Feed> {
    const log = await this.open();
    await log.declareTopic(settings.declared);
    const take = (rows: FedRows): Promise<void> => {
      const nth = (this.portions += 1);
      return new Promise<void>((resolve, reject) => {
        this.waiting.set(nth, { resolve, reject });
        handOver(nth, rows);
      });
    };
    return feedRows(log, settings, {
      take,
      inTurn: (events, work, signal) => this.courtesy.handle(events, work, signal),
    });
  }

  /** Tells the log what became of a portion. */
  settle({ taken, failed }: TakenPortion): void {
    const waiting = this.waiting.get(taken);
    this.waiting.delete(taken);
    if (failed === undefined) waiting?.resolve();
    else waiting?.reject(errorOf(failed.failure, failed.text));
  }
}
