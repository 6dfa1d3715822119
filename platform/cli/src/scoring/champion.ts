import type { ModelVersion } from '@mesh/models';
import { OnnxScorer } from '@mesh/serving-onnx';
import type { Scorer } from '@mesh/serving';
import type { MeshClient } from '../mesh/mesh-client.js';

/** A version that scores in this process. */
export interface LocalModel {
  readonly version: ModelVersion;
  readonly scorer: Scorer;
}

/** Downloads a version (the champion by default) with its ONNX file and loads it; the scorer verifies the file against its hash. */
export async function loadModel(client: MeshClient, model: string, version?: string): Promise<LocalModel> {
  const name = encodeURIComponent(model);
  const path =
    version === undefined
      ? `/models/${name}/aliases/champion`
      : `/models/${name}/versions/${encodeURIComponent(version)}`;
  const found = await client.json<ModelVersion>({ path });
  const onnx = await client.bytes({ path: `/models/artifacts/${found.onnxSha256}` });
  const scorer = new OnnxScorer(model);
  await scorer.swap(found, onnx);
  return { version: found, scorer };
}
