import type { CountMetrics } from './count-metrics.js';
import type { GateVerdict } from './gate-verdict.js';
import type { ProbabilityMetrics } from './probability-metrics.js';

/** A tensor of the signature, in Open Inference Protocol terms. */
export interface SignatureTensor {
  readonly name: string;
  readonly datatype: 'FP32' | 'INT64' | 'BYTES';
  readonly shape: readonly number[];
}

/** What goes in and comes out; `features` is the column order of the input matrix. */
export interface Signature {
  readonly features: readonly string[];
  readonly inputs: readonly SignatureTensor[];
  readonly outputs: readonly SignatureTensor[];
}

/** How a version did on rows that it never saw; `outcome` tells the two apart. */
export type ModelMetrics = ProbabilityMetrics | CountMetrics;

/** Everything about a version but its number; immutable once registered. */
export interface NewModelVersion {
  readonly model: string;
  /** Hex SHA-256 of the ONNX file, which must have been stored before. */
  readonly onnxSha256: string;
  readonly signature: Signature;
  readonly hyperparameters: Readonly<Record<string, string | number | boolean>>;
  readonly metrics: ModelMetrics;
  /** The immutable training data: content hash, where it lies, what it was made from. */
  readonly snapshot: {
    readonly sha256: string;
    readonly rows: number;
    readonly trainingRows: number;
    readonly source: string;
    readonly attribution?: string;
  };
  /** The commit of the recipe, or `uncommitted` outside a checkout. */
  readonly commit: string;
  readonly author: string;
  readonly runId: string;
  readonly contractVersion: string;
  /** What the gates of the product said; absent where nobody has judged. Only the service of the domain may give them. */
  readonly gates?: readonly GateVerdict[];
}

export interface ModelVersion extends NewModelVersion {
  /** Counts from 1 within a model. */
  readonly version: string;
  readonly createdAt: string;
  readonly status: 'ready' | 'withdrawn';
}

/** `champion` serves; the others follow. */
export type Alias = 'champion' | 'challenger' | 'shadow';
