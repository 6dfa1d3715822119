import type { CountMetrics, Measure, ModelMetrics, ProbabilityMetrics } from '@mesh/models';
import type { FieldError } from '@mesh/product';

/** What is wrong with the numbers of metrics, whose shape is right. */
export const metricsErrors = (metrics: ModelMetrics): readonly FieldError[] =>
  metrics.outcome === 'count' ? ofCounts(metrics) : ofProbabilities(metrics);

const intervalErrors = (pointer: string, { value, low, high }: Measure): readonly FieldError[] =>
  low <= value && value <= high ? [] : [{ pointer, rule: 'interval', message: 'lies within its own interval' }];

function ofProbabilities({ rocAuc: area, brier, subgroups }: ProbabilityMetrics): readonly FieldError[] {
  return [
    ...intervalErrors('/metrics/rocAuc', area),
    ...intervalErrors('/metrics/brier', brier),
    ...subgroups.flatMap(({ rocAuc, n, positives }, at) => [
      ...(rocAuc === undefined ? [] : intervalErrors(`/metrics/subgroups/${at}/rocAuc`, rocAuc)),
      ...(positives <= n
        ? []
        : [{ pointer: `/metrics/subgroups/${at}/positives`, rule: 'range', message: 'is at most n' }]),
    ]),
  ];
}

const MEASURES = [
  'meanPoissonDeviance',
  'meanPoissonDevianceOfMean',
  'devianceExplained',
  'meanAbsoluteError',
] as const;

function ofCounts(metrics: CountMetrics): readonly FieldError[] {
  return [
    ...MEASURES.flatMap((name) => intervalErrors(`/metrics/${name}`, metrics[name])),
    ...metrics.subgroups.flatMap(({ meanPoissonDeviance, devianceExplained }, at) => [
      ...intervalErrors(`/metrics/subgroups/${at}/meanPoissonDeviance`, meanPoissonDeviance),
      ...(devianceExplained ? intervalErrors(`/metrics/subgroups/${at}/devianceExplained`, devianceExplained) : []),
    ]),
  ];
}
