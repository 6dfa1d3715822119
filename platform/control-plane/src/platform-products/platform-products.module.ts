import { Module, type DynamicModule } from '@nestjs/common';
import { platformModels } from '@mesh/platform-models';
import { platformTraining } from '@mesh/platform-training';
import { DataProductModule, WellKnownController } from '@mesh/runtime';
import { PlatformAnnouncer, PlatformPlace } from './platform-announcer.js';
import { PlatformModelsService, PlatformTrainingService } from './platform-services.js';

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
      ],
      controllers: [WellKnownController],
      providers: [{ provide: PlatformPlace, useValue: place }, PlatformAnnouncer],
    };
  }
}
