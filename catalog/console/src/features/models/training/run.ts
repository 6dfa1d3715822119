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
  /** Hash of what it learns from, once that is stored. */
  readonly snapshot?: string;
  /** The run that it repeats. */
  readonly repeats?: string;
  /** Who asked to stop it, and when. */
  readonly cancellation?: { readonly by: string; readonly at: string };
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

/** The path of the snapshot with this hash in the training service's API. */
export const snapshotPath = (sha256: string): string => `/training/snapshots/${encodeURIComponent(sha256)}`;

const STOPPED = 'TRAINING_RUN.CANCELLED';

/** How a run stands, in one of the words of the console: one that somebody stopped did not fail. */
export function wordOf({
  state,
  cancellation,
  error,
}: Pick<TrainingRun, 'state' | 'cancellation' | 'error'>): TrainingRun['state'] | 'stopping' | 'stopped' {
  if (state === 'failed' && error?.code === STOPPED) return 'stopped';
  return state === 'running' && cancellation !== undefined ? 'stopping' : state;
}

/** The last part of an error's code: `OUT_OF_MEMORY` of `TRAINING_RUN.OUT_OF_MEMORY`. */
export const endOf = ({ code }: { readonly code: string }): string => code.split('.').at(-1) ?? code;
