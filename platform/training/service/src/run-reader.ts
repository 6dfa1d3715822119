import { Inject, Injectable } from '@nestjs/common';

import { ModelRegistry } from '@mesh/models';

import { repetitionOf, type Repetition } from './repetition.js';
import { RunStore } from './run-store.js';
import { SnapshotStore, type KnownSnapshot } from './snapshot-store.js';
import type { RunsQuery } from './training-request.js';
import type { TrainingRun } from './training-run.js';
import { TrainingErrors } from './training.errors.js';

/** Reads runs, and what they learnt from, for who asks. */
@Injectable()
export class RunReader {
  constructor(
    @Inject(RunStore) private readonly runs: RunStore,
    @Inject(SnapshotStore) private readonly snapshots: SnapshotStore,
    @Inject(ModelRegistry) private readonly registry: ModelRegistry,
  ) {}

  list(query: RunsQuery): Promise<{ runs: readonly TrainingRun[]; nextCursor?: string }> {
    return this.runs.list(query);
  }

  /** With what came of it, where it repeats another. Throws TRAINING.RUN_UNKNOWN. */
  async run(id: string): Promise<TrainingRun & { readonly repetition?: Repetition }> {
    const run = await this.runs.find(id);
    if (run === undefined) throw TrainingErrors.RUN_UNKNOWN();
    const repetition = await this.repetition(run);
    return { ...run, ...(repetition && { repetition }) };
  }

  /** Throws TRAINING.SNAPSHOT_UNKNOWN. */
  snapshot(sha256: string): Promise<KnownSnapshot> {
    return this.snapshots.known(sha256);
  }

  private async repetition({ model, version, repeats }: TrainingRun): Promise<Repetition | undefined> {
    if (repeats === undefined || version === undefined) return undefined;
    const former = await this.runs.find(repeats);
    if (former?.version === undefined) return undefined;
    const [one, again] = await Promise.all([
      this.registry.version(model, former.version),
      this.registry.version(model, version),
    ]);
    return one && again && repetitionOf(repeats, one, again);
  }
}
