import { RecordBatch } from '../wire/record-batch.js';
import type { Append } from './append.js';
import type { Lane } from './lane.js';

/** Records of one partition that are written together, and the calls that wait for them. */
export class WaitingBatch {
  readonly records = new RecordBatch();
  /** Known when it is written. */
  baseOffset = -1;
  wasSent = false;
  private readonly appends: Append[] = [];

  constructor(readonly lane: Lane) {}

  /** Whether this call was not here before. */
  joins(append: Append): boolean {
    if (this.appends.at(-1) === append) return false;
    this.appends.push(append);
    return true;
  }

  /** Nobody waits for it any more. */
  get isForsaken(): boolean {
    return this.appends.every(({ isOver }) => isOver);
  }

  written(baseOffset: number): void {
    this.baseOffset = baseOffset;
    for (const append of this.appends) append.batchWritten();
  }

  failed(error: unknown): void {
    for (const append of this.appends) append.fail(error);
  }
}
