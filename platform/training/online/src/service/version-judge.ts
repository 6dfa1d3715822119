import { gatherEvidence, judge, type AskedModel } from '@mesh/gates';
import type { GateVerdict, ModelRegistry, ModelVersion, NewModelVersion } from '@mesh/models';
import { MeshError } from '@mesh/product';
import { OnnxScorer } from '@mesh/serving-onnx';
import type { LearningModel, Snapshot } from '@mesh/training';
import type { JudgedLessons } from '../prequential/prequential.js';
import type { ReadyVersion } from '../state/learning-store.js';

type Opened = AskedModel & { close(): Promise<void> };

/**
 * What the declared gates say of a version. It has learned the cases that judge it, so it answers for them what it foresaw
 * before it had; the champion is asked the same rows beside it.
 */
export async function judgeVersion(
  { columns, gates = {}, recentInputs }: LearningModel,
  { onnx, cases, version }: Omit<ReadyVersion, 'version'> & { readonly version: NewModelVersion },
  registry: ModelRegistry,
): Promise<readonly GateVerdict[]> {
  const features = columns.map(({ name }) => name);
  const unnumbered = { ...version, version: 'new', createdAt: '', status: 'ready' as const };
  const opened: Opened[] = [];
  try {
    const asked = await open(unnumbered, onnx);
    opened.push(asked);
    const champion = await championOf(version.model, registry);
    if (champion !== undefined) opened.push(champion);
    const evidence = await gatherEvidence({
      gates,
      features,
      snapshot: snapshotOf(features, cases, version.snapshot.sha256),
      model: { ...asForeseen(asked, cases), bytes: onnx.byteLength },
      ...(champion && { champion }),
      ...(recentInputs && { arrived: recentInputs }),
    });
    return judge(gates, evidence);
  } finally {
    for (const { close } of opened) await close();
  }
}

/** Each lesson stands twice: as it judged, and as it taught after that. */
function snapshotOf(columns: readonly string[], { rows, labels }: JudgedLessons, sha256: string): Snapshot {
  return {
    sha256,
    columns,
    features: [...rows, ...rows],
    labels: Uint8Array.from([...labels, ...labels]),
    heldOut: [...rows.map(() => true), ...rows.map(() => false)],
  };
}

/** Asked for all rows of the cases at once, it gives what was foreseen of them; whatever else it is asked, it scores. */
function asForeseen(asked: Opened, { rows, probabilities }: JudgedLessons): AskedModel {
  const judged = Buffer.from(Float32Array.from(rows.flatMap((row) => [...row])).buffer);
  return {
    signature: asked.signature,
    score: (matrix) =>
      Buffer.from(matrix.buffer, matrix.byteOffset, matrix.byteLength).equals(judged)
        ? Promise.resolve(Float32Array.from(probabilities))
        : asked.score(matrix),
  };
}

async function championOf(
  model: string,
  registry: ModelRegistry,
): Promise<(Opened & { readonly version: string }) | undefined> {
  const version = await registry.aliased(model, 'champion');
  const onnx = version && (await registry.artifact(version.onnxSha256));
  if (version === undefined || onnx === undefined) return undefined;
  try {
    return { ...(await open(version, onnx)), version: version.version };
  } catch (error) {
    if (!(error instanceof MeshError) || error.retryable) throw error;
    // One that cannot be opened serves nobody, and nothing can be worse than it.
    return undefined;
  }
}

async function open(version: ModelVersion, onnx: Uint8Array): Promise<Opened> {
  const scorer = new OnnxScorer(version.model);
  await scorer.swap(version, onnx);
  return {
    signature: version.signature,
    score: (rows) => scorer.scoreMany(rows),
    close: () => scorer.close(),
  };
}
