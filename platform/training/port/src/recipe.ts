import type { ModelMetrics, Signature } from '@mesh/models';

interface LearntTable {
  /** Hex SHA-256 of the canonical bytes. */
  readonly sha256: string;
  readonly columns: readonly string[];
  readonly features: readonly Float64Array[];
  readonly heldOut: readonly boolean[];
}

/** Rows of which each says whether something occurred: `labels[i]` is 0 or 1. */
export interface OccurrenceSnapshot extends LearntTable {
  /** Only counts name what they are: occurrences were there before. */
  readonly outcome?: undefined;
  readonly labels: Uint8Array;
}

/** Rows of which each says how often something occurred: `labels[i]` is a whole number from 0. */
export interface CountSnapshot extends LearntTable {
  readonly outcome: 'count';
  readonly labels: Uint32Array;
}

/**
 * The immutable table that a recipe learns from.
 * `features[i][j]` is feature `columns[j]` of row i in the declared units, NaN where it was not measured;
 * `labels[i]` is its outcome; `heldOut[i]` marks the rows that judge and never train.
 */
export type Snapshot = OccurrenceSnapshot | CountSnapshot;

export type Hyperparameters = Readonly<Record<string, string | number | boolean>>;

/** What a training gives back. Same snapshot and parameters, same bytes. */
export interface Trained<Metrics extends ModelMetrics = ModelMetrics> {
  readonly onnx: Uint8Array;
  readonly signature: Signature;
  readonly hyperparameters: Hyperparameters;
  readonly metrics: Metrics;
}

/** A program with one contract: snapshot and parameters in, ONNX and metrics out. Deterministic, without side effects. */
export type Recipe<Metrics extends ModelMetrics = ModelMetrics> = (
  snapshot: Snapshot,
  parameters: Hyperparameters,
  progress: (fraction: number, stage: string) => void,
) => Promise<Trained<Metrics>>;
