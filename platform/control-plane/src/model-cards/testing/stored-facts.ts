import type { CountMetrics, ModelVersion, ProbabilityMetrics } from '@mesh/models';

import type { CardFacts, KnownReport } from '../card-facts.js';

const measure = (value: number, n = 91) => ({ value, low: value - 0.05, high: value + 0.04, n });

/** A version as the registry keeps it. */
export const version: ModelVersion & { readonly metrics: ProbabilityMetrics } = {
  model: 'stroke-risk',
  version: '3',
  status: 'ready',
  createdAt: '2026-03-01T08:00:00.000Z',
  onnxSha256: 'a'.repeat(64),
  signature: {
    features: ['age', 'sex'],
    inputs: [{ name: 'features', datatype: 'FP32', shape: [-1, 2] }],
    outputs: [{ name: 'probability', datatype: 'FP32', shape: [-1] }],
  },
  hyperparameters: { algorithm: 'logistic-regression-irls', l2: 20 },
  metrics: {
    rocAuc: measure(0.9013605),
    brier: measure(0.1237659),
    crossValidatedRocAuc: 0.9135469,
    calibration: { expectedError: 0.0156246, bins: [] },
    subgroups: [
      { attribute: 'sex', value: 'female', n: 30, positives: 9, rocAuc: measure(0.9312169, 30), brier: 0.1029369 },
      { attribute: 'sex', value: 'male', n: 7, positives: 0, brier: 0.2340097 },
    ],
  },
  snapshot: { sha256: 'b'.repeat(64), rows: 303, trainingRows: 212, source: 'urn:mesh:neurology:stroke-risk:visits' },
  commit: '4fd199b',
  author: 'dana-scientist',
  runId: '01a20029-5f57-77c3-bfe0-88482cbc770d',
  contractVersion: '1.1.0',
};

/** What the evaluation of the version's outcomes and scores keeps. */
export const report = {
  ...{ model: 'stroke-risk', product: 'neurology.stroke-risk', version: '3', serving: 'serving' },
  at: '2026-03-02T08:00:00.000Z',
  judged: { n: 240, least: 100, window: 10_000 },
  raised: ['accuracy is lost'],
  performance: {
    ...{ n: 240, positives: 71, rocAuc: measure(0.7812345, 240), brier: measure(0.1876543, 240) },
    ...{ calibrationError: measure(0.0812345, 240), sensitivity: measure(0.6512345, 240), calibration: [] },
  },
  subgroups: [
    {
      attribute: 'sex',
      value: 'male',
      n: 131,
      positives: 40,
      brier: measure(0.1765432, 131),
      calibrationError: measure(0.0912345, 131),
      calibration: [],
    },
  ],
  drift: {
    ...{ scores: 5_000, referenceRows: 303 },
    inputs: [
      {
        ...{ name: 'age', kind: 'numeric', values: 4_990, referenceValues: 303, drifted: true, psi: 0.3123456 },
        ...{ test: 'kolmogorov-smirnov', statistic: 0.2123456, pValue: 0.0012345, wasserstein: 4.5123456 },
        ...{ missingRate: 0.0021234, referenceMissingRate: 0, outOfRangeRate: 0.0312345 },
      },
    ],
  },
  estimate: { isEstimate: true, n: 5_000, rocAuc: measure(0.8012345, 5_000), accuracy: measure(0.7412345, 5_000) },
  watch: { threshold: 0.5, drift: { least: 200 } },
} as unknown as KnownReport;

const product = {
  ...{ id: 'neurology.stroke-risk', title: 'Stroke risk', purpose: 'Warn early.', limitations: 'Not a diagnosis.' },
  ...{ owner: { team: 'neurology', contact: 'neurology@cloudmedical.example' }, sensitivity: 'phi', tags: ['brain'] },
} as unknown as NonNullable<CardFacts['product']>['document'];

/** Everything that may be stored about a version, each at its place. */
export const facts: CardFacts = {
  version: { at: '/models/stroke-risk/versions/3', document: version },
  gates: {
    at: '/models/stroke-risk/versions/3/gates',
    document: {
      ...{ model: 'stroke-risk', version: '3', mayServe: true, overrides: [] },
      verdicts: [
        {
          gate: 'rocAuc',
          passed: true,
          reason: 'ROC AUC 0.901 reaches 0.85.',
          figures: { value: 0.9013605, min: 0.85, rows: 91 },
        },
        { gate: 'latency', passed: false, reason: 'Too slow.', figures: { 'median ms': 7.1234567, with: 'one row' } },
      ],
    },
  },
  aliases: ['champion'],
  run: {
    at: `/training/runs/${version.runId}`,
    document: {
      requestedBy: 'dana-scientist',
      reason: 'rows of the spring',
      requestedAt: '2026-03-01T07:00:00.000Z',
    } as NonNullable<CardFacts['run']>['document'],
  },
  snapshot: {
    at: `/training/snapshots/${'b'.repeat(64)}`,
    document: {
      ...{ sha256: 'b'.repeat(64), source: version.snapshot.source, rows: 303, trainingRows: 212 },
      query: { columns: ['age', 'sex'], label: 'stroke' },
      split: { by: 'content', stratified: true, heldOutShare: 0.3, seed: 1 },
      madeAt: '2026-03-01T07:59:00.000Z',
    },
  },
  evaluation: { at: '/evaluation/models/stroke-risk', document: report },
  product: { at: '/catalog/products/neurology.stroke-risk', document: product },
  words:
    '# Stroke risk\n\n**What it foresees.** A stroke.\n\n**Intended use.** By clinicians.\n\n**Known limits.** One hospital.\n',
};

/** Metrics of counts, as the registry keeps them. */
export const countMetrics: CountMetrics = {
  outcome: 'count',
  meanPoissonDeviance: measure(1.1234567),
  meanPoissonDevianceOfMean: measure(2.2345678),
  devianceExplained: measure(0.4972345),
  meanAbsoluteError: measure(1.5432109),
  calibration: { expectedError: 0.2109876, bins: [{ meanPredicted: 3.1, meanObserved: 2.9, n: 91 }] },
  subgroups: [
    {
      ...{ attribute: 'ward', value: 'north', n: 40, meanObserved: 3.0123456, meanPredicted: 2.5123456 },
      ...{ meanPoissonDeviance: measure(1.0123456, 40), meanAbsoluteError: 1.2123456 },
    },
  ],
};

/** The same of a version that foresees a count, which nobody watches. */
export const factsOfCounts: CardFacts = {
  ...{ version: { at: facts.version.at, document: { ...version, metrics: countMetrics } }, gates: facts.gates },
  aliases: [],
};
