import type { ModelVersion } from '@mesh/models';
import { OnnxScorer } from './onnx-scorer.js';

/** Opens a version apart from scoring, to be asked row by row and closed. Throws SERVING.MODEL_INVALID. */
export async function openAsked(version: ModelVersion, onnx: Uint8Array) {
  const scorer = new OnnxScorer(version.model);
  await scorer.swap(version, onnx);
  return {
    signature: version.signature,
    score: (rows: Float32Array): Promise<Float32Array> => scorer.scoreMany(rows),
    close: (): Promise<void> => scorer.close(),
  };
}
