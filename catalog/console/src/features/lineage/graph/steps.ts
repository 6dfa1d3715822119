import type { LineageEdge } from './lineage-node.js';
import type { Direction, PlacedNode } from './layout.js';

/** A key with which a reader walks from node to node. */
export type StepKey = 'ArrowLeft' | 'ArrowRight' | 'ArrowUp' | 'ArrowDown';

type Way = 'back' | 'forth' | 'before' | 'after';

/** Back to what a node was made from and forth to what was made from it, before and after it among its peers. */
const WAYS: Readonly<Record<Direction, Readonly<Record<StepKey, Way>>>> = {
  right: { ArrowLeft: 'back', ArrowRight: 'forth', ArrowUp: 'before', ArrowDown: 'after' },
  down: { ArrowUp: 'back', ArrowDown: 'forth', ArrowLeft: 'before', ArrowRight: 'after' },
};

/** Where a step leads: along the edges to the nearest neighbour, or to the nearest of its rank. Undefined at the edge. */
export function stepFrom(
  placed: readonly PlacedNode[],
  edges: readonly LineageEdge[],
  { id, key, direction = 'right' }: { id: string; key: StepKey; direction?: Direction },
): string | undefined {
  const here = placed.find((node) => node.id === id);
  if (here === undefined) return undefined;
  const across = ({ x, y, width, height }: PlacedNode) => (direction === 'right' ? y + height / 2 : x + width / 2);
  const isPeer = (node: PlacedNode) =>
    direction === 'right'
      ? node.x < here.x + here.width && here.x < node.x + node.width
      : node.y < here.y + here.height && here.y < node.y + node.height;
  const nearest = (nodes: readonly PlacedNode[]) =>
    nodes.toSorted((one, other) => Math.abs(across(one) - across(here)) - Math.abs(across(other) - across(here)))[0]
      ?.id;
  const named = (ids: readonly string[]) => placed.filter((node) => ids.includes(node.id));
  switch (WAYS[direction][key]) {
    case 'back':
      return nearest(named(edges.filter(({ destination }) => destination === id).map(({ origin }) => origin)));
    case 'forth':
      return nearest(named(edges.filter(({ origin }) => origin === id).map(({ destination }) => destination)));
    case 'before':
      return nearest(placed.filter((node) => isPeer(node) && across(node) < across(here)));
    case 'after':
      return nearest(placed.filter((node) => isPeer(node) && across(node) > across(here)));
  }
}
