import type { ModelMetrics, Signature } from '@mesh/models';

/**
 * The immutable table that a recipe learns from.
 * `features[i][j]` is feature `columns[j]` of row i in the declared units, NaN where it was not measured;
 * `labels[i]` is 0 or 1; `heldOut[i]` marks the rows that judge and never train.
 */
export interface Snapshot {
  /** Hex SHA-256 of the canonical bytes. */
  readonly sha256: string;
  readonly columns: readonly string[];
  readonly features: readonly Float64Array[];
  readonly labels: Uint8Array;
  readonly heldOut: readonly boolean[];
}

export type Hyperparameters = Readonly<Record<string, string | number | boolean>>;

/** What a training gives back. Same snapshot and parameters, same bytes. */
export interface Trained {
  readonly onnx: Uint8Array;
  readonly signature: Signature;
  readonly hyperparameters: Hyperparameters;
  readonly metrics: ModelMetrics;
}

/** A program with one contract: snapshot and parameters in, ONNX and metrics out. Deterministic, without side effects. */
export type Recipe = (
  snapshot: Snapshot,
  parameters: Hyperparameters,
  progress: (fraction: number, stage: string) => void,
) => Promise<Trained>;
