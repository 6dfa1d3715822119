import { judgeVersion, type AskedModel } from '@mesh/gates';
import type { GateVerdict, ModelRegistry, NewModelVersion } from '@mesh/models';
import { openAsked } from '@mesh/serving-onnx';
import type { LearningModel, Snapshot } from '@mesh/training';
import type { JudgedLessons } from '../prequential/prequential.js';
import type { ReadyVersion } from '../state/learning-store.js';

/**
 * What the declared gates say of a version that a stream taught. It has learned the cases that judge it, so it answers for
 * them what it foresaw before it had; the champion is asked the same rows beside it.
 */
export function judgeLearned(
  model: LearningModel,
  { onnx, cases, version }: Omit<ReadyVersion, 'version'> & { readonly version: NewModelVersion },
  registry: ModelRegistry,
): Promise<readonly GateVerdict[]> {
  const columns = model.columns.map(({ name }) => name);
  return judgeVersion(
    { ...model, columns },
    { version, onnx, snapshot: snapshotOf(columns, cases, version.snapshot.sha256) },
    { registry, open: openAsked, instead: (asked) => asForeseen(asked, cases) },
  );
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
function asForeseen(asked: AskedModel, { rows, probabilities }: JudgedLessons): AskedModel {
  const judged = Buffer.from(Float32Array.from(rows.flatMap((row) => [...row])).buffer);
  return {
    signature: asked.signature,
    score: (matrix) =>
      Buffer.from(matrix.buffer, matrix.byteOffset, matrix.byteLength).equals(judged)
        ? Promise.resolve(Float32Array.from(probabilities))
        : asked.score(matrix),
  };
}
