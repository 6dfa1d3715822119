import type { Database } from '@mesh/database';
import type { Outbox } from '@mesh/events';
import type { Alias } from '@mesh/models';

import { moveAlias } from '../alias-moves.js';

/** Takes an alias from whatever version has it; one that nobody has stays so. */
export async function dropAlias(
  transaction: Database,
  outbox: Outbox,
  { model, alias, by }: { readonly model: string; readonly alias: Alias; readonly by: string },
): Promise<void> {
  // The lock of the registry's own changes.
  await transaction.query(`SELECT pg_advisory_xact_lock(hashtext('models'), hashtext($1))`, [model]);
  const [standing] = await transaction.query<{ number: number }>(
    'SELECT number FROM models.alias WHERE model = $1 AND alias = $2',
    [model, alias],
  );
  if (standing === undefined) return;
  const at = new Date().toISOString();
  await moveAlias(transaction, outbox, { model, alias, to: undefined, from: standing.number, by, at });
}
