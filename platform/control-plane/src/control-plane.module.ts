import { Module, type DynamicModule } from '@nestjs/common';
import { AccessModule } from '@mesh/access-service';
import { CatalogModule, ProductReader } from '@mesh/catalog';
import { EventLog } from '@mesh/events';
import { LineageModule, ScoreFinder } from '@mesh/lineage-service';
import { ModelsModule } from '@mesh/models-service';
import { TrainingModule } from '@mesh/training-service';
import { MeshScoreFinder } from './score-finder.js';

export interface ControlPlaneModuleOptions {
  readonly home: string;
  /** A bearer token with which a domain's products are read. */
  readonly domainToken: (domain: string) => Promise<string>;
}

/** How often the data plane announces its products. */
const BEAT_MS = 3_000;

/** Catalog, access, lineage, models and training in one service. */
@Module({})
export class ControlPlaneModule {
  /** Needs `Database` and `EventLog` provided globally. */
  static forRoot({ home, domainToken }: ControlPlaneModuleOptions): DynamicModule {
    return {
      module: ControlPlaneModule,
      imports: [
        { ...CatalogModule.forRoot({ beatMs: BEAT_MS }), global: true },
        AccessModule.forRoot(),
        ModelsModule.forRoot({ home }),
        LineageModule.forRoot({
          provide: ScoreFinder,
          inject: [EventLog, ProductReader],
          useFactory: (log: EventLog, catalog: ProductReader) => new MeshScoreFinder(log, catalog, domainToken),
        }),
        TrainingModule.forRoot(),
      ],
    };
  }
}
