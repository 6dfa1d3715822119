import { Module, type DynamicModule, type FactoryProvider, type ModuleMetadata } from '@nestjs/common';

import { Database } from '@mesh/database';
import { EventLog, Outbox } from '@mesh/events';
import { ModelRegistry } from '@mesh/models';
import { Logger, ScorerFactory } from '@mesh/runtime';

import { Retraining } from './actions/retraining.js';
import { NO_TRIALS, Trials } from './actions/trials.js';
import { EvaluationSettings, evaluationSettings, type EvaluationOptions } from './evaluation-options.js';
import { EVALUATION_OUTBOX } from './evaluation.migrations.js';
import { EvaluationService } from './evaluation.service.js';
import { EvaluationReader } from './http/evaluation-reader.js';
import { EvaluationController } from './http/evaluation.controller.js';
import { ServingDesk } from './http/serving-desk.js';

/** Constant evaluation of the models that products watch. */
@Module({})
export class EvaluationModule {
  /**
   * Needs `Database`, `EventLog`, `ModelRegistry` and `Logger` globally; with a `ScorerFactory`, scores are compared as
   * well. `trials` are told of judged scores.
   */
  static forRoot(
    retraining: FactoryProvider<Retraining> & Pick<ModuleMetadata, 'imports'>,
    options: EvaluationOptions = {},
    trials: FactoryProvider<Trials> = { provide: Trials, useFactory: () => NO_TRIALS },
  ): DynamicModule {
    const { imports = [], ...provider } = retraining;
    return {
      module: EvaluationModule,
      imports,
      controllers: [EvaluationController],
      providers: [
        provider,
        trials,
        { provide: EvaluationSettings, useValue: evaluationSettings(options) },
        {
          provide: Outbox,
          useFactory: (database: Database, log: EventLog) => new Outbox(database, log, EVALUATION_OUTBOX),
          inject: [Database, EventLog],
        },
        {
          provide: EvaluationService,
          inject: [
            ...[Database, EventLog, Outbox, ModelRegistry, Retraining, Trials, Logger, EvaluationSettings],
            { token: ScorerFactory, optional: true },
          ],
          useFactory: (
            ...[database, log, outbox, registry, retraining, trials, logger, settings, scorers]: [
              ...[Database, EventLog, Outbox, ModelRegistry, Retraining, Trials, Logger, EvaluationSettings],
              ScorerFactory | undefined,
            ]
          ) =>
            new EvaluationService({
              ...{ database, log, outbox, registry, retraining, trials, logger, settings },
              ...(scorers && { scorers }),
            }),
        },
        EvaluationReader,
        ServingDesk,
      ],
      exports: [EvaluationService, EvaluationReader],
    };
  }
}
