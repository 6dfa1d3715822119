import { Inject, Injectable } from '@nestjs/common';

import { ModelRegistry } from '@mesh/models';
import type { SnapshotRecord } from '@mesh/training';

import { RunStore } from './run-store.js';
import { SnapshotStore } from './snapshot-store.js';
import type { NewTraining, RepeatRequest } from './training-request.js';
import type { TrainingRun } from './training-run.js';
import { TrainingErrors } from './training.errors.js';

/** A snapshot, and what it was made from. */
type LearntFrom = Pick<SnapshotRecord, 'sha256' | 'source'>;

/** Turns the id of a run into the request of the same training. */
@Injectable()
export class RunRepetition {
  constructor(
    @Inject(RunStore) private readonly runs: RunStore,
    @Inject(SnapshotStore) private readonly snapshots: SnapshotStore,
    @Inject(ModelRegistry) private readonly registry: ModelRegistry,
  ) {}

  /** The request of a former run, on the snapshot that it learnt from. Throws TRAINING.RUN_UNKNOWN, RUN_NOT_REPEATABLE. */
  async of({ repeat, reason }: RepeatRequest): Promise<NewTraining> {
    const former = await this.runs.find(repeat);
    if (former === undefined) throw TrainingErrors.RUN_UNKNOWN();
    const learntFrom = await this.learntFrom(former);
    if (learntFrom === undefined) throw TrainingErrors.RUN_NOT_REPEATABLE();
    return {
      model: former.model,
      parameters: former.parameters,
      reason: reason ?? 'repeat',
      repeats: { runId: former.runId, snapshot: learntFrom.sha256, source: learntFrom.source },
    };
  }

  private async learntFrom({ model, version, snapshot }: TrainingRun): Promise<LearntFrom | undefined> {
    if (snapshot !== undefined) return this.snapshots.known(snapshot);
    return version === undefined ? undefined : (await this.registry.version(model, version))?.snapshot;
  }
}
