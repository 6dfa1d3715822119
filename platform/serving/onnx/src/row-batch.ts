import type { Score } from '@mesh/serving';
import { Tensor } from 'onnxruntime-node';

interface Waiting {
  readonly resolve: (score: Score) => void;
  readonly reject: (reason: unknown) => void;
}

/** Rows that share one run, in a buffer that is used again once the run has ended. */
export class RowBatch {
  readonly #values: Float32Array;
  /** One view a size over the same buffer, made when first needed. */
  readonly #tensors: Tensor[] = [];
  #waiting: Waiting[] = [];

  constructor(
    readonly capacity: number,
    readonly width: number,
  ) {
    this.#values = new Float32Array(capacity * width);
  }

  get rows(): number {
    return this.#waiting.length;
  }

  add(row: ArrayLike<number>, waiting: Waiting): void {
    this.#values.set(row, this.rows * this.width);
    this.#waiting.push(waiting);
  }

  /** The input tensor of the rows so far: rows × width. */
  tensor(): Tensor {
    const { rows, width } = this;
    return (this.#tensors[rows] ??= new Tensor('float32', this.#values.subarray(0, rows * width), [rows, width]));
  }

  /** Takes out the callers, so that the batch can be filled again. */
  takeWaiting(): readonly Waiting[] {
    const waiting = this.#waiting;
    this.#waiting = [];
    return waiting;
  }
}
