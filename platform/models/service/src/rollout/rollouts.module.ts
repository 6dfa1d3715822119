import { Module, type DynamicModule } from '@nestjs/common';

import { Database } from '@mesh/database';
import { EventLog, Outbox } from '@mesh/events';

import { RolloutConductor } from './rollout-conductor.js';
import { RolloutConsumers } from './rollout-consumers.js';
import { ROLLOUTS_OUTBOX } from './rollout.migrations.js';
import { RolloutStore } from './rollout-store.js';
import { RolloutsController } from './rollouts.controller.js';
import { RolloutsService } from './rollouts.service.js';

/** Who answers besides the champion: asked for, conducted by rule, followed by event; exports `RolloutConductor`. */
@Module({})
export class RolloutsModule {
  /** Needs `Database`, `EventLog` and `ModelRegistry` provided globally. */
  static forRoot(): DynamicModule {
    return {
      module: RolloutsModule,
      global: true,
      controllers: [RolloutsController],
      providers: [
        {
          provide: Outbox,
          useFactory: (database: Database, log: EventLog) => new Outbox(database, log, ROLLOUTS_OUTBOX),
          inject: [Database, EventLog],
        },
        RolloutStore,
        RolloutsService,
        RolloutConductor,
        RolloutConsumers,
      ],
      exports: [RolloutConductor],
    };
  }
}
