import { useCallback, useMemo, useState } from 'react';
import { columnEdges, columnPath, columnsOnPath, type ColumnEdge, type ColumnPlace } from '../graph/columns.js';
import type { LineageGraph, LineageNode } from '../graph/lineage-node.js';
import { visiblePart, type VisiblePart } from '../graph/visible-part.js';

/** What a reader looks at in a graph, and the ways to change that. */
export interface Exploring {
  readonly start: string;
  readonly part: VisiblePart;
  readonly canBeLess: boolean;
  readonly more: boolean;
  readonly selected: LineageNode | undefined;
  readonly column: ColumnPlace | undefined;
  readonly path: readonly ColumnEdge[];
  /** The columns that are shown on each node: all of one that is open, those of the path on the others. */
  readonly openColumns: ReadonlySet<string>;
  readonly pathColumns: ReadonlyMap<string, ReadonlySet<string>>;
  readonly less: () => void;
  readonly further: () => void;
  readonly everything: () => void;
  readonly expand: (node: string) => void;
  readonly select: (node: string | undefined) => void;
  readonly follow: (column: ColumnPlace | undefined) => void;
  readonly toggleColumns: (node: string) => void;
}

const NEAR = 4;
/** A picture of more nodes is no picture any more; the reader may ask for more all the same. */
const AT_FIRST = 100;
/** Where "less" begins after everything was shown. */
const FAR = 8;
const MORE = 40;

const toggled = (set: ReadonlySet<string>, item: string): ReadonlySet<string> =>
  set.has(item) ? new Set([...set].filter((other) => other !== item)) : new Set([...set, item]);

/** Holds what the reader opened in a graph around a start. */
export function useExploring({ graph }: LineageGraph, start: string): Exploring {
  const [hops, setHops] = useState(NEAR);
  const [limit, setLimit] = useState(AT_FIRST);
  const [expanded, setExpanded] = useState<ReadonlyMap<string, number>>(new Map());
  const [openColumns, setOpenColumns] = useState<ReadonlySet<string>>(new Set());
  const [selectedId, select] = useState<string>();
  const [column, follow] = useState<ColumnPlace>();
  const part = useMemo(
    () => visiblePart(graph, { start, hops, limit, expanded }),
    [graph, start, hops, limit, expanded],
  );
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
    canBeLess: hops > 1,
    more: part.nodes.length < graph.length,
    selected: part.nodes.find(({ id }) => id === selectedId),
    column,
    path,
    openColumns,
    pathColumns,
    less: () => {
      setExpanded(new Map());
      setLimit(AT_FIRST);
      setHops(Math.max(1, Math.min(hops, FAR) - 1));
    },
    further: () => {
      setLimit(limit + AT_FIRST);
      setHops(hops + 1);
    },
    everything: () => {
      setLimit(graph.length);
      setHops(graph.length);
    },
    expand: useCallback(
      (node) => setExpanded((before) => new Map([...before, [node, (before.get(node) ?? 0) + MORE]])),
      [],
    ),
    select,
    follow,
    toggleColumns: useCallback((node) => setOpenColumns((before) => toggled(before, node)), []),
  };
}
