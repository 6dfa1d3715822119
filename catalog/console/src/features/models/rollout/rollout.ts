import { modelPath } from '../model-version.js';

/** How a challenger's share grows by itself, and what stops it. */
export interface Ramp {
  readonly steps: readonly number[];
  readonly minimumAnswers: number;
  readonly minimumOutcomes: number;
  readonly maxFailureShare: number;
  readonly tolerance: number;
  readonly whenDone: 'hold' | 'promote';
}

/** What an arm did, and how it was judged. */
export interface ArmResult {
  readonly answered: number;
  readonly failed: number;
  readonly outcomes: number;
  readonly meanLoss?: number;
}

/** A difference with an interval that may be looked at any time. */
export interface Difference {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** A change of a rollout, or how it stands. */
export interface RolloutState {
  readonly revision: number;
  readonly state: 'running' | 'halted' | 'finished' | 'ended';
  readonly champion: string;
  readonly challenger?: string;
  readonly shadow?: string;
  /** Share of the entities that the challenger answers, 0–1. */
  readonly share: number;
  readonly ramp?: Ramp;
  readonly step?: { readonly number: number };
  readonly promoted?: boolean;
  readonly by: string;
  readonly reason?: string;
  readonly changedAt: string;
}

/** A rollout with what its trial has shown. */
export interface Rollout extends RolloutState {
  readonly results: {
    readonly champion: ArmResult;
    readonly challenger: ArmResult;
    readonly difference?: Difference;
    readonly shadow?: {
      readonly version: string;
      readonly compared: number;
      readonly dropped: number;
      readonly failed: number;
      readonly difference: {
        readonly mean: number | null;
        readonly low: number | null;
        readonly high: number | null;
        readonly meanMagnitude: number | null;
      };
    };
    readonly unfit: boolean;
  };
}

/** What a person asks for: the whole state that the rollout shall have. */
export interface RolloutRequest {
  readonly challenger?: string;
  readonly shadow?: string;
  readonly share?: number;
  readonly ramp?: Pick<Ramp, 'steps'> & Partial<Ramp>;
  readonly reason?: string;
}

/** The path of a model's rollout in the registry's API. */
export const rolloutPath = (model: string): string => `${modelPath(model)}/rollout`;

/** Whether somebody meets a challenger or a shadow listens: there is something to take back. */
export const standsOpen = ({ state, challenger, shadow, promoted }: RolloutState): boolean =>
  state !== 'ended' && (state === 'running' || promoted === true || challenger !== undefined || shadow !== undefined);

/** What the comparison says so far; losses are compared, so less is better. */
export const verdictOf = (
  difference: Pick<Difference, 'low' | 'high'> | undefined,
): 'none' | 'better' | 'worse' | 'open' =>
  difference === undefined ? 'none' : difference.high < 0 ? 'better' : difference.low > 0 ? 'worse' : 'open';

/** The next share that the ramp foresees; undefined without one. */
export function nextShare({ ramp, step }: Pick<RolloutState, 'ramp' | 'step'>): number | undefined {
  return ramp?.steps[(step?.number ?? 0) + 1];
}

/** What is asked for to go on by hand: a greater share, or the rest of the ramp from its next step on. */
export function advanced(
  { challenger, shadow, ramp, step }: RolloutState,
  { share, reason }: { readonly share: number; readonly reason: string },
): RolloutRequest {
  const beside = {
    ...(challenger !== undefined && { challenger }),
    ...(shadow !== undefined && { shadow }),
    ...(reason.trim() !== '' && { reason: reason.trim() }),
  };
  const rest = ramp?.steps.slice((step?.number ?? 0) + 1) ?? [];
  if (ramp !== undefined && rest[0] === share) return { ...beside, ramp: { ...ramp, steps: rest } };
  return { ...beside, share };
}
