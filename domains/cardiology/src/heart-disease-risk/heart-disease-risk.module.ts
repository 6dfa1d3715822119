import { heartDiseaseRisk } from '@mesh/heart-disease-risk';
import { DataProductModule } from '@mesh/runtime';
import { HeartDiseaseRiskService } from './heart-disease-risk.service.js';
import { boostedTreeRecipes } from './recipe/boosted-trees.recipe.js';
import { CsvFileReferenceCases } from './reference-cases.csv-file.js';
import { ReferenceCases } from './reference-cases.port.js';

const CLEVELAND = new URL('../../data/heart-disease-cleveland.csv', import.meta.url);

/** The product with its service, its recipe and its reference cases. */
export const heartDiseaseRiskModule = DataProductModule.serve(heartDiseaseRisk, HeartDiseaseRiskService, {
  contract: import.meta.resolve('@mesh/heart-disease-risk'),
  recipes: { risk: new URL('./recipe/heart-disease-risk.recipe.js', import.meta.url) },
  otherRecipes: { risk: boostedTreeRecipes },
  providers: [{ provide: ReferenceCases, useFactory: () => new CsvFileReferenceCases(CLEVELAND, 'cleveland') }],
});
