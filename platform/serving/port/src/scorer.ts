import type { ModelVersion } from '@mesh/models';

/** One row in, one answer out, with the version that gave it. */
export interface Score {
  /** What the version foresees: the probability of the positive class, 0–1, or the expected count, from 0. */
  readonly answer: number;
  readonly version: ModelVersion;
}

/** A model that scores: rows of one tick share one call of the engine; a swap of versions fails no call. */
export interface Scorer {
  readonly model: string;
  /** Undefined until a first version is loaded. */
  readonly current: ModelVersion | undefined;
  /** `row` holds the features in the signature's order, NaN where not measured. Throws SERVING.MODEL_NOT_READY without a version. */
  score(row: ArrayLike<number>): Promise<Score>;
  /** Scores n × features values, row-major. */
  scoreMany(rows: Float32Array): Promise<Float32Array>;
  /** Loads and warms the version, then takes over between two batches; calls in flight finish on the old one. */
  swap(version: ModelVersion, onnx: Uint8Array): Promise<void>;
  close(): Promise<void>;
}
