import { Module, type DynamicModule } from '@nestjs/common';
import { platformEvaluation } from '@mesh/platform-evaluation';
import { platformModels } from '@mesh/platform-models';
import { platformTraining } from '@mesh/platform-training';
import { DataProductModule, WellKnownController } from '@mesh/runtime';
import { PlatformAgreements } from './platform-agreements.js';
import { PlatformAnnouncer, PlatformPlace } from './platform-announcer.js';
import { PlatformEvaluationService, PlatformModelsService, PlatformTrainingService } from './platform-services.js';

/** The data products of the control plane: documents, samples, events to watch, and their place in the catalog. */
@Module({})
export class PlatformProductsModule {
  /** Needs what every service has provided globally. */
  static forRoot(place: PlatformPlace): DynamicModule {
    return {
      module: PlatformProductsModule,
      imports: [
        DataProductModule.serve(platformTraining, PlatformTrainingService, { recipes: {} }),
        DataProductModule.serve(platformModels, PlatformModelsService, { recipes: {} }),
        DataProductModule.serve(platformEvaluation, PlatformEvaluationService, { recipes: {} }),
      ],
      controllers: [WellKnownController],
      providers: [{ provide: PlatformPlace, useValue: place }, PlatformAgreements, PlatformAnnouncer],
    };
  }
}
