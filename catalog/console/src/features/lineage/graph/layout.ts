import { graphlib, layout } from '@dagrejs/dagre';
import type { LineageEdge } from './lineage-node.js';

/** The room that a node takes, in pixels. */
export interface NodeSize {
  readonly id: string;
  readonly width: number;
  readonly height: number;
}

/** Where a node stands: its top left corner. */
export interface PlacedNode extends NodeSize {
  readonly x: number;
  readonly y: number;
}

const BETWEEN_RANKS = { right: 72, down: 44 } as const;
const BETWEEN_NODES = 24;

/** Which way time goes in the picture: to the right where there is room, down on a narrow screen. */
export type Direction = 'right' | 'down';

/** Places nodes, each after those it was made from; the same graph gives the same picture. */
export function placeNodes(
  sizes: readonly NodeSize[],
  edges: readonly LineageEdge[],
  direction: Direction = 'right',
): readonly PlacedNode[] {
  const graph = new graphlib.Graph();
  graph.setGraph({
    rankdir: direction === 'right' ? 'LR' : 'TB',
    ranksep: BETWEEN_RANKS[direction],
    nodesep: BETWEEN_NODES,
  });
  graph.setDefaultEdgeLabel(() => ({}));
  const sorted = sizes.toSorted((one, other) => (one.id < other.id ? -1 : 1));
  for (const { id, width, height } of sorted) graph.setNode(id, { width, height });
  for (const { origin, destination } of edges.toSorted((one, other) => (keyOf(one) < keyOf(other) ? -1 : 1)))
    graph.setEdge(origin, destination);
  layout(graph);
  return sizes.map((size) => {
    const { x, y } = graph.node(size.id) as { x: number; y: number };
    return { ...size, x: x - size.width / 2, y: y - size.height / 2 };
  });
}

/** The room that a picture has, in pixels. */
export interface Room {
  readonly width: number;
  readonly height: number;
}

/** How far placed nodes must be shrunk to be seen at once; above 1 there is room to spare. */
export function fitOf(placed: readonly PlacedNode[], room: Room): number {
  const width = Math.max(...placed.map((node) => node.x + node.width)) - Math.min(...placed.map(({ x }) => x));
  const height = Math.max(...placed.map((node) => node.y + node.height)) - Math.min(...placed.map(({ y }) => y));
  return Math.min(room.width / width, room.height / height);
}

/** Down is read less easily than to the right, so it has to be this much larger. */
const WORTH_TURNING = 1.25;

/** The way in which the graph is larger in its room. */
export function directionFor(sizes: readonly NodeSize[], edges: readonly LineageEdge[], room: Room): Direction {
  const [right, down] = (['right', 'down'] as const).map((way) =>
    Math.min(1, fitOf(placeNodes(sizes, edges, way), room)),
  );
  return down! > right! * WORTH_TURNING ? 'down' : 'right';
}

const keyOf = ({ origin, destination }: LineageEdge): string => `${origin} > ${destination}`;
