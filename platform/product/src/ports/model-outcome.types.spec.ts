import { describeRefusals, type Refusal } from '../testing/describe-refusals.js';

/** A model that foresees a count, one that foresees a probability, and the service that asks both; each refusal is this text with one thing changed. */
const GOOD = `
import { dataProduct, dataset, model, rest } from '../index.js';
import type { Asked, Live, Serves } from '../index.js';

class Day { weekday!: number; beds!: number }
class Ward { wardId!: string; weekday!: number; beds!: number; admissions!: number; full!: number; day!: string }
class Foreseen { expected!: number; risk!: number }

export const product = dataProduct('hospital.wards', {
  version: '1.0.0',
  title: 'Wards',
  owner: { team: 'hospital', contact: 'hospital@cloudmedical.example' },
  purpose: 'Foresee admissions.',
  sensitivity: 'internal',
  models: {
    admissions: model('admissions', {
      features: Day,
      learnsFrom: { dataset: 'wards', rows: Ward, label: 'admissions', outcome: 'count', split: { by: 'time', column: 'day' } },
      card: 'admissions.card.md',
      gates: {
        devianceExplained: { min: 0.1 },
        meanAbsoluteError: { max: 3 },
        everySubgroup: { of: { beds: { field: 'beds', starts: [20] } }, meanPoissonDeviance: { max: 2 } },
        goldenCases: [{ name: 'a monday', input: { weekday: 1 }, count: { min: 2, max: 9 } }],
        notWorseThanChampion: { margin: 0.01 },
        size: { maxBytes: 100_000 },
      },
      schedule: { every: '1d' },
    }),
    full: model('full', {
      features: Day,
      learnsFrom: { dataset: 'wards', rows: Ward, label: 'full' },
      card: 'full.card.md',
      gates: { brier: { max: 0.2 } },
    }),
  },
  ports: {
    tomorrow: rest.post('/tomorrow', { summary: 'Foresees', body: Day, returns: Foreseen }),
    wards: dataset('wards', { summary: 'Days', row: Ward, key: 'wardId', partitionBy: 'day', refresh: '1d' }),
  },
  grants: [{ role: 'clinic', ports: ['tomorrow'], purposes: ['TREAT'] }],
  promises: { availability: 0.999, freshness: '1d', retention: '7y' },
});

export class Service implements Serves<typeof product> {
  constructor(private readonly live: Live<typeof product>) {}
  async tomorrow(day: Day, asked: Asked): Promise<Foreseen> {
    const { count, accuracy } = await this.live.models.admissions.predict(day);
    accuracy.metric satisfies 'deviance_explained';
    const { probability } = await this.live.models.full.predict(day);
    await this.live.models.full.explain(day);
    return { expected: count, risk: probability };
  }
  async *wards(): AsyncIterable<Ward> { /* none */ }
}
`;

const WATCH = `watch: {
        scored: { port: 'scored', probability: 'risk', version: 'version' },
        observed: { port: 'observed', outcome: 'full', at: 'day' },
        threshold: 0.5,
      },`;

const LEARNS = `learns: {
        from: 'hospital.wards.counted.v1', message: Ward, label: 'full', learner: 'naive-bayes', version: { every: 100 },
      },`;

const REFUSALS: readonly Refusal[] = [
  {
    what: 'a floor of ROC AUC for a count',
    from: 'devianceExplained: { min: 0.1 }',
    to: 'rocAuc: { min: 0.8 }',
    says: /"a count has no ROC AUC: declare devianceExplained"/,
  },
  {
    what: 'a bound of the Brier score for a count',
    from: 'meanAbsoluteError: { max: 3 }',
    to: 'brier: { max: 0.2 }',
    says: /"a count has no Brier score: declare meanAbsoluteError"/,
  },
  {
    what: 'a bound of the calibration error for a count',
    from: 'meanAbsoluteError: { max: 3 }',
    to: 'calibration: { max: 0.2 }',
    says: /"the calibration of counts is told and not judged: declare devianceExplained"/,
  },
  {
    what: 'a golden case with bounds of a probability for a count',
    from: 'count: { min: 2, max: 9 }',
    to: 'probability: { min: 0.2 }',
    says: /'probability' does not exist in type 'CountGoldenCase<.*>'/,
  },
  {
    what: 'a comparison with the champion by ROC AUC for a count',
    from: 'notWorseThanChampion: { margin: 0.01 }',
    to: "notWorseThanChampion: { by: 'rocAuc' }",
    says: /'by' does not exist in type 'CountChampionGate'/,
  },
  {
    what: 'a floor of ROC AUC for groups of counts',
    from: 'meanPoissonDeviance: { max: 2 }',
    to: 'rocAuc: { min: 0.8 }',
    says: /'rocAuc' does not exist in type 'CountSubgroupGate'/,
  },
  {
    what: 'a count that is watched, with its threshold of alerts',
    from: "schedule: { every: '1d' },",
    to: WATCH,
    says: /"a count is not watched: what is joined are outcomes of 0 or 1"/,
  },
  {
    what: 'a count that is learned from a stream',
    from: "schedule: { every: '1d' },",
    to: LEARNS,
    says: /"a count is not learned from a stream: online learners foresee 0 or 1"/,
  },
  {
    what: 'a floor of deviance for a probability',
    from: 'gates: { brier: { max: 0.2 } }',
    to: 'gates: { devianceExplained: { min: 0.2 } }',
    says: /"a probability has no Poisson deviance: declare rocAuc"/,
  },
  {
    what: 'a golden case with bounds of a count for a probability',
    from: 'gates: { brier: { max: 0.2 } }',
    to: "gates: { goldenCases: [{ name: 'a monday', input: { weekday: 1 }, count: { min: 2 } }] }",
    says: /'count' does not exist in type 'GoldenCase<.*>'/,
  },
  {
    what: 'an outcome that no model has',
    from: "outcome: 'count'",
    to: "outcome: 'duration'",
    says: /"duration"' is not assignable to type 'Outcome/,
  },
  {
    what: 'a label that is no field of the rows',
    from: "label: 'admissions'",
    to: "label: 'arrivals'",
    says: /"arrivals"' is not assignable to type/,
  },
  {
    what: 'a service that reads a probability of a count',
    from: 'const { count, accuracy } = await this.live.models.admissions.predict(day);',
    to: 'const { probability: count, accuracy } = await this.live.models.admissions.predict(day);',
    says: /Property 'probability' does not exist on type 'ExpectedCount'/,
  },
  {
    what: 'a service that reads a count of a probability',
    from: 'const { probability } = await this.live.models.full.predict(day);',
    to: 'const { count: probability } = await this.live.models.full.predict(day);',
    says: /Property 'count' does not exist on type 'Prediction'/,
  },
  {
    what: 'a service that asks why of a count',
    from: 'await this.live.models.full.explain(day);',
    to: 'await this.live.models.admissions.explain(day);',
    says: /Property 'explain' does not exist on type/,
  },
];

describeRefusals('given models of a count and of a probability', GOOD, REFUSALS);
