/** How a challenger's share grows by itself, and what stops it. */
export interface Ramp {
  /** Shares of the entities, 0–1, ascending. */
  readonly steps: readonly number[];
  /** Answers of the challenger that a step needs. */
  readonly minimumAnswers: number;
  /** Judged answers of each arm that the whole trial needs before a next step; 0 where outcomes come too late to wait. */
  readonly minimumOutcomes: number;
  /** Greatest share of the challenger's answers that may fail, 0–1. */
  readonly maxFailureShare: number;
  /** By how much the challenger's mean loss (squared error of the probability, 0–1) may exceed the champion's. */
  readonly tolerance: number;
  readonly whenDone: 'hold' | 'promote';
}

/** `running` serves its share; `halted` was stopped by a rule, `finished` reached its end, `ended` was taken back by hand. */
export type RolloutState = 'running' | 'halted' | 'finished' | 'ended';

/** Who answers for a model besides its champion, and who only listens. */
export interface Rollout {
  readonly model: string;
  /** The comparison that evidence belongs to: another pair of versions is another trial. */
  readonly trial: string;
  /** Counts the changes of the model's rollout. */
  readonly revision: number;
  readonly state: RolloutState;
  /** The version that was champion as the trial began. */
  readonly champion: string;
  readonly challenger?: string;
  /** Scores what is answered, and is never answered. */
  readonly shadow?: string;
  /** Share of the entities that the challenger answers, 0–1. */
  readonly share: number;
  /** Chosen for each trial: who meets the challenger in one need not in the next. */
  readonly salt: string;
  readonly ramp?: Ramp;
  /** Which step of the ramp, from 0, and how often the challenger had answered as it began. */
  readonly step?: { readonly number: number; readonly answersBefore: number };
  /** The challenger became champion by the ramp. */
  readonly promoted?: boolean;
  readonly by: string;
  readonly reason?: string;
  /** RFC 3339. */
  readonly changedAt: string;
}

/** Where serving processes learn of rollouts. */
export interface RolloutSource {
  /** The last rollout of a model, whatever became of it; undefined when it never had one. */
  rollout(model: string): Promise<Rollout | undefined>;
}

/** A change of a rollout, as it is published. */
export interface RolloutChanged extends Rollout {
  /** Names the change; absent in events from before they had a contract. */
  readonly changeId?: string;
}

/** Topic on which changes of rollouts are published; key = model name, data = `RolloutChanged`. */
export const ROLLOUT_CHANGED_TOPIC = 'platform.models.rollout.v1';

/** Topic on which serving processes tell what the arms did; key = model name, data = `ArmsReported`. */
export const ARMS_REPORTED_TOPIC = 'platform.models.arms.v1';

/** How often an arm answered, and how often it should have and could not. */
export interface ArmCounts {
  readonly answered: number;
  readonly failed: number;
}

/** What a shadow's scores differ by from the answers that were given: sums over `compared` differences, shadow less answer. */
export interface ShadowCounts {
  readonly compared: number;
  /** Left out because the shadow could not keep up. */
  readonly dropped: number;
  readonly failed: number;
  readonly differences: number;
  readonly squares: number;
  readonly magnitudes: number;
}

/** What one serving process saw of a trial since its last report. */
export interface ArmsReported {
  /** Names the report; absent in reports from before they had a contract, like `reportedAt`. */
  readonly reportId?: string;
  readonly model: string;
  readonly trial: string;
  readonly champion: ArmCounts;
  readonly challenger: ArmCounts;
  readonly shadow: ShadowCounts;
  /** Which version the shadow's counts are of. */
  readonly shadowVersion?: string;
  /** Arms that this process cannot load. */
  readonly unfit?: readonly ('challenger' | 'shadow')[];
  /** RFC 3339. */
  readonly reportedAt?: string;
}
