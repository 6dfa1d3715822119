/** That a run is no longer wanted; key = run id. */
export const TRAINING_CANCELLED_TOPIC = 'platform.training.cancelled.v1';

/** A run is to end; what names and dates the wish is absent in events from before they had a contract. */
export interface TrainingCancelled {
  readonly cancellationId?: string;
  readonly runId: string;
  readonly model: string;
  readonly by: string;
  /** RFC 3339. */
  readonly cancelledAt?: string;
}

/** What a recipe said while it ran; key = run id. */
export const TRAINING_LOGGED_TOPIC = 'platform.training.logged.v1';

/** Lines of a run; what names and dates them is absent in events from before they had a contract. */
export interface TrainingLogged {
  readonly logId?: string;
  readonly runId: string;
  readonly model: string;
  /** Place of the first line within the run, from 0. */
  readonly from: number;
  readonly lines: readonly string[];
  /** RFC 3339. */
  readonly loggedAt?: string;
}

/** With which recipes a service trains a model; key = model. The last one of a model holds. */
export const TRAINING_OFFERED_TOPIC = 'platform.training.offered.v1';

export interface OfferedRecipe {
  readonly name: string;
  readonly runtime: 'thread' | 'python' | 'program';
  /** What has to be installed where the service runs before the recipe can train. */
  readonly waitsFor?: string;
}

/** The recipes of a model; what names and dates the offer is absent in events from before they had a contract. */
export interface TrainingOffered {
  readonly offerId?: string;
  readonly model: string;
  readonly service: string;
  readonly recipes: readonly OfferedRecipe[];
  /** RFC 3339. */
  readonly offeredAt?: string;
}
