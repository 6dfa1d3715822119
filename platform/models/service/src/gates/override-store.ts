import type { Database } from '@mesh/database';

/** A person's word against the gates, and the second person's. */
export interface GateOverride {
  readonly id: string;
  readonly state: 'requested' | 'approved';
  readonly reason: string;
  readonly requestedBy: string;
  /** RFC 3339. */
  readonly requestedAt: string;
  readonly approvedBy?: string;
  readonly approvedAt?: string;
}

/** A version, by its number. */
export interface VersionPlace {
  readonly model: string;
  readonly number: number;
}

interface OverrideRow {
  readonly id: string;
  readonly reason: string;
  readonly requested_by: string;
  readonly requested_at: Date | string;
  readonly approved_by: string | null;
  readonly approved_at: Date | string | null;
}

/** So many may stand for one version. */
export const MOST_OVERRIDES = 20;

const COLUMNS = 'id, reason, requested_by, requested_at, approved_by, approved_at';

const overrideOf = ({
  id,
  reason,
  requested_by,
  requested_at,
  approved_by,
  approved_at,
}: OverrideRow): GateOverride => ({
  id,
  state: approved_at === null ? 'requested' : 'approved',
  reason,
  requestedBy: requested_by,
  requestedAt: new Date(requested_at).toISOString(),
  ...(approved_by !== null && { approvedBy: approved_by }),
  ...(approved_at !== null && { approvedAt: new Date(approved_at).toISOString() }),
});

/** The overrides of a version, the oldest first. */
export async function overridesOf(
  database: Database,
  { model, number }: VersionPlace,
): Promise<readonly GateOverride[]> {
  const rows = await database.query<OverrideRow>(
    `SELECT ${COLUMNS} FROM models.override WHERE model = $1 AND number = $2 ORDER BY requested_at, id LIMIT ${MOST_OVERRIDES}`,
    [model, number],
  );
  return rows.map(overrideOf);
}

/** Keeps a request. */
export async function insertOverride(
  database: Database,
  { model, number }: VersionPlace,
  { id, reason, requestedBy, requestedAt }: Pick<GateOverride, 'id' | 'reason' | 'requestedBy' | 'requestedAt'>,
): Promise<GateOverride> {
  const [row] = await database.query<OverrideRow>(
    `INSERT INTO models.override (id, model, number, reason, requested_by, requested_at)
     VALUES ($1, $2, $3, $4, $5, $6) RETURNING ${COLUMNS}`,
    [id, model, number, reason, requestedBy, requestedAt],
  );
  return overrideOf(row!);
}

/** Writes down who agreed; undefined when somebody had before. */
export async function approveOverride(
  database: Database,
  { id, by, at }: { readonly id: string; readonly by: string; readonly at: string },
): Promise<GateOverride | undefined> {
  const [row] = await database.query<OverrideRow>(
    `UPDATE models.override SET approved_by = $2, approved_at = $3 WHERE id = $1 AND approved_at IS NULL RETURNING ${COLUMNS}`,
    [id, by, at],
  );
  return row && overrideOf(row);
}
