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
import { useCallback, useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Exploring } from '../explorer/use-exploring.js';
import { stepFrom } from '../graph/steps.js';
import { DrawnNodeView, faceId, type CanvasNode, type DrawnNodeData } from './drawn-node.js';
import { NODE } from './node-size.js';
import { pictureOf, type DrawnEdge } from './picture-model.js';
import classes from './picture.module.css';

const TYPES = { lineage: DrawnNodeView };
/** Fitting to the window never makes nodes smaller than can be read; the reader may. */
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
  const { start, selected, column, openColumns, select, expand, toggleColumns, follow, part } = exploring;
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
      void flow.fitView({ padding: 0.12, maxZoom: ZOOM.readable, minZoom: ZOOM.least, duration });
    });
    return () => cancelAnimationFrame(frame);
  }, [flow, start, shown, duration, direction]);

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
      className={classes.canvas}
      role="group"
      aria-label={t(`picture.${direction}`, { count: shown })}
      data-testid="lineage-picture"
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
        fitViewOptions={{ padding: 0.12, maxZoom: ZOOM.readable, minZoom: ZOOM.least }}
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
