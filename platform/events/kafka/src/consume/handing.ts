import type { BatchHandler, LoggedEvent } from '@mesh/events';
import { isFenced } from '../wire/codes.js';
import { logError } from '../wire/log-error.js';
import { patiently, type Patience } from '../wire/patiently.js';
import type { NewRecord } from '../wire/record-batch.js';
import { Bell } from './bell.js';
import type { Membership } from './membership.js';
import type { Progress } from './window.js';
import type { Settlement, TopicPartition, Work } from './work.js';

/** What comes back after a crash is as much as was handled in so long a time; a request for each batch would cost more. */
const COMMIT_EVERY_MS = 50;

export interface HandingParts {
  readonly membership: Membership;
  readonly place: TopicPartition;
  readonly putLetter: (record: NewRecord) => Promise<void>;
  readonly handle: BatchHandler;
}

/**
 * Hands batches to a handler, and commits behind it, while the next batches are handled: at most one commit is on its
 * way, and it takes all that was done by then. The coordinator refuses the commit of a former owner.
 */
export class Handing implements Work {
  private toCommit: Progress | undefined;
  private inHand: Progress | undefined;
  private committing: Promise<void> | undefined;
  private patience: Patience | undefined;
  private isLost = false;
  private failure: unknown;
  private isEnding = false;
  private readonly bell = new Bell();

  constructor(private readonly parts: HandingParts) {}

  begin(): Promise<void> {
    return Promise.resolve();
  }

  async run(events: readonly LoggedEvent[], settlement: () => Settlement, signal: AbortSignal): Promise<boolean> {
    await this.parts.handle(events, signal);
    return !signal.aborted && this.settle(settlement(), signal);
  }

  /** The effect is there already, so that only this is tried again, until the place in the group is lost. */
  async settle({ progress, letters }: Settlement, signal: AbortSignal): Promise<boolean> {
    const patience = { untilMs: Infinity, signal };
    try {
      // Put twice, a letter is still one: its place is its key.
      for (const letter of letters) await patiently(() => this.parts.putLetter(letter), patience);
    } catch (error) {
      if (signal.aborted) return false;
      throw logError(error);
    }
    if (progress !== undefined) {
      this.toCommit = progress;
      this.patience = patience;
      this.committing ??= this.commit(patience);
    }
    return !signal.aborted && !this.isLost;
  }

  isMine(): boolean {
    const { failure, patience } = this;
    if (failure === undefined || patience === undefined) return !this.isLost;
    this.failure = undefined;
    this.committing ??= this.commit(patience);
    throw logError(failure);
  }

  async settled(): Promise<boolean> {
    this.isEnding = true;
    this.bell.ring();
    await this.committing;
    return this.isMine();
  }

  private async commit(patience: Patience): Promise<void> {
    const { membership, place } = this.parts;
    try {
      while (this.toCommit !== undefined) {
        const progress = this.toCommit;
        this.toCommit = undefined;
        this.inHand = progress;
        await patiently(() => membership.commit(place.topic, place.partition, progress), patience);
        if (!this.isEnding) await this.bell.wait(COMMIT_EVERY_MS);
        // By now this may be a member anew, whose commits count again.
        if (patience.signal?.aborted === true) this.isLost = true;
        if (this.isLost) break;
      }
    } catch (error) {
      if (patience.signal?.aborted === true || isFenced(error)) this.isLost = true;
      else this.failure = error;
      // The next settlement takes it along, unless it says more itself.
      this.toCommit ??= this.inHand;
    }
    this.committing = undefined;
  }
}
