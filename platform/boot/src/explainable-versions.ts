import { backgroundOf } from '@mesh/explanation';
import type { ModelRegistry } from '@mesh/models';
import type { OpenExplainable } from '@mesh/runtime';
import { openExplainable } from '@mesh/serving-onnx';
import { snapshotFromBytes } from '@mesh/training';

/** Opens versions of a registry to be asked why, beside rows that they learned from; the registry may be away. */
export const explainableVersions =
  (registry: Pick<ModelRegistry, 'artifact'>): OpenExplainable =>
  async ({ onnxSha256, signature, snapshot }) => {
    const read = (sha256: string) => registry.artifact(sha256).catch(() => undefined);
    const [onnx, bytes] = await Promise.all([read(onnxSha256), read(snapshot.sha256)]);
    if (onnx === undefined || bytes === undefined) return undefined;
    const { columns, features, heldOut } = snapshotFromBytes(bytes);
    const places = signature.features.map((feature) => columns.indexOf(feature));
    const learned = features.filter((_, row) => heldOut[row] === false);
    // What the version sees and the snapshot does not have was never measured there.
    const rows = learned.map((row) => places.map((place) => row[place] ?? Number.NaN));
    return { model: await openExplainable(onnx, signature), background: backgroundOf(rows) };
  };
