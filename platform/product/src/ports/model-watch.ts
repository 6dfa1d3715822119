import type { Duration } from './duration.js';

/** What of a model's life is measured all the time, and may set a rule off. */
export type WatchedMeasure =
  | 'rocAuc'
  | 'prAuc'
  | 'brier'
  | 'calibrationError'
  | 'sensitivity'
  | 'specificity'
  /** ROC AUC as the scores alone let it be expected, before outcomes are known. */
  | 'estimatedRocAuc'
  /** How many inputs are distributed otherwise than in the training snapshot, many tests corrected for. */
  | 'driftedInputs'
  /** Greatest population stability index of an input. */
  | 'inputDrift'
  /** Population stability index of the score. */
  | 'scoreDrift'
  /** Greatest share of an input's values that are missing, beyond the share in the snapshot. */
  | 'missingRate'
  /** Greatest share of an input's values outside the range, or the categories, of the snapshot. */
  | 'outOfRangeRate';

/** What a rule does: tell, ask for a training, go back to the champion before, or answer no more. */
export type WatchAction = 'alert' | 'retrain' | 'rollback' | 'stop';

/**
 * When a measure reaches `triggers` and stays there for `lasting`, the action is taken, once; the rule is armed again when
 * the measure comes back to `clears`. Which side is the bad one follows from the two: a rule that clears above its trigger
 * guards against falling.
 */
export interface WatchRule {
  readonly measure: WatchedMeasure;
  readonly triggers: number;
  readonly clears: number;
  /** Fewest cases the measure must rest on. Default those of the window or of the drift. */
  readonly least?: number;
  /** Default: at once. */
  readonly lasting?: Duration;
  /** The action is taken anew each time the rule has been set off for so long. Default: once. */
  readonly again?: Duration;
  readonly action: WatchAction;
}

/** How the group of a person follows from a field of the score: by code, or by bands that begin at the given values. */
export type WatchedGroup =
  | { readonly field: string; readonly names: Readonly<Record<number, string>> }
  | { readonly field: string; readonly starts: readonly number[] };

/** How the scores of a model are joined with what came true, what is measured of them, and what follows by rule. */
export interface ModelWatch {
  /** The event port of the scores: its id names a score, its key the person. */
  readonly scored: {
    readonly port: string;
    readonly probability: string;
    readonly version: string;
    /** The field that names the model, where the port tells of several. */
    readonly model?: string;
  };
  /** The event port of the outcomes: 0 or 1 for a score or, where only a person is named, for their newest score before. */
  readonly observed: {
    readonly port: string;
    readonly outcome: string;
    readonly at: string;
    readonly score?: string;
    readonly person?: string;
  };
  /** Outcomes later than this after their score are not counted. Default 90d. */
  readonly within?: Duration;
  /** The probability from which an alert is raised. */
  readonly threshold: number;
  /** The newest so many judged scores are measured, and from so few on. Default 10,000 and 100; at most a million. */
  readonly window?: { readonly judged?: number; readonly least?: number };
  /** The newest so many scores are compared with the snapshot, and from so few on. Default 5,000 and 200. */
  readonly drift?: { readonly scores?: number; readonly least?: number };
  /** At most four attributes. */
  readonly subgroups?: Readonly<Record<string, WatchedGroup>>;
  /** By a name that the history shows. */
  readonly rules?: Readonly<Record<string, WatchRule>>;
}
