import type { Position } from '@mesh/events';
import type { WaitingBatch } from './waiting-batch.js';

/** One call of `append`: it is answered when every batch that carries its events is. */
export class Append {
  readonly answered: Promise<readonly Position[]>;
  private readonly batches: WaitingBatch[] = [];
  private readonly ranks: number[] = [];
  private outstanding = 0;
  private resolve!: (positions: readonly Position[]) => void;
  private reject!: (error: unknown) => void;
  isOver = false;

  constructor(readonly byteLength: number) {
    this.answered = new Promise((resolve, reject) => {
      this.resolve = resolve;
      this.reject = reject;
    });
  }

  get eventCount(): number {
    return this.batches.length;
  }

  /** The next event of the call stands in this batch, as its nth record. */
  stands(batch: WaitingBatch, rank: number): void {
    this.batches.push(batch);
    this.ranks.push(rank);
    if (batch.joins(this)) this.outstanding += 1;
  }

  batchWritten(): void {
    this.outstanding -= 1;
    if (this.outstanding > 0 || this.isOver) return;
    this.isOver = true;
    this.resolve(
      this.batches.map(({ lane, baseOffset }, nth) => ({
        partition: lane.partition,
        offset: baseOffset + (this.ranks[nth] as number),
      })),
    );
  }

  fail(error: unknown): void {
    if (this.isOver) return;
    this.isOver = true;
    this.reject(error);
  }
}
