import type { Database } from '@mesh/database';

import type { MovesQuery } from '../alias-history.js';
import type { VersionPlace } from './override-store.js';

/** Something that happened to a version. */
export interface PastDeed {
  readonly what: 'registered' | 'override requested' | 'override approved' | 'alias gained' | 'alias lost';
  readonly by: string;
  /** RFC 3339. */
  readonly at: string;
  /** The alias, or the reason of an override. */
  readonly detail?: string;
}

interface DeedRow {
  readonly what: PastDeed['what'];
  readonly by: string;
  readonly at: Date | string;
  readonly detail: string | null;
}

/** What happened to a version, the newest first; the cursor counts the deeds before the page. */
export async function historyOf(
  database: Database,
  { model, number }: VersionPlace,
  { limit, cursor = 0 }: MovesQuery,
): Promise<{ deeds: readonly PastDeed[]; nextCursor?: string }> {
  const rows = await database.query<DeedRow>(
    `SELECT what, by, at, detail FROM (
       SELECT 'registered' AS what, document ->> 'author' AS by, created_at AS at, NULL AS detail, 0 AS place
         FROM models.version WHERE model = $1 AND number = $2
       UNION ALL
       SELECT 'override requested', requested_by, requested_at, reason, 1 FROM models.override WHERE model = $1 AND number = $2
       UNION ALL
       SELECT 'override approved', approved_by, approved_at, reason, 2
         FROM models.override WHERE model = $1 AND number = $2 AND approved_at IS NOT NULL
       UNION ALL
       SELECT CASE WHEN number = $2 THEN 'alias gained' ELSE 'alias lost' END, moved_by, moved_at, alias, 3
         FROM models.alias_move WHERE model = $1 AND (number = $2 OR previous = $2)
     ) AS deed ORDER BY at DESC, place DESC LIMIT $3 OFFSET $4`,
    [model, number, limit + 1, cursor],
  );
  const deeds = rows.slice(0, limit).map(({ what, by, at, detail }) => ({
    what,
    by,
    at: new Date(at).toISOString(),
    ...(detail !== null && { detail }),
  }));
  return { deeds, ...(rows.length > limit && { nextCursor: String(cursor + limit) }) };
}
