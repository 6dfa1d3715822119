import { Module, type DynamicModule } from '@nestjs/common';
import {
  AccessModule,
  AgreementsModule,
  ProductDirectory,
  type ConsoleSettings,
  type PurposesOf,
} from '@mesh/access-service';
import { CatalogModule, ProductReader } from '@mesh/catalog';
import { ErasureModule } from '@mesh/erasure';
import { EvaluationModule, Retraining, Trials } from '@mesh/evaluation-service';
import { EventLog, type Courtesy } from '@mesh/events';
import { LineageModule, ScoreFinder } from '@mesh/lineage-service';
import { MlflowModule } from '@mesh/mlflow';
import { ModelsModule, RolloutConductor } from '@mesh/models-service';
import { SchemaRegistryModule } from '@mesh/schema-registry';
import { SchedulesModule } from '@mesh/training-schedules';
import { TrainingModule, TrainingService } from '@mesh/training-service';
import { ConsoleModule } from './console/console.module.js';
import { agreedConsumers } from './agreed-consumers.js';
import { CatalogDirectory } from './catalog-directory.js';
import { DeadLettersModule } from './dead-letters/dead-letters.module.js';
import { ModelCardsModule } from './model-cards/model-cards.module.js';
import { PlatformProductsModule } from './platform-products/platform-products.module.js';
import { RuleRetraining } from './rule-retraining.js';
import { MeshScoreFinder } from './score-finder.js';

export interface ControlPlaneModuleOptions {
  readonly home: string;
  /** Where the control plane is reached; without it nobody is told of its own products. */
  readonly address?: string;
  /** A bearer token with which a domain's products are read. */
  readonly domainToken: (domain: string) => Promise<string>;
  /** Who gives tokens; assistants are told. */
  readonly issuer?: string;
  /** How people sign in to the console; without it they cannot. */
  readonly console?: ConsoleSettings;
  /** What identities may act for, when the issuer is the embedded one. */
  readonly purposesOf?: PurposesOf;
  /** By which what follows from scores lets them go first; without it nobody does. */
  readonly courtesy?: Courtesy;
}

/** How often the data plane announces its products. */
const BEAT_MS = 3_000;

/** Catalog, access, lineage, models and training in one service. */
@Module({})
export class ControlPlaneModule {
  /** Needs `Database`, `EventLog` and `Subjects` provided globally. */
  static forRoot({
    home,
    address,
    domainToken,
    issuer,
    console,
    purposesOf,
    courtesy,
  }: ControlPlaneModuleOptions): DynamicModule {
    const training = TrainingModule.forRoot();
    const evaluation = EvaluationModule.forRoot(
      {
        imports: [training],
        provide: Retraining,
        inject: [TrainingService],
        useFactory: (trainings: TrainingService) => new RuleRetraining(trainings),
      },
      { ...(courtesy && { courtesy }) },
      // What came true of scores is what the rollouts of models are decided by.
      {
        provide: Trials,
        inject: [RolloutConductor],
        useFactory: (conductor: RolloutConductor): Trials => conductor,
      },
    );
    return {
      module: ControlPlaneModule,
      imports: [
        {
          ...CatalogModule.forRoot({ beatMs: BEAT_MS, ...(issuer !== undefined && { issuer }) }, agreedConsumers),
          global: true,
        },
        AccessModule.forRoot({
          ...(console && { console }),
          ...(purposesOf && { purposesOf }),
          ...(courtesy && { courtesy }),
        }),
        // Global, so that the catalog can show who uses a product by agreement.
        {
          ...AgreementsModule.forRoot({
            products: {
              provide: ProductDirectory,
              inject: [ProductReader],
              useFactory: (catalog: ProductReader) => new CatalogDirectory(catalog),
            },
          }),
          global: true,
        },
        ErasureModule.forRoot(),
        ModelsModule.forRoot({ home }),
        MlflowModule.forRoot({ home }),
        LineageModule.forRoot({
          provide: ScoreFinder,
          inject: [EventLog, ProductReader],
          useFactory: (log: EventLog, catalog: ProductReader) => new MeshScoreFinder(log, catalog, domainToken),
        }),
        training,
        SchedulesModule.forRoot(training),
        evaluation,
        ModelCardsModule.forRoot(training, evaluation),
        ...(address === undefined ? [] : [PlatformProductsModule.forRoot({ home, address })]),
        SchemaRegistryModule.forRoot(),
        DeadLettersModule.forRoot(),
        ConsoleModule.forRoot(console && { issuer: console.issuer }),
      ],
    };
  }
}
