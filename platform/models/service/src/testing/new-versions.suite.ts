import { createHash } from 'node:crypto';

import onnxProto from 'onnx-proto';

import type { NewModelVersion } from '@mesh/models';

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
export const versionOf = (onnxSha256: string, runId: string, model = 'heart-disease-risk'): NewModelVersion => ({
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
