/** What a learner has learned, as JSON: its size depends on the columns and never on how many events there were. */
export type LearnerState = Readonly<Record<string, unknown>>;

/**
 * Learns from one labelled row after the other. A row has one number a column in the declared units, NaN where nothing
 * was measured; whatever no 32-bit float can hold counts as not measured, since the exported graph sees it so.
 */
export interface OnlineLearner {
  /** Probability of outcome 1, always a number from 0 to 1. */
  probability(row: Float64Array): number;
  learn(row: Float64Array, label: 0 | 1): void;
  /** What `restore` of the same kind goes on from. */
  state(): LearnerState;
  /** The learner as it is now, as an ONNX file: `features` FP32 [N, F] to `probability` FP32 [N], equal to 1e-6. */
  onnx(): Uint8Array;
}

/** Makes learners of one kind: new ones, and ones that go on. */
export interface LearnerKind {
  /** As it stands in the hyperparameters of a version. */
  readonly algorithm: string;
  readonly hyperparameters: Readonly<Record<string, string | number | boolean>>;
  create(): OnlineLearner;
  /** From `state()`; the columns and settings must be those of then. */
  restore(state: LearnerState): OnlineLearner;
}
