import type { ProbabilityMetrics } from '../metrics.js';
import { modelPath, type Measure } from '../model-version.js';

/** The measures of a version in practice, in the order in which they are shown. */
export const MEASURES = ['rocAuc', 'prAuc', 'brier', 'calibrationError', 'sensitivity', 'specificity'] as const;

export type MeasureName = (typeof MEASURES)[number];

/** How a version did on scores whose outcome became known; what needs both outcomes is absent while all are of one kind. */
export type Performance = Readonly<Partial<Record<MeasureName, Measure>>> & {
  readonly n: number;
  readonly positives: number;
  readonly calibration?: ProbabilityMetrics['calibration']['bins'];
};

/** How the version did for one group of people. */
export type GroupPerformance = Performance & { readonly attribute: string; readonly value: string };

/** How far one column has moved from the training snapshot; without a p-value there were too few values to test. */
export interface ColumnDrift {
  readonly name: string;
  readonly values: number;
  readonly referenceValues: number;
  readonly psi?: number;
  readonly test?: 'kolmogorov-smirnov' | 'chi-squared';
  readonly pValue?: number;
  readonly wasserstein?: number;
  readonly normalisedWasserstein?: number;
  readonly drifted: boolean;
  readonly missingRate: number;
  readonly referenceMissingRate: number;
  readonly outOfRangeRate: number;
}

/** The estimates, in the order in which they are shown. */
export const ESTIMATES = ['rocAuc', 'accuracy', 'sensitivity', 'specificity', 'prevalence'] as const;

/** A rule as the product declares it. */
export interface WatchRule {
  readonly name: string;
  readonly measure: string;
  readonly triggers: number;
  readonly clears: number;
  readonly lastingMs: number;
  readonly againMs?: number;
  readonly action: 'alert' | 'retrain' | 'rollback' | 'stop';
}

/** Something that was done by rule, or that its measure came back. */
export interface PastAction {
  readonly actionId: string;
  readonly version: string;
  readonly rule: string;
  readonly state: 'raised' | 'cleared';
  readonly action: WatchRule['action'];
  readonly measure: string;
  readonly value?: number;
  readonly triggers: number;
  readonly clears: number;
  readonly n?: number;
  readonly at: string;
  readonly status: 'open' | 'done' | 'failed';
  readonly outcome?: {
    readonly runId?: string;
    readonly version?: string;
    readonly nothing?: string;
    readonly error?: string;
  };
}

/** How a watched model stands, as it was measured last. */
export interface Evaluation {
  readonly version?: string;
  readonly serving: 'serving' | 'stopped';
  /** Absent before the first measurement. */
  readonly at?: string;
  readonly judged?: { readonly n: number; readonly least: number; readonly window: number };
  readonly performance?: Performance;
  readonly subgroups: readonly GroupPerformance[];
  readonly drift?: {
    readonly scores: number;
    readonly referenceRows: number;
    readonly inputs: readonly ColumnDrift[];
    readonly score?: ColumnDrift;
  };
  readonly estimate?: Readonly<Record<(typeof ESTIMATES)[number], Measure>> & { readonly n: number };
  readonly raised: readonly string[];
  readonly watch: {
    readonly threshold: number;
    readonly drift: { readonly scores: number; readonly least: number };
    readonly rules: readonly WatchRule[];
  };
}

/** A line of the past: what was measured then. */
export interface PastFigures {
  readonly at: string;
  readonly version: string;
  readonly performance?: Performance;
}

/** The path of a model in the API of the constant evaluation. */
export const evaluationPath = (model: string): string => `/evaluation${modelPath(model)}`;

/** What is said of a column: that it moved, that it did not, or that there is too little to tell. */
export const driftOf = ({ drifted, pValue }: Pick<ColumnDrift, 'drifted' | 'pValue'>): 'drifted' | 'steady' | 'few' =>
  pValue === undefined ? 'few' : drifted ? 'drifted' : 'steady';

/** The columns of a drift, the score last; what moved first, then by how far it moved. */
export const driftRows = ({ inputs, score }: NonNullable<Evaluation['drift']>): readonly ColumnDrift[] => [
  ...inputs.toSorted(
    (one, other) => Number(other.drifted) - Number(one.drifted) || (other.psi ?? -1) - (one.psi ?? -1),
  ),
  ...(score === undefined ? [] : [score]),
];

/** The figures of one measure over time, the oldest first; `reach` is how far the interval goes down and up. */
export const pastOf = (
  lines: readonly PastFigures[],
  measure: MeasureName,
): readonly (Measure & {
  readonly at: string;
  readonly version: string;
  readonly reach: readonly [number, number];
})[] =>
  lines
    .flatMap(({ at, version, performance }) => {
      const found = performance?.[measure];
      if (found === undefined) return [];
      return [{ ...found, at, version, reach: [found.value - found.low, found.high - found.value] as const }];
    })
    .toReversed();
