import type { LineageNode } from './lineage-node.js';

/** A column of a dataset. */
export interface Column {
  readonly name: string;
  readonly type?: string;
}

/** A column by the node that has it. */
export interface ColumnPlace {
  readonly node: string;
  readonly column: string;
}

/** From which column to which, and whether the value itself went over (else it only had an influence). */
export interface ColumnEdge {
  readonly origin: ColumnPlace;
  readonly destination: ColumnPlace;
  readonly direct: boolean;
}

/** Facets come from outside: what has not the shape of the standard counts as nothing. */
const list = (value: unknown): readonly Readonly<Record<string, unknown>>[] =>
  Array.isArray(value) ? value.filter((item) => typeof item === 'object' && item !== null) : [];

const record = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};

/** The columns of a dataset as its schema facet names them. */
export const columnsOf = ({ data }: LineageNode): readonly Column[] =>
  list(data['fields']).flatMap(({ name, type }) =>
    typeof name === 'string' ? [{ name, ...(typeof type === 'string' && { type }) }] : [],
  );

/** Which columns were made from which, among these nodes (facet `columnLineage`). */
export function columnEdges(nodes: readonly LineageNode[]): readonly ColumnEdge[] {
  const known = new Set(nodes.map(({ id }) => id));
  return nodes.flatMap(({ id, data }) =>
    Object.entries(record(record(record(data['facets'])['columnLineage'])['fields'])).flatMap(([column, lineage]) =>
      list(record(lineage)['inputFields'])
        .map(({ namespace, name, field, transformations }) => ({
          origin: { node: `dataset:${String(namespace)}:${String(name)}`, column: String(field) },
          destination: { node: id, column },
          direct: list(transformations).every(({ type }) => type !== 'INDIRECT'),
        }))
        .filter(({ origin }) => known.has(origin.node)),
    ),
  );
}

/** A place as one text, to be used as a key. */
export const placeKey = ({ node, column }: ColumnPlace): string => `${node}#${column}`;

/** The way of one column's values: the edges through which it came to be and on which it went. */
export function columnPath(edges: readonly ColumnEdge[], start: ColumnPlace): readonly ColumnEdge[] {
  const path = new Set<ColumnEdge>();
  const follow = (from: 'origin' | 'destination', to: 'origin' | 'destination') => {
    const seen = new Set([placeKey(start)]);
    let frontier = [placeKey(start)];
    while (frontier.length > 0) {
      const next = edges.filter((edge) => frontier.includes(placeKey(edge[from])));
      for (const edge of next) path.add(edge);
      frontier = next.map((edge) => placeKey(edge[to])).filter((key) => !seen.has(key));
      for (const key of frontier) seen.add(key);
    }
  };
  follow('destination', 'origin');
  follow('origin', 'destination');
  return [...path];
}

/** The columns of each node that lie on a path. */
export function columnsOnPath(
  path: readonly ColumnEdge[],
  start: ColumnPlace,
): ReadonlyMap<string, ReadonlySet<string>> {
  const byNode = new Map<string, Set<string>>();
  for (const { node, column } of [start, ...path.flatMap(({ origin, destination }) => [origin, destination])])
    byNode.set(node, (byNode.get(node) ?? new Set()).add(column));
  return byNode;
}
