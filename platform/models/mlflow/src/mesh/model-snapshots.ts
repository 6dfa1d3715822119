import { Inject, Injectable } from '@nestjs/common';

import { ModelRegistry, type ModelVersion } from '@mesh/models';
import { outcomeOfSnapshot, snapshotFromBytes, type Snapshot } from '@mesh/training';

import type { MeshModel } from './mesh-models.js';

/** The rows that a version was learnt from and judged on. */
export interface SnapshotOfVersion {
  readonly of: ModelVersion;
  readonly snapshot: Snapshot;
}

/** Rows of a snapshot, n × features values in the order of the contract, and whether, or how often, it occurred in each. */
export interface LabelledRows {
  readonly rows: Float32Array;
  readonly labels: Snapshot['labels'];
}

/** The snapshots of models, as their canonical bytes lie in the store of artifacts. */
@Injectable()
export class ModelSnapshots {
  constructor(@Inject(ModelRegistry) private readonly registry: ModelRegistry) {}

  /** That of the newest version whose features and outcome are those of the contract; undefined where there is none. */
  async newest({ name, features, outcome }: MeshModel): Promise<SnapshotOfVersion | undefined> {
    for (const of of await this.registry.versions(name)) {
      if (of.signature.features.join() !== features.join()) continue;
      const bytes = await this.registry.artifact(of.snapshot.sha256);
      const snapshot = bytes && snapshotFromBytes(bytes);
      const fits = snapshot?.columns.join() === features.join() && outcomeOfSnapshot(snapshot) === outcome;
      if (snapshot !== undefined && fits) return { of, snapshot };
    }
    return undefined;
  }
}

/** The rows on one side of the split. */
export function rowsOf({ columns, features, labels, heldOut }: Snapshot, side: 'training' | 'held out'): LabelledRows {
  const isOn = (_: unknown, at: number): boolean => heldOut[at] === (side === 'held out');
  const chosen = features.filter(isOn);
  const rows = new Float32Array(chosen.length * columns.length);
  chosen.forEach((row, at) => rows.set(row, at * columns.length));
  return { rows, labels: labels.filter(isOn) };
}
