import type { CountSubgroupMetrics, Measure, Signature, SubgroupMetrics } from '@mesh/models';
import type { Outcome } from '@mesh/product';

interface OccurrenceEvidence {
  readonly outcome?: undefined;
  readonly rows: number;
  readonly positives: number;
  /** Absent, as is `calibrationError`, where the rows are of one outcome only. */
  readonly rocAuc?: Measure;
  readonly brier?: Measure;
  readonly calibrationError?: number;
  /** By the groups that the gate declares. */
  readonly subgroups: readonly SubgroupMetrics[];
}

interface CountEvidence {
  readonly outcome: 'count';
  readonly rows: number;
  /** Absent where all counts are equal: then there is nothing to explain. */
  readonly devianceExplained?: Measure;
  readonly meanAbsoluteError: Measure;
  /** By the groups that the gate declares. */
  readonly subgroups: readonly CountSubgroupMetrics[];
}

/** How a version did on rows that it never saw, measured by the mesh and not by its recipe. */
export type HeldOutEvidence = OccurrenceEvidence | CountEvidence;

/** The champion on the same held-out rows. */
export type ChampionEvidence =
  | {
      readonly version: string;
      readonly outcome?: undefined;
      /** Version less champion, each from the same resampled rows. */
      readonly rocAuc: Measure;
      readonly brier: Measure;
      readonly subgroups: readonly SubgroupMetrics[];
    }
  | {
      readonly version: string;
      readonly outcome: 'count';
      /** Version less champion, each from the same resampled rows. */
      readonly devianceExplained: Measure;
      readonly subgroups: readonly CountSubgroupMetrics[];
    }
  | { readonly version: string; readonly incomparable: string };

/** How far the training rows cover one input. */
export interface FeatureCoverage {
  readonly feature: string;
  /** Values that arrived and were measured. */
  readonly measured: number;
  /** Those of them outside what was learnt from. */
  readonly uncovered: number;
}

/** Everything that the gates of a model judge by. */
export interface GateEvidence {
  /** What the product foresees. Default probability. */
  readonly outcome?: Outcome;
  /** The product's features, in the order of its shape. */
  readonly features: readonly string[];
  readonly signature: Signature;
  /** Size of the ONNX file. */
  readonly bytes: number;
  /** Why nothing could be scored with it; then no other gate can be judged. */
  readonly unusable?: string;
  readonly heldOut?: HeldOutEvidence;
  /** Absent when there is no champion. */
  readonly champion?: ChampionEvidence;
  readonly goldenCases?: readonly { readonly name: string; readonly answer: number }[];
  /** Rows with at most two measured cells, and how many of them were answered with what the product foresees. */
  readonly missingCells?: { readonly asked: number; readonly answered: number };
  /** One row at a time, in milliseconds; of the quietest of several rounds. */
  readonly latency?: {
    readonly medianMs: number;
    readonly p95Ms: number;
    readonly runs: number;
    readonly rounds: number;
  };
  readonly coverage?: { readonly rows: number; readonly features: readonly FeatureCoverage[] };
}
