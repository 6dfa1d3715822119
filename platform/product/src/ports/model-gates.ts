import type { WatchedGroup } from './model-watch.js';

interface KnownCase<Field extends string> {
  /** Says who this is: `a healthy woman of 40`. */
  readonly name: string;
  /** What was measured; a feature that is left out, or null, was not. */
  readonly input: Readonly<Partial<Record<Field, number | null>>>;
}

/** An input whose answer is known well enough to be asked of every version. */
export interface GoldenCase<Field extends string = string> extends KnownCase<Field> {
  /** Bounds of the probability, both inclusive; one may be left out. */
  readonly probability: { readonly min?: number; readonly max?: number };
}

/** The same of a model that foresees a count. */
export interface CountGoldenCase<Field extends string = string> extends KnownCase<Field> {
  /** Bounds of the expected count, both inclusive; one may be left out. */
  readonly count: { readonly min?: number; readonly max?: number };
}

interface Groups {
  /** The groups, by attribute, of a feature. */
  readonly of: Readonly<Record<string, WatchedGroup>>;
  /** Smaller groups are told and not judged; nor is a measure that cannot be taken of a group. Default 50. */
  readonly leastCases?: number;
}

/** What holds for each group of people apart; a group of one outcome is told and not judged. */
export interface SubgroupGate extends Groups {
  readonly rocAuc?: { readonly min: number };
  readonly brier?: { readonly max: number };
  /** Greatest loss of ROC AUC against the champion within a group. */
  readonly behindChampion?: { readonly max: number };
}

/** What holds for each group apart, where a count is foreseen. */
export interface CountSubgroupGate extends Groups {
  /** Least share of the Poisson deviance of the group's own mean that is explained (D²). */
  readonly devianceExplained?: { readonly min: number };
  readonly meanPoissonDeviance?: { readonly max: number };
  /** Greatest loss of deviance explained against the champion within a group. */
  readonly behindChampion?: { readonly max: number };
}

/** The version loses, with 95 % confidence, at most so much against the champion on the same held-out rows. */
export interface ChampionGate {
  /** ROC AUC (default) or the Brier score. */
  readonly by?: 'rocAuc' | 'brier';
  /** Default 0.02. */
  readonly margin?: number;
}

/** The version explains, with 95 % confidence, at most so much less of the deviance than the champion on the same held-out rows. */
export interface CountChampionGate {
  /** As a share of the deviance of the plain mean. Default 0.02. */
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

interface GatesOfEither {
  /** Attributes whose groups are reported apart. */
  readonly subgroups?: readonly string[];
  /** 95th percentile of the time of one row through the model, alone and warm, in the quietest of several rounds where it is trained. */
  readonly latency?: { readonly maxMs: number };
  /** Size of the ONNX file. */
  readonly size?: { readonly maxBytes: number };
  readonly coverage?: CoverageGate;
}

/**
 * What a version must show before it may become champion, measured by the mesh itself on held-out rows. That its signature
 * fits the features, and that it answers rows with mostly missing cells, is asked of every version.
 */
export interface Gates<Field extends string = string> extends GatesOfEither {
  readonly rocAuc?: { readonly min: number };
  /** Greatest expected calibration error. */
  readonly calibration?: { readonly max: number };
  /** Greatest Brier score. */
  readonly brier?: { readonly max: number };
  readonly everySubgroup?: SubgroupGate;
  readonly goldenCases?: readonly GoldenCase<Field>[];
  readonly notWorseThanChampion?: ChampionGate;
}

/** The same of a model that foresees a count. */
export interface CountGates<Field extends string = string> extends GatesOfEither {
  /** Least share of the Poisson deviance of the plain mean that the version explains (D²): 0 is no better than the mean. */
  readonly devianceExplained?: { readonly min: number };
  /** Greatest mean absolute difference of expected and observed count. */
  readonly meanAbsoluteError?: { readonly max: number };
  readonly everySubgroup?: CountSubgroupGate;
  readonly goldenCases?: readonly CountGoldenCase<Field>[];
  readonly notWorseThanChampion?: CountChampionGate;
}
