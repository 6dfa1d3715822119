import { Inject, Injectable } from '@nestjs/common';

import { Database } from '@mesh/database';
import { ModelRegistry } from '@mesh/models';

import { TrainingSettings } from './training-options.js';
import type { TrainingRun } from './training-run.js';
import { TrainingService } from './training.service.js';

/** Sees to it that every announced model gets a version to begin with. */
@Injectable()
export class FirstTrainings {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(TrainingService) private readonly trainings: TrainingService,
    @Inject(ModelRegistry) private readonly registry: ModelRegistry,
    @Inject(TrainingSettings) private readonly settings: TrainingSettings,
  ) {}

  /** Asks for the first training of a model without a champion, unless one is under way or has failed just now. */
  async requestIfNone(model: string): Promise<TrainingRun | undefined> {
    if ((await this.registry.aliased(model, 'champion')) !== undefined) return undefined;
    const failedAfter = new Date(this.settings.now().getTime() - this.settings.retryBootstrapAfterMs).toISOString();
    const run = await this.database.transaction(async (transaction) => {
      await transaction.query(`SELECT pg_advisory_xact_lock(hashtext('training'), hashtext($1))`, [model]);
      const standing = await transaction.query(
        `SELECT 1 FROM training.run WHERE model = $1
           AND (state IN ('requested', 'running') OR (bootstrap AND ended_at > $2)) LIMIT 1`,
        [model, failedAfter],
      );
      if (standing.length > 0) return undefined;
      return this.trainings.requestWithin(transaction, { model, reason: 'first version', promoteIfFirst: true });
    });
    if (run !== undefined) await this.trainings.giveTurns();
    return run;
  }
}
