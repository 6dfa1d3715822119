import { Inject, Injectable } from '@nestjs/common';

import { RunStore } from './run-store.js';
import type { RunsQuery } from './training-request.js';
import type { TrainingRun } from './training-run.js';
import { TrainingErrors } from './training.errors.js';

/** Reads runs for who asks. */
@Injectable()
export class RunReader {
  constructor(@Inject(RunStore) private readonly runs: RunStore) {}

  list(query: RunsQuery): Promise<{ runs: readonly TrainingRun[]; nextCursor?: string }> {
    return this.runs.list(query);
  }

  /** Throws TRAINING.RUN_UNKNOWN. */
  async run(id: string): Promise<TrainingRun> {
    const run = await this.runs.find(id);
    if (run === undefined) throw TrainingErrors.RUN_UNKNOWN();
    return run;
  }
}
