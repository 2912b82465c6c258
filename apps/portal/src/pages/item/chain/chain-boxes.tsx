import '@xyflow/react/dist/base.css';
import {
  type Edge,
  MarkerType,
  Position,
  ReactFlow,
  type ReactFlowInstance,
  ReactFlowProvider,
  useReactFlow,
} from '@xyflow/react';
import { useLayoutEffect, useMemo, useRef, useState } from 'react';
import { useT, useText } from '../../../language';
import { ChainBox, type ChainBoxNode } from './chain-box';
import type { Chain, ChainNode } from './chain-model';
import styles from './chain.module.css';
import { HiddenReason } from './hidden-reason';
import { type Positions, useLayout } from './layout';
import { Legend } from './legend';
import {
  BOX,
  canvasSize,
  type Direction,
  directionFor,
  GAP,
  openingView,
  type Size,
  wholeView,
  ZOOM,
} from './viewport';
import { ZoomButtons } from './zoom-buttons';

const nodeTypes = { box: ChainBox };
const ALL_RENDERED_AT_MOST = 100;

/** The chain as boxes and arrows, from material to product. */
export default function ChainBoxes({ chain }: { chain: Chain }) {
  const wrapper = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState<number | null>(null);
  useLayoutEffect(() => {
    if (wrapper.current) setWidth(wrapper.current.clientWidth);
  }, []);
  return (
    <div ref={wrapper}>
      {width ? <LaidOut chain={chain} width={width} /> : <div className={styles.canvas} />}
    </div>
  );
}

function LaidOut({ chain, width }: { chain: Chain; width: number }) {
  const direction = useMemo(() => directionFor(chain, width), [chain, width]);
  const positions = useLayout(chain, {
    style: 'boxes',
    direction,
    ...BOX,
    rankGap: GAP.rank,
    nodeGap: GAP.node,
  });
  if (!positions) return <div className={styles.canvas} />;
  return (
    <ReactFlowProvider>
      <Drawing
        chain={chain}
        positions={positions}
        direction={direction}
        size={canvasSize(positions, width)}
      />
    </ReactFlowProvider>
  );
}

interface DrawingProps {
  readonly chain: Chain;
  readonly positions: Positions;
  readonly direction: Direction;
  readonly size: Size;
}

function Drawing({ chain, positions, direction, size }: DrawingProps) {
  const t = useT();
  const textOf = useText();
  const [hidden, setHidden] = useState<ChainNode | null>(null);
  const nodes = useMemo(
    () => chain.nodes.map((node) => flowNode(node, chain.root, positions, direction, setHidden)),
    [chain, positions, direction],
  );
  const edges = useMemo(() => chain.links.map(flowEdge), [chain]);
  return (
    <div className={styles.view}>
      <div
        className={styles.canvas}
        style={{ height: size.height }}
        role="group"
        aria-label={t('chain.drawing')}
        data-testid="chain-drawing"
      >
        <ReactFlow
          nodes={nodes}
          edges={edges}
          nodeTypes={nodeTypes}
          defaultViewport={openingView(chain, positions, size, direction)}
          minZoom={ZOOM.min}
          maxZoom={ZOOM.max}
          nodesDraggable={false}
          nodesConnectable={false}
          nodesFocusable={false}
          edgesFocusable={false}
          elementsSelectable={false}
          zoomOnScroll={false}
          preventScrolling={false}
          onlyRenderVisibleElements={chain.nodes.length > ALL_RENDERED_AT_MOST}
        />
        {hidden?.reason && (
          <HiddenReason reason={textOf(hidden.reason)} who={hidden.who} onClose={() => setHidden(null)} />
        )}
      </div>
      <div className={styles.below}>
        <Legend hasHidden={chain.nodes.some(({ kind }) => kind === 'hidden')} />
        <Zoom onFit={(flow) => void flow.setViewport(wholeView(positions, size))} />
      </div>
    </div>
  );
}

function flowNode(
  node: ChainNode,
  root: string,
  positions: Positions,
  direction: Direction,
  onHidden: (node: ChainNode) => void,
): ChainBoxNode {
  const isAcross = direction === 'LR';
  return {
    id: node.id,
    type: 'box',
    position: positions.get(node.id) ?? { x: 0, y: 0 },
    ...BOX,
    sourcePosition: isAcross ? Position.Right : Position.Bottom,
    targetPosition: isAcross ? Position.Left : Position.Top,
    data: { node, isRoot: node.id === root, onHidden },
  };
}

const isHidden = (id: string): boolean => id.startsWith('hidden ');

const flowEdge = ({ from, to }: Chain['links'][number]): Edge => ({
  id: `${from} ${to}`,
  source: from,
  target: to,
  type: 'default',
  markerEnd: { type: MarkerType.ArrowClosed, color: '#7f8b90', width: 18, height: 18 },
  style: {
    stroke: '#7f8b90',
    strokeWidth: 1.5,
    ...((isHidden(from) || isHidden(to)) && { strokeDasharray: '5 4' }),
  },
});

function Zoom({ onFit }: { onFit: (flow: ReactFlowInstance) => void }) {
  const flow = useReactFlow();
  return (
    <ZoomButtons
      onIn={() => void flow.zoomIn()}
      onOut={() => void flow.zoomOut()}
      onFit={() => onFit(flow)}
    />
  );
}
