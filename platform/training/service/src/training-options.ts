/** How the training service works. */
export interface TrainingOptions {
  /** How long after a failed first training of a model the next is asked for. Default 10 minutes. */
  readonly retryBootstrapAfterMs?: number;
  /** Pause between the heartbeats of an event stream. Default 15 s. */
  readonly heartbeatMs?: number;
  /** How many trainings may be under way in the whole mesh; the others wait for their turn. Default 2. */
  readonly concurrent?: number;
  /** How many may wait. Default 1000. */
  readonly mostWaiting?: number;
  /** A run that nobody has begun, or of which nothing was heard, for so long gives its turn to others. Default 2 and 30 minutes. */
  readonly unstartedMs?: number;
  readonly silentMs?: number;
  /** How often the turns are looked at besides. Default 5 s. */
  readonly turnsMs?: number;
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
  concurrent: options.concurrent ?? 2,
  mostWaiting: options.mostWaiting ?? 1_000,
  unstartedMs: options.unstartedMs ?? 120_000,
  silentMs: options.silentMs ?? 1_800_000,
  turnsMs: options.turnsMs ?? 5_000,
  now: options.now ?? (() => new Date()),
});
