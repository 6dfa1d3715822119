import type { Measure } from './measure.js';

/** Topic that tells how each watched model stands, the last word for each; key = model name, data = `ModelStanding`. */
export const STANDING_TOPIC = 'platform.evaluation.standing.v1';

/** How STANDING_TOPIC is declared. */
export const STANDING_TOPIC_SETTINGS = { name: STANDING_TOPIC, compacted: true } as const;

/** How the champion of a model does in practice, and whether it may answer. */
export interface ModelStanding {
  /** Names the word; absent in those from before they had a contract. */
  readonly standingId?: string;
  readonly model: string;
  /** Of the version that served when it was said; another version stands by its held-out rows. */
  readonly version: string;
  readonly state: 'serving' | 'stopped';
  /** ROC AUC over the newest scores whose outcome is known; absent until there are enough. */
  readonly rocAuc?: Measure;
  /** RFC 3339. */
  readonly at: string;
}

/** Topic of what followed by rule from the evaluation of a model; key = model name, data = `EvaluationActed`. */
export const EVALUATION_ACTED_TOPIC = 'platform.evaluation.acted.v1';

/** A rule was set off, or its measure came back. */
export interface EvaluationActed {
  readonly actionId: string;
  readonly model: string;
  readonly version: string;
  /** Name of the rule in the declaration. */
  readonly rule: string;
  readonly state: 'raised' | 'cleared';
  readonly action: 'alert' | 'retrain' | 'rollback' | 'stop';
  readonly measure: string;
  readonly value?: number;
  readonly triggers: number;
  readonly clears: number;
  /** Cases that the measure rests on. */
  readonly n?: number;
  /** RFC 3339. */
  readonly at: string;
}
