import { setImmediate as nextTurn } from 'node:timers/promises';
import { outcomeOf, type ModelVersion } from '@mesh/models';
import type { Outcome } from '@mesh/product';
import type { Score, Scorer } from '@mesh/serving';
import { LoadedModel } from './loaded-model.js';
import { RowBatch } from './row-batch.js';
import { runInChunks } from './run-in-chunks.js';
import { ServingErrors } from './serving-errors.js';

/** One call of the engine, for metrics. */
export interface ScoringRun {
  readonly model: string;
  readonly version: string;
  readonly rows: number;
  readonly durationMs: number;
}

export interface OnnxScorerOptions {
  /** The features that callers send, in order; by default those of the first version. */
  readonly features?: readonly string[];
  /** What callers read; by default what the first version foresees. */
  readonly outcome?: Outcome;
  /** Most rows a run: between two, calls that came meanwhile are taken in. Default 16. */
  readonly maxBatchRows?: number;
  /** Most rows that wait. Default 4096. */
  readonly maxQueuedRows?: number;
  readonly onRun?: (run: ScoringRun) => void;
}

/** Scores with ONNX Runtime on one thread; the rows of one turn of the event loop share a run. Throws SERVING.*. */
export class OnnxScorer implements Scorer {
  #loaded: LoadedModel | undefined;
  #waiting: RowBatch[] = [];
  #spare: RowBatch[] = [];
  #queuedRows = 0;
  #drained: Promise<void> | undefined;
  #swapped: Promise<unknown> = Promise.resolve();
  #closed = false;

  constructor(
    readonly model: string,
    private readonly options: OnnxScorerOptions = {},
  ) {}

  get current(): ModelVersion | undefined {
    return this.#loaded?.version;
  }

  score(row: ArrayLike<number>): Promise<Score> {
    return new Promise((resolve, reject) => {
      const { width } = this.ready();
      if (row.length !== width) throw ServingErrors.ROW_INVALID({ expected: width });
      if (this.#queuedRows >= (this.options.maxQueuedRows ?? 4096))
        throw ServingErrors.OVERLOADED({ model: this.model });
      this.#queuedRows++;
      this.batchWithRoom(width).add(row, { resolve, reject });
      this.#drained ??= this.drain();
    });
  }

  async scoreMany(rows: Float32Array): Promise<Float32Array> {
    const model = this.ready();
    if (rows.length % model.width !== 0) throw ServingErrors.ROW_INVALID({ expected: model.width });
    return model.whileHeld(() =>
      runInChunks(model, rows, (count, durationMs) => this.report(model, count, durationMs)),
    );
  }

  swap(version: ModelVersion, onnx: Uint8Array): Promise<void> {
    const swap = this.#swapped.then(() => this.load(version, onnx));
    this.#swapped = swap.catch(() => undefined);
    return swap;
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#swapped;
    await this.#drained;
    this.#loaded?.retire();
    this.#loaded = undefined;
  }

  private ready(): LoadedModel {
    if (this.#closed) throw ServingErrors.CLOSED({ model: this.model });
    if (!this.#loaded) throw ServingErrors.MODEL_NOT_READY({ model: this.model });
    return this.#loaded;
  }

  private async load(version: ModelVersion, onnx: Uint8Array): Promise<void> {
    if (this.#closed) throw ServingErrors.CLOSED({ model: this.model });
    if (version.model !== this.model) throw ServingErrors.MODEL_INVALID({ reason: 'it is a version of another model' });
    const expected = this.options.features ?? this.current?.signature.features;
    const { features } = version.signature;
    // Rows carry no names: another order would be scored without complaint, and wrongly.
    if (expected && (expected.length !== features.length || expected.some((name, j) => name !== features[j]))) {
      throw ServingErrors.SIGNATURE_DIFFERS({ model: this.model, version: version.version });
    }
    // One number a row says nothing of what it is: a count would be read as a probability.
    const outcome = this.options.outcome ?? this.#loaded?.outcome;
    if (outcome !== undefined && outcome !== outcomeOf(version))
      throw ServingErrors.OUTCOME_DIFFERS({ model: this.model, version: version.version });
    const next = await LoadedModel.open(version, onnx, this.maxBatchRows);
    const previous = this.#loaded;
    this.#loaded = next;
    previous?.retire();
  }

  private get maxBatchRows(): number {
    return this.options.maxBatchRows ?? 16;
  }

  private batchWithRoom(width: number): RowBatch {
    const last = this.#waiting.at(-1);
    if (last && last.rows < last.capacity) return last;
    const batch = this.#spare.pop() ?? new RowBatch(this.maxBatchRows, width);
    this.#waiting.push(batch);
    return batch;
  }

  /** Lets the turn's calls gather, then runs batch after batch; every run waits for a turn, so the loop stays free. */
  private async drain(): Promise<void> {
    await nextTurn();
    for (let batch = this.#waiting.shift(); batch; batch = this.#waiting.shift()) await this.runBatch(batch);
    this.#drained = undefined;
  }

  private async runBatch(batch: RowBatch): Promise<void> {
    const input = batch.tensor();
    const callers = batch.takeWaiting();
    const model = this.#loaded!;
    const startedMs = performance.now();
    try {
      const answers = await model.whileHeld(() => model.run(input));
      callers.forEach(({ resolve }, i) => resolve({ answer: answers[i]!, version: model.version }));
      this.report(model, callers.length, performance.now() - startedMs);
    } catch (error) {
      for (const { reject } of callers) reject(error);
    } finally {
      this.#queuedRows -= callers.length;
      this.#spare.push(batch);
    }
  }

  private report({ version }: LoadedModel, rows: number, durationMs: number): void {
    this.options.onRun?.({ model: this.model, version: version.version, rows, durationMs });
  }
}
