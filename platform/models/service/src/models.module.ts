import { join } from 'node:path';

import { Module, type DynamicModule } from '@nestjs/common';

import { Database } from '@mesh/database';
import { EventLog, Outbox } from '@mesh/events';
import { ModelRegistry } from '@mesh/models';

import { ArtifactStore } from './artifact-store.js';
import { GatesController } from './gates/gates.controller.js';
import { OverrideDesk } from './gates/override-desk.js';
import { ModelsFacade } from './models-facade.js';
import { ModelsStartup } from './models-startup.js';
import { ModelsController } from './models.controller.js';
import { MODELS_OUTBOX } from './models.migrations.js';
import { PostgresModelRegistry } from './postgres-model-registry.js';
import { RolloutsModule } from './rollout/rollouts.module.js';

/** How the registry works. */
export interface ModelsOptions {
  /** Folder of the mesh; artifacts lie in `<home>/artifacts`. */
  readonly home: string;
  /** Default the system clock. */
  readonly now?: () => Date;
}

/** The model registry; provides `ModelRegistry` to every module. */
@Module({})
export class ModelsModule {
  /** Needs `Database`, `EventLog` and `AuditTrail` provided globally. */
  static forRoot(options: ModelsOptions): DynamicModule {
    return {
      module: ModelsModule,
      global: true,
      imports: [RolloutsModule.forRoot()],
      controllers: [ModelsController, GatesController],
      providers: [
        {
          provide: Outbox,
          useFactory: (database: Database, log: EventLog) => new Outbox(database, log, MODELS_OUTBOX),
          inject: [Database, EventLog],
        },
        {
          provide: ModelRegistry,
          useFactory: (database: Database, outbox: Outbox) =>
            new PostgresModelRegistry(
              database,
              new ArtifactStore(join(options.home, 'artifacts')),
              outbox,
              options.now,
            ),
          inject: [Database, Outbox],
        },
        ModelsFacade,
        OverrideDesk,
        ModelsStartup,
      ],
      exports: [ModelRegistry, OverrideDesk],
    };
  }
}
