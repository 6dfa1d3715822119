import type { SubgroupRule } from './subgroup-attribute.js';
import type { TrainingColumn } from './training-column.js';

/** How long a recipe may take and how much memory all its processes may use together. */
export interface RecipeLimits {
  /** Default 10 minutes. */
  readonly timeoutMs?: number;
  /** Default 2,048. */
  readonly memoryMb?: number;
}

interface RecipeOutsideNode {
  /** The features in signature order: the recipe is told of codes, and of values that stand for "not measured". */
  readonly columns: readonly TrainingColumn[];
  /** Whom the mesh judges apart on the held-out rows. */
  readonly subgroups?: readonly SubgroupRule[];
  readonly limits?: RecipeLimits;
}

/** A recipe in Python, run in a virtual environment of its own. */
export interface PythonRecipe extends RecipeOutsideNode {
  readonly runtime: 'python';
  /** A module with a function `train`: one of the platform's `mesh_recipes`, or of `folder`. */
  readonly module: string;
  /** The folder of the module, with a `requirements.lock` with hashes. Absent for the platform's own recipes. */
  readonly folder?: URL;
}

/** A recipe that is any executable: it is started in a folder that holds its order and takes its answer. */
export interface ProgramRecipe extends RecipeOutsideNode {
  readonly runtime: 'program';
  /** The program, by its name on the system's path or as a file, and its arguments. */
  readonly command: readonly [string | URL, ...(string | URL)[]];
}

/** Where a recipe comes from: a module with a default export for a thread of Node.js, Python, or any executable. */
export type RecipeSource = URL | PythonRecipe | ProgramRecipe;

/** What runs a recipe. */
export const runtimeOf = (source: RecipeSource): 'thread' | 'python' | 'program' =>
  source instanceof URL ? 'thread' : source.runtime;

/** The name of the recipe that trains when the request names none (parameter `recipe`). */
export const USUAL_RECIPE = 'usual';
