import type { Branch } from '../terminal/tree.js';

/** The part of a node in Marquez's lineage answer that a tree needs. */
interface Node {
  readonly id: string;
  readonly inEdges?: readonly { readonly origin: string }[];
}

/** What a node of the graph is made from, step by step upstream; a node seen before is named, not followed again. */
export function graphTree(root: string, graph: unknown): Branch {
  const nodes = new Map((Array.isArray(graph) ? (graph as Node[]) : []).map((node) => [node.id, node]));
  const followed = new Set<string>();
  const upstream = (id: string): Branch => {
    const origins = (nodes.get(id)?.inEdges ?? []).map(({ origin }) => origin);
    if (followed.has(id)) return { label: origins.length === 0 ? id : `${id} (above)` };
    followed.add(id);
    return { label: id, branches: origins.map(upstream) };
  };
  return upstream(root);
}
