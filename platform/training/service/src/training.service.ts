import { Inject, Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';

import { Database } from '@mesh/database';
import { Outbox } from '@mesh/events';
import { ModelRegistry } from '@mesh/models';
import { TRAINING_REQUESTED_TOPIC, type TrainingRequested } from '@mesh/training';

import { announcedModels, isAnnounced, type AnnouncedModel } from './announced-models.js';
import { RunStore } from './run-store.js';
import { TrainingSettings } from './training-options.js';
import type { TrainingRequest } from './training-request.js';
import type { TrainingRun } from './training-run.js';
import { TrainingErrors } from './training.errors.js';

/** Who speaks in events, and who asks for first trainings. */
const PLATFORM = 'urn:mesh:platform:training';

/** Asks for trainings: the request is an event, and its run is there as soon as the request is accepted. */
@Injectable()
export class TrainingService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(Outbox) private readonly outbox: Outbox,
    @Inject(RunStore) private readonly runs: RunStore,
    @Inject(ModelRegistry) private readonly registry: ModelRegistry,
    @Inject(TrainingSettings) private readonly settings: TrainingSettings,
  ) {}

  /** Throws TRAINING.MODEL_UNKNOWN. */
  async request(
    { model, parameters = {}, csv, reason = 'requested' }: TrainingRequest,
    by: string,
  ): Promise<TrainingRun> {
    if (!(await isAnnounced(this.database, model))) throw TrainingErrors.MODEL_UNKNOWN();
    const run = await this.database.transaction((transaction) =>
      this.put(transaction, { runId: uuidv7(), model, by, reason, parameters, ...(csv === undefined ? {} : { csv }) }),
    );
    await this.outbox.deliver();
    return run;
  }

  /** The models that may be trained, with the products that announced them. */
  async models(): Promise<{ models: readonly AnnouncedModel[] }> {
    return { models: await announcedModels(this.database) };
  }

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
      const request = {
        runId: uuidv7(),
        model,
        by: PLATFORM,
        reason: 'first version',
        parameters: {},
        promoteIfFirst: true,
      };
      return this.put(transaction, request);
    });
    if (run !== undefined) await this.outbox.deliver();
    return run;
  }

  private async put(transaction: Database, request: TrainingRequested): Promise<TrainingRun> {
    const time = this.settings.now().toISOString();
    const run = await this.runs.insert(transaction, request, time);
    const event = {
      id: request.runId,
      source: PLATFORM,
      type: TRAINING_REQUESTED_TOPIC,
      time,
      key: request.runId,
      data: request,
    };
    await this.outbox.put(transaction, TRAINING_REQUESTED_TOPIC, event);
    return run;
  }
}
