/** That a run is no longer wanted; key = run id. */
export const TRAINING_CANCELLED_TOPIC = 'platform.training.cancelled.v1';

export interface TrainingCancelled {
  readonly runId: string;
  readonly model: string;
  readonly by: string;
}

/** What a recipe said while it ran; key = run id. */
export const TRAINING_LOGGED_TOPIC = 'platform.training.logged.v1';

export interface TrainingLogged {
  readonly runId: string;
  readonly model: string;
  /** Place of the first line within the run, from 0. */
  readonly from: number;
  readonly lines: readonly string[];
}

/** With which recipes a service trains a model; key = model. The last one of a model holds. */
export const TRAINING_OFFERED_TOPIC = 'platform.training.offered.v1';

export interface OfferedRecipe {
  readonly name: string;
  readonly runtime: 'thread' | 'python' | 'program';
  /** What has to be installed where the service runs before the recipe can train. */
  readonly waitsFor?: string;
}

export interface TrainingOffered {
  readonly model: string;
  readonly service: string;
  readonly recipes: readonly OfferedRecipe[];
}
