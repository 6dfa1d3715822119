import { Module, type DynamicModule } from '@nestjs/common';

import { CardFactsReader } from './card-facts-reader.js';
import { DeclaredModels } from './declared-models.js';
import { ModelCardsController } from './model-cards.controller.js';

/** The cards of models, made from what was measured. */
@Module({})
export class ModelCardsModule {
  /** Takes the modules of trainings and of evaluation; needs the registry and the catalog globally. */
  static forRoot(...imports: readonly DynamicModule[]): DynamicModule {
    return {
      module: ModelCardsModule,
      imports: [...imports],
      controllers: [ModelCardsController],
      providers: [CardFactsReader, DeclaredModels],
    };
  }
}
