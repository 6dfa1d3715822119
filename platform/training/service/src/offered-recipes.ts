import type { Database } from '@mesh/database';
import type { TrainingOffered } from '@mesh/training';

const MOST_RECIPES = 50;

/** Remembers with which recipes a model is trained; the last word of its service holds. */
export async function rememberOffered(database: Database, { model, recipes }: TrainingOffered): Promise<void> {
  await database.query(
    `INSERT INTO training.offer (model, recipes) VALUES ($1, $2)
     ON CONFLICT (model) DO UPDATE SET recipes = excluded.recipes`,
    [model, JSON.stringify(recipes.slice(0, MOST_RECIPES))],
  );
}
