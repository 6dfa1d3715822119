import type { WatchedGroup } from './model-watch.js';

/** An input whose answer is known well enough to be asked of every version. */
export interface GoldenCase<Field extends string = string> {
  /** Says who this is: `a healthy woman of 40`. */
  readonly name: string;
  /** What was measured; a feature that is left out, or null, was not. */
  readonly input: Readonly<Partial<Record<Field, number | null>>>;
  /** Bounds of the probability, both inclusive; one may be left out. */
  readonly probability: { readonly min?: number; readonly max?: number };
}

/** What holds for each group of people apart. */
export interface SubgroupGate {
  /** The groups, by attribute, of a feature. */
  readonly of: Readonly<Record<string, WatchedGroup>>;
  readonly rocAuc?: { readonly min: number };
  readonly brier?: { readonly max: number };
  /** Greatest loss of ROC AUC against the champion within a group. */
  readonly behindChampion?: { readonly max: number };
  /** Smaller groups, and those of one outcome, are told and not judged. Default 50. */
  readonly leastCases?: number;
}

/** The version loses, with 95 % confidence, at most so much against the champion on the same held-out rows. */
export interface ChampionGate {
  /** ROC AUC (default) or the Brier score. */
  readonly by?: 'rocAuc' | 'brier';
  /** Default 0.02. */
  readonly margin?: number;
}

/** What arrives in production lies within what was learnt from. */
export interface CoverageGate {
  /** A dataset port whose rows hold the features as they arrived. */
  readonly inputs: string;
  /** Greatest share of an input's measured values outside the range, or the codes, of the training rows. */
  readonly maxUncovered: number;
  /** Fewer rows say nothing yet. Default 200. */
  readonly leastRows?: number;
}

/**
 * What a version must show before it may become champion, measured by the mesh itself on held-out rows. That its signature
 * fits the features, and that it answers rows with mostly missing cells, is asked of every version.
 */
export interface Gates<Field extends string = string> {
  readonly rocAuc?: { readonly min: number };
  /** Greatest expected calibration error. */
  readonly calibration?: { readonly max: number };
  /** Greatest Brier score. */
  readonly brier?: { readonly max: number };
  /** Attributes whose groups are reported apart. */
  readonly subgroups?: readonly string[];
  readonly everySubgroup?: SubgroupGate;
  readonly goldenCases?: readonly GoldenCase<Field>[];
  readonly notWorseThanChampion?: ChampionGate;
  /** 95th percentile of the time of one row through the model, alone and warm, in the quietest of several rounds where it is trained. */
  readonly latency?: { readonly maxMs: number };
  /** Size of the ONNX file. */
  readonly size?: { readonly maxBytes: number };
  readonly coverage?: CoverageGate;
}
