import { Module, type DynamicModule } from '@nestjs/common';

import { Database } from '@mesh/database';
import { EventLog, Outbox } from '@mesh/events';

import { FirstTrainings } from './first-trainings.js';
import { RunCancellation } from './run-cancellation.js';
import { RunFollowers } from './run-followers.js';
import { RunInHandController } from './run-in-hand.controller.js';
import { RunLogStore } from './run-log-store.js';
import { RunRepetition } from './run-repetition.js';
import { RunReader } from './run-reader.js';
import { RunStore } from './run-store.js';
import { RunStream } from './run-stream.js';
import { RunTurns } from './run-turns.js';
import { SnapshotStore } from './snapshot-store.js';
import { TrainingConsumers } from './training-consumers.js';
import { TrainingSettings, trainingSettings, type TrainingOptions } from './training-options.js';
import { TrainingController } from './training.controller.js';
import { TRAINING_OUTBOX } from './training.migrations.js';
import { TrainingService } from './training.service.js';
import { TurnKeeper } from './turn-keeper.js';

/** Training runs: asked for, followed, recorded. */
@Module({})
export class TrainingModule {
  /** Needs `Database`, `EventLog` and `ModelRegistry` provided globally. */
  static forRoot(options: TrainingOptions = {}): DynamicModule {
    return {
      module: TrainingModule,
      controllers: [TrainingController, RunInHandController],
      providers: [
        { provide: TrainingSettings, useValue: trainingSettings(options) },
        {
          provide: Outbox,
          useFactory: (database: Database, log: EventLog) => new Outbox(database, log, TRAINING_OUTBOX),
          inject: [Database, EventLog],
        },
        RunStore,
        RunTurns,
        SnapshotStore,
        RunReader,
        RunRepetition,
        TrainingService,
        FirstTrainings,
        TurnKeeper,
        TrainingConsumers,
        RunStream,
        RunLogStore,
        RunCancellation,
        RunFollowers,
      ],
      exports: [TrainingService, RunStore, RunReader],
    };
  }
}
