import { edgesOf, type LineageEdge, type LineageNode } from './lineage-node.js';

/** What a reader sees of a graph, and how much is hidden around each node. */
export interface VisiblePart {
  readonly nodes: readonly LineageNode[];
  readonly edges: readonly LineageEdge[];
  /** Neighbours that are not shown, by node. */
  readonly hidden: ReadonlyMap<string, number>;
}

/** Neighbours of every node, both ways. */
function neighbours(edges: readonly LineageEdge[]): ReadonlyMap<string, ReadonlySet<string>> {
  const around = new Map<string, Set<string>>();
  const join = (one: string, other: string) => around.set(one, (around.get(one) ?? new Set()).add(other));
  for (const { origin, destination } of edges) {
    join(origin, destination);
    join(destination, origin);
  }
  return around;
}

/** The nodes at most `hops` edges from the start, and the neighbours of those that the reader expanded. */
export function visiblePart(
  all: readonly LineageNode[],
  { start, hops, expanded }: { start: string; hops: number; expanded: ReadonlySet<string> },
): VisiblePart {
  const allEdges = edgesOf(all);
  const around = neighbours(allEdges);
  const shown = new Set(all.some(({ id }) => id === start) ? [start] : all.map(({ id }) => id));
  let frontier = [...shown];
  for (let hop = 0; hop < hops && frontier.length > 0; hop += 1) {
    frontier = frontier.flatMap((id) => [...(around.get(id) ?? [])]).filter((id) => !shown.has(id));
    for (const id of frontier) shown.add(id);
  }
  // Expanding reaches nodes that may have been expanded before, so it is repeated until nothing is added.
  for (let before = -1; before !== shown.size;) {
    before = shown.size;
    for (const id of expanded) if (shown.has(id)) for (const next of around.get(id) ?? []) shown.add(next);
  }
  const nodes = all.filter(({ id }) => shown.has(id));
  const edges = allEdges.filter(({ origin, destination }) => shown.has(origin) && shown.has(destination));
  const hidden = new Map(
    nodes.map(({ id }) => [id, [...(around.get(id) ?? [])].filter((next) => !shown.has(next)).length] as const),
  );
  return { nodes, edges, hidden };
}

/** All nodes that led to one (`up`) or that it led to (`down`), without itself. */
export function reach(edges: readonly LineageEdge[], start: string, way: 'up' | 'down'): ReadonlySet<string> {
  const found = new Set<string>();
  let frontier = [start];
  while (frontier.length > 0) {
    frontier = edges
      .filter((edge) => frontier.includes(way === 'up' ? edge.destination : edge.origin))
      .map((edge) => (way === 'up' ? edge.origin : edge.destination))
      .filter((id) => id !== start && !found.has(id));
    for (const id of frontier) found.add(id);
  }
  return found;
}
