import type { GateVerdict, ModelRegistry, ModelVersion, NewModelVersion } from '@mesh/models';
import { MeshError } from '@mesh/product';
import { outcomeOfSnapshot, type Snapshot, type TrainableModel } from '@mesh/training';
import type { AskedModel } from './gather/asked-model.js';
import { gatherEvidence } from './gather/gather-evidence.js';
import { judge } from './judge.js';

/** A version before it is registered, and what it learnt from. */
export interface JudgedMatter {
  readonly version: NewModelVersion;
  readonly onnx: Uint8Array;
  readonly snapshot: Snapshot;
}

/** A model that was opened to be asked. */
export type OpenedAsked = AskedModel & { close(): Promise<void> };

export interface JudgeParts {
  readonly registry: Pick<ModelRegistry, 'aliased' | 'artifact'>;
  /** Opens a version apart from scoring; what it refuses for good cannot serve. */
  readonly open: (version: ModelVersion, onnx: Uint8Array) => Promise<OpenedAsked>;
  /** What is asked in the place of the version, made of it. */
  readonly instead?: (asked: AskedModel) => AskedModel;
  readonly signal?: AbortSignal;
}

/** What the declared gates say of a version; it is asked itself, beside the champion, on the rows that it never saw. */
export async function judgeVersion(
  { columns: features, gates = {}, recentInputs }: Pick<TrainableModel, 'columns' | 'gates' | 'recentInputs'>,
  { version, onnx, snapshot }: JudgedMatter,
  { registry, open, instead = (asked) => asked, signal }: JudgeParts,
): Promise<readonly GateVerdict[]> {
  const unnumbered = { ...version, version: 'new', createdAt: new Date().toISOString(), status: 'ready' as const };
  const opened: OpenedAsked[] = [];
  try {
    const asked = await open(unnumbered, onnx).catch(unusable);
    if (typeof asked === 'string') {
      const outcome = outcomeOfSnapshot(snapshot);
      const { signature } = version;
      return judge(gates, { outcome, features, signature, bytes: onnx.byteLength, unusable: asked });
    }
    opened.push(asked);
    const champion = await championOf(version.model, { registry, open });
    if (champion !== undefined) opened.push(champion);
    const evidence = await gatherEvidence(
      {
        gates,
        features,
        snapshot,
        model: { ...instead(asked), bytes: onnx.byteLength },
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
  { registry, open }: Pick<JudgeParts, 'registry' | 'open'>,
): Promise<(OpenedAsked & { readonly version: string }) | undefined> {
  const version = await registry.aliased(model, 'champion');
  const onnx = version && (await registry.artifact(version.onnxSha256));
  if (version === undefined || onnx === undefined) return undefined;
  // A champion that cannot be opened serves nobody, and nothing can be worse than it.
  const asked = await open(version, onnx).catch(unusable);
  return typeof asked === 'string' ? undefined : { ...asked, version: version.version };
}

/** The reason why a model cannot be opened; anything else is not about the model. */
function unusable(error: unknown): string {
  if (!(error instanceof MeshError) || error.retryable) throw error;
  const { reason } = error.meta;
  return typeof reason === 'string' ? reason : error.spec.title.toLowerCase();
}
