import { IsNumber } from 'class-validator';
import type { ModelVersion } from '@mesh/models';
import { model, type ModelSpec } from '@mesh/product';
import { ArmedScorer } from '@mesh/rollout';
import type { Scorer } from '@mesh/serving';
import { batchPredictorOf, predictorOf } from './predictors.js';
import { ScoreExplainer } from './score-explainer.js';

class Day {
  @IsNumber()
  beds!: number;

  @IsNumber()
  weekday!: number;
}

const spec: ModelSpec = model('admissions', {
  features: Day,
  learnsFrom: { dataset: 'days', rows: Day, label: 'beds', outcome: 'count' },
  card: 'admissions.card.md',
  gates: {},
});
const explained = { value: 0.42, low: 0.3, high: 0.5, n: 360 };
const version = {
  ...{ model: 'admissions', version: '3', signature: { features: ['beds', 'weekday'] } },
  metrics: { outcome: 'count', devianceExplained: explained },
} as unknown as ModelVersion;
/** Test double of an engine: expects a tenth of the beds. */
const engine: Scorer = {
  model: 'admissions',
  current: version,
  score: async (row) => ({ answer: row[0]! / 10, version }),
  scoreMany: async (rows) => Float32Array.from({ length: rows.length / 2 }, (_, i) => rows[2 * i]! / 10),
  swap: async () => undefined,
  close: async () => undefined,
};

describe('given a product whose model foresees a count', () => {
  const scorer = new ArmedScorer(() => engine);
  const answer = (count: number) => ({
    count,
    accuracy: { metric: 'deviance_explained', ...explained, basis: 'held-out' },
    model: { name: 'admissions', version: '3' },
  });

  it('answers the expected count with what is known of it, and no probability', async () => {
    const explainer = new ScoreExplainer(() => undefined);
    const predictor = predictorOf(spec, { scorer, explainer, entityOf: () => undefined, versionOf: () => undefined });
    expect(await predictor.predict({ beds: 40, weekday: 1 })).toEqual(answer(4));
    expect(predictor.ready).toBe(true);
    expect(predictor).not.toHaveProperty('explain');
    expect(predictor).not.toHaveProperty('explainImage');
  });

  it('does so for many documents at once', async () => {
    const predict = batchPredictorOf(spec, scorer, () => undefined);
    const days = [40, 80].map((beds) => ({ beds, weekday: 1 }));
    expect(await predict(days)).toEqual([answer(4), answer(8)]);
  });
});
