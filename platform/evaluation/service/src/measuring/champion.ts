import type { Database } from '@mesh/database';
import type { ModelRegistry } from '@mesh/models';

import type { WatchedModel } from '../watching/watched-model.js';

/** Who serves, who served before, and who measures. */
export interface Standing {
  readonly champion: number | undefined;
  /** The champion before this one, to go back to. */
  readonly previous: number | undefined;
  /** The version that must not answer. */
  readonly stopped: number | undefined;
  /** The process that measured last. */
  readonly evaluator: string | undefined;
}

interface StandingRow {
  readonly champion: number | null;
  readonly previous: number | null;
  readonly stopped: number | null;
  readonly evaluator: string | null;
}

/**
 * Locks the model for this measurement and notes which version is the champion now; undefined where another process holds
 * it. After a way back there is no version before: a second one would undo the first.
 */
export async function championOf(
  transaction: Database,
  registry: ModelRegistry,
  { id, model }: WatchedModel,
): Promise<Standing | undefined> {
  const [row] = await transaction.query<StandingRow>(
    'SELECT champion, previous, stopped, evaluator FROM evaluation.model WHERE id = $1 FOR UPDATE SKIP LOCKED',
    [id],
  );
  if (row === undefined) return undefined;
  const aliased = await registry.aliased(model, 'champion');
  const champion = aliased === undefined ? null : Number(aliased.version);
  const standing = {
    champion: champion ?? undefined,
    stopped: row.stopped ?? undefined,
    evaluator: row.evaluator ?? undefined,
  };
  if (champion === row.champion) return { ...standing, previous: row.previous ?? undefined };
  const previous = champion === row.previous ? null : row.champion;
  await transaction.query('UPDATE evaluation.model SET champion = $2, previous = $3 WHERE id = $1', [
    ...[id, champion, previous],
  ]);
  return { ...standing, previous: previous ?? undefined };
}
