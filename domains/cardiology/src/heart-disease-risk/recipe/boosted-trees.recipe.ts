import { byBand, byCode, type PythonRecipe } from '@mesh/training';
import { heartColumns } from './heart-disease-risk.recipe.js';

const SUBGROUPS = [byCode('sex', { 0: 'female', 1: 'male' }), byBand('ageBand', 'age', [45, 55, 65])];

const boostedTrees = (module: string): PythonRecipe => ({
  runtime: 'python',
  module: `mesh_recipes.${module}`,
  columns: heartColumns,
  subgroups: SUBGROUPS,
  limits: { timeoutMs: 300_000, memoryMb: 1_024 },
});

/** What can be asked for beside the usual regression: trees that find interactions by themselves, plain or calibrated. */
export const boostedTreeRecipes = {
  'gradient-boosting': boostedTrees('gradient_boosting'),
  'calibrated-gradient-boosting': boostedTrees('calibrated'),
} as const;
