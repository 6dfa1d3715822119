import type { Database } from '@mesh/database';

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
}

/** Every announced model. */
export async function announcedModels(database: Database): Promise<readonly AnnouncedModel[]> {
  return database.query<AnnouncedModel>('SELECT model, product FROM training.known_model ORDER BY model LIMIT 1000');
}
