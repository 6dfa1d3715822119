import type { Database } from '@mesh/database';
import type { Facet } from '@mesh/lineage';

/** Facets by name. */
export type Facets = Readonly<Record<string, Facet>>;

/**
 * The facets of each owner (a node id or `run:<uuid>`) as they were at a time: of each name the newest, whole, unless it was
 * deleted (OpenLineage: facets are replaced, never merged inside).
 */
export async function facetsAsOf(
  database: Database,
  owners: readonly string[],
  asOf: Date,
): Promise<ReadonlyMap<string, Facets>> {
  const rows = await database.query<{ owner: string; name: string; value: Facet }>(
    `SELECT DISTINCT ON (owner, name) owner, name, value FROM lineage.facet WHERE owner = ANY($1::text[]) AND event_time <= $2
     ORDER BY owner, name, event_time DESC, stage DESC, hash DESC`,
    [owners, asOf.toISOString()],
  );
  const found = new Map<string, Record<string, Facet>>();
  for (const { owner, name, value } of rows) {
    if (value['_deleted'] === true) continue;
    const facets = found.get(owner) ?? {};
    facets[name] = value;
    found.set(owner, facets);
  }
  return found;
}
