import { amount, count, strictObject, text, unit, upTo } from './schema-words.js';

const share = strictObject({ value: unit, low: unit, high: unit, n: count });
const loss = strictObject({ value: amount, low: amount, high: amount, n: count });
/** At most 1, and below 0 where the plain mean does better. */
const explained = { type: 'number', maximum: 1 } as const;
const devianceExplained = strictObject({ value: explained, low: explained, high: explained, n: count });

const ofProbabilities = strictObject(
  {
    rocAuc: share,
    rocCurve: upTo(1_000, strictObject({ threshold: unit, truePositiveRate: unit, falsePositiveRate: unit })),
    brier: share,
    crossValidatedRocAuc: unit,
    calibration: strictObject({
      expectedError: unit,
      bins: upTo(1_000, strictObject({ meanPredicted: unit, observedRate: unit, n: count })),
    }),
    subgroups: upTo(
      1_000,
      strictObject({ attribute: text, value: text, n: count, positives: count, rocAuc: share, brier: unit }, [
        'rocAuc',
      ]),
    ),
  },
  ['crossValidatedRocAuc', 'rocCurve'],
);

const ofCounts = strictObject({
  outcome: { const: 'count' },
  meanPoissonDeviance: loss,
  meanPoissonDevianceOfMean: loss,
  devianceExplained,
  meanAbsoluteError: loss,
  calibration: strictObject({
    expectedError: amount,
    bins: upTo(1_000, strictObject({ meanPredicted: amount, meanObserved: amount, n: count })),
  }),
  subgroups: upTo(
    1_000,
    strictObject(
      {
        ...{ attribute: text, value: text, n: count, meanObserved: amount, meanPredicted: amount },
        ...{ meanPoissonDeviance: loss, devianceExplained, meanAbsoluteError: amount },
      },
      ['devianceExplained'],
    ),
  ),
});

/** JSON Schema of `ModelMetrics`: of counts where they say so, of probabilities otherwise. */
export const METRICS_SCHEMA = {
  type: 'object',
  if: { properties: { outcome: { const: 'count' } }, required: ['outcome'] },
  then: ofCounts,
  else: ofProbabilities,
};
