import type { SnapshotRecord } from './snapshot-record.js';

/** Every training is asked for and reported by event; key = run id. */
export const TRAINING_REQUESTED_TOPIC = 'platform.training.requested.v1';
export const TRAINING_REPORTED_TOPIC = 'platform.training.reported.v1';

export interface TrainingRequested {
  readonly runId: string;
  readonly model: string;
  readonly by: string;
  readonly reason: string;
  readonly parameters: Readonly<Record<string, string | number | boolean>>;
  /** RFC 3339; absent in requests from before they had a contract. */
  readonly requestedAt?: string;
  /** Rows to learn from instead of the product's own training dataset, as CSV text with a header (≤ 1 MB). */
  readonly csv?: string;
  /** The run that is repeated, and the snapshot that it learnt from, instead of rows as they are now. */
  readonly repeats?: { readonly runId: string; readonly snapshot: string; readonly source: string };
  /** Move `champion` to the new version when it meets the declared gates and no champion exists. */
  readonly promoteIfFirst?: boolean;
  /** Move `champion` to the new version when it meets every declared gate, that of the champion before it among them. */
  readonly promoteIfBetter?: boolean;
}

export type TrainingReported =
  | {
      readonly runId: string;
      readonly model: string;
      readonly state: 'running';
      readonly fraction: number;
      readonly stage: string;
      /** Told once, when the snapshot is stored. */
      readonly snapshot?: SnapshotRecord;
    }
  | { readonly runId: string; readonly model: string; readonly state: 'completed'; readonly version: string }
  | {
      readonly runId: string;
      readonly model: string;
      readonly state: 'failed';
      readonly code: string;
      readonly detail: string;
    };
