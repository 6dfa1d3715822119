/** How the training service works. */
export interface TrainingOptions {
  /** How long after a failed first training of a model the next is asked for. Default 10 minutes. */
  readonly retryBootstrapAfterMs?: number;
  /** Pause between the heartbeats of an event stream. Default 15 s. */
  readonly heartbeatMs?: number;
  /** Default the system clock. */
  readonly now?: () => Date;
}

/** Injection token of the completed options. */
export const TrainingSettings = Symbol('TrainingSettings');

/** Options with every default filled in. */
export type TrainingSettings = Required<TrainingOptions>;

/** Fills in the defaults. */
export const trainingSettings = (options: TrainingOptions): TrainingSettings => ({
  retryBootstrapAfterMs: options.retryBootstrapAfterMs ?? 600_000,
  heartbeatMs: options.heartbeatMs ?? 15_000,
  now: options.now ?? (() => new Date()),
});
