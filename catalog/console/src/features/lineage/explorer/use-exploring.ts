import { useCallback, useMemo, useState } from 'react';
import { columnEdges, columnPath, columnsOnPath, type ColumnEdge, type ColumnPlace } from '../graph/columns.js';
import type { LineageGraph, LineageNode } from '../graph/lineage-node.js';
import { visiblePart, type VisiblePart } from '../graph/visible-part.js';

/** What a reader looks at in a graph, and the ways to change that. */
export interface Exploring {
  readonly start: string;
  readonly part: VisiblePart;
  readonly hops: number;
  readonly more: boolean;
  readonly selected: LineageNode | undefined;
  readonly column: ColumnPlace | undefined;
  readonly path: readonly ColumnEdge[];
  /** The columns that are shown on each node: all of one that is open, those of the path on the others. */
  readonly openColumns: ReadonlySet<string>;
  readonly pathColumns: ReadonlyMap<string, ReadonlySet<string>>;
  readonly setHops: (hops: number) => void;
  readonly expand: (node: string) => void;
  readonly select: (node: string | undefined) => void;
  readonly follow: (column: ColumnPlace | undefined) => void;
  readonly toggleColumns: (node: string) => void;
}

const NEAR = 4;

const toggled = (set: ReadonlySet<string>, item: string): ReadonlySet<string> =>
  set.has(item) ? new Set([...set].filter((other) => other !== item)) : new Set([...set, item]);

/** Holds what the reader opened in a graph around a start. */
export function useExploring({ graph }: LineageGraph, start: string): Exploring {
  const [hops, setHops] = useState(NEAR);
  const [expanded, setExpanded] = useState<ReadonlySet<string>>(new Set());
  const [openColumns, setOpenColumns] = useState<ReadonlySet<string>>(new Set());
  const [selectedId, select] = useState<string>();
  const [column, follow] = useState<ColumnPlace>();
  const part = useMemo(() => visiblePart(graph, { start, hops, expanded }), [graph, start, hops, expanded]);
  const path = useMemo(
    () => (column === undefined ? [] : columnPath(columnEdges(part.nodes), column)),
    [part.nodes, column],
  );
  const pathColumns = useMemo(
    () => (column === undefined ? new Map<string, ReadonlySet<string>>() : columnsOnPath(path, column)),
    [path, column],
  );
  return {
    start,
    part,
    hops,
    more: part.nodes.length < graph.length,
    selected: part.nodes.find(({ id }) => id === selectedId),
    column,
    path,
    openColumns,
    pathColumns,
    setHops,
    expand: useCallback((node) => setExpanded((before) => new Set([...before, node])), []),
    select,
    follow,
    toggleColumns: useCallback((node) => setOpenColumns((before) => toggled(before, node)), []),
  };
}
