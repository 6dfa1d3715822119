import { Inject, Injectable } from '@nestjs/common';

import { Database } from '@mesh/database';

import { facetsAsOf } from './facet-reader.js';
import { graphNode, type Edge, type GraphNode, type StoredNode } from './graph-node.js';
import { LineageErrors } from './lineage.errors.js';
import { nodeId, type NodeName } from './node-id.js';
import { RunReader } from './run-reader.js';

/** How far to look from a node. */
export interface GraphQuery {
  readonly nodeId: string;
  /** Edges from the node, at most. */
  readonly depth: number;
  readonly asOf: Date;
  /** `upstream` follows only what was made from what; default both ways. */
  readonly towards?: 'upstream' | 'both';
}

/** Marquez's answer; `truncated` when the graph is larger than an answer may be. */
export interface Graph {
  readonly graph: readonly GraphNode[];
  readonly truncated?: true;
}

interface EdgeRow {
  readonly job_namespace: string;
  readonly job_name: string;
  readonly direction: 'in' | 'out';
  readonly dataset_namespace: string;
  readonly dataset_name: string;
}

const MAX_NODES = 1_000;
const MAX_EDGES_A_STEP = 10_000;

/** Walks jobs and datasets, a step at a time, each node once: circles end by themselves. */
@Injectable()
export class GraphReader {
  constructor(
    @Inject(Database) private readonly database: Database,
    @Inject(RunReader) private readonly runs: RunReader,
  ) {}

  /** Throws LINEAGE.NODE_UNKNOWN. */
  async graph({ nodeId: origin, depth, asOf, towards = 'both' }: GraphQuery): Promise<Graph> {
    const start = await this.find(origin, asOf);
    if (start === undefined) throw LineageErrors.NODE_UNKNOWN();
    const names = new Map<string, NodeName>([[nodeId(start), start]]);
    const edges = new Map<string, Edge>();
    let frontier: readonly NodeName[] = [start];
    let truncated = false;
    for (let step = 0; step < depth && frontier.length > 0 && !truncated; step += 1) {
      const next: NodeName[] = [];
      for (const edge of await this.edgesOf(frontier, { asOf, towards })) {
        const fresh = [edge.origin, edge.destination].filter((node) => !names.has(nodeId(node)));
        truncated ||= names.size + fresh.length > MAX_NODES;
        if (truncated) break;
        edges.set(JSON.stringify([nodeId(edge.origin), nodeId(edge.destination)]), edge);
        for (const node of fresh) names.set(nodeId(node), node);
        next.push(...fresh);
      }
      frontier = next;
    }
    return {
      graph: await this.describe([...names.values()], [...edges.values()], asOf),
      ...(truncated ? { truncated } : {}),
    };
  }

  /** The node of an id, if it was known at the time. */
  async find(id: string, asOf: Date): Promise<NodeName | undefined> {
    if (id.includes('\0')) return undefined;
    const [row] = await this.database.query<NodeName>(
      `SELECT kind, namespace, name FROM lineage.node
       WHERE md5(kind || ':' || namespace || ':' || name) = md5($1) AND kind || ':' || namespace || ':' || name = $1 AND first_at <= $2`,
      [id, asOf.toISOString()],
    );
    return row;
  }

  private async edgesOf(
    frontier: readonly NodeName[],
    { asOf, towards }: { asOf: Date; towards: 'upstream' | 'both' },
  ): Promise<readonly Edge[]> {
    const rows = await this.database.query<EdgeRow>(
      `WITH frontier AS (SELECT * FROM unnest($1::text[], $2::text[], $3::text[]) AS node (kind, namespace, name))
       SELECT edge.* FROM frontier JOIN lineage.edge ON frontier.kind = 'job' AND job_namespace = namespace AND job_name = name
         AND ($5 OR direction = 'in') WHERE first_at <= $4
       UNION
       SELECT edge.* FROM frontier JOIN lineage.edge ON frontier.kind = 'dataset' AND dataset_namespace = namespace
         AND dataset_name = name AND ($5 OR direction = 'out') WHERE first_at <= $4
       ORDER BY job_namespace, job_name, direction, dataset_namespace, dataset_name LIMIT ${MAX_EDGES_A_STEP}`,
      [
        frontier.map(({ kind }) => kind),
        frontier.map(({ namespace }) => namespace),
        frontier.map(({ name }) => name),
        asOf.toISOString(),
        towards === 'both',
      ],
    );
    return rows.map(edgeOf);
  }

  private async describe(
    names: readonly NodeName[],
    edges: readonly Edge[],
    asOf: Date,
  ): Promise<readonly GraphNode[]> {
    const facets = await facetsAsOf(this.database, names.map(nodeId), asOf);
    const runs = await this.runs.latest(
      names.filter(({ kind }) => kind === 'job'),
      asOf,
    );
    const stored = await this.database.query<StoredNode>(
      `SELECT node.* FROM unnest($1::text[], $2::text[], $3::text[]) AS asked (kind, namespace, name)
       JOIN lineage.node USING (kind, namespace, name) ORDER BY kind, namespace, name`,
      [names.map(({ kind }) => kind), names.map(({ namespace }) => namespace), names.map(({ name }) => name)],
    );
    return stored.map((node) =>
      graphNode(node, {
        edges,
        facets: facets.get(nodeId(node)) ?? {},
        latestRun: runs.get(`${node.namespace}:${node.name}`),
      }),
    );
  }
}

function edgeOf(row: EdgeRow): Edge {
  const job: NodeName = { kind: 'job', namespace: row.job_namespace, name: row.job_name };
  const dataset: NodeName = { kind: 'dataset', namespace: row.dataset_namespace, name: row.dataset_name };
  return row.direction === 'in' ? { origin: dataset, destination: job } : { origin: job, destination: dataset };
}
