import type { Facets } from './facet-reader.js';
import { nodeId, type NodeName } from './node-id.js';
import type { Run } from './run-reader.js';

/** From what to what. */
export interface Edge {
  readonly origin: NodeName;
  readonly destination: NodeName;
}

/** A node of Marquez's lineage graph. */
export interface GraphNode {
  readonly id: string;
  readonly type: 'JOB' | 'DATASET' | 'DATASET_FIELD';
  readonly data: Readonly<Record<string, unknown>>;
  readonly inEdges: readonly { readonly origin: string; readonly destination: string }[];
  readonly outEdges: readonly { readonly origin: string; readonly destination: string }[];
}

/** A node as it is stored. */
export interface StoredNode extends NodeName {
  readonly first_at: Date | string;
  readonly last_at: Date | string;
}

/** What is known around a node. */
export interface NodeSurroundings {
  readonly edges: readonly Edge[];
  readonly facets: Facets;
  readonly latestRun: Run | undefined;
}

const nameOnly = ({ namespace, name }: NodeName) => ({ namespace, name });

/** A job or dataset in Marquez's shape. */
export function graphNode(node: StoredNode, { edges, facets, latestRun }: NodeSurroundings): GraphNode {
  const id = nodeId(node);
  const incoming = edges.filter(({ destination }) => nodeId(destination) === id);
  const outgoing = edges.filter(({ origin }) => nodeId(origin) === id);
  const ids = ({ origin, destination }: Edge) => ({ origin: nodeId(origin), destination: nodeId(destination) });
  const data = {
    id: nameOnly(node),
    name: node.name,
    simpleName: node.name.slice(node.name.lastIndexOf('.') + 1),
    namespace: node.namespace,
    createdAt: new Date(node.first_at).toISOString(),
    updatedAt: new Date(node.last_at).toISOString(),
    facets,
  };
  return {
    id,
    type: node.kind === 'job' ? 'JOB' : 'DATASET',
    data:
      node.kind === 'job'
        ? { ...data, ...jobData(incoming, outgoing, { facets, latestRun }) }
        : { ...data, ...datasetData(node, facets) },
    inEdges: incoming.map(ids),
    outEdges: outgoing.map(ids),
  };
}

function jobData(
  incoming: readonly Edge[],
  outgoing: readonly Edge[],
  { facets, latestRun }: Omit<NodeSurroundings, 'edges'>,
) {
  return {
    type: facets['jobType']?.['processingType'] ?? 'BATCH',
    inputs: incoming.map(({ origin }) => nameOnly(origin)),
    outputs: outgoing.map(({ destination }) => nameOnly(destination)),
    latestRun: latestRun ?? null,
  };
}

function datasetData(node: NodeName, facets: Facets) {
  return {
    type: 'DB_TABLE',
    physicalName: node.name,
    sourceName: node.namespace,
    fields: facets['schema']?.['fields'] ?? [],
    description: facets['documentation']?.['description'] ?? null,
    currentVersion: facets['version']?.['datasetVersion'] ?? null,
  };
}
