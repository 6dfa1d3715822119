import {
  runtimeOf,
  TrainingErrors,
  USUAL_RECIPE,
  type Hyperparameters,
  type RecipeSource,
  type TrainableModel,
} from '@mesh/training';

/** Every recipe of the model by its name. */
export const recipesOf = ({
  recipe,
  otherRecipes = {},
}: TrainableModel): readonly (readonly [string, RecipeSource])[] => [
  [USUAL_RECIPE, recipe],
  ...Object.entries(otherRecipes),
];

/** The recipe that the parameter `recipe` names, or the usual one. Throws TRAINING.PARAMETER_INVALID. */
export function chosenRecipe(model: TrainableModel, { recipe: name = USUAL_RECIPE }: Hyperparameters): RecipeSource {
  const recipes = recipesOf(model);
  const [, source] = recipes.find(([own]) => own === name) ?? [];
  if (source === undefined) {
    const range = recipes.map(([own]) => own).join(', ');
    throw TrainingErrors.PARAMETER_INVALID({ parameter: 'recipe', range, reason: `recipe is one of ${range}` });
  }
  return source;
}

/** Where the source of a recipe lies, whose commit a version is made from; none for a program of the system. */
export function sourceFolder(source: RecipeSource, ownRecipes: URL): URL | undefined {
  if (source instanceof URL) return new URL('.', source);
  if (runtimeOf(source) === 'python') return (source.runtime === 'python' && source.folder) || ownRecipes;
  const file = source.runtime === 'program' && source.command.find((part) => part instanceof URL);
  return file instanceof URL ? new URL('.', file) : undefined;
}
