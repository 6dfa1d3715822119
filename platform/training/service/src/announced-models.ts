import type { Database } from '@mesh/database';
import type { OfferedRecipe } from '@mesh/training';

/** Whether a product has announced the model. */
export async function isAnnounced(database: Database, model: string): Promise<boolean> {
  return (await database.query('SELECT 1 FROM training.known_model WHERE model = $1', [model])).length > 0;
}

/** Remembers that a product announced the model. */
export async function rememberAnnounced(
  database: Database,
  { model, product, at }: { readonly model: string; readonly product: string; readonly at: string },
): Promise<void> {
  await database.query(
    `INSERT INTO training.known_model (model, product, announced_at) VALUES ($1, $2, $3)
     ON CONFLICT (model) DO UPDATE SET product = excluded.product, announced_at = excluded.announced_at
     WHERE known_model.product <> excluded.product`,
    [model, product, at],
  );
}

/** A model that a product announced, and so may be trained. */
export interface AnnouncedModel {
  readonly model: string;
  /** `<domain>.<product>` */
  readonly product: string;
  /** By which it can be trained, and what has to be installed first; absent until its service has told. */
  readonly recipes?: readonly OfferedRecipe[];
}

/** Every announced model, and the recipes of its service. */
export async function announcedModels(database: Database): Promise<readonly AnnouncedModel[]> {
  const rows = await database.query<Omit<AnnouncedModel, 'recipes'> & { recipes: AnnouncedModel['recipes'] | null }>(
    'SELECT model, product, recipes FROM training.known_model LEFT JOIN training.offer USING (model) ORDER BY model LIMIT 1000',
  );
  return rows.map(({ recipes, ...known }) => ({ ...known, ...(recipes && { recipes }) }));
}
