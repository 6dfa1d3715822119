import {
  Background,
  Controls,
  MarkerType,
  MiniMap,
  ReactFlow,
  ReactFlowProvider,
  useReactFlow,
  type Edge,
} from '@xyflow/react';
import '@xyflow/react/dist/style.css';
import { useComputedColorScheme } from '@mantine/core';
import { useMediaQuery, useReducedMotion } from '@mantine/hooks';
import { useCallback, useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Exploring } from '../explorer/use-exploring.js';
import { stepFrom } from '../graph/steps.js';
import { DrawnNodeView, faceId, type CanvasNode, type DrawnNodeData } from './drawn-node.js';
import { NODE } from './node-size.js';
import { pictureOf, type DrawnEdge, type DrawnNode } from './picture-model.js';
import classes from './picture.module.css';

const TYPES = { lineage: DrawnNodeView };
/** Where the whole would be smaller than `least`, the start is shown at a size that can be read. */
const ZOOM = { min: 0.1, least: 0.45, readable: 1, max: 1.6 } as const;
const MOVE_MS = 200;
const WIDE = '(min-width: 48em)';

/** The graph as a picture that is zoomed, panned and walked with the arrow keys. */
export function Picture({ exploring }: { exploring: Exploring }) {
  return (
    <ReactFlowProvider>
      <Canvas exploring={exploring} />
    </ReactFlowProvider>
  );
}

function Canvas({ exploring }: { exploring: Exploring }) {
  const { t } = useTranslation('lineage');
  const colorMode = useComputedColorScheme('light');
  const isWide = useMediaQuery(WIDE, true, { getInitialValueInEffect: false });
  const duration = useReducedMotion() ? 0 : MOVE_MS;
  const flow = useReactFlow();
  const { start, selected, column, path, openColumns, select, expand, toggleColumns, follow, part } = exploring;
  const canvas = useRef<HTMLDivElement>(null);
  const direction = isWide ? 'right' : 'down';
  const picture = useMemo(
    () => pictureOf(exploring, direction),
    [exploring.part, selected, exploring.path, column, openColumns, direction],
  );

  const show = useCallback(
    (id: string) => {
      const node = picture.nodes.find((drawn) => drawn.id === id);
      if (node === undefined) return;
      const zoom = Math.max(flow.getZoom(), 0.6);
      void flow.setCenter(node.x + NODE.width / 2, node.y + node.height / 2, { zoom, duration });
    },
    [picture, flow, duration],
  );
  const onStep = useCallback<DrawnNodeData['onStep']>(
    (id, key) => {
      const next = stepFrom(picture.nodes, part.edges, { id, key, direction });
      if (next !== undefined) document.getElementById(faceId(next))?.focus({ preventScroll: true });
    },
    [picture, part.edges, direction],
  );
  // Only who comes by keyboard is brought to the node; a pointer is there already.
  const onFocus = useCallback(
    (id: string) => {
      if (document.getElementById(faceId(id))?.matches(':focus-visible') === true) show(id);
    },
    [show],
  );
  const shown = picture.nodes.length;
  useEffect(() => {
    const frame = requestAnimationFrame(() => {
      const onPath = path.flatMap(({ origin, destination }) => [{ id: origin.node }, { id: destination.node }]);
      const options = { padding: 0.12, maxZoom: ZOOM.readable, duration };
      if (onPath.length > 0) void flow.fitView({ ...options, nodes: onPath });
      else if (fits(picture.nodes, canvas.current)) void flow.fitView(options);
      else show(start);
    });
    return () => cancelAnimationFrame(frame);
    // Only another graph, start or way moves the view; what the reader selects leaves it where it is.
  }, [flow, start, shown, path, direction]);

  const nodes = picture.nodes.map<CanvasNode>((drawn) => ({
    id: drawn.id,
    type: 'lineage',
    position: { x: drawn.x, y: drawn.y },
    width: drawn.width,
    height: drawn.height,
    data: {
      drawn,
      isStart: drawn.id === start,
      isSelected: drawn.id === selected?.id,
      column,
      columnsOpen: openColumns.has(drawn.id),
      onSelect: select,
      onExpand: expand,
      onColumns: toggleColumns,
      onFollow: follow,
      direction,
      onStep,
      onFocus,
    },
  }));
  return (
    <div
      ref={canvas}
      className={classes.canvas}
      role="group"
      aria-label={t(`picture.${direction}`, { count: shown })}
    >
      <ReactFlow
        nodes={nodes}
        edges={picture.edges.map(edgeOf)}
        nodeTypes={TYPES}
        colorMode={colorMode}
        minZoom={ZOOM.min}
        maxZoom={ZOOM.max}
        nodesDraggable={false}
        nodesConnectable={false}
        nodesFocusable={false}
        edgesFocusable={false}
        elementsSelectable={false}
        disableKeyboardA11y
        preventScrolling={isWide}
        fitView
        fitViewOptions={{ padding: 0.12, maxZoom: ZOOM.readable }}
        ariaLabelConfig={{
          'controls.zoomIn.ariaLabel': t('zoomIn'),
          'controls.zoomOut.ariaLabel': t('zoomOut'),
          'controls.fitView.ariaLabel': t('fit'),
          'minimap.ariaLabel': t('map'),
        }}
      >
        <Background gap={24} />
        <Controls showInteractive={false} />
        {isWide && <MiniMap pannable zoomable className={classes.map} />}
      </ReactFlow>
    </div>
  );
}

const edgeOf = ({ id, source, target, sourceColumn, targetColumn, tone }: DrawnEdge): Edge => ({
  id,
  source,
  target,
  sourceHandle: sourceColumn ?? null,
  targetHandle: targetColumn ?? null,
  className: classes[tone] ?? '',
  markerEnd: { type: MarkerType.ArrowClosed, width: 14, height: 14, color: `var(--lineage-edge-${tone})` },
  zIndex: tone === 'column' || tone === 'influence' ? 2 : 0,
  focusable: false,
});

/** Whether all nodes can be read at once. */
function fits(nodes: readonly DrawnNode[], canvas: HTMLElement | null): boolean {
  const width = Math.max(...nodes.map((node) => node.x + node.width)) - Math.min(...nodes.map(({ x }) => x));
  const height = Math.max(...nodes.map((node) => node.y + node.height)) - Math.min(...nodes.map(({ y }) => y));
  return canvas === null || (width * ZOOM.least <= canvas.clientWidth && height * ZOOM.least <= canvas.clientHeight);
}
