import { Injectable, Module } from '@nestjs/common';
import type { Live, Serves } from '@mesh/product';
import { DataProductModule, InjectLive } from '@mesh/runtime';
import { byBand, numeric, type PythonRecipe } from '@mesh/training';
import { wardAdmissions, type Day, type Expectation, type WardDay } from './ward-admissions.product.js';
import { wardDays } from './ward-days.js';

const DAYS = 300;

@Injectable()
class WardAdmissionsService implements Serves<typeof wardAdmissions> {
  constructor(@InjectLive(wardAdmissions) private readonly live: Live<typeof wardAdmissions>) {}

  async expectations(day: Day): Promise<Expectation> {
    const { count, accuracy, model } = await this.live.models.admissions.predict(day);
    return { expected: count, metric: accuracy.metric, explained: accuracy.value, modelVersion: model.version };
  }

  async *wardDays(from: number): AsyncIterable<WardDay> {
    yield* wardDays(DAYS).slice(from);
  }
}

const recipe = (name: string): PythonRecipe => ({
  ...{ runtime: 'python', module: `mesh_recipes.${name}` },
  columns: [numeric('weekday'), numeric('beds'), numeric('temperature')],
  subgroups: [byBand('beds', 'beds', [20])],
});

/** A domain whose model foresees how many will come. */
@Module({
  imports: [
    DataProductModule.serve(wardAdmissions, WardAdmissionsService, {
      recipes: { admissions: recipe('count_regression') },
      otherRecipes: {
        admissions: {
          trees: recipe('gradient_boosting'),
          'yes-or-no': new URL('./yes-or-no.recipe.js', import.meta.url),
          heedless: new URL('./heedless.recipe.js', import.meta.url),
        },
      },
    }),
  ],
})
export class HospitalModule {}
