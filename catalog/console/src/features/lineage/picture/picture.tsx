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
import { useMediaQuery, useReducedMotion, useViewportSize } from '@mantine/hooks';
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Exploring } from '../explorer/use-exploring.js';
import { fitOf, type Room } from '../graph/layout.js';
import { stepFrom } from '../graph/steps.js';
import { DrawnNodeView, faceId, type CanvasNode, type DrawnNodeData } from './drawn-node.js';
import { NODE } from './node-size.js';
import { pictureOf, type DrawnEdge } from './picture-model.js';
import { useSteadyCentre } from './use-steady-centre.js';
import classes from './picture.module.css';

const TYPES = { lineage: DrawnNodeView };
/** Where the whole would be smaller than `least`, the start is shown at a size that can be read. */
const ZOOM = { min: 0.1, least: 0.45, readable: 1, max: 1.6 } as const;
const MOVE_MS = 200;
const WIDE = '(min-width: 48em)';
/** Below this width the map would hide what it is the map of. */
const LEAST_FOR_MAP = 760;

/** The graph as a picture that is zoomed, panned and walked with the arrow keys. */
export function Picture({ exploring }: { exploring: Exploring }) {
  const frame = useRef<HTMLDivElement>(null);
  const viewport = useViewportSize();
  const [room, setRoom] = useState<Room>();
  // Measured anew with the window only: the details that open beside it must not turn the picture.
  useLayoutEffect(() => {
    if (frame.current !== null) setRoom({ width: frame.current.clientWidth, height: frame.current.clientHeight });
  }, [viewport.width, viewport.height]);
  return (
    <div ref={frame} className={classes.canvas}>
      {room !== undefined && (
        <ReactFlowProvider>
          <Canvas exploring={exploring} room={room} />
        </ReactFlowProvider>
      )}
    </div>
  );
}

function Canvas({ exploring, room }: { exploring: Exploring; room: Room }) {
  const { t } = useTranslation('lineage');
  const colorMode = useComputedColorScheme('light');
  const isWide = useMediaQuery(WIDE, true, { getInitialValueInEffect: false });
  const duration = useReducedMotion() ? 0 : MOVE_MS;
  const flow = useReactFlow();
  const width = useSteadyCentre();
  const { start, selected, column, path, openColumns, select, expand, toggleColumns, follow, part } = exploring;
  const picture = useMemo(
    () => pictureOf(exploring, room),
    [exploring.part, selected, exploring.path, column, openColumns, room],
  );
  const { direction } = picture;

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
      else if (fitOf(picture.nodes, room) >= ZOOM.least) void flow.fitView(options);
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
    <div className={classes.flow} role="group" aria-label={t(`picture.${direction}`, { count: shown })}>
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
        {width >= LEAST_FOR_MAP && <MiniMap pannable zoomable className={classes.map} />}
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
