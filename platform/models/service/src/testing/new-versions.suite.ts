import { createHash } from 'node:crypto';

import onnxProto from 'onnx-proto';

import type { CountMetrics, NewModelVersion, ProbabilityMetrics } from '@mesh/models';

const { onnx } = onnxProto;

/** The smallest graph that computes something; `seed` makes its bytes its own. */
export function tinyOnnx(seed: string): Uint8Array {
  const node = [onnx.NodeProto.create({ name: seed, opType: 'Identity', input: ['x'], output: ['y'] })];
  const value = (name: string) => onnx.ValueInfoProto.create({ name });
  const graph = onnx.GraphProto.create({ name: 'g', node, input: [value('x')], output: [value('y')] });
  return Uint8Array.from(onnx.ModelProto.encode(onnx.ModelProto.create({ irVersion: 8, graph })).finish());
}

/** Hex SHA-256. */
export const sha256 = (bytes: Uint8Array | string) => createHash('sha256').update(bytes).digest('hex');
/** A measure with its interval. */
export const measure = { value: 0.9, low: 0.86, high: 0.94, n: 300 };

/** A version that the registry takes. */
export const versionOf = (
  onnxSha256: string,
  runId: string,
  model = 'heart-disease-risk',
): NewModelVersion & { readonly metrics: ProbabilityMetrics } => ({
  model,
  onnxSha256,
  signature: {
    features: ['age', 'sex'],
    inputs: [{ name: 'x', datatype: 'FP32', shape: [-1, 2] }],
    outputs: [{ name: 'y', datatype: 'FP32', shape: [-1, 1] }],
  },
  hyperparameters: { ridge: 0.1, solver: 'irls' },
  metrics: {
    rocAuc: measure,
    brier: { ...measure, value: 0.1, low: 0.08, high: 0.12 },
    calibration: { expectedError: 0.03, bins: [] },
    subgroups: [],
  },
  snapshot: {
    sha256: sha256('rows'),
    rows: 900,
    trainingRows: 600,
    source: 'uci/heart-disease',
    attribution: 'Janosi et al. 1989',
  },
  commit: 'uncommitted',
  author: 'dana-scientist',
  runId,
  contractVersion: '1.0.0',
});

const amount = (value: number) => ({ value, low: value - 0.1, high: value + 0.1, n: 300 });

/** Metrics of counts, as a training gives them. */
export const countMetrics: CountMetrics = {
  outcome: 'count',
  meanPoissonDeviance: amount(1.1),
  meanPoissonDevianceOfMean: amount(2.2),
  devianceExplained: amount(0.5),
  meanAbsoluteError: amount(1.6),
  calibration: { expectedError: 0.2, bins: [{ meanPredicted: 3.1, meanObserved: 2.9, n: 300 }] },
  subgroups: [
    {
      ...{ attribute: 'ward', value: 'north', n: 40, meanObserved: 3, meanPredicted: 2.5 },
      ...{ meanPoissonDeviance: amount(1), devianceExplained: amount(-0.2), meanAbsoluteError: 1.2 },
    },
  ],
};

/** A version that foresees a count, and that the registry takes. */
export const countVersionOf = (onnxSha256: string, runId: string, model: string): NewModelVersion => {
  const { signature, ...version } = versionOf(onnxSha256, runId, model);
  const outputs = [{ name: 'count', datatype: 'FP32', shape: [-1] }] as const;
  return { ...version, signature: { ...signature, outputs }, metrics: countMetrics };
};
