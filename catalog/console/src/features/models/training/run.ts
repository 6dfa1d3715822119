/** A training from its request to its end, as the training service tells it. */
export interface TrainingRun {
  readonly runId: string;
  readonly model: string;
  readonly state: 'requested' | 'running' | 'completed' | 'failed';
  readonly requestedBy: string;
  readonly reason: string;
  readonly parameters: Readonly<Record<string, string | number | boolean>>;
  readonly ownData: boolean;
  readonly requestedAt: string;
  readonly startedAt?: string;
  readonly endedAt?: string;
  /** From 0 to 1. */
  readonly fraction: number;
  readonly stage?: string;
  readonly version?: string;
  readonly error?: { readonly code: string; readonly detail: string };
}

/** A page of runs. */
export interface RunsPage {
  readonly runs: readonly TrainingRun[];
  readonly nextCursor?: string;
}

/** Whether nothing more will happen. */
export const hasEnded = ({ state }: Pick<TrainingRun, 'state'>): boolean => state === 'completed' || state === 'failed';

/** The path of a run in the training service's API. */
export const runPath = (runId: string): string => `/training/runs/${encodeURIComponent(runId)}`;
