import type { LoggedEvent } from '@mesh/events';
import type { NewRecord } from '../wire/record-batch.js';
import type { Progress } from './window.js';

/** A partition of a topic. */
export interface TopicPartition {
  readonly topic: string;
  readonly partition: number;
}

/** An event that is given up, by its place, and why. */
export interface Burial {
  readonly offset: number;
  readonly cause: string;
  readonly attempts: number;
}

/** What becomes final together. */
export interface Settlement {
  /** Absent where the places were committed before. */
  readonly progress?: Progress;
  /** Go to the dead letters of the group. */
  readonly letters: readonly NewRecord[];
}

/** What is done with batches of one partition, and how that is made final with the group's progress. */
export interface Work {
  /** The partition is this member's now: former owners can make nothing final from here on. */
  begin(): Promise<void>;
  /** Works the events through and settles; false when the partition is this member's no more, and then nothing counts. */
  run(
    events: readonly LoggedEvent[],
    settlement: (burials?: readonly Burial[]) => Settlement,
    signal: AbortSignal,
  ): Promise<boolean>;
  settle(settlement: Settlement, signal: AbortSignal): Promise<boolean>;
  /** False once it is known that the partition was lost. Throws what hinders a settlement; it is tried again. */
  isMine(): boolean;
  /** Resolves when all that was settled is final; false when the partition was lost before. */
  settled(): Promise<boolean>;
}
