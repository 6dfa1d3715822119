interface Arm {
  readonly answered: number;
  readonly failed: number;
  readonly outcomes: number;
  readonly meanLoss?: number;
}

interface Interval {
  readonly low: number | null;
  readonly high: number | null;
}

/** A rollout as the registry shows it. */
export interface ShownRollout {
  readonly model: string;
  readonly state: string;
  readonly champion: string;
  readonly challenger?: string;
  readonly share: number;
  readonly reason?: string;
  readonly ramp?: { readonly steps: readonly number[] };
  readonly step?: { readonly number: number };
  readonly results: {
    readonly champion: Arm;
    readonly challenger: Arm;
    readonly difference?: { readonly value: number; readonly low: number; readonly high: number };
    readonly shadow?: {
      readonly version: string;
      readonly compared: number;
      readonly dropped: number;
      readonly failed: number;
      readonly difference: Interval & { readonly mean: number | null };
      readonly outcomes: number;
      readonly lossDifference?: Interval & { readonly mean: number | null };
    };
  };
}

/** A rollout and what its trial shows, for people. */
export function rolloutLines(rollout: ShownRollout): readonly string[] {
  const { model, state, champion, challenger, share, reason, ramp, step, results } = rollout;
  const { shadow, difference } = results;
  const because = reason === undefined ? '' : `: ${reason}`;
  const ofRamp = ramp && step ? `, step ${step.number + 1} of ${ramp.steps.length}` : '';
  return [
    `${model} is ${state}${because}`,
    `champion ${champion}: ${armText(results.champion)}`,
    ...(challenger === undefined
      ? []
      : [`challenger ${challenger} (${percent(share)} of the persons${ofRamp}): ${armText(results.challenger)}`]),
    ...(difference === undefined
      ? []
      : [`loss, challenger less champion: ${signed(difference.value)} (${within(difference)})`]),
    ...(shadow === undefined
      ? []
      : [
          `shadow ${shadow.version}: ${shadow.compared} compared, ${shadow.dropped} dropped, ${shadow.failed} failed` +
            (shadow.difference.mean === null
              ? ''
              : `, differs by ${signed(shadow.difference.mean)} (${within(shadow.difference)})`),
          ...lossLines(shadow),
        ]),
  ];
}

/** What its losses say, once outcomes have come. */
const lossLines = ({ outcomes, lossDifference }: NonNullable<ShownRollout['results']['shadow']>): readonly string[] =>
  lossDifference === undefined || lossDifference.mean === null
    ? []
    : [`loss, shadow less answered: ${signed(lossDifference.mean)} (${within(lossDifference)}), ${outcomes} judged`];

const percent = (share: number): string => `${Number((share * 100).toFixed(2))} %`;
const signed = (value: number): string => `${value < 0 ? '' : '+'}${value.toFixed(4)}`;
const within = ({ low, high }: Interval): string =>
  low === null || high === null ? 'too few to say' : `${signed(low)} to ${signed(high)} at any time`;
const armText = ({ answered, failed, outcomes, meanLoss }: Arm): string =>
  `${answered} answered, ${failed} failed, ${outcomes} judged` +
  (meanLoss === undefined ? '' : `, mean loss ${meanLoss.toFixed(4)}`);
