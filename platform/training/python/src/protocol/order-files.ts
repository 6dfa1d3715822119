import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Outcome } from '@mesh/product';
import type { Hyperparameters, TrainingColumn } from '@mesh/training';

/** Rows with an outcome each: 0 or 1, or how often something occurred. */
export interface TrainingTable {
  readonly columns: readonly string[];
  /** One array a row, NaN where not measured. */
  readonly features: readonly Float64Array[];
  readonly outcomes: ArrayLike<number>;
}

/** What a recipe is asked for. */
export interface RecipeOrder {
  readonly columns: readonly TrainingColumn[];
  readonly outcome: Outcome;
  readonly parameters: Hyperparameters;
  readonly seed: number;
}

const LABEL = 'outcome';

/** Writes `snapshot.csv`, of rows to learn from alone, and `parameters.json`. */
export async function writeOrder(folder: string, table: TrainingTable, order: RecipeOrder): Promise<void> {
  const lines = table.features.map((row, i) => [...Array.from(row, cell), String(table.outcomes[i])].join(','));
  await writeFile(join(folder, 'snapshot.csv'), [[...table.columns, LABEL].join(','), ...lines, ''].join('\n'));
  const { columns, outcome, parameters, seed } = order;
  const asked = { protocol: 'mesh-recipe/1', label: LABEL, outcome, seed, columns, parameters };
  await writeFile(join(folder, 'parameters.json'), `${JSON.stringify(asked, null, 2)}\n`);
}

const cell = (value: number): string => (Number.isNaN(value) ? '' : String(value));
