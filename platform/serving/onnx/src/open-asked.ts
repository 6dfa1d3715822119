import type { ModelVersion } from '@mesh/models';
import { imageFormOf } from './image-form-of.js';
import { OnnxScorer } from './onnx-scorer.js';

/** Opens a version apart from scoring, to be asked row by row and closed. Throws SERVING.MODEL_INVALID. */
export async function openAsked(version: ModelVersion, onnx: Uint8Array) {
  const scorer = new OnnxScorer(version.model);
  await scorer.swap(version, onnx);
  try {
    // Nothing is scored by it: who asks why of a score would be the first to hear that it is wrong.
    imageFormOf(onnx, version.signature.features.length);
  } catch (error) {
    await scorer.close();
    throw error;
  }
  return {
    signature: version.signature,
    score: (rows: Float32Array): Promise<Float32Array> => scorer.scoreMany(rows),
    close: (): Promise<void> => scorer.close(),
  };
}
