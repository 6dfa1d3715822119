import { mainMeasure, type CountMetrics, type ProbabilityMetrics } from '../metrics.js';

/** A point of a chart with two shares. */
export interface SharePoint {
  readonly x: number;
  readonly y: number;
}

/** The ROC curve as it is drawn: from nobody found to everybody. */
export const rocLine = (points: ProbabilityMetrics['rocCurve']): readonly SharePoint[] => [
  { x: 0, y: 0 },
  ...(points ?? []).map(({ falsePositiveRate, truePositiveRate }) => ({ x: falsePositiveRate, y: truePositiveRate })),
];

/** A measure of a version in the order in which versions came, with the reach of its interval down and up. */
export interface HistoryPoint {
  readonly version: string;
  readonly value: number;
  readonly reach: readonly [number, number];
  readonly withdrawn: boolean;
}

/** The history of one measure, the oldest version first. */
export const historyPoints = (
  versions: readonly {
    readonly version: string;
    readonly status: string;
    readonly metrics:
      Pick<ProbabilityMetrics, 'outcome' | 'rocAuc'> | Pick<CountMetrics, 'outcome' | 'devianceExplained'>;
  }[],
): readonly HistoryPoint[] =>
  versions
    .toSorted((one, other) => Number(one.version) - Number(other.version))
    .map(({ version, status, metrics }) => {
      const { value, low, high } = mainMeasure(metrics).measure;
      return { version, value, reach: [value - low, high - value], withdrawn: status === 'withdrawn' };
    });

/** The lowest share that an axis shows, so that intervals fit and small differences can be seen: a multiple of 0.1. */
export const axisStart = (lowest: readonly number[]): number =>
  Math.max(0, Math.floor(Math.min(1, ...lowest) * 10 - 0.01) / 10);

/** The marks of an axis that begins there and ends at 1: every 0.05, 0.1 or 0.2, so that there are four to six. */
export function axisTicks(start: number): readonly number[] {
  const span = 1 - start;
  const step = span <= 0.3 ? 0.05 : span <= 0.6 ? 0.1 : 0.2;
  const count = Math.floor(span / step + 1e-9);
  return Array.from({ length: count + 1 }, (_, place) => Math.round((1 - (count - place) * step) * 100) / 100);
}
