import type { Arrival } from '../reading/arrival.js';
import type { Task } from './task.js';

/** What is done with the events of a task; all of it in the task's transaction. */
export interface Operator {
  /** Whether its state tells which events it had; otherwise their ids are kept beside it. */
  readonly knowsItsEvents: boolean;
  /** Works events into the state, in their order, and moves the task's clock. */
  take(task: Task, arrivals: readonly Arrival[]): Promise<void>;
  /** Gives what the watermark has made complete, and forgets what is over. */
  advance(task: Task): Promise<void>;
}
