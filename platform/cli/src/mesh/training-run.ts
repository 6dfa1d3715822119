import type { MeshClient } from './mesh-client.js';

/** How a training stands. */
export interface TrainingRun {
  readonly runId: string;
  readonly state: 'requested' | 'running' | 'completed' | 'failed';
  readonly fraction?: number;
  readonly stage?: string;
  readonly version?: string;
  /** How it compares with the run that it repeats. */
  readonly repetition?: {
    readonly of: string;
    readonly sameBytes: boolean;
    readonly withinTolerance: boolean;
    readonly tolerance: number;
  };
  readonly error?: { readonly code: string; readonly detail: string };
}

const POLL_EVERY_MS = 300;

/** Follows a run until it ends or the time is over; tells every state it saw and resolves to the last one. */
export async function followRun(
  client: MeshClient,
  runId: string,
  { timeoutMs, seen }: { readonly timeoutMs: number; readonly seen: (run: TrainingRun) => void },
): Promise<TrainingRun> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const run = await client.json<TrainingRun>({ path: `/training/runs/${encodeURIComponent(runId)}` });
    seen(run);
    if (run.state === 'completed' || run.state === 'failed' || Date.now() > deadline) return run;
    await new Promise((resolve) => setTimeout(resolve, POLL_EVERY_MS));
  }
}
