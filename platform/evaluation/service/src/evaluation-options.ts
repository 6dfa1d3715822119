import { Courtesy } from '@mesh/events';

/** How the evaluation works. */
export interface EvaluationOptions {
  /** Pause between two measurements of all models. Default 5 s. */
  readonly everyMs?: number;
  /** Fewest time between two lines of a model's history. Default 60 s. */
  readonly historyMs?: number;
  /** How long an outcome of a person waits for scores that are still under way. Default 10 s. */
  readonly settleMs?: number;
  /** Lets scores go first, which others wait for, before what is kept of them. By default nobody goes first. */
  readonly courtesy?: Courtesy;
  /** Default the system clock. */
  readonly now?: () => Date;
}

/** Injection token of the completed options. */
export const EvaluationSettings = Symbol('EvaluationSettings');

/** Options with every default filled in. */
export type EvaluationSettings = Required<EvaluationOptions>;

/** Fills in the defaults. */
export const evaluationSettings = (options: EvaluationOptions): EvaluationSettings => ({
  everyMs: options.everyMs ?? 5_000,
  historyMs: options.historyMs ?? 60_000,
  settleMs: options.settleMs ?? 10_000,
  courtesy: options.courtesy ?? new Courtesy(() => 0),
  now: options.now ?? (() => new Date()),
});
