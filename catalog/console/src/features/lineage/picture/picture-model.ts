import { columnsOf, placeKey, type Column } from '../graph/columns.js';
import { directionFor, placeNodes, type Direction, type PlacedNode, type Room } from '../graph/layout.js';
import type { LineageNode } from '../graph/lineage-node.js';
import { reach } from '../graph/visible-part.js';
import type { Exploring } from '../explorer/use-exploring.js';
import { NODE, nodeHeight } from './node-size.js';

/** A node as it is drawn. */
export interface DrawnNode extends PlacedNode {
  readonly node: LineageNode;
  readonly columns: readonly Column[];
  /** How many columns it has altogether. */
  readonly columnCount: number;
  readonly hidden: number;
  /** Beside the way of the chosen column. */
  readonly dim: boolean;
}

/** A line as it is drawn: between nodes, or between columns of them. */
export interface DrawnEdge {
  readonly id: string;
  readonly source: string;
  readonly target: string;
  readonly sourceColumn?: string;
  readonly targetColumn?: string;
  readonly tone: 'plain' | 'strong' | 'dim' | 'column' | 'influence';
}

type Looked = Pick<Exploring, 'part' | 'selected' | 'column' | 'path' | 'pathColumns' | 'openColumns'>;

/** Everything that is drawn of what a reader looks at. */
export interface DrawnGraph {
  readonly direction: Direction;
  readonly nodes: readonly DrawnNode[];
  readonly edges: readonly DrawnEdge[];
}

/** Draws what a reader looks at, turned so that it is largest in its room. */
export function pictureOf(looked: Looked, room: Room): DrawnGraph {
  const { part, column, pathColumns } = looked;
  const drawn = part.nodes.map((node) => {
    const all = columnsOf(node);
    const columns = shownColumns(node.id, all, looked);
    const hidden = part.hidden.get(node.id) ?? 0;
    const height = nodeHeight({ columns: columns.length, hasFoot: hidden > 0 || all.length > 0 });
    const dim = column !== undefined && !pathColumns.has(node.id) && node.type !== 'JOB';
    return { node, columns, columnCount: all.length, hidden, dim, id: node.id, width: NODE.width, height };
  });
  // Columns that open and close change heights; the direction is that of the closed nodes, so that it does not turn with them.
  const closed = drawn.map(({ id }) => ({ id, width: NODE.width, height: nodeHeight({ columns: 0, hasFoot: true }) }));
  const direction = directionFor(closed, part.edges, room);
  const places = new Map(placeNodes(drawn, part.edges, direction).map((placed) => [placed.id, placed]));
  const nodes = drawn.map((node) => ({ ...node, ...places.get(node.id)!, node: node.node }));
  return { direction, nodes, edges: [...nodeEdges(looked), ...columnEdgesOf(looked)] };
}

/** All of a node that is open; of the others only what lies on the way of the chosen column. */
function shownColumns(
  id: string,
  all: readonly Column[],
  { openColumns, pathColumns }: Pick<Looked, 'openColumns' | 'pathColumns'>,
): readonly Column[] {
  const onPath = pathColumns.get(id) ?? new Set<string>();
  const known = new Set(all.map(({ name }) => name));
  const unnamed = [...onPath].filter((name) => !known.has(name)).map((name) => ({ name }));
  return openColumns.has(id) ? [...all, ...unnamed] : [...all.filter(({ name }) => onPath.has(name)), ...unnamed];
}

function nodeEdges({ part: { edges }, selected, column }: Looked): readonly DrawnEdge[] {
  const near =
    selected === undefined
      ? undefined
      : new Set([selected.id, ...reach(edges, selected.id, 'up'), ...reach(edges, selected.id, 'down')]);
  return edges.map(({ origin, destination }) => ({
    id: `${origin} > ${destination}`,
    source: origin,
    target: destination,
    tone: column !== undefined ? 'dim' : near?.has(origin) && near.has(destination) ? 'strong' : 'plain',
  }));
}

const columnEdgesOf = ({ path }: Looked): readonly DrawnEdge[] =>
  path.map(({ origin, destination, direct }) => ({
    id: `${placeKey(origin)} > ${placeKey(destination)}`,
    source: origin.node,
    target: destination.node,
    sourceColumn: origin.column,
    targetColumn: destination.column,
    tone: direct ? 'column' : 'influence',
  }));
