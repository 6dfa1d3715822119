import type { AskedModel } from '@mesh/gates';
import { gatherEvidence, judge } from '@mesh/gates';
import type { GateVerdict, ModelRegistry, ModelVersion, NewModelVersion } from '@mesh/models';
import { MeshError } from '@mesh/product';
import { OnnxScorer } from '@mesh/serving-onnx';
import type { Snapshot, TrainableModel } from '@mesh/training';

/** A version before it is registered, and what it learnt from. */
export interface JudgedMatter {
  readonly version: NewModelVersion;
  readonly onnx: Uint8Array;
  readonly snapshot: Snapshot;
}

type Asked = AskedModel & { close(): Promise<void> };

/** What the declared gates say of a version; it is asked itself, beside the champion, on the rows that it never saw. */
export async function judgeVersion(
  model: Pick<TrainableModel, 'columns' | 'gates' | 'recentInputs'>,
  { version, onnx, snapshot }: JudgedMatter,
  { registry, signal }: { readonly registry: ModelRegistry; readonly signal?: AbortSignal },
): Promise<readonly GateVerdict[]> {
  const { gates = {}, columns: features, recentInputs } = model;
  const unnumbered = { ...version, version: 'new', createdAt: new Date().toISOString(), status: 'ready' as const };
  const opened: Asked[] = [];
  try {
    const asked = await open(unnumbered, onnx).catch(unusable);
    if (typeof asked === 'string')
      return judge(gates, { features, signature: version.signature, bytes: onnx.byteLength, unusable: asked });
    opened.push(asked);
    const champion = await championOf(version.model, registry);
    if (champion !== undefined) opened.push(champion);
    const evidence = await gatherEvidence(
      {
        gates,
        features,
        snapshot,
        model: { ...asked, bytes: onnx.byteLength },
        ...(champion && { champion }),
        ...(recentInputs && { arrived: recentInputs }),
      },
      signal,
    );
    return judge(gates, evidence);
  } finally {
    for (const { close } of opened) await close();
  }
}

async function championOf(
  model: string,
  registry: ModelRegistry,
): Promise<(Asked & { readonly version: string }) | undefined> {
  const version = await registry.aliased(model, 'champion');
  const onnx = version && (await registry.artifact(version.onnxSha256));
  if (version === undefined || onnx === undefined) return undefined;
  // A champion that cannot be opened serves nobody, and nothing can be worse than it.
  const asked = await open(version, onnx).catch(unusable);
  return typeof asked === 'string' ? undefined : { ...asked, version: version.version };
}

async function open(version: ModelVersion, onnx: Uint8Array): Promise<Asked> {
  const scorer = new OnnxScorer(version.model);
  await scorer.swap(version, onnx);
  return {
    signature: version.signature,
    score: (rows) => scorer.scoreMany(rows),
    close: () => scorer.close(),
  };
}

/** The reason why a model cannot be opened; anything else is not about the model. */
function unusable(error: unknown): string {
  if (!(error instanceof MeshError) || error.retryable) throw error;
  const { reason } = error.meta;
  return typeof reason === 'string' ? reason : error.spec.title.toLowerCase();
}
