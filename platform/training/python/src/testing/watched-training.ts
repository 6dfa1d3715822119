import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ModelMetrics, ProbabilityMetrics } from '@mesh/models';
import type { Hyperparameters, ProgramRecipe, PythonRecipe, Snapshot, Trained } from '@mesh/training';
import { RecipesOutsideNode, type TrainingWatch } from '../index.js';

/** Where `npm run tools` has made the environment of the platform's recipes; made here at first use when it has not. */
export const ENVIRONMENTS = fileURLToPath(new URL('../../../../../.tools/recipes', import.meta.url));

/** Recipes with a scratch folder of their own, and what was heard of their trainings. */
export class WatchedTraining {
  readonly scratch = mkdtempSync(join(tmpdir(), 'mesh-scratch-'));
  readonly lines: string[] = [];
  readonly stages: string[] = [];
  readonly recipes: RecipesOutsideNode;

  constructor(environments: { readonly home: string; readonly commands?: readonly string[] } = { home: ENVIRONMENTS }) {
    this.recipes = new RecipesOutsideNode({
      scratch: this.scratch,
      environments: { installerEnvironment: {}, ...environments },
    });
  }

  /** Trains, and remembers what the recipe says. */
  train<Metrics extends ModelMetrics = ProbabilityMetrics>(
    source: PythonRecipe | ProgramRecipe,
    snapshot: Snapshot,
    { parameters = {}, signal }: { readonly parameters?: Hyperparameters; readonly signal?: AbortSignal } = {},
  ): Promise<Trained<Metrics>> {
    return this.recipes.train(source, { snapshot, parameters }, this.watch(signal)) as Promise<Trained<Metrics>>;
  }

  watch(signal?: AbortSignal): TrainingWatch {
    return {
      onProgress: (_, stage) => this.stages.push(stage),
      onLines: (from, lines) => lines.forEach((line, at) => (this.lines[from + at] = line)),
      ...(signal && { signal }),
    };
  }
}
