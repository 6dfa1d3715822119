import type { ModelRegistry } from '@mesh/models';
import {
  snapshotFromBytes,
  TrainingErrors,
  type MadeSnapshot,
  type SnapshotRecord,
  type TrainableModel,
  type TrainingRequested,
} from '@mesh/training';
import { makeSnapshot } from './snapshot-maker.js';

const DEFAULT_SHARE = 0.3;
const DEFAULT_SEED = 1;

/** What a training learns from, and how it was made; without a record it was made by an earlier run. */
export interface RequestedSnapshot {
  readonly made: MadeSnapshot;
  readonly record?: SnapshotRecord;
}

/** Names the data of a request: the dataset of the product, whoever sent rows, or what a repeated run learnt from. */
export const sourceOf = (model: TrainableModel, { csv, by, repeats }: TrainingRequested): string =>
  repeats?.source ?? (csv === undefined ? model.source : `urn:mesh:upload:${by}`);

/** Makes the snapshot of a request, of the lake or of the rows that were sent, or takes that of the run that is repeated. */
export async function snapshotOfRequest(
  model: TrainableModel,
  request: TrainingRequested,
  registry: Pick<ModelRegistry, 'artifact'>,
): Promise<RequestedSnapshot> {
  const { csv, parameters, repeats } = request;
  if (repeats !== undefined) return { made: await storedSnapshot(repeats.snapshot, registry) };
  const heldOutShare = numberOr(parameters['heldOutShare'], DEFAULT_SHARE);
  const seed = numberOr(parameters['seed'], DEFAULT_SEED);
  const plan = {
    columns: model.columns,
    label: model.label,
    ...(model.outcome && { outcome: model.outcome }),
    heldOutShare,
    seed,
    ...(model.split && { split: model.split }),
  };
  const before = csv === undefined ? await model.state?.() : undefined;
  const made = await makeSnapshot(csv ?? (await model.rows()), plan);
  const after = before && (await model.state?.());
  const { sha256, labels, heldOut, outcome } = made.snapshot;
  const record: SnapshotRecord = {
    sha256,
    source: sourceOf(model, request),
    query: { columns: model.columns, label: model.label, ...(outcome && { outcome }) },
    ...(before && after && { state: { before, after } }),
    split: { heldOutShare, seed, ...(model.split ?? { by: 'content', stratified: outcome !== 'count' }) },
    rows: labels.length,
    trainingRows: heldOut.filter((one) => !one).length,
    madeAt: new Date().toISOString(),
  };
  return { made, record };
}

const numberOr = (value: unknown, otherwise: number): number => (typeof value === 'number' ? value : otherwise);

/** Throws TRAINING.SNAPSHOT_GONE. */
async function storedSnapshot(sha256: string, registry: Pick<ModelRegistry, 'artifact'>): Promise<MadeSnapshot> {
  const bytes = await registry.artifact(sha256);
  if (bytes === undefined) throw TrainingErrors.SNAPSHOT_GONE();
  return { snapshot: snapshotFromBytes(bytes), bytes };
}
