/** From what to what, by node id. */
export interface LineageEdge {
  readonly origin: string;
  readonly destination: string;
}

/** A job, a dataset, a score or a model version, as the lineage service tells it (Marquez's shape). */
export interface LineageNode {
  readonly id: string;
  readonly type: 'JOB' | 'DATASET' | 'SCORE' | 'MODEL_VERSION';
  readonly data: Readonly<Record<string, unknown>>;
  readonly inEdges: readonly LineageEdge[];
  readonly outEdges: readonly LineageEdge[];
}

/** An answer of the lineage service. */
export interface LineageGraph {
  readonly graph: readonly LineageNode[];
  /** There was more than one answer holds. */
  readonly truncated?: boolean;
}

/** What a node is to a reader. */
export type NodeKind = 'dataset' | 'topic' | 'model' | 'file' | 'job' | 'score' | 'version';

/** Namespaces of the mesh by what lies in them. */
const KINDS: Readonly<Record<string, NodeKind>> = {
  'mesh://events': 'topic',
  'mesh://models': 'model',
  file: 'file',
};

/** The kind of a node, from its type and namespace. */
export function kindOf({ type, data }: Pick<LineageNode, 'type' | 'data'>): NodeKind {
  if (type === 'JOB') return 'job';
  if (type === 'SCORE') return 'score';
  if (type === 'MODEL_VERSION') return 'version';
  return KINDS[String(data['namespace'])] ?? 'dataset';
}

/** The name of a node without its namespace. */
export function nameOf({ id, type, data }: Pick<LineageNode, 'id' | 'type' | 'data'>): string {
  if (type === 'MODEL_VERSION') return `${String(data['name'])} ${String(data['version'])}`;
  if (type === 'SCORE') return id.slice('score:'.length);
  return typeof data['name'] === 'string' ? data['name'] : id;
}

/** Every edge of a graph once, as long as both its ends are in the graph. */
export function edgesOf(nodes: readonly LineageNode[]): readonly LineageEdge[] {
  const known = new Set(nodes.map(({ id }) => id));
  const edges = new Map<string, LineageEdge>();
  for (const { inEdges, outEdges } of nodes) {
    for (const { origin, destination } of [...inEdges, ...outEdges]) {
      if (known.has(origin) && known.has(destination)) edges.set(`${origin} > ${destination}`, { origin, destination });
    }
  }
  return [...edges.values()];
}
