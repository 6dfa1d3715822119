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

/** How much of a graph a reader wants to see. */
export interface Reach {
  readonly start: string;
  /** Edges from the start, at most. */
  readonly hops: number;
  /** Nodes that are shown without being asked for, at most. */
  readonly limit: number;
  /** How many further neighbours the reader asked for, by node. */
  readonly expanded: ReadonlyMap<string, number>;
}

/** The nodes nearest to the start, and of those that the reader expanded as many neighbours as asked for. */
export function visiblePart(all: readonly LineageNode[], { start, hops, limit, expanded }: Reach): VisiblePart {
  const allEdges = edgesOf(all);
  const around = neighbours(allEdges);
  const ids = all.map(({ id }) => id);
  const shown = new Set(ids.includes(start) ? [start] : ids.slice(0, limit));
  const next = (id: string) => [...(around.get(id) ?? [])].filter((other) => !shown.has(other)).sort();
  let frontier = [...shown];
  for (let hop = 0; hop < hops && frontier.length > 0; hop += 1) {
    const found: string[] = [];
    for (const id of frontier.flatMap(next)) {
      if (shown.size >= limit) break;
      if (shown.has(id)) continue;
      shown.add(id);
      found.push(id);
    }
    frontier = found;
  }
  // What was asked for may lie behind something else that was: it is gone through until nothing is left to show.
  const left = new Map(expanded);
  for (let before = -1; before !== shown.size;) {
    before = shown.size;
    for (const [id, count] of left) {
      if (!shown.has(id)) continue;
      for (const other of next(id).slice(0, count)) shown.add(other);
      left.delete(id);
    }
  }
  const nodes = all.filter(({ id }) => shown.has(id));
  const edges = allEdges.filter(({ origin, destination }) => shown.has(origin) && shown.has(destination));
  const hidden = new Map(nodes.map(({ id }) => [id, next(id).length] as const));
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
