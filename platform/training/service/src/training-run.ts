/** A training from its request to its end. */
export interface TrainingRun {
  readonly runId: string;
  readonly model: string;
  readonly state: 'requested' | 'running' | 'completed' | 'failed';
  readonly requestedBy: string;
  readonly reason: string;
  readonly parameters: Readonly<Record<string, string | number | boolean>>;
  /** Whether the request brought its own rows. */
  readonly ownData: boolean;
  readonly requestedAt: string;
  readonly startedAt?: string;
  readonly endedAt?: string;
  /** From 0 to 1. */
  readonly fraction: number;
  readonly stage?: string;
  /** Of the model, once completed. */
  readonly version?: string;
  /** Hash of what it learns from, once that is stored. */
  readonly snapshot?: string;
  /** The run that it repeats. */
  readonly repeats?: string;
  /** Why it failed. */
  readonly error?: { readonly code: string; readonly detail: string };
  /** Who asked to stop it, and when. */
  readonly cancellation?: { readonly by: string; readonly at: string };
  readonly links: Readonly<Record<string, string>>;
}

/** A run as it is stored. */
export interface RunRow {
  readonly run_id: string;
  readonly model: string;
  readonly state: TrainingRun['state'];
  readonly requested_by: string;
  readonly reason: string;
  readonly parameters: TrainingRun['parameters'];
  readonly own_data: boolean;
  readonly requested_at: Date | string;
  readonly started_at: Date | string | null;
  readonly ended_at: Date | string | null;
  readonly fraction: number;
  readonly stage: string | null;
  readonly version: string | null;
  readonly snapshot: string | null;
  readonly repeats: string | null;
  readonly error_code: string | null;
  readonly error_detail: string | null;
  readonly cancelled_at: Date | string | null;
  readonly cancelled_by: string | null;
}

const instant = (at: Date | string): string => new Date(at).toISOString();

/** A row as others see it. */
export function trainingRun(row: RunRow): TrainingRun {
  const self = `/training/runs/${row.run_id}`;
  return {
    runId: row.run_id,
    model: row.model,
    state: row.state,
    requestedBy: row.requested_by,
    reason: row.reason,
    parameters: row.parameters,
    ownData: row.own_data,
    requestedAt: instant(row.requested_at),
    ...(row.started_at === null ? {} : { startedAt: instant(row.started_at) }),
    ...(row.ended_at === null ? {} : { endedAt: instant(row.ended_at) }),
    fraction: row.fraction,
    ...(row.stage === null ? {} : { stage: row.stage }),
    ...(row.version === null ? {} : { version: row.version }),
    ...(row.snapshot === null ? {} : { snapshot: row.snapshot }),
    ...(row.repeats === null ? {} : { repeats: row.repeats }),
    ...(row.error_code === null ? {} : { error: { code: row.error_code, detail: row.error_detail ?? '' } }),
    ...(row.cancelled_at === null
      ? {}
      : { cancellation: { by: row.cancelled_by ?? '', at: instant(row.cancelled_at) } }),
    links: {
      self,
      events: `${self}/events`,
      logs: `${self}/logs`,
      ...(row.snapshot === null ? {} : { snapshot: `/training/snapshots/${row.snapshot}` }),
      ...(row.version === null ? {} : { version: `/models/${row.model}/versions/${row.version}` }),
    },
  };
}
