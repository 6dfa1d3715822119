/** Every training is asked for and reported by event; key = run id. */
export const TRAINING_REQUESTED_TOPIC = 'platform.training.requested.v1';
export const TRAINING_REPORTED_TOPIC = 'platform.training.reported.v1';

export interface TrainingRequested {
  readonly runId: string;
  readonly model: string;
  readonly by: string;
  readonly reason: string;
  readonly parameters: Readonly<Record<string, string | number | boolean>>;
  /** Rows to learn from instead of the product's own training dataset, as CSV text with a header (≤ 5 MB). */
  readonly csv?: string;
  /** Move `champion` to the new version when it meets the declared gates and no champion exists. */
  readonly promoteIfFirst?: boolean;
}

export type TrainingReported =
  | {
      readonly runId: string;
      readonly model: string;
      readonly state: 'running';
      readonly fraction: number;
      readonly stage: string;
    }
  | { readonly runId: string; readonly model: string; readonly state: 'completed'; readonly version: string }
  | {
      readonly runId: string;
      readonly model: string;
      readonly state: 'failed';
      readonly code: string;
      readonly detail: string;
    };
