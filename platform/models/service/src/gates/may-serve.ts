import type { Database } from '@mesh/database';
import type { GateVerdict, NewModelVersion } from '@mesh/models';
import type { FieldError } from '@mesh/product';

import { ModelsErrors } from '../models.errors.js';

/**
 * Whether a version may answer people: its gates are passed, or two people have overridden them, or it was champion before
 * (the way back is always open), or its model was never judged when it was registered.
 */
export async function mayServe(database: Database, model: string, number: number): Promise<boolean> {
  const [row] = await database.query<{ may: boolean }>('SELECT models.may_serve($1, $2) AS may', [model, number]);
  return row?.may === true;
}

/** Throws MODELS.GATES_FAILED, naming each gate that failed with its figures, unless the version may serve. */
export async function assertMayServe(
  database: Database,
  {
    model,
    number,
    gates,
  }: { readonly model: string; readonly number: number; readonly gates: NewModelVersion['gates'] },
): Promise<void> {
  if (!(await mayServe(database, model, number))) throw ModelsErrors.GATES_FAILED({ errors: complaints(gates) });
}

/** What stands against a version, gate by gate. */
export function complaints(gates: readonly GateVerdict[] | undefined): readonly FieldError[] {
  if (gates === undefined)
    return [
      { pointer: '/gates', rule: 'judged', message: 'Nobody has judged this version, and versions before it were.' },
    ];
  return gates
    .filter(({ passed }) => !passed)
    .map(({ gate, reason }) => ({ pointer: `/gates/${gate}`, rule: gate, message: reason }));
}
