import { Inject, Injectable } from '@nestjs/common';

import { Database } from '@mesh/database';

import { nodeId, type NodeName } from './node-id.js';

/** What is looked for among jobs and datasets. */
export interface NodeQuery {
  /** Part of a name, in whatever case; everything without. */
  readonly q: string;
  readonly filter: 'ALL' | 'DATASET' | 'JOB';
  readonly limit: number;
}

/** A job or dataset that was found, in Marquez's shape. */
export interface FoundNode {
  readonly type: 'DATASET' | 'JOB';
  readonly name: string;
  readonly namespace: string;
  readonly nodeId: string;
  readonly updatedAt: string;
}

interface Row extends NodeName {
  readonly last_at: Date | string;
  readonly total: number;
}

/** Finds where a walk through lineage may begin. */
@Injectable()
export class NodeSearch {
  constructor(@Inject(Database) private readonly database: Database) {}

  /** The best first: names that begin with what was asked for, then the shorter. */
  async find({ q, filter, limit }: NodeQuery): Promise<{ totalCount: number; results: readonly FoundNode[] }> {
    const rows = await this.database.query<Row>(
      `SELECT kind, namespace, name, last_at, (count(*) OVER ())::int AS total FROM lineage.node
       WHERE strpos(lower(name), lower($1)) > 0 AND ($2 = 'ALL' OR kind = lower($2))
       ORDER BY strpos(lower(name), lower($1)) = 1 DESC, length(name), name, namespace, kind LIMIT $3`,
      [q, filter, limit],
    );
    const results = rows.map((row) => ({
      type: row.kind === 'job' ? ('JOB' as const) : ('DATASET' as const),
      name: row.name,
      namespace: row.namespace,
      nodeId: nodeId(row),
      updatedAt: new Date(row.last_at).toISOString(),
    }));
    return { totalCount: rows[0]?.total ?? 0, results };
  }
}
