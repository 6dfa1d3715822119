import { Inject, Injectable } from '@nestjs/common';
import { v7 as uuidv7 } from 'uuid';

import { Database } from '@mesh/database';
import type { TrainingRequested } from '@mesh/training';

import { announcedModels, isAnnounced, type AnnouncedModel } from './announced-models.js';
import { RunRepetition } from './run-repetition.js';
import { RunStore } from './run-store.js';
import { PLATFORM, RunTurns } from './run-turns.js';
import { TrainingSettings } from './training-options.js';
import type { NewTraining, TrainingRequest } from './training-request.js';
import type { TrainingRun } from './training-run.js';
import { TrainingErrors } from './training.errors.js';

/** Asks for trainings: the run is there as soon as the request is accepted, and the request is an event when its turn comes. */
@Injectable()
export class TrainingService {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(RunStore) private readonly runs: RunStore,
    @Inject(RunRepetition) private readonly repetition: RunRepetition,
    @Inject(RunTurns) private readonly turns: RunTurns,
    @Inject(TrainingSettings) private readonly settings: TrainingSettings,
  ) {}

  /** Throws TRAINING.MODEL_UNKNOWN, RUN_UNKNOWN, RUN_NOT_REPEATABLE, TOO_MANY_WAITING. */
  async request(request: TrainingRequest, by: string): Promise<TrainingRun> {
    const wanted = 'repeat' in request ? await this.repetition.of(request) : request;
    if (!(await isAnnounced(this.database, wanted.model))) throw TrainingErrors.MODEL_UNKNOWN();
    const run = await this.database.transaction((transaction) => this.requestWithin(transaction, wanted, by));
    await this.turns.give();
    return run;
  }

  /** As a part of the caller's transaction; call `giveTurns` when that is committed. Throws TRAINING.TOO_MANY_WAITING. */
  async requestWithin(
    transaction: Database,
    { reason = 'requested', parameters = {}, ...rest }: NewTraining,
    by: string = PLATFORM,
  ): Promise<TrainingRun> {
    return this.wait(transaction, { runId: uuidv7(), by, reason, parameters, ...rest });
  }

  /** Sends off what there is room for. */
  giveTurns(): Promise<void> {
    return this.turns.give();
  }

  /** Whether a run of the model waits or goes on. */
  stands(transaction: Database, model: string): Promise<boolean> {
    return this.turns.stands(transaction, model);
  }

  /** The models that may be trained, with the products that announced them. */
  async models(): Promise<{ models: readonly AnnouncedModel[] }> {
    return { models: await announcedModels(this.database) };
  }

  private async wait(transaction: Database, request: TrainingRequested): Promise<TrainingRun> {
    if ((await this.runs.waiting(transaction)) >= this.settings.mostWaiting) throw TrainingErrors.TOO_MANY_WAITING();
    return this.runs.insert(transaction, { ...request, requestedAt: this.settings.now().toISOString() });
  }
}
